-- What was measured of pools and repositories in the three months before the last measure of each
-- tenant, of all tenants or of one ($1), as of $2, null for now; each in the order of time.

-- name: capacity_history
with last as (
  select tenant_id, max(taken_at) as taken_at
  from releve.inventory_measure
  where taken_at <= coalesce($2::timestamptz, 'infinity')
  group by tenant_id
)
select tenant.name, measure.kind, measure.resource, measure.taken_at, measure.name, measure.used,
  measure.size
from last
join releve.tenant using (tenant_id)
join releve.inventory_measure as measure
  on measure.tenant_id = last.tenant_id and measure.taken_at <= last.taken_at
  and measure.taken_at > last.taken_at - interval '92 days'
where $1::text is null or tenant.name = $1
order by tenant.name, measure.kind, measure.resource, measure.taken_at;
