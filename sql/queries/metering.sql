-- Keeps usage_daily and usage_carried what the events say, for the days that have changed.
--
-- A run takes a month's worth of the queue in one transaction:
--   touch   which days of which resources have changed (metering_slice)
--   follow  of levels, each resource's next day with events too: it begins with what is held
--   forget  the rows of those days
--   meter   them anew from their events, in three ways: sums, windows, levels
--   carry   the levels between days with events
-- A row depends on its day's events and, for a level, on the day before it that has some. So rows
-- that are dropped and made anew are the same.

-- name: meter_lock
select pg_advisory_xact_lock(hashtextextended('releve.meter', 0));

-- Sorting and hashing a month in memory is worth it; the server's default is for many sessions.

-- name: metering_memory
set local work_mem = '192MB';

-- Costs more than it gains in statements of this size.

-- name: metering_without_compiling
set local jit = off;

-- How many events fall on the days that have changed cannot be foreseen. So tables are joined in the
-- order in which they are written, and not row by row, which takes forever where they are many.

-- name: metering_by_hashing
set local enable_nestloop = off;

-- name: metering_in_order
set local join_collapse_limit = 1;

-- name: metering_in_order_of_subqueries
set local from_collapse_limit = 1;

-- name: organisation_ids
select name, organisation_id from releve.organisation;

-- name: contract_ids
select name, contract_id from releve.contract;

-- Whether there may be anything to do: are the documents the ones that were metered by, and is
-- something queued?

-- name: metering_is_current
select
  (select count(*) from releve.document_version)
    = coalesce((select versions from releve.metered_documents), 0)
  and not exists (select from releve.meter_queue)
  and not exists (select from releve.meter_queue_void);

-- name: metering_documents_are_known
select (select count(*) from releve.document_version)
  = coalesce((select versions from releve.metered_documents), 0);

-- name: metering_documents_note
insert into releve.metered_documents (versions)
select count(*) from releve.document_version
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

-- Days whose bounds are others now, or may be, for a cut at their own bounds may be gone: their rows
-- go, and they are metered anew.
-- $1..$3 tenants, and from when to when their terms have changed

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
  returning u.*
),
uncarried as (
  delete from releve.usage_carried as c
  using forgotten as f
  where c.tenant_id = f.tenant_id and c.sku_id = f.sku_id and c.resource = f.resource
    and c.from_at = f.to_at
)
insert into releve.meter_queue (day, tenant_id)
select distinct utc_day::date, tenant_id
from forgotten
cross join generate_series(
  date_trunc('day', from_at at time zone 'UTC'),
  (to_at - interval '1 microsecond') at time zone 'UTC', interval '1 day') as utc_day;

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
select distinct utc_day::date, product_id
from forgotten
cross join generate_series(
  date_trunc('day', from_at at time zone 'UTC'),
  (to_at - interval '1 microsecond') at time zone 'UTC', interval '1 day') as utc_day;

-- A void whose event is not here yet needs nothing: the event will not count when it comes.

-- name: meter_queue_voids
with taken as (delete from releve.meter_queue_void returning target)
insert into releve.meter_queue (day, identity)
select distinct (occurred_at at time zone 'UTC')::date, target
from taken
join releve.event_identity on event_identity.identity = taken.target
where occurred_at is not null;

-- name: meter_queue_months
select distinct date_trunc('month', day)::date as month from releve.meter_queue order by month;

-- name: metering_kinds
select distinct aggregation, step from metering_slice;

-- name: meter_queue_take
with taken as (
  delete from releve.meter_queue where day >= $1 and day < $2
  returning day, ingestion_id, tenant_id, product_id, identity
)
select array_agg(distinct day),
  coalesce(array_agg(distinct ingestion_id) filter (where ingestion_id is not null), '{}'),
  coalesce(array_agg(distinct tenant_id) filter (where tenant_id is not null), '{}'),
  coalesce(array_agg(distinct product_id) filter (where product_id is not null), '{}'),
  coalesce(array_agg(distinct identity) filter (where identity is not null), '{}')
from taken
having count(*) > 0;

-- name: meter_queue_all
insert into releve.meter_queue (day, ingestion_id)
select distinct (occurred_at at time zone 'UTC')::date, ingestion_id from releve.event;

-- name: meter_queue_clear
delete from releve.meter_queue;

-- name: usage_daily_clear
delete from releve.usage_daily;

-- name: usage_carried_clear
delete from releve.usage_carried;

-- name: events_summarise
select releve.summarise_events($1);

-- How tenants' events fall into days, around the time that is metered: `starts` are the beginnings of
-- the local days, `hour_starts` the month's full hours from then on; `days` and `months` say which
-- day it is, and when its month began.

-- name: metering_term_table
create temporary table metering_term (
  tenant_id int not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  starts timestamptz[] not null,
  hour_starts timestamptz[] not null,
  days date[] not null,
  months timestamptz[] not null
) on commit drop;

-- name: metering_sku_table
create temporary table metering_sku on commit drop as
select sku.sku_id, product.*
from releve.sku
join releve.metered_product as product using (product_id);

-- name: metering_sku_analyse
analyze metering_sku;

-- name: metering_slice_table
create temporary table metering_slice (
  number int generated always as identity,
  tenant_id int not null,
  sku_id int not null,
  resource text collate "C" not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  month_from timestamptz not null,
  day date not null,
  aggregation text not null,
  step text,
  unique (tenant_id, sku_id, resource, from_at)
) on commit drop;

-- name: metering_level_table
create temporary table metering_level (
  number int not null,
  events bigint not null,
  first_at timestamptz not null,
  peak numeric,
  area numeric,
  closing numeric not null
) on commit drop;

-- The events of ranges of time, each with the beginning of the day that it falls in.

-- name: metering_event_function
create or replace function pg_temp.metering_event(from_at timestamptz[], to_at timestamptz[])
  returns table (
    occurred_at timestamptz, identity uuid, tenant_id int, sku_id int, resource text,
    quantity numeric, source text, id text, ingestion_id int, product_id int,
    aggregation text, step text, round_each_up bool, window_seconds int, slice_from timestamptz)
  language sql stable
as $$
select e.occurred_at, e.identity, e.tenant_id, e.sku_id, e.resource, e.quantity, e.source, e.id,
  e.ingestion_id, sku.product_id, sku.aggregation, sku.step, sku.round_each_up,
  sku.window_seconds,
  greatest(
    term.from_at,
    case when sku.step = 'hour'
      then term.hour_starts[width_bucket(e.occurred_at, term.hour_starts)]
      else term.starts[width_bucket(e.occurred_at, term.starts)]
    end)
from unnest($1, $2) as range (from_at, to_at)
join releve.event as e on e.occurred_at >= range.from_at and e.occurred_at < range.to_at
join metering_sku as sku on sku.sku_id = e.sku_id
join metering_term as term
  on term.tenant_id = e.tenant_id
  and term.from_at <= e.occurred_at and e.occurred_at < term.to_at
$$;

-- name: metering_zone_names
select distinct zone from releve.metered_term order by zone;

-- name: metering_terms_clear
delete from metering_term;

-- The terms of a zone, $1, that touch the time from $2 to $3, with its days.

-- name: metering_terms_add
insert into metering_term (tenant_id, from_at, to_at, starts, hour_starts, days, months)
select tenant_id, from_at, to_at, $4, $5, $6, $7
from releve.metered_term
where zone = $1 and from_at < $3 and to_at > $2;

-- name: metering_terms_analyse
analyze metering_term;

-- $1, $2 ranges of time; $3..$6 what of their events has changed: all of these ingestions, tenants,
-- products, and these events

-- name: metering_touch
insert into metering_slice (
  tenant_id, sku_id, resource, from_at, to_at, month_from, day, aggregation, step)
select touched.tenant_id, touched.sku_id, touched.resource, touched.slice_from,
  least(
    term.to_at,
    case when touched.step = 'hour' then term.hour_starts[start.number + 1]
      else term.starts[start.number + 1]
    end),
  term.months[start.number], term.days[start.number], touched.aggregation, touched.step
from (
  select distinct e.tenant_id, e.sku_id, e.resource, e.slice_from, e.aggregation, e.step
  from pg_temp.metering_event($1::timestamptz[], $2::timestamptz[]) as e
  where e.ingestion_id = any ($3::int[]) or e.tenant_id = any ($4::int[])
    or e.product_id = any ($5::int[]) or e.identity = any ($6::uuid[])
) as touched
join metering_term as term
  on term.tenant_id = touched.tenant_id
  and term.from_at <= touched.slice_from and touched.slice_from < term.to_at
cross join lateral (
  select case when touched.step = 'hour'
    then width_bucket(touched.slice_from, term.hour_starts)
    else width_bucket(touched.slice_from, term.starts)
  end as number
) as start;

-- Of levels, the next day with events begins with what is held before it.

-- name: metering_follow
insert into metering_slice (
  tenant_id, sku_id, resource, from_at, to_at, month_from, day, aggregation, step)
select next.tenant_id, next.sku_id, next.resource, next.from_at, next.to_at, next.month_from,
  next.day, slice.aggregation, slice.step
from (
  select *, lead(from_at) over (
    partition by tenant_id, sku_id, resource order by from_at) as from_next
  from metering_slice
  where aggregation = 'time_weighted'
) as slice
cross join lateral (
  select u.*
  from releve.usage_daily as u
  where u.tenant_id = slice.tenant_id and u.sku_id = slice.sku_id
    and u.resource = slice.resource and u.from_at > slice.from_at
  order by u.from_at
  limit 1
) as next
where slice.from_next is distinct from slice.to_at
on conflict do nothing;

-- name: metering_slice_analyse
analyze metering_slice;

-- The ranges of time whose events are read.

-- name: metering_ranges
select lower(span), upper(span)
from (
  select unnest(range_agg(tstzrange(from_at, to_at))) as span
  from (select distinct from_at, to_at from metering_slice) as slice
) as ranges
order by 1;

-- name: metering_forget
delete from releve.usage_daily as u
using metering_slice as slice
where u.tenant_id = slice.tenant_id and u.sku_id = slice.sku_id and u.resource = slice.resource
  and u.from_at = slice.from_at;

-- $1, $2 the ranges, here and below

-- name: metering_sums
insert into releve.usage_daily (
  tenant_id, sku_id, resource, from_at, to_at, month_from, day, events, value)
select slice.tenant_id, slice.sku_id, slice.resource, slice.from_at, slice.to_at,
  slice.month_from, slice.day, metered.events, trim_scale(metered.value)
from (
  select slice.number, count(*) as events,
    case slice.aggregation
      when 'sum' then sum(case when e.round_each_up then ceil(e.quantity) else e.quantity end)
      when 'count' then count(*)::numeric
      when 'max' then max(e.quantity)
      when 'unique' then 1::numeric
    end as value
  from pg_temp.metering_event($1::timestamptz[], $2::timestamptz[]) as e
  join metering_slice as slice
    on slice.tenant_id = e.tenant_id and slice.sku_id = e.sku_id and slice.resource = e.resource
    and slice.from_at = e.slice_from
  where e.aggregation in ('sum', 'count', 'max', 'unique')
    and not exists (select from releve.event_void as v where v.target = e.identity)
  group by slice.number, slice.aggregation
) as metered
join metering_slice as slice using (number);

-- name: metering_windows
insert into releve.usage_daily (
  tenant_id, sku_id, resource, from_at, to_at, month_from, day, events, windows, totals, samples)
select slice.tenant_id, slice.sku_id, slice.resource, slice.from_at, slice.to_at,
  slice.month_from, slice.day, metered.events, metered.windows, metered.totals, metered.samples
from (
  select number, sum(samples)::bigint as events, array_agg(window_number order by window_number)
    as windows, array_agg(total order by window_number) as totals,
    array_agg(samples order by window_number) as samples
  from (
    select slice.number,
      floor(extract(epoch from e.occurred_at - slice.month_from) / e.window_seconds)::int
        as window_number,
      trim_scale(sum(e.quantity)) as total, count(*) as samples
    from pg_temp.metering_event($1::timestamptz[], $2::timestamptz[]) as e
    join metering_slice as slice
      on slice.tenant_id = e.tenant_id and slice.sku_id = e.sku_id
      and slice.resource = e.resource and slice.from_at = e.slice_from
    where e.aggregation = 'percentile'
      and not exists (select from releve.event_void as v where v.target = e.identity)
    group by 1, 2
  ) as sampled
  group by number
) as metered
join metering_slice as slice using (number);

-- What the day's own events say of a level, whatever was held before: from the first event on. Of
-- several at one instant the last by (source, id) as bytes holds. For steps of hours, `peak` is the
-- maximum of the first event's hour and `area` the sum of the maxima of later ones.

-- name: metering_levels
insert into metering_level (number, events, first_at, peak, area, closing)
select number, count(*), min(held_from),
  max(level) filter (where held_from < held_to),
  sum(level * 1000000 * extract(epoch from held_to - held_from)) filter (where step = 'second'),
  max(level) filter (where is_last)
from (
  select slice.number, slice.step, e.quantity as level, e.occurred_at as held_from,
    lead(e.occurred_at, 1, slice.to_at) over day_order as held_to,
    lead(e.occurred_at) over day_order is null as is_last
  from pg_temp.metering_event($1::timestamptz[], $2::timestamptz[]) as e
  join metering_slice as slice
    on slice.tenant_id = e.tenant_id and slice.sku_id = e.sku_id and slice.resource = e.resource
    and slice.from_at = e.slice_from
  where e.aggregation in ('time_weighted', 'last') and e.step is distinct from 'hour'
    and not exists (select from releve.event_void as v where v.target = e.identity)
  window day_order as (partition by slice.number order by e.occurred_at, e.source, e.id)
) as held
group by number;

-- name: metering_hours
insert into metering_level (number, events, first_at, peak, area, closing)
select number, sum(events)::bigint, min(first_at),
  max(level) filter (where hour = first_hour),
  coalesce(sum(level) filter (where hour > first_hour), 0),
  max(closing)
from (
  select number, hour, min(hour) over (partition by number) as first_hour,
    count(*) filter (where hour = held_hour) as events, min(held_from) as first_at,
    max(level) filter (where held_from < held_to) as level,
    max(level) filter (where is_last) as closing
  from (
    select slice.number, e.quantity as level, e.occurred_at as held_from,
      lead(e.occurred_at, 1, slice.to_at) over day_order as held_to,
      lead(e.occurred_at) over day_order is null as is_last,
      floor(extract(epoch from e.occurred_at - slice.month_from) / 3600)::int as held_hour,
      slice.month_from
    from pg_temp.metering_event($1::timestamptz[], $2::timestamptz[]) as e
    join metering_slice as slice
      on slice.tenant_id = e.tenant_id and slice.sku_id = e.sku_id
      and slice.resource = e.resource and slice.from_at = e.slice_from
    where e.step = 'hour'
      and not exists (select from releve.event_void as v where v.target = e.identity)
    window day_order as (partition by slice.number order by e.occurred_at, e.source, e.id)
  ) as held
  cross join lateral generate_series(
    held_hour,
    greatest(
      held_hour, ceil(extract(epoch from held_to - held.month_from) / 3600)::int - 1)) as hour
  group by number, hour
) as hourly
group by number;

-- name: metering_level_analyse
analyze metering_level;

-- The day as a whole: what was held before its first event counts until then. A level that ends
-- exactly where a step begins is not held in it.

-- name: metering_days
insert into releve.usage_daily (
  tenant_id, sku_id, resource, from_at, to_at, month_from, day, events, value, closing)
select tenant_id, sku_id, resource, from_at, to_at, month_from, day, events,
  trim_scale(
    case
      when aggregation = 'last' then closing
      when step = 'second'
        then area + opening * 1000000 * extract(epoch from first_at - from_at)
      when step = 'hour'
        then area
          + opening * (first_hour - floor(extract(epoch from from_at - month_from) / 3600))
          + case when first_at > greatest(from_at, month_from + first_hour * interval '1 hour')
              then greatest(peak, opening) else peak
            end
      when first_at > from_at then greatest(peak, opening)
      else peak
    end),
  case when aggregation = 'time_weighted' then trim_scale(closing) end
from (
  select slice.*, level.events, level.first_at, level.peak, level.area, level.closing,
    floor(extract(epoch from level.first_at - slice.month_from) / 3600)::int as first_hour,
    coalesce(
      case when slice.from_before >= coalesce(stored.from_at, '-infinity')
        then slice.closing_before else stored.closing
      end, 0) as opening
  from (
    select s.*,
      lag(s.from_at) over day_order as from_before, lag(s.to_at) over day_order as to_before,
      lag(l.closing) over day_order as closing_before
    from metering_slice as s
    join metering_level as l using (number)
    window day_order as (partition by s.tenant_id, s.sku_id, s.resource order by s.from_at)
  ) as slice
  join metering_level as level using (number)
  left join lateral (
    select u.from_at, u.closing
    from releve.usage_daily as u
    where u.tenant_id = slice.tenant_id and u.sku_id = slice.sku_id
      and u.resource = slice.resource and u.from_at < slice.from_at
      and slice.aggregation = 'time_weighted' and slice.to_before is distinct from slice.from_at
    order by u.from_at desc
    limit 1
  ) as stored on true
) as day;

-- What is carried begins at the end of a day with events: of the days that were metered, and of the
-- last one before each of them. Most days follow each other, and nothing is carried between them.

-- name: metering_carry
with metered as (
  select tenant_id, sku_id, resource, from_at, to_at,
    lag(to_at) over (partition by tenant_id, sku_id, resource order by from_at) as to_before
  from metering_slice
  where aggregation = 'time_weighted'
),
-- Some of the days may have no event left.
present as (
  select s.tenant_id, s.sku_id, s.resource, s.from_at, s.to_at,
    lead(s.from_at) over (
      partition by s.tenant_id, s.sku_id, s.resource order by s.from_at) as from_next
  from metering_slice as s
  join metering_level using (number)
  where s.aggregation = 'time_weighted'
),
owner as (
  select tenant_id, sku_id, resource, from_at, to_at
  from present where from_next is distinct from to_at
  union
  select before.tenant_id, before.sku_id, before.resource, before.from_at, before.to_at
  from metered
  cross join lateral (
    select u.*
    from releve.usage_daily as u
    where u.tenant_id = metered.tenant_id and u.sku_id = metered.sku_id
      and u.resource = metered.resource and u.from_at < metered.from_at
    order by u.from_at desc
    limit 1
  ) as before
  where metered.to_before is distinct from metered.from_at
),
carried as (
  select owner.tenant_id, owner.sku_id, owner.resource, owner.to_at as from_at,
    coalesce(next.from_at, 'infinity') as to_at, day.closing as level
  from owner
  join releve.usage_daily as day
    on day.tenant_id = owner.tenant_id and day.sku_id = owner.sku_id
    and day.resource = owner.resource and day.from_at = owner.from_at
  left join lateral (
    select u.from_at
    from releve.usage_daily as u
    where u.tenant_id = owner.tenant_id and u.sku_id = owner.sku_id
      and u.resource = owner.resource and u.from_at >= owner.to_at
    order by u.from_at
    limit 1
  ) as next on true
  where day.closing > 0 and next.from_at is distinct from owner.to_at
),
touched as (
  select tenant_id, sku_id, resource, to_at from metered
  union
  select tenant_id, sku_id, resource, to_at from owner
),
forgotten as (
  delete from releve.usage_carried as c
  using touched
  where c.tenant_id = touched.tenant_id and c.sku_id = touched.sku_id
    and c.resource = touched.resource and c.from_at = touched.to_at
    and not exists (
      select from carried
      where carried.tenant_id = c.tenant_id and carried.sku_id = c.sku_id
        and carried.resource = c.resource and carried.from_at = c.from_at)
)
insert into releve.usage_carried (tenant_id, sku_id, resource, from_at, to_at, level)
select * from carried
on conflict (tenant_id, sku_id, resource, from_at)
  do update set to_at = excluded.to_at, level = excluded.level
  where usage_carried.to_at <> excluded.to_at or usage_carried.level <> excluded.level;
