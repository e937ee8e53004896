-- name: ingestion_start
insert into releve.ingestion (file, format, header, map) values ($1, $2, $3, $4)
returning ingestion_id;

-- name: tenant_ids
select name, tenant_id from releve.tenant;

-- name: sku_ids
select product.name, sku.sku, sku.sku_id from releve.sku join releve.product using (product_id);

-- name: sku_register
insert into releve.sku (product_id, sku)
select product_id, $2 from releve.product where name = $1
on conflict do nothing;

-- name: sku_id
select sku.sku_id
from releve.sku join releve.product using (product_id)
where product.name = $1 and sku.sku = $2;

-- name: event_partition_ensure
select releve.ensure_event_partition($1);

-- name: event_identities_known
select identity, content from releve.event_identity where identity = any ($1::uuid[]);

-- name: event_voids_known
select identity from releve.event_void where identity = any ($1::uuid[]);

-- name: event_identities_copy
copy releve.event_identity (identity, content, occurred_at, tenant_id) from stdin (format binary);

-- name: events_copy
copy releve.event (
  occurred_at, identity, tenant_id, sku_id, ingestion_id, line, quantity, resource, source, id)
from stdin (format binary);

-- What has to be metered, in the transaction that stores it.

-- name: meter_queue_events
insert into releve.meter_queue (ingestion_id, day) select $1, unnest($2::date[]);

-- name: meter_queue_targets
insert into releve.meter_queue_void (target) select unnest($1::uuid[]);

-- name: event_voids_copy
copy releve.event_void (
  identity, target, occurred_at, ingestion_id, line, source, id, target_id, reason)
from stdin (format binary);

-- name: ingestion_batch_record
insert into releve.ingestion_batch (
  ingestion_id, batch, accepted, duplicate, conflict, rejected)
values ($1, $2, $3, $4, $5, $6);

-- name: ingestion_batch_exists
select exists (
  select from releve.ingestion_batch where ingestion_id = $1 and batch = $2);
