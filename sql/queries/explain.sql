-- What a line of an issued document comes from, as it is known now: what documents have billed, the
-- kept days and levels, and the events with their files and lines.
--
-- When a document, $1, was stored, and the one before it of its contract.

-- name: explain_invoice
select invoice.invoice_id, invoice.recorded_at, (
    select max(earlier.recorded_at)
    from releve.invoice as earlier
    where earlier.contract_id = invoice.contract_id and earlier.invoice_id < invoice.invoice_id)
from releve.invoice
where number = $1;

-- The lines that were billed for a month, $2, of a contract, $1; of each whether its document is
-- one up to $3.

-- name: explain_ledger
select invoice.number, invoice.issued_on, line.line, line.kind, line.product, line.tenant,
  line.sku, line.price_version, line.vat_category, line.vat_rate, line.quantity, line.amount,
  line.label, line.service, invoice.invoice_id <= $3::bigint
from releve.contract
join releve.invoice using (contract_id)
join releve.invoice_line as line using (invoice_id)
where contract.name = $1 and line.period = $2
order by invoice.invoice_id, line.line;

-- name: explain_document_versions
select version, recorded_at, reason
from releve.document_version
where kind = $1 and name = $2
order by version;

-- The ids of a tenant, $1, and of a product, $2, under a SKU, $3.

-- name: explain_subject
select tenant.tenant_id, sku.sku_id
from releve.tenant, releve.product join releve.sku using (product_id)
where tenant.name = $1 and product.name = $2 and sku.sku = $3;

-- Of the following, $1 is a tenant, $2 a SKU, by their ids.

-- What each kept day, and each level that is held between days, adds: by resource, then time.
--
-- $3, $4   the spans that are covered
-- $5       the instants at which the month's local days begin, and at last its end
-- $6, $7   of levels the step, and whether days count by their hours; null and false for others
-- $8, $9   from which instant to which a part of the month is asked for, or all of it
-- $10, $11 from which of its local days to before which
--
-- Days have a level where all of their steps have the same, and levels how many steps they are held
-- for: seconds, hours or days, or the hours of days.

-- name: explain_stretches
with coverage as (
  select * from unnest($3::timestamptz[], $4::timestamptz[]) as c (from_at, to_at)
),
held as (
  select c.resource, c.level, greatest(c.from_at, coverage.from_at) as held_from,
    least(c.to_at, coverage.to_at) as held_to
  from coverage
  join releve.usage_carried as c
    on c.tenant_id = $1::int and c.sku_id = $2::int
    and c.from_at < coverage.to_at and c.to_at > coverage.from_at
  where $6::text is not null
),
carried as (
  select resource, level, held_from, held_to, greatest(held_from, $8::timestamptz) as from_at,
    least(held_to, $9::timestamptz) as to_at,
    -- An hour belongs to the part in which it begins.
    least(
      ceil(extract(epoch from held_to - ($5::timestamptz[])[1]) / 3600),
      ceil(extract(epoch from $9::timestamptz - ($5::timestamptz[])[1]) / 3600))
    - greatest(
      floor(extract(epoch from held_from - ($5::timestamptz[])[1]) / 3600),
      ceil(extract(epoch from $8::timestamptz - ($5::timestamptz[])[1]) / 3600)) as hours
  from held
  where $8::timestamptz < held_to
    and held_from < $9::timestamptz
      + case when $6::text = 'hour' then interval '1 hour' else interval '0' end
),
stretch as (
  select u.resource, u.from_at, u.to_at, false as is_carried, u.events,
    case when $6::text in ('second', 'hour') then null else u.value end as level,
    case $6::text
      when 'second' then extract(epoch from u.to_at - u.from_at)
      when 'hour' then ceil(extract(epoch from u.to_at - ($5::timestamptz[])[1]) / 3600)
        - floor(extract(epoch from u.from_at - ($5::timestamptz[])[1]) / 3600)
      when 'day' then
        case when $7::bool
          then extract(epoch from
            ($5::timestamptz[])[width_bucket(u.from_at, $5::timestamptz[]) + 1]
            - ($5::timestamptz[])[width_bucket(u.from_at, $5::timestamptz[])]) / 3600
          else 1
        end
    end as steps,
    case when $6::text = 'second' then u.value * 0.000001 else u.value end as value
  from coverage
  join releve.usage_daily as u
    on u.tenant_id = $1::int and u.sku_id = $2::int and u.month_from = ($5::timestamptz[])[1]
    and u.from_at >= coverage.from_at and u.from_at < coverage.to_at
  where u.day >= $10::date and u.day < $11::date
  union all
  select resource, from_at, greatest(to_at, from_at), true, 0, level,
    case $6::text
      when 'second' then extract(epoch from to_at - from_at)
      when 'hour' then hours
      when 'day' then
        case when $7::bool
          then extract(epoch from
            ($5::timestamptz[])[width_bucket(to_at - interval '1 microsecond', $5::timestamptz[])
              + 1]
            - ($5::timestamptz[])[width_bucket(from_at, $5::timestamptz[])]) / 3600
          else width_bucket(to_at - interval '1 microsecond', $5::timestamptz[])
            - width_bucket(from_at, $5::timestamptz[]) + 1
        end
    end,
    level
  from carried
  where $6::text <> 'hour' or hours > 0
)
select resource, from_at, to_at, is_carried, events, trim_scale(level), trim_scale(steps),
  trim_scale(
    case
      when is_carried and steps is not null then level * steps
      when $6::text = 'day' then level * steps
      else value
    end)
from stretch
order by resource, from_at;

-- The event that each level comes from which a resource, $3, holds at an instant, $4: the last
-- one of its last day with events, which may be months earlier, and in an archived month.

-- name: explain_openings
select opening.resource, day.day, day.closing, e.occurred_at, e.source, e.id, e.quantity, e.file,
  e.line, e.started_at
from unnest($3::text[], $4::timestamptz[]) as opening (resource, from_at)
cross join lateral (
  select u.day, u.closing, u.from_at, u.to_at
  from releve.usage_daily as u
  where u.tenant_id = $1::int and u.sku_id = $2::int and u.resource = opening.resource
    and u.from_at < opening.from_at
  order by u.from_at desc
  limit 1
) as day
left join lateral (
  select event.occurred_at, event.source, event.id, event.quantity, event.line, ingestion.file,
    ingestion.started_at
  from releve.event
  join releve.ingestion using (ingestion_id)
  where event.occurred_at >= day.from_at and event.occurred_at < day.to_at
    and event.tenant_id = $1::int and event.sku_id = $2::int
    and event.resource = opening.resource
    and not exists (select from releve.event_void as v where v.target = event.identity)
  order by event.occurred_at desc, event.source desc, event.id desc
  limit 1
) as e on true
where day.closing > 0
order by opening.resource;

-- The first events, $8 of them, of resources, $3, each in a span, $4 and $5; null is any resource.
-- All of them lie from $6 until $7. A void has its event struck out.

-- name: explain_events
select e.resource, e.occurred_at, e.source, e.id, e.quantity, ingestion.file, e.line,
  ingestion.started_at, void.id, void.reason, void.file, void.line, void.started_at
from unnest($3::text[], $4::timestamptz[], $5::timestamptz[]) as scope (resource, from_at, to_at)
join releve.event as e
  on e.resource = coalesce(scope.resource, e.resource)
  and e.occurred_at >= scope.from_at and e.occurred_at < scope.to_at
join releve.ingestion using (ingestion_id)
left join lateral (
  select v.id, v.reason, v.line, i.file, i.started_at
  from releve.event_void as v join releve.ingestion as i using (ingestion_id)
  where v.target = e.identity
  order by v.ingestion_id, v.line
  limit 1
) as void on true
where e.tenant_id = $1::int and e.sku_id = $2::int
  and e.occurred_at >= $6::timestamptz and e.occurred_at < $7::timestamptz
order by e.resource, e.occurred_at, e.source, e.id
limit $8::int;

-- Of all of them how many count, what they add up to, rounded up each where $8, and how many are
-- void.

-- name: explain_event_sums
select count(*) filter (where not is_void), coalesce(sum(quantity) filter (where not is_void), 0),
  count(*) filter (where is_void)
from (
  select case when $8::bool then ceil(e.quantity) else e.quantity end as quantity,
    exists (select from releve.event_void as v where v.target = e.identity) as is_void
  from unnest($3::text[], $4::timestamptz[], $5::timestamptz[]) as scope (resource, from_at, to_at)
  join releve.event as e
    on e.resource = coalesce(scope.resource, e.resource)
    and e.occurred_at >= scope.from_at and e.occurred_at < scope.to_at
  where e.tenant_id = $1::int and e.sku_id = $2::int
    and e.occurred_at >= $6::timestamptz and e.occurred_at < $7::timestamptz
) as event;

-- The archived months that some time touches: their events are in files.

-- name: explain_archives
select to_char(month, 'YYYY-MM'), file, events
from releve.archived_month
where from_at < $2::timestamptz and to_at > $1::timestamptz
order by month;

-- numerator / denominator as metering divides.

-- name: explain_quotient
select releve.billed_quantity($1::numeric, $2::numeric);
