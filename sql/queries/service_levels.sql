-- Availability of components: from what was said of them, as it was known at an instant, to exact
-- seconds. Steps are those of the contract, section 5.
--
-- Of each record the version holds that is the last one known: one that is known, and after which
-- none is.

-- What was announced as maintenance, as far as it counts: `$1` as of when it is known, null for
-- now.
--
-- A window is that of the last version whose word came before the earliest start that this or an
-- earlier version had, and that was announced before it began. What was said later can narrow it,
-- or withdraw it; it cannot widen it.

-- name: sla_windows
with said as (
  select m.*, coalesce(m.recorded_at, m.announced_at) as said_at,
    min(m.starts_at) over (partition by m.record_id order by m.version) as first_start
  from releve.maintenance_version as m
  where m.known_at <= coalesce($1::timestamptz, 'infinity')
),
latest as (
  select distinct on (record_id) * from said order by record_id, version desc
),
-- A withdrawal that was said in time is one too: then there is no window.
announced as (
  select distinct on (record_id) *
  from said
  where said_at < first_start and (is_retracted or announced_at < starts_at)
  order by record_id, version desc
),
narrowed as (
  select
    case
      when a.component = l.component or starts_with(a.component, l.component || '/')
      then a.component
      when starts_with(l.component, a.component || '/') then l.component
    end as component,
    greatest(a.starts_at, l.starts_at) as from_at,
    -- The least of those that are known; null where both are open.
    least(a.ends_at, l.ends_at) as to_at
  from announced as a
  join latest as l using (record_id)
  where not a.is_retracted and not l.is_retracted
)
select component, from_at, to_at
from narrowed
where component is not null and (to_at is null or from_at < to_at)
order by component, from_at, to_at;

-- How statements are planned until the transaction ends; gives what was set before.

-- name: sla_settings
select current_setting('enable_nestloop'), current_setting('jit'), current_setting('work_mem'),
  set_config('enable_nestloop', $1, true), set_config('jit', $2, true),
  set_config('work_mem', $3, true);

-- What was decided about the components that coverages are about: outages, with starts that tickets
-- have moved, and time that is unknown, in arrays.
--
-- $1        as of when it is known; null for now
-- $2, $3    the month
-- $4        how long before an outage a ticket is of it, in seconds
-- $5, $6    the coverages: whose tickets move starts (null: nobody's, but all are matched), and
--           their components as a regular expression
-- $7..$11   what they are about: the coverage's number from 1; a component's name, or a regular
--           expression; whether it is a name; from when until when
-- $12..$15  `sla_sampled`
--
-- What is open ends in the year 10000.

-- name: sla_decided
with coverage as (
  select * from unnest($5::text[], $6::text[]) with ordinality
    as c (organisation, components, number)
),
scope as materialized (
  select number, coverage.components, pattern, is_name, tstzrange(from_at, to_at) as span
  from unnest($7::int[], $8::text[], $9::bool[], $10::timestamptz[], $11::timestamptz[])
    as s (number, pattern, is_name, from_at, to_at)
  join coverage using (number)
),
declared as materialized (
  select v.component, tstzrange(v.starts_at, v.ends_at) as span
  from releve.component_version as v
  where v.known_at <= coalesce($1::timestamptz, 'infinity') and not v.is_retracted
    and not exists (
      select from releve.component_version as later
      where later.record_id = v.record_id and later.version > v.version
        and later.known_at <= coalesce($1::timestamptz, 'infinity'))
),
-- Each expression goes over the components once, however many coverages have it.
named as (
  select pattern, component, span
  from (select distinct pattern from scope where not is_name) as p
  cross join lateral (
    select component, span from declared where component ~ p.pattern offset 0
  ) as matching
  union all
  select component, component, span
  from declared
  where component in (select pattern from scope where is_name)
),
covered as materialized (
  select number, component, range_agg(scope.span * named.span) as covered
  from scope
  join named using (pattern)
  where scope.span && named.span and component ~ components
  group by number, component
),
sampled as (
  select * from unnest($12::text[], $13::text[], $14::timestamptz[], $15::timestamptz[])
    as s (component, id, from_at, to_at)
),
-- Outages that touch one of the month may reach far beyond it: of components with one at an end of
-- the month, all are read.
near_end as (
  select component
  from releve.outage_version,
    unnest(array[$2::timestamptz, $3::timestamptz]) as month_end
  where starts_at - $4::int * interval '1 second' <= month_end
    and coalesce(ends_at, 'infinity') + $4::int * interval '1 second' >= month_end
  union
  select component
  from sampled, unnest(array[$2::timestamptz, $3::timestamptz]) as month_end
  where id is not null and from_at - $4::int * interval '1 second' <= month_end
    and to_at + $4::int * interval '1 second' >= month_end
),
outage as materialized (
  select v.component, v.record_id as id, false as is_sampled, v.starts_at,
    coalesce(v.ends_at, '10000-01-01Z') as ends_at, v.impact
  from releve.outage_version as v
  where v.component in (select component from covered)
    and v.known_at <= coalesce($1::timestamptz, 'infinity') and not v.is_retracted
    and not exists (
      select from releve.outage_version as later
      where later.record_id = v.record_id and later.version > v.version
        and later.known_at <= coalesce($1::timestamptz, 'infinity'))
    and (
      v.starts_at <= $3::timestamptz and coalesce(v.ends_at, 'infinity') >= $2::timestamptz
      or v.component in (select component from near_end))
  union all
  select component, id, true, from_at, to_at, 1
  from sampled
  where id is not null and component in (select component from covered)
),
-- H1: a ticket is of the outage that it was opened during, else of the next one that is near.
matched as materialized (
  select distinct on (t.record_id) t.record_id as ticket, organisation.name as organisation,
    t.opened_at, t.component, outage.id, outage.is_sampled
  from releve.ticket_version as t
  join releve.organisation using (organisation_id)
  join outage
    on outage.component = t.component and t.opened_at <= outage.ends_at
    and t.opened_at >= outage.starts_at - $4::int * interval '1 second'
  where t.known_at <= coalesce($1::timestamptz, 'infinity') and not t.is_retracted
    and not exists (
      select from releve.ticket_version as later
      where later.record_id = t.record_id and later.version > t.version
        and later.known_at <= coalesce($1::timestamptz, 'infinity'))
  order by t.record_id, t.opened_at < outage.starts_at, outage.starts_at, outage.id
),
-- For its organisation, an outage begins with its first ticket.
notified as (
  select organisation, component, id, is_sampled, min(opened_at) as opened_at
  from matched
  group by organisation, component, id, is_sampled
),
decided as materialized (
  select covered.number, outage.component, outage.id, outage.is_sampled,
    least(outage.starts_at, notified.opened_at) as starts_at, outage.ends_at, outage.impact,
    outage.starts_at as recorded_at,
    row_number() over (
      partition by covered.number, outage.component
      order by least(outage.starts_at, notified.opened_at), outage.id, outage.is_sampled
    )::int as place
  from covered
  join coverage using (number)
  join outage using (component)
  left join notified
    on notified.organisation = coverage.organisation and notified.component = outage.component
    and notified.id = outage.id and notified.is_sampled = outage.is_sampled
),
outages as (
  select number, component, array_agg(id) as ids, array_agg(is_sampled) as are_sampled,
    array_agg(starts_at) as starts, array_agg(ends_at) as ends,
    array_agg(recorded_at) as recorded, array_agg(impact) as impacts
  -- Sorted at once: each aggregate would sort by itself.
  from (select * from decided order by number, component, place) as d
  group by number, component
),
-- Each ticket with its outage's place in the arrays, from 1.
tickets as (
  select d.number, d.component, array_agg(t.ticket order by d.place, t.ticket) as tickets,
    array_agg(d.place order by d.place, t.ticket) as places
  from decided as d
  join coverage using (number)
  join matched as t
    on t.component = d.component and t.id = d.id and t.is_sampled = d.is_sampled
    and (coverage.organisation is null or t.organisation = coverage.organisation)
  group by d.number, d.component
),
unknown as (
  select component, array_agg(from_at) as unknown_from, array_agg(to_at) as unknown_to
  from (
    select v.component, v.starts_at as from_at, coalesce(v.ends_at, '10000-01-01Z') as to_at
    from releve.unknown_version as v
    where v.known_at <= coalesce($1::timestamptz, 'infinity') and not v.is_retracted
      and not exists (
        select from releve.unknown_version as later
        where later.record_id = v.record_id and later.version > v.version
          and later.known_at <= coalesce($1::timestamptz, 'infinity'))
      and v.starts_at < $3::timestamptz and coalesce(v.ends_at, 'infinity') > $2::timestamptz
    union all
    select component, from_at, coalesce(to_at, '10000-01-01Z') from sampled where id is null
  ) as u
  group by component
)
select number::int, component, array(select lower(r) from unnest(covered) as r) as covered_from,
  array(select upper(r) from unnest(covered) as r) as covered_to, unknown_from, unknown_to, ids,
  are_sampled, starts, ends, recorded, impacts, tickets, places
from covered
left join unknown using (component)
left join outages using (number, component)
left join tickets using (number, component)
order by number, component;
