-- Tickets, as they are known: those that were opened in a span, and those that are named.
--
-- $1 as of when, null for now; $2, $3 the span; $4 the organisations, null for all; $5 the tickets

-- name: sla_tickets
select t.record_id, organisation.name, t.component, t.priority, t.opened_at, t.first_response_at
from releve.ticket_version as t
join releve.organisation using (organisation_id)
where t.known_at <= coalesce($1::timestamptz, 'infinity') and not t.is_retracted
  and not exists (
    select from releve.ticket_version as later
    where later.record_id = t.record_id and later.version > t.version
      and later.known_at <= coalesce($1::timestamptz, 'infinity'))
  and (t.opened_at >= $2 and t.opened_at < $3 or t.record_id = any ($5::text[]))
  and ($4::text[] is null or organisation.name = any ($4::text[]))
order by t.opened_at, t.record_id;

-- Of the tickets $2 those that were opened about a recorded outage: as it is known as of $1, null
-- for now; $3 is how long before an outage a ticket is of it, in seconds.

-- name: sla_tickets_of_outages
select t.record_id
from releve.ticket_version as t
where t.record_id = any ($2::text[]) and not t.is_retracted
  and t.known_at <= coalesce($1::timestamptz, 'infinity')
  and not exists (
    select from releve.ticket_version as later
    where later.record_id = t.record_id and later.version > t.version
      and later.known_at <= coalesce($1::timestamptz, 'infinity'))
  and exists (
    select from releve.outage_version as o
    where o.component = t.component and not o.is_retracted
      and o.known_at <= coalesce($1::timestamptz, 'infinity')
      and not exists (
        select from releve.outage_version as later
        where later.record_id = o.record_id and later.version > o.version
          and later.known_at <= coalesce($1::timestamptz, 'infinity'))
      and coalesce(o.ends_at, 'infinity') >= t.opened_at
      and o.starts_at - $3::int * interval '1 second' <= t.opened_at);

-- Claims that were made since an instant: whether a recorded outage is theirs, when the last one
-- of the component ended before, and when the component was last sampled down by then.
--
-- $1 as of when, null for now; $2 since when; $3 the organisations; $4 how long before an outage a
-- ticket is of it, in seconds

-- name: sla_claims
with claim as materialized (
  select t.record_id, organisation.name, t.component, t.opened_at
  from releve.ticket_version as t
  join releve.organisation using (organisation_id)
  where t.is_claim and not t.is_retracted
    and t.known_at <= coalesce($1::timestamptz, 'infinity')
    and not exists (
      select from releve.ticket_version as later
      where later.record_id = t.record_id and later.version > t.version
        and later.known_at <= coalesce($1::timestamptz, 'infinity'))
    and t.opened_at >= $2 and organisation.name = any ($3::text[])
),
outage as materialized (
  select o.component, o.starts_at, coalesce(o.ends_at, 'infinity') as ends_at
  from releve.outage_version as o
  where o.component in (select component from claim)
    and o.known_at <= coalesce($1::timestamptz, 'infinity') and not o.is_retracted
    and not exists (
      select from releve.outage_version as later
      where later.record_id = o.record_id and later.version > o.version
        and later.known_at <= coalesce($1::timestamptz, 'infinity'))
),
matched as (
  select claim.record_id,
    bool_or(
      outage.ends_at >= claim.opened_at
      and outage.starts_at - $4::int * interval '1 second' <= claim.opened_at) as is_matched,
    max(outage.ends_at) filter (where outage.ends_at <= claim.opened_at) as last_end
  from claim
  join outage using (component)
  group by claim.record_id
)
select claim.record_id, claim.name, claim.component, claim.opened_at,
  coalesce(matched.is_matched, false) as is_matched, matched.last_end,
  (
    select max(s.sampled_at)
    from releve.sample_version as s
    where s.component = claim.component and not s.is_up and not s.is_retracted
      and s.sampled_at <= claim.opened_at + $4::int * interval '1 second'
      and s.known_at <= coalesce($1::timestamptz, 'infinity')
      and not exists (
        select from releve.sample_version as later
        where later.record_id = s.record_id and later.version > s.version
          and later.known_at <= coalesce($1::timestamptz, 'infinity'))) as last_down
from claim
left join matched using (record_id)
order by claim.opened_at, claim.record_id;
