-- Usage events that are made of an inventory's resources.

-- name: inventory_tenants
select name, tenant_id
from releve.tenant
where exists (
  select from releve.inventory_snapshot as taken where taken.tenant_id = tenant.tenant_id)
order by name;

-- All versions of a tenant's resources, each resource's in the order of time.

-- name: inventory_versions
select kind, resource, taken_at, name, quantity, is_gone
from releve.inventory_resource
where tenant_id = $1
order by kind, resource, taken_at;

-- name: inventory_events_recorded
select event.event_id, event.kind, event.resource, event.taken_at, event.product, event.sku,
  event.unit, event.quantity, event.generation, event.id, cancelled.event_id is not null
from releve.inventory_event as event
left join releve.inventory_void as cancelled using (event_id)
where event.tenant_id = $1
order by event.event_id;

-- name: inventory_events_record
insert into releve.inventory_event (
  tenant_id, identity, kind, resource, taken_at, product, sku, unit, quantity, generation, id)
select $1, wanted.identity, wanted.kind, wanted.resource, wanted.taken_at, wanted.product,
  wanted.sku, wanted.unit, wanted.quantity, wanted.generation, wanted.id
from unnest(
  $2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::text[], $7::text[], $8::text[],
  $9::numeric[], $10::int[], $11::text[]) with ordinality as wanted (
  identity, kind, resource, taken_at, product, sku, unit, quantity, generation, id, place)
order by wanted.place;

-- name: inventory_voids_record
insert into releve.inventory_void (event_id, identity, id)
select * from unnest($1::bigint[], $2::uuid[], $3::text[]);

-- What was not ingested yet.

-- name: inventory_events_pending
select event.id, event.taken_at, event.sku, event.resource, event.quantity, event.unit
from releve.inventory_event as event
where event.tenant_id = $1
  and not exists (
    select from releve.event_identity as stored where stored.identity = event.identity)
order by event.taken_at, event.event_id;

-- name: inventory_voids_pending
select cancelled.id, event.id
from releve.inventory_void as cancelled join releve.inventory_event as event using (event_id)
where event.tenant_id = $1
  and not exists (
    select from releve.event_identity as stored where stored.identity = cancelled.identity)
order by cancelled.event_id;
