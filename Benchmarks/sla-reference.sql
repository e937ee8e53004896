-- The united outages of each component in an October in Paris, in seconds: without versions,
-- tickets, maintenance, impacts and what is told of each.
with month as (
  select tstzmultirange(tstzrange('2025-10-01 00:00+02', '2025-11-01 00:00+01')) as span
),
down as (
  select component, range_agg(tstzrange(starts_at, ends_at)) as down
  from releve.outage_version
  group by component
)
select c.component, (
    select coalesce(sum(extract(epoch from upper(r) - lower(r))), 0)
    from unnest(down * tstzmultirange(tstzrange(c.starts_at, c.ends_at)) * month.span) as r
  ) as seconds
from releve.component_version as c
cross join month
left join down using (component)
order by component;
