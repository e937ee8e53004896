-- What there is to meter: what is queued, what documents say. The work itself is in
-- metering_run.sql.

-- name: meter_lock
select pg_advisory_xact_lock(hashtextextended('releve.meter', 0));

-- name: metered_document_versions
select coalesce((select versions from releve.metered_documents), 0);

-- name: organisation_ids
select name, organisation_id from releve.organisation;

-- name: contract_ids
select name, contract_id from releve.contract;

-- Whether there may be anything to do: are the documents the ones that were metered by, and is
-- something queued?

-- name: metering_documents_are_known
select (select count(*) from releve.document_version)
  = coalesce((select versions from releve.metered_documents), 0);

-- name: metering_queue_is_empty
select not exists (select from releve.meter_queue)
  and not exists (
    select from releve.meter_held as h
    where not exists (
      select from releve.archived_month as a
      where h.from_at < a.to_at and h.to_at > a.from_at))
  and not exists (select from releve.meter_queue_void);

-- name: metering_documents_note
insert into releve.metered_documents (versions) values ($1)
on conflict (only_one) do update set versions = excluded.versions;

-- name: metering_terms
select tenant_id, from_at, to_at, zone, organisation_id, contract_id
from releve.metered_term order by tenant_id, from_at;

-- name: metering_terms_forget
delete from releve.metered_term where tenant_id = any ($1::int[]);

-- name: metering_terms_fill
insert into releve.metered_term (tenant_id, from_at, to_at, zone, organisation_id, contract_id)
select * from unnest(
  $1::int[], $2::timestamptz[], $3::timestamptz[], $4::text[], $5::int[], $6::int[]);

-- name: metering_products
select product_id, aggregation, step, round_each_up, window_seconds from releve.metered_product;

-- name: metering_products_forget
delete from releve.metered_product where product_id = any ($1::int[]);

-- name: metering_products_fill
insert into releve.metered_product (
  product_id, aggregation, step, round_each_up, window_seconds)
select * from unnest($1::int[], $2::text[], $3::text[], $4::bool[], $5::int[]);

-- Months that are archived, and of which days would be metered in another way: that takes their
-- events. So it does where a level's day before one of them is made anew. $1..$3 as below; $4
-- products

-- name: metering_archived_changes
with changed as (
  select * from unnest($1::int[], $2::timestamptz[], $3::timestamptz[])
    as c (tenant_id, from_at, to_at)
),
archived as (
  select to_char(a.month, 'YYYY-MM') as month, u.tenant_id, u.sku_id, u.resource, u.from_at,
    u.to_at
  from releve.archived_month as a
  join releve.usage_daily as u
    on u.from_at < a.to_at and u.to_at > a.from_at
)
select month
from archived
where sku_id in (select sku_id from releve.sku where product_id = any ($4::int[]))
union
select archived.month
from archived
join changed using (tenant_id)
where archived.from_at < changed.to_at and archived.to_at > changed.from_at
union
select archived.month
from archived
cross join lateral (
  select u.from_at, u.to_at
  from releve.usage_daily as u
  where u.tenant_id = archived.tenant_id and u.sku_id = archived.sku_id
    and u.resource = archived.resource and u.from_at < archived.from_at
    and u.closing is not null
  order by u.from_at desc
  limit 1
) as before
join changed on changed.tenant_id = archived.tenant_id
where before.from_at <= changed.to_at and before.to_at >= changed.from_at
  -- An archived day that only touches the change stays as it is.
  and not exists (
    select from releve.archived_month as a
    where before.from_at < a.to_at and before.to_at > a.from_at)
order by month;

-- Days whose bounds are others now, or may be, for a cut at their own bounds may be gone: their
-- rows go, and they are metered anew. $1..$3 tenants, and from when to when their terms have
-- changed

-- name: metering_terms_changed
with changed as (
  select * from unnest($1::int[], $2::timestamptz[], $3::timestamptz[])
    as c (tenant_id, from_at, to_at)
),
forgotten as (
  delete from releve.usage_daily as u
  using changed
  where u.tenant_id = changed.tenant_id
    and u.from_at <= changed.to_at and u.to_at >= changed.from_at
    -- What only touches the change, and is archived, has the bounds of its day already.
    and not exists (
      select from releve.archived_month as a
      where u.from_at < a.to_at and u.to_at > a.from_at)
  returning u.*
),
uncarried as (
  delete from releve.usage_carried as c
  using forgotten as f
  where c.tenant_id = f.tenant_id and c.sku_id = f.sku_id and c.resource = f.resource
    and c.from_at = f.to_at
)
insert into releve.meter_queue (day, tenant_id)
select distinct utc_day, tenant_id
from forgotten
cross join releve.utc_days(from_at, to_at) as utc_day;

-- Products that are metered in another way now.

-- name: metering_products_changed
with changed as (
  select sku_id, product_id from releve.sku where product_id = any ($1::int[])
),
forgotten as (
  delete from releve.usage_daily as u using changed where u.sku_id = changed.sku_id
  returning changed.product_id, u.from_at, u.to_at
),
uncarried as (
  delete from releve.usage_carried as c using changed where c.sku_id = changed.sku_id
)
insert into releve.meter_queue (day, product_id)
select distinct utc_day, product_id
from forgotten
cross join releve.utc_days(from_at, to_at) as utc_day;

-- A void whose event has not come yet needs nothing: the event will not count when it comes. One
-- whose event is in an archived month waits for that.

-- name: meter_queue_voids
with taken as (delete from releve.meter_queue_void returning target),
cancelled as (
  select distinct e.identity, e.tenant_id, e.occurred_at,
    exists (
      select from releve.archived_month as a
      where e.occurred_at < a.to_at and e.occurred_at >= a.from_at) as is_archived
  from taken
  join releve.event_identity as e on e.identity = taken.target
  where e.occurred_at is not null
),
held as (
  insert into releve.meter_held (tenant_id, from_at, to_at)
  select tenant_id, occurred_at, occurred_at + interval '1 microsecond'
  from cancelled where is_archived
  on conflict do nothing
)
insert into releve.meter_queue (day, identity)
select (occurred_at at time zone 'UTC')::date, identity
from cancelled where not is_archived;

-- name: meter_queue_months
select distinct date_trunc('month', day)::date as month from releve.meter_queue order by month;

-- name: meter_queue_take
with taken as (
  delete from releve.meter_queue where day >= $1 and day < $2
  returning day, ingestion_id, tenant_id, product_id, identity
)
select array_agg(distinct day),
  coalesce(array_agg(distinct ingestion_id) filter (where ingestion_id is not null), '{}'),
  coalesce(array_agg(distinct tenant_id) filter (where tenant_id is not null), '{}'),
  coalesce(array_agg(distinct product_id) filter (where product_id is not null), '{}'),
  coalesce(array_agg(distinct identity) filter (where identity is not null), '{}'),
  bool_or(num_nonnulls(ingestion_id, tenant_id, product_id, identity) = 0)
from taken
having count(*) > 0;

-- Every day that has an event, and no other: a wrong clock may be two thousand years away.

-- name: meter_queue_all
insert into releve.meter_queue (day)
select distinct (occurred_at at time zone 'UTC')::date from releve.event;

-- Drops what can be made anew: all but the days that reach into archived months.

-- name: usage_daily_clear
delete from releve.usage_daily as u
where not exists (
  select from releve.archived_month as a
  where u.from_at < a.to_at and u.to_at > a.from_at);

-- name: usage_carried_clear
delete from releve.usage_carried as c
where not exists (
  select from releve.usage_daily as u
  where u.tenant_id = c.tenant_id and u.sku_id = c.sku_id and u.resource = c.resource
    and u.to_at = c.from_at);

-- Days that were held back, and whose months are here again.

-- name: meter_held_release
with released as (
  delete from releve.meter_held as h
  where not exists (
    select from releve.archived_month as a
    where h.from_at < a.to_at and h.to_at > a.from_at)
  returning *
)
insert into releve.meter_queue (day, tenant_id)
select distinct utc_day, tenant_id
from released
cross join releve.utc_days(from_at, to_at) as utc_day;

-- name: meter_held_count
select count(*) from releve.meter_held;

-- Months in which days of organisations' tenants are held back: $1 organisations, $2 until when
-- each.

-- name: meter_held_months
select distinct organisation.name, to_char(a.month, 'YYYY-MM') as month
from unnest($1::text[], $2::timestamptz[]) as wanted (name, until)
join releve.organisation using (name)
join releve.tenancy using (organisation_id)
join releve.meter_held as h using (tenant_id)
join releve.archived_month as a
  on h.from_at < a.to_at and h.to_at > a.from_at
where h.from_at < wanted.until
order by month;

-- name: events_summarise
select releve.summarise_events($1);


-- What is metered, to be compared with what is made anew of the same events.

-- name: metering_keep_aside
create temporary table metered_before on commit drop as
select tenant_id, sku_id, resource, from_at, 'usage_daily' as kept_in, u::text as content
from releve.usage_daily as u
union all
select tenant_id, sku_id, resource, from_at, 'usage_carried', c::text
from releve.usage_carried as c;

-- How many rows there were, and the first that is another now, is missing, or is new.

-- name: metering_first_difference
with fresh as (
  select tenant_id, sku_id, resource, from_at, 'usage_daily' as kept_in, u::text as content
  from releve.usage_daily as u
  union all
  select tenant_id, sku_id, resource, from_at, 'usage_carried', c::text
  from releve.usage_carried as c
),
different as (
  select tenant_id, sku_id, resource, from_at, kept_in, fresh.content as expected,
    before.content as found
  from fresh
  full join metered_before as before using (tenant_id, sku_id, resource, from_at, kept_in)
  where fresh.content is distinct from before.content
  order by from_at, tenant_id, sku_id, resource
  limit 1
)
select (select count(*) from metered_before), different.kept_in, tenant.name, sku.sku,
  different.resource, different.from_at, different.expected, different.found
from (values (1)) as one
left join different on true
left join releve.tenant using (tenant_id)
left join releve.sku using (sku_id);
