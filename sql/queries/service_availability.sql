-- From what was decided about components to exact seconds, by class and under both policies: an
-- algebra of spans, which reads no table. Steps are those of the contract, section 5.
--
-- $1..$3    the components: the number of their windows, the shortest outage that counts, in
--           seconds, and whether maintenance is included, for what is told of outages; known by
--           their place, from 1
-- $4..$6    what is covered of the month: the component's place, from when until when
-- $7..$10   outages: the component's place, from when until when, impact; each component's in the
--           order of their starts
-- $11..$13  time that is unknown
-- $14..$16  windows of maintenance, by number
-- $17..$18  the month
--
-- Of each component come the seconds; and of its outages, in arrays by their places: seconds that
-- are covered, that count, that are excluded as maintenance, and that are too short (what is left
-- of the covered ones counts with another outage), and whether all of it is in windows. Seconds of
-- outages are without their impact.

-- name: sla_availability
with given as (
  select * from unnest($1::int[], $2::int[], $3::bool[]) with ordinality
    as c (windows_number, minimum_seconds, is_included, number)
),
covered as (
  select number, range_agg(tstzrange(from_at, to_at)) as covered
  from unnest($4::int[], $5::timestamptz[], $6::timestamptz[]) as c (number, from_at, to_at)
  group by number
),
decided as materialized (
  select number, starts_at, ends_at, impact, place
  from unnest($7::int[], $8::timestamptz[], $9::timestamptz[], $10::numeric[]) with ordinality
    as d (number, starts_at, ends_at, impact, place)
),
-- 1. What overlaps or touches is united.
united as (
  select number, tstzrange(min(starts_at), max(ends_at)) as span,
    extract(epoch from max(ends_at) - min(starts_at)) as seconds
  from (
    select *, sum(is_begin::int) over same as united
    from (
      select *,
        starts_at > max(ends_at) over (
          partition by number order by place
          rows between unbounded preceding and 1 preceding) as is_begin
      from decided
    ) as d
    window same as (partition by number order by place)
  ) as d
  group by number, coalesce(united, 0)
),
-- 3. Windows that can matter.
extent as (
  select least($17::timestamptz, min(starts_at)) as from_at,
    greatest($18::timestamptz, max(ends_at)) as to_at
  from decided
),
announced as (
  select w.number, range_agg(tstzrange(w.from_at, w.to_at)) as windows
  from unnest($14::int[], $15::timestamptz[], $16::timestamptz[]) as w (number, from_at, to_at)
  cross join extent
  where w.from_at < extent.to_at and coalesce(w.to_at, 'infinity') > extent.from_at
  group by w.number
),
maintained as materialized (
  select given.number, announced.windows
  from given
  join announced on announced.number = given.windows_number
),
unknown as (
  select number, range_agg(tstzrange(from_at, to_at)) as unknown
  from unnest($11::int[], $12::timestamptz[], $13::timestamptz[]) as u (number, from_at, to_at)
  group by number
),
-- 4. and 5. What of each union remains, and whether it is long enough.
counted as (
  select u.number, range_agg(u.span) as down,
    range_agg(u.span) filter (where u.seconds >= given.minimum_seconds) as included,
    range_agg(u.span) filter (
      where
        case
          when m.windows && u.span then (
            select coalesce(sum(extract(epoch from upper(r) - lower(r))), 0)
            from unnest(tstzmultirange(u.span) - m.windows) as r)
          else u.seconds
        end >= given.minimum_seconds) as excluded
  from united as u
  join given using (number)
  left join maintained as m using (number)
  group by u.number
),
-- 2. and 6. All cut to what is covered; what is down is not unknown.
component as materialized (
  select c.number, c.covered, coalesce(m.windows * c.covered, '{}') as windows,
    coalesce(unknown.unknown * c.covered - coalesce(counted.down, '{}'), '{}') as unknown,
    coalesce(counted.included * c.covered, '{}') as included,
    coalesce(counted.excluded * c.covered, '{}') as excluded
  from covered as c
  left join maintained as m using (number)
  left join unknown using (number)
  left join counted using (number)
),
-- Where an impact is the largest: all that is down so far, without what is down further.
largest as materialized (
  select number, impact, is_included, windows, included, excluded,
    covered * (down - coalesce(range_agg(down) over (
      partition by number order by impact desc
      rows between unbounded preceding and 1 preceding), '{}')) as down
  from (
    select number, impact, range_agg(tstzrange(starts_at, ends_at)) as down
    from decided
    group by number, impact
  ) as d
  join component using (number)
  join given using (number)
),
-- 7. The classes.
class as (
  select number, 'period' as class, 1::numeric as impact, covered as time
  from component
  union all
  select number, 'unknown', 1, unknown from component
  union all
  select number, 'maintenance', 1, windows - unknown from component
  union all
  select number, 'down', impact, down * excluded - windows from largest
  union all
  select number, 'maintenance_down', impact, down * windows from largest
  union all
  select number, 'included_down', impact, down * included - windows from largest
  union all
  select number, 'included_maintenance_down', impact, down * included * windows from largest
),
classed as (
  select number,
    sum(seconds) filter (where class = 'period') as period,
    coalesce(sum(seconds) filter (where class = 'unknown'), 0) as unknown,
    coalesce(sum(seconds) filter (where class = 'maintenance'), 0) as maintenance,
    coalesce(sum(seconds) filter (where class = 'down'), 0) as down,
    coalesce(sum(seconds) filter (where class = 'maintenance_down'), 0) as maintenance_down,
    coalesce(sum(seconds) filter (where class = 'included_down'), 0) as included_down,
    coalesce(sum(seconds) filter (where class = 'included_maintenance_down'), 0)
      as included_maintenance_down
  from (
    select number, class, impact *
      case
        when time = tstzmultirange(range_merge(time))
        then extract(epoch from upper(time) - lower(time))
        else (select sum(extract(epoch from upper(r) - lower(r))) from unnest(time) as r)
      end as seconds
    from class
    where not isempty(time)
  ) as c
  group by number
),
-- What is told of each outage: of one impact the one that began first has the time. So outages are
-- laid along the time in which their impact is the largest, which is divided into what counts, what
-- is excluded as maintenance, and what is too short.
laid as (
  select number, impact, place, greatest(starts_at, taken_until) as at
  from (
    select *, max(ends_at) over (
        partition by number, impact order by place
        rows between unbounded preceding and 1 preceding) as taken_until
    from decided
  ) as d
  where taken_until is null or taken_until < ends_at
),
fate as (
  select number, impact, 1 as fate,
    case when is_included then down * included else down * excluded - windows end as time
  from largest
  union all
  select number, impact, 2, down * windows from largest where not is_included
  union all
  select number, impact, 3,
    case when is_included then down - included else down - excluded - windows end
  from largest
),
-- At each instant at which something changes: who is it from here on, and what becomes of it.
change as (
  select number, impact, at, place, 0 as fate from laid
  union all
  select number, impact, lower(r), null, fate from fate, unnest(time) as r
  union all
  select number, impact, upper(r), null, -fate from fate, unnest(time) as r
),
lasting as (
  select number, impact, max(place) over along as place, sum(fate) over along as fate,
    at, lead(at) over (partition by number, impact order by at) as next_at
  from change
  window along as (partition by number, impact order by at)
),
told as (
  select number, place,
    coalesce(sum(extract(epoch from next_at - at)) filter (where fate = 1), 0) as counted,
    coalesce(sum(extract(epoch from next_at - at)) filter (where fate = 2), 0) as excluded,
    coalesce(sum(extract(epoch from next_at - at)) filter (where fate = 3), 0) as short
  from lasting
  where fate > 0 and at < next_at
  group by number, place
),
outages as (
  select d.number, array_agg(covered.seconds order by d.place) as covered,
    array_agg(coalesce(told.counted, 0) order by d.place) as counted,
    array_agg(coalesce(told.excluded, 0) order by d.place) as excluded,
    array_agg(coalesce(told.short, 0) order by d.place) as short,
    -- A span without any length lies in everything.
    array_agg(
      coalesce(m.windows @> tstzrange(d.starts_at, d.ends_at) and m.windows @> d.starts_at, false)
      order by d.place) as are_maintained
  from decided as d
  join component as c using (number)
  left join maintained as m using (number)
  left join told using (number, place)
  cross join lateral (
    select
      case
        when c.covered @> tstzrange(d.starts_at, d.ends_at)
        then extract(epoch from d.ends_at - d.starts_at)
        else (
          select coalesce(sum(extract(epoch from upper(r) - lower(r))), 0)
          from unnest(c.covered * tstzmultirange(tstzrange(d.starts_at, d.ends_at))) as r)
      end as seconds
  ) as covered
  group by d.number
)
select number::int, period, classed.unknown, maintenance, down, maintenance_down, included_down,
  included_maintenance_down, covered, counted, excluded, short, are_maintained
from classed
left join outages using (number)
order by number;
