-- From what was decided about components to exact seconds, by class and under both policies: an
-- algebra of spans, which reads no table. Steps are those of the contract, section 5.
--
-- $1..$3    the components: the number of their windows, the shortest outage that counts, in
--           seconds, and whether maintenance is included, for what is told of outages; known by
--           their place, from 1
-- $4..$6    what is covered of the month: the component's place, from when until when
-- $7..$10   outages: the component's place, from when until when, impact; by component, each one's
--           in the order of their starts
-- $11..$13  time that is unknown
-- $14..$16  windows of maintenance, by number
-- $17..$18  the month
--
-- Of each component come the seconds; and of its outages, in arrays by their places: seconds that
-- are covered, that count, that are excluded as maintenance, and that are too short (what is left
-- of the covered ones counts with another outage), and whether all of it is in windows. Seconds of
-- outages are without their impact.

-- name: sla_availability
with covered as materialized (
  select number, ($1::int[])[number] as windows_number,
    range_agg(tstzrange(from_at, to_at)) as covered
  from unnest($4::int[], $5::timestamptz[], $6::timestamptz[]) as c (number, from_at, to_at)
  group by number
),
-- 1. What overlaps or touches is united: a union has the place of its first outage.
decided as materialized (
  select *, count(*) over (partition by united) > 1 as is_overlapping
  from (
    select *, max(place) filter (where is_begin) over (
        order by place rows unbounded preceding) as united
    from (
      select *, coalesce(starts_at > max(ends_at) over (
          partition by number order by place
          rows between unbounded preceding and 1 preceding), true) as is_begin
      from unnest($7::int[], $8::timestamptz[], $9::timestamptz[], $10::numeric[]) with ordinality
        as d (number, starts_at, ends_at, impact, place)
    ) as d
  ) as d
),
-- 3. Windows that can matter.
extent as (
  select least($17::timestamptz, min(starts_at)) as from_at,
    greatest($18::timestamptz, max(ends_at)) as to_at
  from decided
),
announced as materialized (
  select w.number as windows_number, range_agg(tstzrange(w.from_at, w.to_at)) as windows
  from unnest($14::int[], $15::timestamptz[], $16::timestamptz[]) as w (number, from_at, to_at)
  cross join extent
  where w.from_at < extent.to_at and coalesce(w.to_at, 'infinity') > extent.from_at
  group by w.number
),
-- 4. and 5. What of each union remains, and whether it is long enough.
united as materialized (
  select united, number, span, seconds >= ($2::int[])[number] as is_long,
    seconds - case
      when windows && span then (
        select sum(extract(epoch from upper(r) - lower(r)))
        from unnest(windows * tstzmultirange(span)) as r)
      else 0
    end >= ($2::int[])[number] as is_long_without_windows
  from (
    select united, number, ($1::int[])[number] as windows_number,
      tstzrange(min(starts_at), max(ends_at)) as span,
      extract(epoch from max(ends_at) - min(starts_at)) as seconds
    from decided
    group by united, number
  ) as u
  left join announced using (windows_number)
),
-- 2. Each instant belongs to the outage with the largest impact; of one impact to the one that
-- began first. Instants at which overlapping outages begin or end are numbered: node n of level k
-- is the time from instant n · 2^k to instant (n + 1) · 2^k. An outage is laid on the few nodes
-- that it is made of, at most two of a level; above each instant there is one node of each level.
ranked as materialized (
  select place, number, starts_at, ends_at, row_number() over (order by impact desc, place) as rank
  from decided
  where is_overlapping
),
bound as materialized (
  select rank, number, at, dense_rank() over (order by number, at) as instant
  from (
    select rank, number, starts_at as at from ranked
    union all
    select rank, number, ends_at from ranked
  ) as b
),
node as materialized (
  select level, node, min(rank) as rank
  from (
    select rank, level, min(instant) + (1 << level) - 1 >> level as first_node,
      max(instant) >> level as next_node
    from bound
    cross join generate_series(0, 30) as level
    group by rank, level
  ) as o
  cross join lateral (
    values (first_node, first_node % 2 = 1), (next_node - 1, next_node % 2 = 1)
  ) as n (node, is_laid)
  where first_node < next_node and is_laid
  group by level, node
),
above as (
  select instant, number, at, next_at, level, instant >> level as node
  from (
    select instant, number, at, lead(at) over (partition by number order by at) as next_at
    from bound
    group by instant, number, at
  ) as i
  cross join (select distinct level from node) as l
  -- Joined as a whole: the planner would try each instant with each node.
  offset 0
),
piece as (
  select place, number, starts_at, ends_at from decided where not is_overlapping
  union all
  select place, ranked.number, at, next_at
  from (
    select number, at, next_at, min(rank) as rank
    from above
    join node using (level, node)
    group by number, at, next_at
  ) as owned
  join ranked using (rank)
),
-- 6. All cut to what is covered.
own as materialized (
  select place, sum(seconds) as seconds, sum(maintained) as maintained
  from (
    select place,
      case
        when covered @> tstzrange(starts_at, ends_at) then extract(epoch from ends_at - starts_at)
        else (
          select coalesce(sum(extract(epoch from upper(r) - lower(r))), 0)
          from unnest(covered * tstzmultirange(tstzrange(starts_at, ends_at))) as r)
      end as seconds,
      case
        when windows && tstzrange(starts_at, ends_at) then (
          select coalesce(sum(extract(epoch from upper(r) - lower(r))), 0)
          from unnest(
            windows * tstzmultirange(tstzrange(starts_at, ends_at)) * covered) as r)
        else 0
      end as maintained
    from piece
    join covered using (number)
    left join announced using (windows_number)
    offset 0
  ) as p
  group by place
),
-- What is told of each outage.
told as (
  select d.number, place, impact, is_long, is_long_without_windows,
    coalesce(own.seconds, 0) as own, coalesce(own.maintained, 0) as maintained,
    ($3::bool[])[d.number] as is_included,
    case
      when covered @> tstzrange(starts_at, ends_at) then extract(epoch from ends_at - starts_at)
      else (
        select coalesce(sum(extract(epoch from upper(r) - lower(r))), 0)
        from unnest(covered * tstzmultirange(tstzrange(starts_at, ends_at))) as r)
    end as covered,
    -- A span without any length lies in everything.
    coalesce(windows @> tstzrange(starts_at, ends_at) and windows @> starts_at, false)
      as is_maintained
  from decided as d
  join united using (united)
  join covered on covered.number = d.number
  left join announced using (windows_number)
  left join own using (place)
),
-- 7. The classes.
outages as (
  select number,
    sum(impact * (own - maintained)) filter (where is_long_without_windows) as down,
    sum(impact * maintained) as maintenance_down,
    sum(impact * (own - maintained)) filter (where is_long) as included_down,
    sum(impact * maintained) filter (where is_long) as included_maintenance_down,
    array_agg(covered) as covered, array_agg(counted) as counted,
    array_agg(excluded) as excluded, array_agg(own - counted - excluded) as short,
    array_agg(is_maintained) as are_maintained
  from (
    select *,
      case
        when is_included and is_long then own
        when not is_included and is_long_without_windows then own - maintained
        else 0
      end as counted,
      case when is_included then 0 else maintained end as excluded
    from told
    order by number, place
  ) as t
  group by number
),
-- What is down is not unknown.
unknown as (
  select number, (
      select sum(extract(epoch from upper(r) - lower(r))) from unnest(unknown) as r) as seconds, (
      select sum(extract(epoch from upper(r) - lower(r))) from unnest(unknown * windows) as r
    ) as maintained
  from (
    select number, windows_number, unknown * covered - coalesce(down, '{}') as unknown
    from (
      select number, range_agg(tstzrange(from_at, to_at)) as unknown
      from unnest($11::int[], $12::timestamptz[], $13::timestamptz[]) as u (number, from_at, to_at)
      group by number
    ) as u
    join covered using (number)
    left join (
      select number, range_agg(span) as down from united group by number
    ) as d using (number)
  ) as u
  left join announced using (windows_number)
),
-- Most components have the same month and the same windows.
month as materialized (
  select windows_number, covered, (
      select sum(extract(epoch from upper(r) - lower(r))) from unnest(covered) as r) as seconds, (
      select sum(extract(epoch from upper(r) - lower(r))) from unnest(covered * windows) as r
    ) as maintained
  from (select distinct windows_number, covered from covered) as m
  left join announced using (windows_number)
)
select number::int, month.seconds as period, coalesce(unknown.seconds, 0) as unknown,
  coalesce(month.maintained, 0) - coalesce(unknown.maintained, 0) as maintenance,
  coalesce(down, 0) as down, coalesce(maintenance_down, 0) as maintenance_down,
  coalesce(included_down, 0) as included_down,
  coalesce(included_maintenance_down, 0) as included_maintenance_down,
  outages.covered, outages.counted, outages.excluded, outages.short, outages.are_maintained
from covered
join month using (windows_number, covered)
left join unknown using (number)
left join outages using (number)
order by number;
