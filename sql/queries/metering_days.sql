-- What becomes of the days in metering_slice whose events are metered in metering_day.

-- One by one: what a night costs must not depend on how many rows there are.

-- name: metering_forget
delete from releve.usage_daily
where ctid = any (array(
  select stored.ctid
  from releve.metering_slice as slice
  cross join lateral (
    select u.ctid
    from releve.usage_daily as u
    where u.tenant_id = slice.tenant_id and u.sku_id = slice.sku_id
      and u.resource = slice.resource and u.from_at = slice.from_at
    limit 1
  ) as stored));

-- The day as a whole: what was held before its first event counts until then. A level that ends
-- exactly where a step begins is not held in it.

-- name: metering_days
insert into releve.usage_daily (
  tenant_id, sku_id, resource, from_at, to_at, month_from, day, events, value, closing, windows,
  totals, samples)
select tenant_id, sku_id, resource, from_at, to_at, month_from, day, events,
  trim_scale(
    case
      when aggregation = 'last' then closing
      when aggregation <> 'time_weighted' then value
      when step = 'second'
        then area + opening * 1000000 * extract(epoch from first_at - from_at)
      when step = 'hour'
        then area
          + opening * (first_hour - floor(extract(epoch from from_at - month_from) / 3600))
          + case when first_at > greatest(from_at, month_from + first_hour * interval '1 hour')
              then greatest(value, opening) else value
            end
      when first_at > from_at then greatest(value, opening)
      else value
    end),
  case when aggregation = 'time_weighted' then trim_scale(closing) end,
  windows, totals, samples
from (
  select slice.*,
    floor(extract(epoch from slice.first_at - slice.month_from) / 3600)::int as first_hour,
    coalesce(
      case when slice.from_before >= coalesce(stored.from_at, '-infinity')
        then slice.closing_before else stored.closing
      end, 0) as opening
  from (
    select s.*, d.events, d.first_at, d.value, d.area, d.closing, d.windows, d.totals, d.samples,
      lag(s.from_at) over day_order as from_before, lag(s.to_at) over day_order as to_before,
      lag(d.closing) over day_order as closing_before
    from releve.metering_slice as s
    join metering_day as d using (number)
    window day_order as (partition by s.tenant_id, s.sku_id, s.resource order by s.from_at)
  ) as slice
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
  from releve.metering_slice
  where aggregation = 'time_weighted'
),
-- Some of the days may have no event left.
present as (
  select s.tenant_id, s.sku_id, s.resource, s.from_at, s.to_at,
    lead(s.from_at) over (
      partition by s.tenant_id, s.sku_id, s.resource order by s.from_at) as from_next
  from releve.metering_slice as s
  join metering_day using (number)
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
  cross join lateral (
    select u.closing
    from releve.usage_daily as u
    where u.tenant_id = owner.tenant_id and u.sku_id = owner.sku_id
      and u.resource = owner.resource and u.from_at = owner.from_at
    limit 1
  ) as day
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
  delete from releve.usage_carried
  where ctid = any (array(
    select stored.ctid
    from touched
    left join carried
      on carried.tenant_id = touched.tenant_id and carried.sku_id = touched.sku_id
      and carried.resource = touched.resource and carried.from_at = touched.to_at
    cross join lateral (
      select c.ctid
      from releve.usage_carried as c
      where c.tenant_id = touched.tenant_id and c.sku_id = touched.sku_id
        and c.resource = touched.resource and c.from_at = touched.to_at
      limit 1
    ) as stored
    where carried.level is null))
)
insert into releve.usage_carried (tenant_id, sku_id, resource, from_at, to_at, level)
select * from carried
-- A tenant's rows lie together: they are read together.
order by tenant_id, sku_id, resource, from_at
on conflict (tenant_id, sku_id, resource, from_at)
  do update set to_at = excluded.to_at, level = excluded.level
  where usage_carried.to_at <> excluded.to_at or usage_carried.level <> excluded.level;
