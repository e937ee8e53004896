-- The events of `scripts/bench meter`: of :resources resources, one an hour each, on the local days
-- from :first_day to :last_day of October 2026 (Paris), as `releve ingest` would have stored them, one
-- ingestion a day. Loading is measured elsewhere.
--
-- Half of the resources hold levels whose daily maxima count, a quarter levels that count by the
-- second, a quarter send quantities that are added.

set client_min_messages = warning;
select releve.ensure_event_partition('2026-09-01'), releve.ensure_event_partition('2026-10-01'),
  releve.ensure_event_partition('2026-11-01') \g /dev/null

insert into releve.sku (product_id, sku)
select product_id, 'csp:fr1:bench:' || name || ':v1'
from releve.product
on conflict do nothing;

create temporary table day as
with started as (
  insert into releve.ingestion (file)
  select 'day ' || number from generate_series(:first_day, :last_day) as number
  returning ingestion_id, file
)
select ingestion_id, substr(file, 5)::int as number from started;

insert into releve.event (
  occurred_at, identity, tenant_id, sku_id, ingestion_id, line, quantity, resource, source, id)
select at, md5(resource::text || at)::uuid, tenant.tenant_id, sku.sku_id, ingestion_id,
  hour * :resources + resource, (resource % 61 + (hashint8(resource * 1000 + hour) & 255)) * 0.1,
  'fr1/az05/vm-' || md5(resource::text), '/collector/fr1/az05/metrics',
  md5(resource::text || '/' || at)
from (
  select day.*, hour, resource,
    (date '2026-09-30' + day.number)::timestamp at time zone 'Europe/Paris'
      + hour * interval '1 hour' + resource % 3600 * interval '1 second' as at
  from day
  cross join generate_series(0, 23) as hour
  cross join generate_series(0, :resources - 1) as resource
  order by day.number, hour
) as day
join (select tenant_id, name from releve.tenant) as tenant
  on tenant.name = format('bench-tenant-%s', lpad((resource % 200)::text, 4, '0'))
join (select sku_id, sku from releve.sku) as sku
  on sku.sku = format(
    'csp:fr1:bench:%s:v1',
    case resource / 200 % 4 when 2 then 'second-level' when 3 then 'sum' else 'day-level' end)
order by day.number, hour, resource;

insert into releve.meter_queue (day, ingestion_id)
select distinct utc_day, ingestion_id
from day
cross join lateral (
  values (date '2026-09-29' + number), (date '2026-09-30' + number)) as touched (utc_day);
drop table day;
analyze releve.event, releve.meter_queue;
