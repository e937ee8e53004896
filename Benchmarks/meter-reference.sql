-- What `scripts/bench meter` compares with: the same daily levels and sums by one statement over the
-- same events, with nothing carried in and nothing written.

set work_mem = '192MB';
with day as (
  select array_agg(number::timestamp at time zone 'Europe/Paris' order by number) as starts
  from generate_series(timestamp '2026-10-01', '2026-11-01', interval '1 day') as number
),
sample as (
  select e.tenant_id, e.sku_id, e.resource, e.occurred_at, e.quantity,
    width_bucket(e.occurred_at, day.starts) as day,
    day.starts[width_bucket(e.occurred_at, day.starts) + 1] as day_to,
    lead(e.occurred_at) over (
      partition by e.tenant_id, e.sku_id, e.resource order by e.occurred_at, e.source, e.id)
      as next_at
  from releve.event as e
  cross join day
  where e.occurred_at >= '2026-09-30T22:00:00Z' and e.occurred_at < '2026-10-31T23:00:00Z'
),
daily as (
  select sample.tenant_id, sample.sku_id, sample.resource, sample.day,
    case product.name
      when 'sum' then sum(quantity)
      when 'second-level'
      then sum(quantity * 1000000 * extract(epoch from least(next_at, day_to) - occurred_at))
      else max(quantity) filter (where next_at is distinct from occurred_at)
    end as value
  from sample
  join releve.sku on sku.sku_id = sample.sku_id
  join releve.product on product.product_id = sku.product_id
  group by sample.tenant_id, sample.sku_id, sample.resource, sample.day, product.name
)
select count(*), sum(value) from daily;
