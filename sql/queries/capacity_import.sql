-- What `releve capacity import` stores of a snapshot.

-- One process at a time: what changes is told from what was there before.

-- name: inventory_lock
select pg_advisory_xact_lock(hashtextextended('releve.inventory', 0));

-- name: inventory_tenant
select tenant_id from releve.tenant where name = $1;

-- The digests of the parts of the snapshot of a tenant ($1) at an instant ($2); no row where there
-- is no such snapshot.

-- name: inventory_snapshot_parts
select part, digest
from releve.inventory_snapshot join releve.inventory_part using (snapshot_id)
where tenant_id = $1 and taken_at = $2;

-- name: inventory_snapshot_latest
select max(taken_at) from releve.inventory_snapshot where tenant_id = $1;

-- name: inventory_snapshot_record
insert into releve.inventory_snapshot (tenant_id, taken_at) values ($1, $2)
returning snapshot_id;

-- name: inventory_content_record
insert into releve.inventory_content (digest, body) values ($1, $2) on conflict do nothing;

-- name: inventory_parts_record
insert into releve.inventory_part (snapshot_id, part, digest)
select $1, part, digest from unnest($2::text[], $3::bytea[]) as read (part, digest);

-- The last version of each resource of a tenant.

-- name: inventory_resources_last
select distinct on (kind, resource) kind, resource, name, quantity, is_gone
from releve.inventory_resource
where tenant_id = $1
order by kind, resource, taken_at desc;

-- name: inventory_resources_record
insert into releve.inventory_resource (
  tenant_id, taken_at, kind, resource, name, quantity, is_gone)
select $1, $2, said.*
from unnest($3::text[], $4::text[], $5::text[], $6::bigint[], $7::boolean[]) as said;

-- name: inventory_measures_record
insert into releve.inventory_measure (tenant_id, taken_at, kind, resource, name, used, size)
select $1, $2, said.*
from unnest($3::text[], $4::text[], $5::text[], $6::bigint[], $7::bigint[]) as said;

-- Of each tenant, or of one ($1), each part as it was last read, as of $2, null for now.

-- name: inventory_parts_last
with last as materialized (
  select distinct on (tenant.name, part.part)
    tenant.name, part.part, snapshot.taken_at, part.digest
  from releve.inventory_snapshot as snapshot
  join releve.tenant using (tenant_id)
  join releve.inventory_part as part using (snapshot_id)
  where ($1::text is null or tenant.name = $1)
    and snapshot.taken_at <= coalesce($2::timestamptz, 'infinity')
  order by tenant.name, part.part, snapshot.taken_at desc
)
select last.name, last.part, last.taken_at, content.body
from last join releve.inventory_content as content using (digest)
order by last.name, last.part;
