-- What has become of quarantined events, and what it takes to read them again.

-- How the input was read: a row of a CSV file means nothing without its header and its map. Null
-- for inputs of before.
alter table releve.ingestion
  add column format text constraint ingestion_format check (format in ('ndjson', 'csv')),
  add column header bytea,
  -- The map as it was written, YAML.
  add column map text;

-- As in event_identity: by which an entry finds its event, once that is accepted.
alter table releve.quarantine add column identity uuid;

update releve.quarantine
set identity = encode(
  substring(
    sha256(convert_to(source, 'UTF8') || '\x00' || convert_to(id, 'UTF8') || '\x00') for 16),
  'hex')::uuid
where source is not null and id is not null;

comment on column releve.quarantine.digest is
  'SHA-256 of the raw bytes; for a row of CSV with its header and map, without which the bytes do'
  ' not say which event they are; for a conflict of source, id and content.';

-- What a person does not want. Whether an event was accepted is asked of event_identity, so that it
-- makes no difference which came first.
create table releve.quarantine_drop (
  quarantine_id bigint not null constraint quarantine_drop_key primary key
    references releve.quarantine,
  reason text not null constraint quarantine_drop_reason check (reason <> ''),
  recorded_at timestamptz not null default clock_timestamp()
);

-- What has become of each entry. A conflict is never resolved: the first event stands.
create view releve.quarantine_status with (security_invoker) as
select quarantine.quarantine_id,
  case
    when quarantine.reason <> 'conflict' and exists (
      select from releve.event_identity where event_identity.identity = quarantine.identity)
    then 'resolved'
    when exists (
      select from releve.quarantine_drop
      where quarantine_drop.quarantine_id = quarantine.quarantine_id)
    then 'dropped'
    else 'open'
  end as status
from releve.quarantine;

grant select on releve.quarantine_status to releve_app, releve_auditor;
