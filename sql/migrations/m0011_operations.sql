-- Nights: what the batch did, what came in through the inbox, and what was proved of it.

-- One row for each run of the batch, written once it has the lock.
create table releve.nightly_run (
  run_id bigint generated always as identity primary key,
  -- The local day that it was for.
  date date not null,
  started_at timestamptz not null default clock_timestamp(),
  host text not null,
  -- Of the program, and of the session that holds the lock.
  pid int not null,
  backend_pid int not null default pg_backend_pid(),
  recorded_by text not null default session_user
);

-- What became of a stage. One that has no row was under way when the run was ended from outside.
create table releve.nightly_stage (
  run_id bigint not null references releve.nightly_run,
  stage text collate "C" not null,
  outcome text not null
    constraint nightly_stage_outcome check (outcome in ('done', 'attention', 'failed', 'skipped')),
  -- What was worked on: events, days, components, documents, rows examined, alerts.
  rows bigint not null,
  seconds numeric not null,
  -- What needs a person, or why it failed.
  messages text[] not null,
  ended_at timestamptz not null default clock_timestamp(),
  constraint nightly_stage_key primary key (run_id, stage)
);

-- The end of a run; none where it was ended from outside.
create table releve.nightly_end (
  run_id bigint primary key references releve.nightly_run,
  exit_code int not null,
  ended_at timestamptz not null default clock_timestamp()
);

-- Files of the inbox that were read to their end, by their contents: one that comes again, whatever
-- its name, is not read again.
create table releve.inbox_file (
  sha256 bytea primary key constraint inbox_file_sha256 check (length(sha256) = 32),
  name text not null,
  accepted bigint not null,
  duplicate bigint not null,
  conflict bigint not null,
  rejected bigint not null,
  recorded_at timestamptz not null default clock_timestamp()
);

-- The hours in which a source has had events, whoever cancelled them since: what tells that it has
-- fallen silent. Derived: it is gathered from what was stored since it was last looked at.
create table releve.source_hour (
  source text collate "C" not null,
  hour timestamptz not null,
  constraint source_hour_key primary key (source, hour)
);

-- How many batches of an ingestion these hours know of.
create table releve.source_hour_read (
  ingestion_id int not null references releve.ingestion,
  batches int not null,
  constraint source_hour_read_key primary key (ingestion_id, batches)
);

-- Usage is compared by days. Months are metered one after the other: their rows lie together.
create index usage_daily_day on releve.usage_daily using brin (day);

-- Alerts that the webhook has taken: they are not sent again.
create table releve.alert_notice (
  code text collate "C" not null,
  subject text collate "C" not null,
  -- The time of the latest of what it told of; -infinity where no more can come under the subject.
  latest timestamptz not null,
  message text not null,
  sent_at timestamptz not null default clock_timestamp(),
  constraint alert_notice_key primary key (code, subject, latest)
);

-- Up to where a nightly audit has found all in order: the next one examines what came after.
create table releve.audit_mark (
  mark_id bigint generated always as identity primary key,
  run_id bigint not null references releve.nightly_run,
  ingestion_id int not null,
  invoice_id bigint not null,
  recorded_at timestamptz not null default clock_timestamp()
);

-- Events are stored in the order in which they are read: those of the last ingestions lie together.
create index event_ingestion on releve.event using brin (ingestion_id);

-- The digest of a version of a document, over that of the version before, of which the first has
-- none. Text has no zero bytes: they divide.
create function releve.document_digest(
  previous text, kind text, name text, version int, recorded_at timestamptz, document text,
  written text, reason text
) returns text language sql immutable set search_path = pg_catalog, pg_temp
begin atomic
  select encode(
    sha256(
      convert_to(coalesce(previous, ''), 'UTF8') || '\x00' || convert_to(kind, 'UTF8') || '\x00'
        || convert_to(name, 'UTF8') || '\x00' || convert_to(version::text, 'UTF8') || '\x00'
        || convert_to((extract(epoch from recorded_at) * 1000000)::bigint::text, 'UTF8') || '\x00'
        || convert_to(document, 'UTF8') || '\x00' || convert_to(coalesce(written, ''), 'UTF8')
        || '\x00' || convert_to(coalesce(reason, ''), 'UTF8')),
    'hex');
end;

grant execute on function releve.document_digest to releve_app;

-- What was applied is digested, so that the audit finds a price or a contract that somebody with
-- the owner's rights has changed in its place.
alter table releve.document_version
  add column digest text constraint document_version_digest_form check (digest ~ '^[0-9a-f]{64}$');

with recursive digested as (
  select v.kind, v.name, v.version,
    releve.document_digest(
      null, v.kind, v.name, v.version, v.recorded_at, v.document, v.written, v.reason) as digest
  from releve.document_version as v
  where v.version = 1
  union all
  select v.kind, v.name, v.version,
    releve.document_digest(
      d.digest, v.kind, v.name, v.version, v.recorded_at, v.document, v.written, v.reason)
  from digested as d
  join releve.document_version as v
    on v.kind = d.kind and v.name = d.name and v.version = d.version + 1
)
update releve.document_version as v
set digest = d.digest
from digested as d
where (v.kind, v.name, v.version) = (d.kind, d.name, d.version);

alter table releve.document_version alter column digest set not null;

-- A contract's lines are found by its documents, which are few: an index of their own cost a tenth
-- of storing them.
drop index releve.invoice_line_billed;
