-- Alerts: what a person should know of, and what the webhook has taken of it.

-- Open quarantine entries by reason: how many, how many of them came since the last night before
-- the day $1, when the latest came, and where and why the first of the new ones did. All are new
-- where there was no night.

-- name: alert_quarantine
with night as (
  select run.date, coalesce(ended.ended_at, run.started_at) as ended_at
  from releve.nightly_run as run
  left join releve.nightly_end as ended using (run_id)
  where run.date < $1
  order by run.date desc, run.run_id desc
  limit 1
),
entry as (
  select quarantine.reason, quarantine.detail, quarantine.recorded_at,
    ingestion.file || ', line ' || quarantine.line as place,
    coalesce(quarantine.recorded_at > (select ended_at from night), true) as is_new,
    row_number() over (
      order by quarantine.ingestion_id, quarantine.line, quarantine.quarantine_id) as number
  from releve.quarantine
  join releve.ingestion using (ingestion_id)
  join releve.quarantine_status as status using (quarantine_id)
  where status.status = 'open'
)
select reason, count(*), count(*) filter (where is_new), max(recorded_at),
  (select date from night),
  (array_agg(place order by number) filter (where is_new))[1],
  (array_agg(detail order by number) filter (where is_new))[1]
from entry
group by reason
order by reason;

-- Claims that nobody has decided, with their organisations.

-- name: alert_claims_undecided
select t.record_id, organisation.name
from releve.ticket_version as t
join releve.organisation using (organisation_id)
where t.is_claim and not t.is_retracted
  and not exists (
    select from releve.ticket_version as later
    where later.record_id = t.record_id and later.version > t.version)
  and not exists (
    select from releve.claim_decision as decision where decision.ticket = t.record_id)
order by t.record_id;

-- Ingestions of which batches were stored since their hours were read, and how many they have now.

-- name: source_hours_unread
select batch.ingestion_id, count(*)::int
from releve.ingestion_batch as batch
group by batch.ingestion_id
having count(*) > coalesce((
  select max(read.batches) from releve.source_hour_read as read
  where read.ingestion_id = batch.ingestion_id), 0)
order by batch.ingestion_id;

-- The hours in which sources have events of the ingestions $1: few, in no order, so that nobody
-- sorts the events.

-- name: source_hours
select source, date_trunc('hour', occurred_at, 'UTC')
from releve.event
where ingestion_id = any ($1::int[])
group by 1, 2;

-- In one order, so that two runs cannot wait for each other in a circle.

-- name: source_hours_add
with added as (
  insert into releve.source_hour (source, hour)
  select * from unnest($1::text[], $2::timestamptz[]) as heard (source, hour)
  order by source collate "C", hour
  on conflict do nothing
)
insert into releve.source_hour_read (ingestion_id, batches)
select * from unnest($3::int[], $4::int[])
on conflict do nothing;

-- Sources that are silent at $1: for longer than a day, than three times the median of the gaps
-- between the hours in which they had events, and than any of these gaps, of the four weeks up to
-- the last such hour. Those with fewer than five such hours were not regular; those that are silent
-- for more than four weeks have been taken out of use.

-- name: alert_sources_silent
with heard as (
  select source, hour, max(hour) over (partition by source) as last_hour
  from releve.source_hour
  where hour <= $1 and hour >= $1 - interval '1344 hours'
),
gap as (
  select source, last_hour, hour - lag(hour) over (partition by source order by hour) as length
  from heard
  where hour >= last_hour - interval '672 hours'
),
usual as (
  select source, last_hour, count(*) as hours, max(length) as longest,
    percentile_disc(0.5) within group (order by length) as median
  from gap
  group by source, last_hour
)
select source, last_hour, (extract(epoch from median) / 3600)::bigint,
  (extract(epoch from longest) / 3600)::bigint
from usual
where hours >= 5 and $1 - last_hour <= interval '672 hours'
  and $1 - last_hour > greatest(interval '24 hours', 3 * median, longest)
order by source;

-- What tenants used of a product on the day $1 that is more than twice the most, or less than half
-- the least, of what they used on the days $2: at least three of these, days without usage left
-- out. $3, $4 a time that has all these days in it, in whatever zone. Products of which a day's
-- usage can be added up: largest values and percentiles cannot.

-- name: alert_usage_unusual
with metered as (
  select sku.sku_id, sku.product_id, product.aggregation, product.step
  from releve.metered_product as product
  join releve.sku using (product_id)
  where product.aggregation in ('sum', 'count', 'unique', 'time_weighted')
),
-- Levels that are held all day, cut to the time around these days: those that are held throughout
-- are one row.
held as (
  select c.tenant_id, c.sku_id, cut.from_at, cut.to_at, sum(c.level) as level
  from releve.usage_carried as c
  cross join lateral (
    select greatest(c.from_at, $3::timestamptz) as from_at,
      least(c.to_at, $4::timestamptz) as to_at) as cut
  where c.from_at < $4 and c.to_at > $3
  group by c.tenant_id, c.sku_id, cut.from_at, cut.to_at
),
used as (
  select u.tenant_id, metered.product_id, u.day,
    case metered.aggregation when 'unique' then 1 else u.value end as value
  from releve.usage_daily as u
  join metered using (sku_id)
  where u.day = any ($2::date[] || $1::date)
  union all
  select held.tenant_id, metered.product_id, local.day,
    held.level * case metered.step
      when 'second' then 1000000 * part.seconds
      when 'hour' then part.seconds / 3600
      else 1
    end
  from held
  join metered using (sku_id)
  join releve.metered_term as term
    on term.tenant_id = held.tenant_id
    and held.from_at >= term.from_at and held.from_at < term.to_at
  cross join unnest($2::date[] || $1::date) as wanted (day)
  cross join lateral (
    select wanted.day, wanted.day::timestamp at time zone term.zone as from_at,
      (wanted.day + 1)::timestamp at time zone term.zone as to_at) as local
  cross join lateral (
    select extract(epoch from
      least(held.to_at, local.to_at) - greatest(held.from_at, local.from_at)) as seconds) as part
  where held.from_at < local.to_at and held.to_at > local.from_at
),
quantity as (
  select tenant_id, product_id, day, sum(value) as value
  from used
  group by tenant_id, product_id, day
  having sum(value) > 0
),
compared as (
  select tenant_id, product_id, max(value) filter (where day = $1) as value,
    count(*) filter (where day <> $1) as days,
    sum(value) filter (where day <> $1) as total,
    min(value) filter (where day <> $1) as least, max(value) filter (where day <> $1) as most
  from quantity
  group by tenant_id, product_id
)
select tenant.name, product.name, value > most, div(100 * value * days, total)
from compared
join releve.tenant using (tenant_id)
join releve.product using (product_id)
where days >= 3 and (value > 2 * most or 2 * value < least)
order by tenant.name, product.name;

-- Which alerts were not sent, by their place from 1: nothing that came as late was, under the same
-- code and subject.

-- name: alerts_unsent
select alert.place::int
from unnest($1::text[], $2::text[], $3::timestamptz[])
  with ordinality as alert (code, subject, latest, place)
where not exists (
  select from releve.alert_notice as notice
  where notice.code = alert.code and notice.subject = alert.subject
    and notice.latest >= coalesce(alert.latest, '-infinity'))
order by alert.place;

-- name: alerts_sent
insert into releve.alert_notice (code, subject, latest, message)
select alert.code, alert.subject, coalesce(alert.latest, '-infinity'), alert.message
from unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[])
  as alert (code, subject, latest, message)
on conflict do nothing;
