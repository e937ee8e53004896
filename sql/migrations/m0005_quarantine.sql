-- What has become of quarantined events, and what it takes to read them again.

-- How the input was read: a row of a CSV file means nothing without its header and its map. Null
-- for inputs of before.
alter table releve.ingestion
  add column format text constraint ingestion_format check (format in ('ndjson', 'csv')),
  add column header bytea,
  -- The map as it was written, YAML.
  add column map text;

-- By which an event that is accepted finds what was kept aside of it: as in event_identity.
alter table releve.quarantine add column identity uuid;

update releve.quarantine
set identity = encode(
  substring(
    sha256(convert_to(source, 'UTF8') || '\x00' || convert_to(id, 'UTF8') || '\x00') for 16),
  'hex')::uuid
where source is not null and id is not null;

create index quarantine_identity on releve.quarantine (identity);

-- An entry without a row here is open. One that was dropped can still become resolved.
create table releve.quarantine_closing (
  quarantine_id bigint not null references releve.quarantine,
  status text not null
    constraint quarantine_closing_status check (status in ('resolved', 'dropped')),
  -- Why a person dropped it.
  reason text,
  recorded_at timestamptz not null default clock_timestamp(),
  constraint quarantine_closing_key primary key (quarantine_id, status),
  constraint quarantine_closing_reason
    check ((status = 'dropped') = (reason is not null and reason <> ''))
);
