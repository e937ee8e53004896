-- The events of `scripts/bench issue`: of each tenant and product three in October 2025 (Paris), as
-- `releve ingest` would have stored them. Loading and metering are measured elsewhere.

set client_min_messages = warning;
select releve.ensure_event_partition('2025-09-01'), releve.ensure_event_partition('2025-10-01'),
  releve.ensure_event_partition('2025-11-01') \g /dev/null

insert into releve.sku (product_id, sku)
select product_id, 'csp:fr1:bench:' || name || ':v1'
from releve.product
on conflict do nothing;

insert into releve.ingestion (file) values ('bench');

insert into releve.event (
  occurred_at, identity, tenant_id, sku_id, ingestion_id, line, quantity, resource, source, id)
select at, md5(name)::uuid, tenant_id, sku_id, 1, row_number() over (order by at), quantity,
  'fr1/az05/vm-' || tenant_id, '/collector/fr1/az05/metrics', md5(name)
from (
  select tenant_id, sku_id, tenant_id || '/' || sku_id || '/' || number as name,
    timestamp '2025-10-01' at time zone 'Europe/Paris'
      + (number * 10 + (tenant_id + sku_id) % 10) * interval '1 day'
      + (tenant_id * 37 + sku_id * 11) % 86000 * interval '1 second' as at,
    1 + (hashint8(tenant_id::bigint * 100000 + sku_id * 10 + number) & 511) * 0.1 as quantity
  from releve.tenant
  cross join releve.sku
  cross join generate_series(0, 2) as number
) as made
order by at;

insert into releve.meter_queue (day, ingestion_id)
select distinct (occurred_at at time zone 'UTC')::date, ingestion_id from releve.event;
analyze releve.event, releve.meter_queue;
