-- What the tenants of one organisation used in a period, in billed units.
--
-- $1..$3  what is covered: tenant ids, and their spans (from inclusive, to exclusive)
-- $4      the instants at which the period's local days begin, and at last the period's end
-- $5..$11 the products: ids, aggregation, step, round_each_up, whether in unit-hours, and the
--         denominator of their quantities as two exact factors
-- $12..$14 whether to tell tenants, resources and days apart
--
-- `daily` is one row per (tenant, SKU, resource, local day), in units of the numerator: it adds up
-- over days for sum, count and time_weighted. Everything is exact until the last division.

-- name: usage
with coverage as (
  select *
  from unnest($1::int[], $2::timestamptz[], $3::timestamptz[]) as c (tenant_id, from_at, to_at)
),
meter as (
  select sku.sku_id, m.*
  from unnest($5::int[], $6::text[], $7::text[], $8::bool[], $9::bool[], $10::numeric[],
      $11::numeric[])
    as m (product_id, aggregation, step, round_each_up, in_hours, denominator, unit_size)
  join releve.sku using (product_id)
),
day as (
  select ordinality::int as day, from_at, lead(from_at) over (order by ordinality) as to_at
  from unnest($4::timestamptz[]) with ordinality as d (from_at, ordinality)
),
-- The aggregations that look at the period's events one by one.
single as (
  select e.tenant_id, e.sku_id, e.resource,
    width_bucket(e.occurred_at, $4::timestamptz[]) as day,
    case meter.aggregation
      when 'sum' then sum(case when meter.round_each_up then ceil(e.quantity) else e.quantity end)
      when 'count' then count(*)::numeric
      when 'max' then max(e.quantity)
      when 'last' then (array_agg(
        e.quantity order by e.occurred_at desc, e.source desc, e.id desc))[1]
      when 'unique' then 1::numeric
    end as value
  from coverage
  join releve.event as e
    on e.tenant_id = coverage.tenant_id
    and e.occurred_at >= coverage.from_at and e.occurred_at < coverage.to_at
  join meter on meter.sku_id = e.sku_id and meter.aggregation <> 'time_weighted'
  where not exists (select from releve.event_void as v where v.target = e.identity)
  group by e.tenant_id, e.sku_id, e.resource, day, meter.aggregation
),
-- A level holds until the resource's next event, so all earlier events count too. Of several at one
-- instant the last by (source, id) as bytes holds.
level_event as (
  select distinct on (e.tenant_id, coverage.from_at, e.sku_id, e.resource, e.occurred_at)
    e.tenant_id, coverage.from_at, coverage.to_at, e.sku_id, e.resource, e.occurred_at,
    e.quantity as level
  from coverage
  join releve.event as e
    on e.tenant_id = coverage.tenant_id and e.occurred_at < coverage.to_at
  join meter on meter.sku_id = e.sku_id and meter.aggregation = 'time_weighted'
  where not exists (select from releve.event_void as v where v.target = e.identity)
  order by e.tenant_id, coverage.from_at, e.sku_id, e.resource, e.occurred_at, e.source desc,
    e.id desc
),
-- Samples that repeat a level are one stretch of it.
level_change as (
  select * from (
    select *, lag(level) over resource_order as level_before
    from level_event
    window resource_order as (
      partition by tenant_id, from_at, sku_id, resource order by occurred_at)) as e
  where level is distinct from level_before
),
held as (
  select * from (
    select tenant_id, sku_id, resource, level,
      greatest(occurred_at, from_at) as from_at,
      least(lead(occurred_at) over (
        partition by tenant_id, from_at, sku_id, resource order by occurred_at), to_at) as to_at
    from level_change) as h
  where level > 0 and from_at < to_at
),
-- One row per step that a level was held in; `weight` is the step's share of the numerator.
stepped as (
  select held.tenant_id, held.sku_id, held.resource, day.day, day.day as step_number, held.level,
    1000000 * extract(epoch from least(held.to_at, day.to_at) - greatest(held.from_at, day.from_at))
      as weight,
    false as is_maximum
  from held
  join meter on meter.sku_id = held.sku_id and meter.step = 'second'
  join day on day.from_at < held.to_at and held.from_at < day.to_at
  union all
  select held.tenant_id, held.sku_id, held.resource,
    width_bucket(($4::timestamptz[])[1] + hour * interval '1 hour', $4::timestamptz[]), hour::int,
    held.level, 1, true
  from held
  join meter on meter.sku_id = held.sku_id and meter.step = 'hour'
  cross join generate_series(
    floor(extract(epoch from held.from_at - ($4::timestamptz[])[1]) / 3600)::bigint,
    ceil(extract(epoch from held.to_at - ($4::timestamptz[])[1]) / 3600)::bigint - 1) as hour
  union all
  select held.tenant_id, held.sku_id, held.resource, day.day, day.day, held.level,
    case when meter.in_hours then 1000000 * extract(epoch from day.to_at - day.from_at) else 1 end,
    true
  from held
  join meter on meter.sku_id = held.sku_id and meter.step = 'day'
  join day on day.from_at < held.to_at and held.from_at < day.to_at
  union all
  -- The month's maximum belongs to the day on which it was first held.
  select * from (
    select distinct on (held.tenant_id, held.sku_id, held.resource)
      held.tenant_id, held.sku_id, held.resource,
      width_bucket(held.from_at, $4::timestamptz[]), 0, held.level,
      case when meter.in_hours
        then 1000000 * extract(epoch from ($4::timestamptz[])[cardinality($4::timestamptz[])]
          - ($4::timestamptz[])[1])
        else 1 end,
      true
    from held
    join meter on meter.sku_id = held.sku_id and meter.step = 'month'
    order by held.tenant_id, held.sku_id, held.resource, held.level desc, held.from_at) as m
),
daily as (
  select * from single
  union all
  select tenant_id, sku_id, resource, day, sum(value)
  from (
    select tenant_id, sku_id, resource, day,
      case when is_maximum then max(level * weight) else sum(level * weight) end as value
    from stepped
    group by tenant_id, sku_id, resource, day, step_number, is_maximum) as step
  group by tenant_id, sku_id, resource, day
),
-- Over days: a level, a sum and a count add up; of the others the largest or the latest holds.
per_resource as (
  select daily.tenant_id, meter.product_id, daily.sku_id, daily.resource, meter.aggregation,
    meter.denominator * meter.unit_size as denominator,
    case when $14::bool then daily.day end as day,
    case
      when meter.aggregation in ('max', 'unique') then max(daily.value)
      when meter.aggregation = 'last' then (array_agg(daily.value order by daily.day desc))[1]
      else sum(daily.value)
    end as value
  from daily join meter using (sku_id)
  group by 1, 2, 3, 4, 5, 6, 7
),
-- Over resources: a maximum is the largest of them, everything else is added.
per_sku as (
  select tenant_id, product_id, sku_id, day, denominator,
    case when $13::bool then resource end as resource,
    case when aggregation = 'max' then max(value) else sum(value) end as value
  from per_resource
  group by tenant_id, product_id, sku_id, day, denominator, 6, aggregation
)
select
  case when $12::bool then tenant.name end as tenant,
  product.name as product,
  sku.sku,
  per_sku.resource,
  per_sku.day,
  releve.billed_quantity(sum(per_sku.value), per_sku.denominator) as quantity
from per_sku
join releve.tenant using (tenant_id)
join releve.product using (product_id)
join releve.sku using (sku_id)
group by 1, 2, 3, 4, 5, per_sku.denominator
order by tenant, product, sku, resource, day;

-- Events that no contract covers, of aggregations that look at events one by one: a level is cut at
-- a contract's ends, but these would be lost.
-- $1..$3 what the organisation holds, $4..$6 what its contracts cover, $7 level products

-- name: usage_outside_contracts
select tenant.name, sku.sku, count(*), min(e.occurred_at)
from unnest($1::int[], $2::timestamptz[], $3::timestamptz[]) as held (tenant_id, from_at, to_at)
join releve.event as e
  on e.tenant_id = held.tenant_id
  and e.occurred_at >= held.from_at and e.occurred_at < held.to_at
join releve.sku on sku.sku_id = e.sku_id and sku.product_id <> all ($7::int[])
join releve.tenant on tenant.tenant_id = e.tenant_id
where not exists (select from releve.event_void as v where v.target = e.identity)
  and not exists (
    select
    from unnest($4::int[], $5::timestamptz[], $6::timestamptz[])
      as covered (tenant_id, from_at, to_at)
    where covered.tenant_id = e.tenant_id
      and e.occurred_at >= covered.from_at and e.occurred_at < covered.to_at)
group by tenant.name, sku.sku
order by min(e.occurred_at), tenant.name, sku.sku;

-- Products of aggregations that cannot be metered yet, of which there are events.
-- $1..$3 what is covered, $4 product ids

-- name: usage_not_metered
select distinct product.name
from unnest($1::int[], $2::timestamptz[], $3::timestamptz[]) as c (tenant_id, from_at, to_at)
join releve.event as e
  on e.tenant_id = c.tenant_id and e.occurred_at >= c.from_at and e.occurred_at < c.to_at
join releve.sku on sku.sku_id = e.sku_id and sku.product_id = any ($4::int[])
join releve.product using (product_id)
where not exists (select from releve.event_void as v where v.target = e.identity)
order by product.name;

-- name: product_ids
select name, product_id from releve.product;
