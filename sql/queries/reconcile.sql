-- Whether what was read was metered, by SKU and local day; and what each source has sent.
--
-- $1 zones, an entry for each day of the month and one for its end, with $2 when it begins and $3
-- the first of the month's full hours in it; $4 the zone of tenants that nobody holds; $5, $6 from
-- when to when events lie in the month in any of the zones; $7 its first day, $8 the day after it.
-- Counted are events that a day of metering has; those that a void has cancelled are none of them.

-- name: reconcile_days
with zone as (
  select name, array_agg(starts_at order by starts_at) as starts,
    array_agg(hour_at order by starts_at) as hour_starts
  from unnest($1::text[], $2::timestamptz[], $3::timestamptz[]) as day (name, starts_at, hour_at)
  group by name
),
placed as (
  select e.sku_id, void.target is not null as is_void,
    width_bucket(
      e.occurred_at,
      case when metered.step = 'hour' then zone.hour_starts else zone.starts end) as day,
    cardinality(zone.starts) as end_day
  from releve.event as e
  left join releve.sku on sku.sku_id = e.sku_id
  left join releve.metered_product as metered on metered.product_id = sku.product_id
  left join releve.metered_term as term
    on term.tenant_id = e.tenant_id
    and term.from_at <= e.occurred_at and e.occurred_at < term.to_at
  join zone on zone.name = coalesce(term.zone, $4)
  left join (select distinct target from releve.event_void) as void on void.target = e.identity
  where e.occurred_at >= $5 and e.occurred_at < $6
),
stored as (
  select sku_id, day, count(*) as accepted, count(*) filter (where is_void) as voided
  from placed
  where day >= 1 and day < end_day
  group by sku_id, day
),
counted as (
  select sku_id, day - $7::date + 1 as day, sum(events)::bigint as events
  from releve.usage_daily
  where day >= $7 and day < $8
  group by 1, 2
)
select coalesce(product.name, '?'), coalesce(sku.sku, '?'), day, coalesce(accepted, 0),
  coalesce(voided, 0), coalesce(events, 0)
from stored
full join counted using (sku_id, day)
left join releve.sku using (sku_id)
left join releve.product using (product_id)
order by product.name, sku.sku, day;

-- name: reconcile_zones
select distinct zone from releve.metered_term order by zone;

-- Archived months that reach into a span.

-- name: reconcile_archived
select from_at, to_at from releve.archived_month where from_at < $2 and to_at > $1 order by from_at;

-- The outcomes of all that the runs have read that stored events of the time from $1 to before $2,
-- and where what they accepted is: in that time, at others, among the voids.

-- name: reconcile_ingested
with concerned as (
  select array_agg(distinct ingestion_id) as ids
  from releve.event
  where occurred_at >= $1 and occurred_at < $2
),
outcomes as (
  select coalesce(sum(accepted), 0)::bigint as accepted,
    coalesce(sum(duplicate), 0)::bigint as duplicate,
    coalesce(sum(conflict), 0)::bigint as conflict,
    coalesce(sum(rejected), 0)::bigint as rejected
  from releve.ingestion_batch
  where ingestion_id = any ((select ids from concerned)::int[])
),
stored as (
  select count(*) as events,
    count(*) filter (where occurred_at >= $1 and occurred_at < $2) as inside
  from releve.event
  where ingestion_id = any ((select ids from concerned)::int[])
),
voids as (
  select count(*) as voids
  from releve.event_void
  where ingestion_id = any ((select ids from concerned)::int[])
)
select coalesce(cardinality(ids), 0), accepted, duplicate, conflict, rejected, inside,
  events - inside, voids, exists (select from releve.archived_month)
from concerned, outcomes, stored, voids;

-- Of each source, the days with events, counted from 1 as $1 has their beginnings; how many events
-- each has, and how many of these say a time later than $2, or earlier than $3, from when the run
-- began that read them. Of the days from number $4 to before $5, by how much at most.

-- name: reconcile_sources
select source, array_agg(day order by day), array_agg(events order by day),
  array_agg(ahead order by day), array_agg(late order by day),
  coalesce(max(ahead_by) filter (where day >= $4 and day < $5), 0),
  coalesce(max(late_by) filter (where day >= $4 and day < $5), 0)
from (
  select e.source, width_bucket(e.occurred_at, $1::timestamptz[]) as day, count(*) as events,
    count(*) filter (
      where e.occurred_at > ingestion.started_at + $2::bigint * interval '1 second') as ahead,
    count(*) filter (
      where e.occurred_at < ingestion.started_at - $3::bigint * interval '1 second') as late,
    floor(extract(epoch from max(e.occurred_at - ingestion.started_at)))::bigint
      as ahead_by,
    floor(extract(epoch from max(ingestion.started_at - e.occurred_at)))::bigint
      as late_by
  from releve.event as e
  left join releve.ingestion using (ingestion_id)
  where e.occurred_at >= ($1::timestamptz[])[1]
    and e.occurred_at < ($1::timestamptz[])[cardinality($1::timestamptz[])]
  group by 1, 2
) as daily
group by source
having bool_or(day >= $4 and day < $5)
order by source;
