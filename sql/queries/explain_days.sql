-- What each local day of a part of a month adds, over all resources or of one, $12: for
-- aggregations that add up over days. The other parameters are those of `explain_stretches`.

-- name: explain_days
with coverage as (
  select * from unnest($3::timestamptz[], $4::timestamptz[]) as c (from_at, to_at)
),
day as (
  select $10::date + number::int as day, from_at, to_at
  from (
    select row_number() over (order by from_at) - 1 as number, from_at,
      lead(from_at) over (order by from_at) as to_at
    from unnest($5::timestamptz[]) as start (from_at)
    where from_at >= $8::timestamptz and from_at <= $9::timestamptz
  ) as starts
  where to_at is not null
),
held as (
  select c.resource, c.level, greatest(c.from_at, coverage.from_at) as held_from,
    least(c.to_at, coverage.to_at) as held_to
  from coverage
  join releve.usage_carried as c
    on c.tenant_id = $1::int and c.sku_id = $2::int
    and c.from_at < coverage.to_at and c.to_at > coverage.from_at
  where $6::text is not null and c.resource = coalesce($12::text, c.resource)
),
carried as (
  select held.resource, held.level, day.day, day.from_at as day_from, day.to_at as day_to,
    greatest(held_from, day.from_at) as from_at, least(held_to, day.to_at) as to_at,
    -- An hour belongs to the day in which it begins.
    least(
      ceil(extract(epoch from held_to - ($5::timestamptz[])[1]) / 3600),
      ceil(extract(epoch from day.to_at - ($5::timestamptz[])[1]) / 3600))
    - greatest(
      floor(extract(epoch from held_from - ($5::timestamptz[])[1]) / 3600),
      ceil(extract(epoch from day.from_at - ($5::timestamptz[])[1]) / 3600)) as hours
  from held
  join day
    on day.from_at < held_to
    and held_from < day.to_at
      + case when $6::text = 'hour' then interval '1 hour' else interval '0' end
),
added as (
  select u.day, u.resource, u.events,
    u.value * case
      when $6::text = 'second' then 0.000001
      when $7::bool and $6::text = 'day'
        then extract(epoch from day.to_at - day.from_at) / 3600
      else 1
    end as value
  from coverage
  join releve.usage_daily as u
    on u.tenant_id = $1::int and u.sku_id = $2::int and u.month_from = ($5::timestamptz[])[1]
    and u.from_at >= coverage.from_at and u.from_at < coverage.to_at
  join day on day.day = u.day
  where u.day < $11::date and u.resource = coalesce($12::text, u.resource)
  union all
  select day, resource, 0,
    level * case
      when $6::text = 'second' then extract(epoch from to_at - from_at)
      when $6::text = 'hour' then hours
      when $7::bool then extract(epoch from day_to - day_from) / 3600
      else 1
    end
  from carried
  where $6::text <> 'hour' or hours > 0
)
select day, count(distinct resource), sum(events)::bigint, trim_scale(sum(value))
from added
group by day
order by day;
