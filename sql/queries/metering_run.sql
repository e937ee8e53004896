-- Makes usage_daily and usage_carried anew for the days that have changed: a month's worth of the
-- queue in one transaction.
--
--   touch   which days of which resources have changed (metering_slice)
--   follow  of levels, each resource's next day with events too: it begins with what is held
--   hold    not those that reach into an archived month: their events are not here
--   forget  the rows of those days
--   meter   them anew from their events: sums, windows, levels (metering_day)
--   carry   the levels between days with events
--
-- A row depends on its day's events and, for a level, on the day before it that has some. So rows
-- that are dropped and made anew are the same. What reads many events fills a temporary table:
-- that, unlike an insertion, PostgreSQL does with several processes.

-- Sorting and hashing a month in memory is worth it; the server's default is for many sessions.

-- name: metering_memory
set local work_mem = '192MB';

-- How many events fall on the days that have changed cannot be foreseen. So tables are joined in
-- the order in which they are written, by hashing: not row by row, which takes forever where they
-- are many, and without sorting them first.

-- name: metering_in_order
set local join_collapse_limit = 1;

-- name: metering_in_order_of_subqueries
set local from_collapse_limit = 1;

-- name: metering_not_row_by_row
set local enable_nestloop = off;

-- name: metering_not_by_merging
set local enable_mergejoin = off;

-- name: metering_not_by_sorting
set local enable_sort = off;

-- name: metering_clear
truncate releve.metering_term, releve.metering_sku, releve.metering_slice;

-- name: metering_skus_add
insert into releve.metering_sku (
  sku_id, product_id, aggregation, step, round_each_up, window_seconds)
select sku.sku_id, product.*
from releve.sku
join releve.metered_product as product using (product_id);

-- name: metering_day_table
create temporary table metering_day (
  number bigint not null,
  events bigint not null,
  -- When a level's first event was.
  first_at timestamptz,
  -- What the day's own events give; of a level their maximum, for steps of hours in the first
  -- hour.
  value numeric,
  -- Of a level from its first event on: by the second its integral, by the hour the sum of the
  -- maxima of the hours after the first.
  area numeric,
  -- What is held from the last event on.
  closing numeric,
  windows int[],
  totals numeric[],
  samples bigint[]
) on commit drop;

-- name: metering_day_clear
delete from metering_day;

-- name: metering_zone_names
select distinct zone from releve.metered_term order by zone;

-- name: metering_terms_clear
delete from releve.metering_term;

-- The terms of a zone, $1, that touch the time from $2 to $3, with its days.

-- name: metering_terms_add
insert into releve.metering_term (
  tenant_id, from_at, to_at, starts, hour_starts, days, months)
select tenant_id, from_at, to_at, $4, $5, $6, $7
from releve.metered_term
where zone = $1 and from_at < $3 and to_at > $2;

-- name: metering_analyse
select releve.analyse_metering();

-- $1, $2 a range of time; $3..$7 what of its events has changed: all of these ingestions, tenants,
-- products, and these events; and whether all are metered anew

-- name: metering_touched
create temporary table metering_touched on commit drop as
select e.tenant_id, e.sku_id, e.resource, e.slice_from, e.aggregation, e.step,
  bool_or(e.ingestion_id = any ($3::int[]) or e.tenant_id = any ($4::int[])
    or e.product_id = any ($5::int[]) or e.identity = any ($6::uuid[])) as is_changed
from releve.metering_event($1, $2) as e
where e.ingestion_id = any ($3::int[]) or e.tenant_id = any ($4::int[])
  or e.product_id = any ($5::int[]) or e.identity = any ($6::uuid[]) or $7::bool
group by 1, 2, 3, 4, 5, 6;

-- name: metering_touched_drop
drop table metering_touched;

-- name: metering_touch
insert into releve.metering_slice (
  tenant_id, sku_id, resource, from_at, to_at, month_from, day, aggregation, step, is_changed)
select touched.tenant_id, touched.sku_id, touched.resource, touched.slice_from,
  least(
    term.to_at,
    case when touched.step = 'hour' then term.hour_starts[start.number + 1]
      else term.starts[start.number + 1]
    end),
  term.months[start.number], term.days[start.number], touched.aggregation, touched.step,
  touched.is_changed
from metering_touched as touched
join releve.metering_term as term
  on term.tenant_id = touched.tenant_id
  and term.from_at <= touched.slice_from and touched.slice_from < term.to_at
cross join lateral (
  select case when touched.step = 'hour'
    then width_bucket(touched.slice_from, term.hour_starts)
    else width_bucket(touched.slice_from, term.starts)
  end as number
) as start
on conflict (tenant_id, sku_id, resource, from_at)
  do update set is_changed = metering_slice.is_changed or excluded.is_changed;

-- Of levels, the next day with events begins with what is held before it.

-- name: metering_follow
insert into releve.metering_slice (
  tenant_id, sku_id, resource, from_at, to_at, month_from, day, aggregation, step, is_changed)
select next.tenant_id, next.sku_id, next.resource, next.from_at, next.to_at, next.month_from,
  next.day, slice.aggregation, slice.step, false
from (
  select *, lead(from_at) over (
    partition by tenant_id, sku_id, resource order by from_at) as from_next
  from releve.metering_slice
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

-- Days that reach into archived months, and changed days that such a day begins with.

-- name: metering_hold
with archived as (
  select * from releve.metering_slice as s
  where exists (
    select from releve.archived_month as a
    where s.from_at < a.to_at and s.to_at > a.from_at)
),
until as (
  select s.number, min(a.to_at) as to_at
  from releve.metering_slice as s
  join archived as a using (tenant_id, sku_id, resource)
  where s.from_at = a.from_at
    or s.is_changed and s.aggregation = 'time_weighted' and s.from_at < a.from_at
  group by s.number
),
held as (
  delete from releve.metering_slice as s using until where s.number = until.number
  returning s.tenant_id, s.from_at, until.to_at, s.is_changed
)
insert into releve.meter_held (tenant_id, from_at, to_at)
select tenant_id, from_at, to_at from held where is_changed
on conflict do nothing;

-- The ranges of time whose events are read.

-- name: metering_ranges
select lower(span), upper(span)
from (
  select unnest(range_agg(tstzrange(from_at, to_at))) as span
  from (select distinct from_at, to_at from releve.metering_slice) as slice
) as ranges
order by 1;

-- name: metering_kinds
select distinct aggregation, step from releve.metering_slice;

-- Each of the following meters the days in a range of time, $1 to $2, in its own way.

-- name: metering_keep
insert into metering_day (
  number, events, first_at, value, area, closing, windows, totals, samples)
select number, events, first_at, value, area, closing, windows, totals, samples
from metering_found;

-- name: metering_found_drop
drop table metering_found;

-- name: metering_sums
create temporary table metering_found on commit drop as
select slice.number, count(*) as events, null::timestamptz as first_at,
  case slice.aggregation
    when 'sum' then sum(case when e.round_each_up then ceil(e.quantity) else e.quantity end)
    when 'count' then count(*)::numeric
    when 'max' then max(e.quantity)
    when 'unique' then 1::numeric
  end as value,
  null::numeric as area, null::numeric as closing, null::int[] as windows,
  null::numeric[] as totals, null::bigint[] as samples
from releve.metering_event($1, $2) as e
join releve.metering_slice as slice
  on slice.tenant_id = e.tenant_id and slice.sku_id = e.sku_id and slice.resource = e.resource
  and slice.from_at = e.slice_from
where e.aggregation in ('sum', 'count', 'max', 'unique')
  and not exists (select from releve.event_void as v where v.target = e.identity)
group by slice.number, slice.aggregation;

-- name: metering_windows
create temporary table metering_found on commit drop as
select number, sum(samples)::bigint as events, null::timestamptz as first_at,
  null::numeric as value, null::numeric as area, null::numeric as closing,
  array_agg(window_number order by window_number) as windows,
  array_agg(total order by window_number) as totals,
  array_agg(samples order by window_number) as samples
from (
  select slice.number,
    floor(extract(epoch from e.occurred_at - slice.month_from) / e.window_seconds)::int
      as window_number,
    trim_scale(sum(e.quantity)) as total, count(*) as samples
  from releve.metering_event($1, $2) as e
  join releve.metering_slice as slice
    on slice.tenant_id = e.tenant_id and slice.sku_id = e.sku_id
    and slice.resource = e.resource and slice.from_at = e.slice_from
  where e.aggregation = 'percentile'
    and not exists (select from releve.event_void as v where v.target = e.identity)
  group by 1, 2
) as sampled
group by number;

-- What the day's own events say of a level, whatever was held before. Of several at one instant
-- the last by (source, id) as bytes holds.

-- name: metering_levels
create temporary table metering_found on commit drop as
select number, count(*) as events, min(held_from) as first_at,
  max(level) filter (where held_from < held_to) as value,
  sum(level * 1000000 * extract(epoch from held_to - held_from)) filter (where step = 'second')
    as area,
  max(level) filter (where is_last) as closing,
  null::int[] as windows, null::numeric[] as totals, null::bigint[] as samples
from (
  select slice.number, slice.step, e.quantity as level, e.occurred_at as held_from,
    lead(e.occurred_at, 1, slice.to_at) over day_order as held_to,
    lead(e.occurred_at) over day_order is null as is_last
  from releve.metering_event($1, $2) as e
  join releve.metering_slice as slice
    on slice.tenant_id = e.tenant_id and slice.sku_id = e.sku_id and slice.resource = e.resource
    and slice.from_at = e.slice_from
  where e.aggregation in ('time_weighted', 'last') and e.step is distinct from 'hour'
    and not exists (select from releve.event_void as v where v.target = e.identity)
  window day_order as (partition by slice.number order by e.occurred_at, e.source, e.id)
) as held
group by number;

-- name: metering_hours
create temporary table metering_found on commit drop as
select number, sum(events)::bigint as events, min(first_at) as first_at,
  max(level) filter (where hour = first_hour) as value,
  coalesce(sum(level) filter (where hour > first_hour), 0) as area,
  max(closing) as closing,
  null::int[] as windows, null::numeric[] as totals, null::bigint[] as samples
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
    from releve.metering_event($1, $2) as e
    join releve.metering_slice as slice
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

