-- name: ingestion_start
insert into releve.ingestion (file) values ($1) returning ingestion_id;

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
copy releve.event_identity (identity, content) from stdin (format binary);

-- name: events_copy
copy releve.event (
  occurred_at, identity, tenant_id, sku_id, ingestion_id, line, quantity, resource, source, id)
from stdin (format binary);

-- name: event_voids_copy
copy releve.event_void (
  identity, target, occurred_at, ingestion_id, line, source, id, target_id, reason)
from stdin (format binary);

-- name: ingestion_batch_record
insert into releve.ingestion_batch (
  ingestion_id, batch, accepted, duplicate, conflict, rejected)
values ($1, $2, $3, $4, $5, $6);

-- name: quarantine_add
insert into releve.quarantine (
  reason, detail, digest, raw, raw_length, source, id, ingestion_id, line)
select entry.reason, entry.detail, entry.digest, entry.raw, entry.raw_length, entry.source,
  entry.id, $8, entry.line
from unnest(
    $1::text[], $2::text[], $3::bytea[], $4::bytea[], $5::bigint[], $6::text[], $7::text[],
    $9::bigint[])
  as entry (reason, detail, digest, raw, raw_length, source, id, line)
-- In one order, so that two runs with the same lines cannot wait for each other in a circle.
order by entry.reason, entry.digest
on conflict on constraint quarantine_once do nothing;

-- name: quarantine_count
insert into releve.quarantine_sighting (quarantine_id, ingestion_id, batch, times)
select quarantine.quarantine_id, $3, $4, count(*)
from unnest($1::text[], $2::bytea[]) as seen (reason, digest)
join releve.quarantine on quarantine.reason = seen.reason and quarantine.digest = seen.digest
group by quarantine.quarantine_id;

-- name: quarantine_list
select quarantine.quarantine_id, quarantine.reason, quarantine.detail,
  (select sum(times)::bigint from releve.quarantine_sighting as sighting
   where sighting.quarantine_id = quarantine.quarantine_id) as times,
  quarantine.source, quarantine.id, ingestion.file, quarantine.line
from releve.quarantine join releve.ingestion using (ingestion_id)
order by quarantine.ingestion_id, quarantine.line, quarantine.quarantine_id;
