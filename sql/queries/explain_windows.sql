-- How a percentile comes about, of a tenant, $1, and a SKU, $2.
--
-- $3, $4   the spans that are covered
-- $5       the instant at which the month begins
-- $6, $7   from which local day to before which
-- $8       which percentile
-- $9       how many windows count where those without a sample count as 0; else 0
-- $10      how many units make a billed unit

-- The window that decides: how many have a sample, how many count, its rank, its number, and its
-- value in units and in billed units, each rounded once. Without a window these are null: it is one
-- without a sample.

-- name: explain_percentile
with sampled as (
  select u.resource, w.number, sum(w.total) as total, sum(w.samples) as samples
  from unnest($3::timestamptz[], $4::timestamptz[]) as coverage (from_at, to_at)
  join releve.usage_daily as u
    on u.tenant_id = $1::int and u.sku_id = $2::int and u.month_from = $5::timestamptz
    and u.from_at >= coverage.from_at and u.from_at < coverage.to_at
  cross join lateral unnest(u.windows, u.totals, u.samples) as w (number, total, samples)
  where u.day >= $6::date and u.day < $7::date
  group by 1, 2
),
-- What the means are multiplied by to be whole multiples of the samples.
scale as (
  select releve.common_multiple(samples) as scale from (select distinct samples from sampled) as s
),
window_value as (
  select number, sum(total * div(scale.scale, samples)) as value
  from sampled cross join scale
  group by number
),
ranked as (
  select number, value, row_number() over (order by value, number) as rank from window_value
),
counted as (
  select count(*) as sampled, greatest(count(*), $9::bigint) as windows from window_value
),
wanted as (
  select sampled, windows, ceil($8::int * windows / 100::numeric)::bigint as rank from counted
)
select wanted.sampled, wanted.windows, wanted.rank, ranked.number,
  releve.billed_quantity(ranked.value, scale.scale),
  releve.billed_quantity(ranked.value, scale.scale * $10::numeric)
from wanted
cross join scale
left join ranked on ranked.rank + wanted.windows - wanted.sampled = wanted.rank;

-- The resources' samples in the window of a number, $6, the largest means first: each with its
-- mean, and with what all means add up to, rounded once.

-- name: explain_window
with sampled as (
  select u.resource, sum(w.total) as total, sum(w.samples) as samples
  from unnest($3::timestamptz[], $4::timestamptz[]) as coverage (from_at, to_at)
  join releve.usage_daily as u
    on u.tenant_id = $1::int and u.sku_id = $2::int and u.month_from = $5::timestamptz
    and u.from_at >= coverage.from_at and u.from_at < coverage.to_at
  cross join lateral unnest(u.windows, u.totals, u.samples) as w (number, total, samples)
  where w.number = $6::int
  group by u.resource
),
scale as (
  select releve.common_multiple(samples) as scale from (select distinct samples from sampled) as s
)
select resource, trim_scale(total), samples::bigint, releve.billed_quantity(total, samples),
  releve.billed_quantity(sum(total * div(scale, samples)) over (), scale)
from sampled cross join scale
order by 4 desc, resource;
