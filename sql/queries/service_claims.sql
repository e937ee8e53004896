-- Decisions about claims. The last version of a ticket says whether it claims anything.

-- name: claim_of_ticket
select t.is_claim
from releve.ticket_version as t
where t.record_id = $1 and not t.is_retracted
  and not exists (
    select from releve.ticket_version as later
    where later.record_id = t.record_id and later.version > t.version);

-- name: claim_decide
insert into releve.claim_decision (ticket, known_at, is_accepted, reason) values ($1, $2, $3, $4);

-- name: claim_decided
select is_accepted, reason
from releve.claim_decision
where ticket = $1
order by known_at desc
limit 1;

-- Claims of the organisations $1 that are accepted as of $2, null for now: few, of however many
-- customers.

-- name: claims_accepted
select decision.ticket
from releve.claim_decision as decision
join releve.ticket_version as t on t.record_id = decision.ticket
join releve.organisation using (organisation_id)
where decision.is_accepted and t.is_claim and not t.is_retracted
  and organisation.name = any ($1::text[])
  and decision.known_at <= coalesce($2::timestamptz, 'infinity')
  and t.known_at <= coalesce($2::timestamptz, 'infinity')
  and not exists (
    select from releve.claim_decision as later
    where later.ticket = decision.ticket and later.known_at > decision.known_at
      and later.known_at <= coalesce($2::timestamptz, 'infinity'))
  and not exists (
    select from releve.ticket_version as later
    where later.record_id = t.record_id and later.version > t.version
      and later.known_at <= coalesce($2::timestamptz, 'infinity'))
order by decision.ticket;

-- Waits for the import that is under way, if any: what it brings is known from an instant that has
-- passed.

-- name: service_import_wait
select pg_advisory_xact_lock_shared(hashtextextended('releve.service_import', 0));

-- What reports have told of credits: amounts follow prices and usage, which have no `known_at`.

-- name: credits_told
select distinct on (contract.name, told.service_level)
  contract.name, told.service_level, told.amount
from releve.credit_told as told
join releve.contract using (contract_id)
where contract.name = any ($1::text[]) and told.period = $2
  and told.known_at <= coalesce($3::timestamptz, 'infinity')
order by contract.name, told.service_level, told.known_at desc;

-- name: credit_tell
insert into releve.credit_told (known_at, contract_id, service_level, period, amount)
select $1, contract_id, told.service_level, $2, told.amount
from unnest($3::text[], $4::text[], $5::numeric[]) as told (contract, service_level, amount)
join releve.contract on contract.name = told.contract;
