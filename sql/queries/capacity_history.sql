-- What was measured of pools and repositories since $2 and up to $3, of all tenants or of one ($1),
-- each in the order of time.

-- name: capacity_history
select tenant.name, measure.kind, measure.resource, measure.taken_at, measure.name, measure.used,
  measure.size
from releve.inventory_measure as measure join releve.tenant using (tenant_id)
where ($1::text is null or tenant.name = $1) and measure.taken_at >= $2 and measure.taken_at <= $3
order by tenant.name, measure.kind, measure.resource, measure.taken_at;
