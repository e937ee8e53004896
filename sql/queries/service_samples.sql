-- What samples say: outages, and, with a null id, time of which they say nothing.
--
-- $1       as of when it is known; null for now
-- $2, $3   the month
-- $4, $5   the components: names, and a regular expression, null for none
-- $6       how long before an outage a ticket is of it, in seconds
--
-- A sample holds until the next one where that comes within three intervals, else for one interval:
-- the median distance of the month's samples, with one before and one after; without any in the
-- month, or with a single one ever, nothing is held. Samples are read back to the last one that was
-- up before the month, and on to the first one after it, so that outages are whole; and further
-- where an outage that was recorded goes on there, with which they are united.

-- name: sla_sampled
with path as (
  select distinct component
  from releve.component_version
  where component = any ($4::text[]) or component ~ $5::text
),
-- The last sample that was up before the month, and the first one since it ended; where another of
-- its instant was down, that one holds.
nearest as materialized (
  select component,
    (
      select s.sampled_at
      from releve.sample_version as s
      where s.component = path.component and s.sampled_at < $2::timestamptz and s.is_up
        and not s.is_retracted and s.known_at <= coalesce($1::timestamptz, 'infinity')
        and not exists (
          select from releve.sample_version as later
          where later.record_id = s.record_id and later.version > s.version
            and later.known_at <= coalesce($1::timestamptz, 'infinity'))
        and not exists (
          select from releve.sample_version as down
          where down.component = s.component and down.sampled_at = s.sampled_at
            and not down.is_up and not down.is_retracted
            and down.known_at <= coalesce($1::timestamptz, 'infinity')
            and not exists (
              select from releve.sample_version as later
              where later.record_id = down.record_id and later.version > down.version
                and later.known_at <= coalesce($1::timestamptz, 'infinity')))
      order by s.sampled_at desc
      limit 1) as before,
    (
      select s.sampled_at
      from releve.sample_version as s
      where s.component = path.component and s.sampled_at >= $3::timestamptz and s.is_up
        and not s.is_retracted and s.known_at <= coalesce($1::timestamptz, 'infinity')
        and not exists (
          select from releve.sample_version as later
          where later.record_id = s.record_id and later.version > s.version
            and later.known_at <= coalesce($1::timestamptz, 'infinity'))
        and not exists (
          select from releve.sample_version as down
          where down.component = s.component and down.sampled_at = s.sampled_at
            and not down.is_up and not down.is_retracted
            and down.known_at <= coalesce($1::timestamptz, 'infinity')
            and not exists (
              select from releve.sample_version as later
              where later.record_id = down.record_id and later.version > down.version
                and later.known_at <= coalesce($1::timestamptz, 'infinity')))
      order by s.sampled_at
      limit 1) as since
  from path
  where exists (select from releve.sample_version as s where s.component = path.component)
),
sampled as materialized (
  select component,
    case
      when before is null or exists (
        select from releve.outage_version as o
        where o.component = nearest.component
          and o.starts_at - $6::int * interval '1 second' <= before
          and coalesce(o.ends_at, 'infinity') + $6::int * interval '1 second' >= before)
      then '-infinity'
      else before
    end as from_at,
    case
      when since is null or exists (
        select from releve.outage_version as o
        where o.component = nearest.component
          and o.starts_at - $6::int * interval '1 second' <= since
          and coalesce(o.ends_at, 'infinity') + $6::int * interval '1 second' >= since)
      then 'infinity'
      else since
    end as to_at
  from nearest
),
-- Of several at one instant, one that is down holds.
taken as (
  select s.component, s.sampled_at, bool_and(s.is_up) as is_up,
    min(s.record_id) filter (where not s.is_up) as id
  from sampled
  join releve.sample_version as s
    on s.component = sampled.component and s.sampled_at between sampled.from_at and sampled.to_at
  where not s.is_retracted and s.known_at <= coalesce($1::timestamptz, 'infinity')
    and not exists (
      select from releve.sample_version as later
      where later.record_id = s.record_id and later.version > s.version
        and later.known_at <= coalesce($1::timestamptz, 'infinity'))
  group by s.component, s.sampled_at
),
followed as materialized (
  select *,
    -- In microseconds: a day that is added to a time has the length of the session's days.
    1000000 * extract(epoch from next_at - sampled_at) as distance
  from (
    select *, lead(sampled_at) over (partition by component order by sampled_at) as next_at
    from taken
  ) as t
),
pace as (
  select component, percentile_disc(0.5) within group (order by distance) as pace
  from followed
  where sampled_at < $3::timestamptz and next_at >= $2::timestamptz
    and (sampled_at >= $2::timestamptz or next_at < $3::timestamptz)
  group by component
),
held as (
  select f.component, f.id, f.is_up, f.sampled_at as from_at, f.next_at,
    case
      when f.distance <= 3 * pace.pace then f.next_at
      else f.sampled_at + coalesce(pace.pace, 0)::bigint * interval '1 microsecond'
    end as to_at
  from followed as f
  left join pace using (component)
),
-- What is down goes on where the sample before was down and holds until then.
begun as (
  select *, sum(is_begin::int) over (partition by component order by from_at) as stretch
  from (
    select *,
      (lag(is_up) over same or lag(to_at) over same < from_at) is not false as is_begin
    from held
    window same as (partition by component order by from_at)
  ) as h
  where not is_up
)
select component, (array_agg(id order by from_at))[1], min(from_at), max(to_at)
from begun
group by component, stretch
union all
select component, null, to_at, next_at
from held
where next_at is null or to_at < next_at
order by 1, 3, 2;
