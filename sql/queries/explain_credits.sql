-- Where records come from: outages $2, samples $3 and tickets $4, by their ids; of each the last
-- version that is known as of $1, null for now.

-- name: explain_records
select distinct on (kind, record_id) kind, record_id, version, file, line, known_at
from (
  select 'outage' as kind, record_id, version, file, line, known_at
  from releve.outage_version
  where record_id = any ($2::text[])
  union all
  select 'sample', record_id, version, file, line, known_at
  from releve.sample_version
  where record_id = any ($3::text[])
  union all
  select 'ticket', record_id, version, file, line, known_at
  from releve.ticket_version
  where record_id = any ($4::text[])
) as record
where known_at <= coalesce($1::timestamptz, 'infinity')
order by kind, record_id, version desc;

-- The last decisions about the claims of the tickets $2, as of $1, null for now.

-- name: explain_decisions
select distinct on (ticket) ticket, is_accepted, reason, known_at
from releve.claim_decision
where ticket = any ($2::text[]) and known_at <= coalesce($1::timestamptz, 'infinity')
order by ticket, known_at desc;
