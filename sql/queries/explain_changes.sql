-- What has come for a line between two instants: of a tenant, $1, and a SKU, $2, in runs of
-- ingestion that began after $3 and up to $8. It lies from $4 until $5; or, of levels ($6), on a
-- resource's last day with events before, which has the level that the month begins with. $7 are
-- told of each.

-- name: explain_late_events
with day as (
  select $4::timestamptz as from_at, $5::timestamptz as to_at
  union
  select from_at, to_at
  from (
    select distinct on (resource) from_at, to_at
    from releve.usage_daily
    where tenant_id = $1::int and sku_id = $2::int and from_at < $4::timestamptz and $6::bool
    order by resource, from_at desc
  ) as last
  where to_at <= $4::timestamptz
)
select e.resource, e.occurred_at, e.source, e.id, e.quantity, ingestion.file, e.line,
  ingestion.started_at, count(*) over ()
from day
join releve.event as e
  on e.occurred_at >= day.from_at and e.occurred_at < day.to_at
join releve.ingestion using (ingestion_id)
where e.tenant_id = $1::int and e.sku_id = $2::int
  and ingestion.started_at > $3::timestamptz and ingestion.started_at <= $8::timestamptz
order by ingestion.started_at, e.occurred_at, e.source, e.id
limit $7::int;

-- Voids, with what they cancel. That may be in an archived month, and the SKU then not be known.

-- name: explain_late_voids
select v.source, v.id, v.target_id, v.reason, ingestion.file, v.line, ingestion.started_at,
  target.occurred_at, e.resource, e.quantity, count(*) over ()
from releve.event_void as v
join releve.ingestion using (ingestion_id)
join releve.event_identity as target on target.identity = v.target
left join releve.event as e
  on e.identity = v.target and e.occurred_at = target.occurred_at
where ingestion.started_at > $3::timestamptz and ingestion.started_at <= $8::timestamptz
  and target.tenant_id = $1::int
  and target.occurred_at < $5::timestamptz
  and ($6::bool or target.occurred_at >= $4::timestamptz)
  and coalesce(e.sku_id, $2::int) = $2::int
order by ingestion.started_at, target.occurred_at, v.source, v.id
limit $7::int;
