-- What was used in a period, in billed units, from usage_daily and usage_carried, for several
-- coverages at once: what one contract covers of it, or one organisation holds.
--
-- $1..$4   what is covered: the coverage's number from 1, a tenant's place in $21, and the span
--          (from inclusive, to exclusive)
-- $5       the instants at which the period's local days begin, and at last the period's end
-- $6..$14  the products: ids, aggregation, step, whether in unit-hours, the denominator of their
--          quantities as two exact factors; of percentiles which one, the windows' length, and
--          whether windows without a sample count as 0
-- $15, $16 from when to when windows without a sample count, for each coverage
-- $17, $18 whether to tell tenants and resources apart
-- $19      where parts of the period are told apart, for each of its days the number, from 1, of
--          the day with which its part begins; empty where none are
-- $20      the period's first day
-- $21      the tenants' names in their order
--
-- Everything is exact until the last division.

-- name: usage
with coverage as (
  select c.number, c.place, tenant.tenant_id, c.from_at, c.to_at
  from unnest($1::int[], $2::int[], $3::timestamptz[], $4::timestamptz[])
    as c (number, place, from_at, to_at)
  join releve.tenant on tenant.name = ($21::text[])[c.place]
),
meter as (
  select sku.sku_id, m.aggregation, m.step, m.in_hours, m.denominator * m.unit_size as denominator,
    m.percent, m.window_seconds, m.is_missing_zero,
    row_number() over (order by product.name, sku.sku) as rank
  from unnest($6::int[], $7::text[], $8::text[], $9::bool[], $10::numeric[], $11::numeric[],
      $12::int[], $13::int[], $14::bool[])
    as m (product_id, aggregation, step, in_hours, denominator, unit_size, percent,
      window_seconds, is_missing_zero)
  join releve.product using (product_id)
  join releve.sku using (product_id)
),
-- The parts; where none are told apart, one: the period.
part as (
  select day, ($5::timestamptz[])[day] as from_at,
    ($5::timestamptz[])[lead(day, 1, cardinality($5::timestamptz[])) over (order by day)] as to_at
  from (select distinct unnest($19::int[]) as day) as first_day
  union all
  select null, ($5::timestamptz[])[1], ($5::timestamptz[])[cardinality($5::timestamptz[])]
  where cardinality($19::int[]) = 0
),
-- Days with events, of what adds up over days and resources.
added as (
  select coverage.number, coverage.place, u.sku_id,
    case when $18::bool then u.resource end as resource,
    ($19::int[])[u.day - $20::date + 1] as day,
    sum(
      case when meter.step = 'day' and meter.in_hours
        then u.value * 1000000 * extract(epoch from
          ($5::timestamptz[])[u.day - $20::date + 2] - ($5::timestamptz[])[u.day - $20::date + 1])
        else u.value
      end) as value
  from coverage
  join releve.usage_daily as u
    on u.tenant_id = coverage.tenant_id and u.month_from = ($5::timestamptz[])[1]
    and u.from_at >= coverage.from_at and u.from_at < coverage.to_at
  join meter on meter.sku_id = u.sku_id
  where meter.aggregation in ('sum', 'count')
    or meter.aggregation = 'time_weighted' and meter.step <> 'month'
  group by 1, 2, 3, 4, 5
),
-- Levels that are held between days with events, as far as they are covered. Once for all: else
-- they would be looked up for each product again.
level as materialized (
  select coverage.number, coverage.place, c.sku_id, c.resource, c.level,
    greatest(c.from_at, coverage.from_at) as from_at, least(c.to_at, coverage.to_at) as to_at
  from coverage
  join releve.usage_carried as c
    on c.tenant_id = coverage.tenant_id
    and c.from_at < coverage.to_at and c.to_at > coverage.from_at
),
-- Not materialized: rows are wide, and those of one step are all that each reader wants.
held as not materialized (
  select level.*, meter.step, meter.in_hours
  from level
  join meter on meter.sku_id = level.sku_id and meter.aggregation = 'time_weighted'
),
carried as (
  select number, place, sku_id, case when $18::bool then resource end as resource, day,
    level * case
      when step = 'second' then 1000000 * extract(epoch from to_at - from_at)
      when step = 'hour' then hours
      when in_hours then 1000000 * extract(epoch from
        ($5::timestamptz[])[width_bucket(to_at - interval '1 microsecond', $5::timestamptz[]) + 1]
        - ($5::timestamptz[])[width_bucket(from_at, $5::timestamptz[])])
      else width_bucket(to_at - interval '1 microsecond', $5::timestamptz[])
        - width_bucket(from_at, $5::timestamptz[]) + 1
    end as value
  from (
    select held.number, held.place, held.sku_id, held.resource, held.level, held.step,
      held.in_hours, part.day, greatest(held.from_at, part.from_at) as from_at,
      least(held.to_at, part.to_at) as to_at,
      -- An hour belongs to the part in which it begins.
      least(
        ceil(extract(epoch from held.to_at - ($5::timestamptz[])[1]) / 3600),
        ceil(extract(epoch from part.to_at - ($5::timestamptz[])[1]) / 3600))
      - greatest(
        floor(extract(epoch from held.from_at - ($5::timestamptz[])[1]) / 3600),
        ceil(extract(epoch from part.from_at - ($5::timestamptz[])[1]) / 3600)) as hours
    from held
    join part
      on part.from_at < held.to_at
      and held.from_at < part.to_at
        + case when held.step = 'hour' then interval '1 hour' else interval '0' end
    where held.step <> 'month'
  ) as stretch
  where step <> 'hour' or hours > 0
),
-- What does not add up over days: the largest, the latest, or that there is one.
single as (
  select coverage.number, coverage.place, u.sku_id, u.resource, meter.aggregation,
    ($19::int[])[u.day - $20::date + 1] as day,
    case meter.aggregation
      when 'last' then (array_agg(u.value order by u.from_at desc))[1]
      else max(u.value)
    end as value
  from coverage
  join releve.usage_daily as u
    on u.tenant_id = coverage.tenant_id and u.month_from = ($5::timestamptz[])[1]
    and u.from_at >= coverage.from_at and u.from_at < coverage.to_at
  join meter on meter.sku_id = u.sku_id
  where meter.aggregation in ('max', 'last', 'unique')
  group by 1, 2, 3, 4, 5, 6
),
-- The month's maximum of a level belongs to the day on which it was first held.
highest as (
  select distinct on (number, place, sku_id, resource)
    number, place, sku_id, resource,
    ($19::int[])[width_bucket(from_at, $5::timestamptz[])] as day,
    value
      * case when in_hours
        then 1000000 * extract(epoch from
          ($5::timestamptz[])[cardinality($5::timestamptz[])] - ($5::timestamptz[])[1])
        else 1
      end as value
  from (
    select coverage.number, coverage.place, u.sku_id, u.resource, u.from_at, u.value,
      meter.in_hours
    from coverage
    join releve.usage_daily as u
      on u.tenant_id = coverage.tenant_id and u.month_from = ($5::timestamptz[])[1]
      and u.from_at >= coverage.from_at and u.from_at < coverage.to_at
    join meter
      on meter.sku_id = u.sku_id and meter.aggregation = 'time_weighted' and meter.step = 'month'
    union all
    select number, place, sku_id, resource, from_at, level, in_hours
    from held
    where step = 'month'
  ) as candidate
  order by number, place, sku_id, resource, value desc, from_at
),
-- A resource's samples in each window, which two days may share.
sampled as (
  select coverage.number, coverage.place, u.sku_id, u.resource, w.window_number, meter.percent,
    meter.window_seconds, meter.is_missing_zero, sum(w.total) as total,
    sum(w.samples) as samples
  from coverage
  join releve.usage_daily as u
    on u.tenant_id = coverage.tenant_id and u.month_from = ($5::timestamptz[])[1]
    and u.from_at >= coverage.from_at and u.from_at < coverage.to_at
  join meter on meter.sku_id = u.sku_id and meter.aggregation = 'percentile'
  cross join lateral unnest(u.windows, u.totals, u.samples) as w (window_number, total, samples)
  group by 1, 2, 3, 4, 5, 6, 7, 8
),
-- What the means of a SKU are multiplied by to be whole multiples of its samples.
scale as (
  select number, sku_id, releve.common_multiple(samples) as scale
  from (select distinct number, sku_id, samples from sampled) as s
  group by number, sku_id
),
window_value as (
  select number, place, sku_id, case when $18::bool then resource end as resource,
    ($19::int[])[width_bucket(
      greatest(
        ($5::timestamptz[])[1] + window_number * window_seconds * interval '1 second',
        ($15::timestamptz[])[number]),
      $5::timestamptz[])] as day,
    window_number, percent, window_seconds, is_missing_zero,
    sum(total * div(scale.scale, samples)) as value
  from sampled
  join scale using (number, sku_id)
  group by 1, 2, 3, 4, 5, 6, 7, 8, 9
),
-- Where windows without a sample count, those that begin in a part; the first one that is covered
-- may have begun before.
expected as (
  select covered.number, part.day, length.window_seconds,
    greatest(
      least(
        ceil(extract(epoch from covered.to_at - ($5::timestamptz[])[1]) / window_seconds),
        ceil(extract(epoch from part.to_at - ($5::timestamptz[])[1]) / window_seconds))
      - case
          when covered.from_at >= part.from_at
          then floor(extract(epoch from covered.from_at - ($5::timestamptz[])[1])
            / window_seconds)
          else ceil(extract(epoch from part.from_at - ($5::timestamptz[])[1]) / window_seconds)
        end, 0) as windows
  from part
  cross join (select distinct window_seconds from meter where is_missing_zero) as length
  cross join unnest($15::timestamptz[], $16::timestamptz[])
    with ordinality as covered (from_at, to_at, number)
),
-- The nearest rank; windows without a sample come first, with 0.
ranked as (
  select v.number, v.place, v.sku_id, v.resource, v.day, v.value, v.percent,
    row_number() over same_key as rank,
    count(*) over (partition by v.number, v.place, v.sku_id, v.resource, v.day) as windows,
    case when v.is_missing_zero then expected.windows else 0 end as expected
  from window_value as v
  left join expected
    on expected.number = v.number and expected.window_seconds = v.window_seconds
    and expected.day is not distinct from v.day
  window same_key as (
    partition by v.number, v.place, v.sku_id, v.resource, v.day order by v.value)
),
percentile as (
  select number, place, sku_id, resource, day, value
  from ranked
  where rank + greatest(expected - windows, 0)
    = ceil(percent * greatest(expected, windows) / 100::numeric)
),
metered as (
  select number, place, sku_id, resource, day, value, 1::numeric as scale from added
  union all
  select number, place, sku_id, resource, day, value, 1 from carried
  union all
  select number, place, sku_id, case when $18::bool then resource end, day, value, 1
  from highest
  union all
  select number, place, sku_id, case when $18::bool then resource end, day,
    case when aggregation = 'max' then max(value) else sum(value) end, 1
  from single
  group by number, place, sku_id, 4, day, aggregation
  union all
  select number, place, sku_id, resource, day, value, scale.scale
  from percentile
  join scale using (number, sku_id)
),
added_up as (
  select number, case when $17::bool then place end as place, sku_id, resource, day, scale,
    sum(value) as value
  from metered
  group by 1, 2, 3, 4, 5, 6
)
-- Places and ids, not names: those are few, and would be repeated for each row.
select number, place, sku_id, resource, day,
  releve.billed_quantity(value, meter.denominator * scale) as quantity
from added_up
join meter using (sku_id)
order by number, place, rank, resource, day;

-- name: usage_skus
select sku.sku_id, product.name, sku.sku
from releve.sku
join releve.product using (product_id)
where sku.sku_id = any ($1::int[]);

-- Events that no contract covers, of aggregations that look at events one by one: a level is cut at
-- a contract's ends, but these would be lost. Without a contract, days are those of the default
-- zone.
-- $1 the organisations, $2 the local day until which, $3 level products

-- name: usage_outside_contracts
select organisation.name, tenant.name, sku.sku, sum(u.events)::bigint, min(u.day)
from releve.organisation
join releve.metered_term as term using (organisation_id)
join releve.usage_daily as u
  on u.tenant_id = term.tenant_id and u.from_at >= term.from_at and u.from_at < term.to_at
  -- For the index: no month is longer.
  and u.month_from > term.from_at - interval '32 days' and u.month_from < term.to_at
join releve.sku on sku.sku_id = u.sku_id and sku.product_id <> all ($3::int[])
join releve.tenant on tenant.tenant_id = u.tenant_id
where organisation.name = any ($1::text[]) and term.contract_id is null and u.day < $2
group by organisation.name, tenant.name, sku.sku
order by organisation.name, min(u.from_at), tenant.name, sku.sku;

-- name: product_ids
select name, product_id from releve.product;
