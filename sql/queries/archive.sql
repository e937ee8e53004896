-- name: event_partitions_ahead
select releve.ensure_event_partition(($1::date + months * interval '1 month')::date)
from generate_series(0, 1) as months;

-- What a process that was killed had begun ends before the next one has waited long enough.

-- name: archive_patience
select set_config('client_connection_check_interval', '2s', true),
  set_config('lock_timeout', '10s', true);

-- One process at a time archives or restores.

-- name: archive_lock
select pg_advisory_xact_lock(hashtext('releve.archive'));

-- The months before $1 that have a partition of their own and events in it; whether they are
-- archived, so that these events came late; how often they were.

-- name: archive_candidates
with partition as (
  select to_date(substring(relname from 7), 'YYYY_MM') as month
  from pg_inherits
  join pg_class on pg_class.oid = pg_inherits.inhrelid
  where inhparent = 'releve.event'::regclass and relname ~ '^event_[0-9]{4}_[0-9]{2}$'
)
select month,
  exists (select from releve.archived_month where archived_month.month = partition.month),
  (select count(*) from releve.event_archive where event_archive.month = partition.month)
from partition
where month < $1 and exists (
  select from releve.event
  where occurred_at >= month::timestamp at time zone 'UTC'
    and occurred_at < (month + interval '1 month') at time zone 'UTC')
order by month;

-- Each event from $1 until $2 as CloudEvents in JSON. The names of Relevé's own attributes have
-- small letters and digits only, as CloudEvents wants. An event without one of its names would be
-- NULL, and refused, rather than left out.

-- name: archive_lines
select convert_to(
  '{"specversion":"1.0","id":' || to_json(event.id) || ',"source":' || to_json(event.source)
  || ',"type":"releve.usage.v1","time":"'
  || to_char(event.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
  || '","subject":' || to_json(tenant.name) || ',"data":{"sku":' || to_json(sku.sku)
  || ',"resource":' || to_json(event.resource) || ',"quantity":"' || event.quantity
  || '"},"releveproduct":' || to_json(product.name) || ',"releveidentity":"' || event.identity
  || '","releveingestion":' || event.ingestion_id || ',"releveline":' || event.line || '}',
  'UTF8')
from releve.event
left join releve.tenant using (tenant_id)
left join releve.sku using (sku_id)
left join releve.product using (product_id)
where event.occurred_at >= $1 and event.occurred_at < $2
order by event.occurred_at, event.identity;

-- Lines of `archive_lines` as events again.

-- name: archive_load
insert into releve.event (
  occurred_at, identity, tenant_id, sku_id, ingestion_id, line, quantity, resource, source, id)
select event.time, event.releveidentity, tenant.tenant_id, sku.sku_id, event.releveingestion,
  event.releveline, data.quantity, data.resource, event.source, event.id
from unnest($1::bytea[]) as archived (line)
cross join json_to_record(convert_from(archived.line, 'UTF8')::json) as event (
  id text, source text, time timestamptz, subject text, data json, releveproduct text,
  releveidentity uuid, releveingestion int, releveline bigint)
cross join json_to_record(event.data) as data (sku text, resource text, quantity numeric)
join releve.tenant on tenant.name = event.subject
join releve.product on product.name = event.releveproduct
join releve.sku on sku.product_id = product.product_id and sku.sku = data.sku;

-- name: archive_record
select releve.archive_event_month($1, $2, decode($3, 'hex'), $4);

-- name: archive_restore_table
select releve.restore_event_month($1);

-- name: archive_restore_record
select releve.record_event_restore($1, $2);

-- All that was archived; of what is archived now, whether its table is still there, and the number
-- of events that came since.

-- name: archive_list
select archive.month, archive.number, archive.events, encode(archive.sha256, 'hex'),
  archive.file, archive.archived_at, archive.archived_by, restored.restored_at,
  restored.month is null and exists (
    select from pg_class
    where relnamespace = 'releve_archive'::regnamespace
      and relname = 'event_' || to_char(archive.month, 'YYYY_MM')),
  coalesce(restored.late_events, (
    select count(*) from releve.event
    where occurred_at >= archive.month::timestamp at time zone 'UTC'
      and occurred_at < (archive.month + interval '1 month') at time zone 'UTC'))
from releve.event_archive as archive
left join releve.event_archive_restore as restored using (month, number)
order by archive.month, archive.number;
