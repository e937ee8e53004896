-- When the first component was declared; null where none is.

-- name: audit_first_component
select min(starts_at) from releve.component_version where not is_retracted;

-- The first component of which the classes of its time do not add up to what is covered of it, or
-- of which one is below 0, with the seconds that are covered.
--
-- $1..$7   what was measured, known by its place from 1: the number of what it was measured for,
--          the component, seconds up, down, down and up in maintenance, unknown
-- $8..$11  what it was measured for: the number, components as a regular expression, from when
--          until when

-- name: audit_classes
with measured as (
  select *
  from unnest(
    $1::int[], $2::text[], $3::numeric[], $4::numeric[], $5::numeric[], $6::numeric[],
    $7::numeric[]
  ) with ordinality
    as m (coverage, component, up, down, maintenance_down, maintenance_up, unknown, number)
),
scope as (
  select *
  from unnest($8::int[], $9::text[], $10::timestamptz[], $11::timestamptz[])
    as s (coverage, pattern, from_at, to_at)
),
covered as (
  select m.number,
    range_agg(tstzrange(d.starts_at, d.ends_at) * tstzrange(scope.from_at, scope.to_at)) as span
  from measured as m
  join scope on scope.coverage = m.coverage and m.component ~ scope.pattern
  join releve.component_version as d on d.component = m.component
  where not d.is_retracted
    and not exists (
      select from releve.component_version as later
      where later.record_id = d.record_id and later.version > d.version)
  group by m.number
),
lasting as (
  select number, sum(extract(epoch from upper(r) - lower(r))) as seconds
  from covered, unnest(covered.span) as r
  group by number
)
select m.number, coalesce(lasting.seconds, 0)
from measured as m
left join lasting using (number)
where m.up + m.down + m.maintenance_down + m.maintenance_up + m.unknown
    <> coalesce(lasting.seconds, 0)
  or least(m.up, m.down, m.maintenance_down, m.maintenance_up, m.unknown) < 0
order by m.number
limit 1;

-- What reports have told of credits: of the month $1, null for all. Amounts are read as texts: what
-- is wrong with one can be told.

-- name: audit_told
select contract.name, told.service_level, told.period, told.known_at, told.amount::text
from releve.credit_told as told
join releve.contract using (contract_id)
where $1::date is null or told.period = $1
order by told.known_at, contract.name, told.service_level, told.period;

-- Which of some amounts usage has come for since they were told, or was voided, in a run of
-- ingestion that began later: $1 and $2 the amounts by their numbers with each tenant, $3 since
-- when, $4 when the month ended.

-- name: audit_usage_since
with told as materialized (
  select told.number, tenant.tenant_id, told.known_at, told.month_end
  from unnest($1::int[], $2::text[], $3::timestamptz[], $4::timestamptz[])
    as told (number, tenant, known_at, month_end)
  join releve.tenant on tenant.name = told.tenant
  -- Events are not looked for where no run has begun since.
  where exists (select from releve.ingestion where ingestion.started_at > told.known_at)
)
select told.number
from told
join releve.event using (tenant_id)
join releve.ingestion using (ingestion_id)
where event.occurred_at < told.month_end and ingestion.started_at > told.known_at
union
select told.number
from told
join releve.event_identity as target using (tenant_id)
join releve.event_void on event_void.target = target.identity
join releve.ingestion using (ingestion_id)
where target.occurred_at < told.month_end and ingestion.started_at > told.known_at;
