-- Service levels: what was said about components, and when Relevé came to know it.
-- Everything is a version that is added: an amendment is the next one under the same id, a
-- withdrawal the next one with `is_retracted`. Of each id the last version that was known at an
-- instant holds at that instant.

-- One row for each transaction that adds to what is known. `known_at` rises strictly in the order
-- of the commits: it is given under a lock that is held until then.
create table releve.service_import (
  import_id bigint generated always as identity primary key,
  known_at timestamptz not null constraint service_import_known_at unique,
  -- How the records were read: `records`, `statuspage`, …
  format text not null,
  file text not null,
  recorded_by text not null default session_user
);

-- What is promised to be available, by its path, and from when until when it was there.
create table releve.component_version (
  record_id text collate "C" not null,
  version int not null constraint component_version_positive check (version > 0),
  known_at timestamptz not null,
  -- The source's word.
  recorded_at timestamptz,
  component text collate "C" not null,
  starts_at timestamptz not null,
  -- Null: still open. So in all tables here.
  ends_at timestamptz,
  is_retracted boolean not null default false,
  file text not null,
  line bigint not null,
  constraint component_version_key primary key (record_id, version),
  constraint component_version_span check (starts_at <= ends_at)
);

create table releve.outage_version (
  record_id text collate "C" not null,
  version int not null constraint outage_version_positive check (version > 0),
  known_at timestamptz not null,
  recorded_at timestamptz,
  component text collate "C" not null,
  starts_at timestamptz not null,
  ends_at timestamptz,
  -- The share of the component that is down.
  impact numeric not null constraint outage_version_impact check (impact > 0 and impact <= 1),
  is_retracted boolean not null default false,
  file text not null,
  line bigint not null,
  constraint outage_version_key primary key (record_id, version),
  constraint outage_version_span check (starts_at <= ends_at)
);

-- Concerns its component and everything below it.
create table releve.maintenance_version (
  record_id text collate "C" not null,
  version int not null constraint maintenance_version_positive check (version > 0),
  known_at timestamptz not null,
  recorded_at timestamptz,
  component text collate "C" not null,
  starts_at timestamptz not null,
  ends_at timestamptz,
  -- Null: it was not announced.
  announced_at timestamptz,
  is_retracted boolean not null default false,
  file text not null,
  line bigint not null,
  constraint maintenance_version_key primary key (record_id, version),
  constraint maintenance_version_span check (starts_at <= ends_at)
);

-- Time of which nobody knows whether a component was up.
create table releve.unknown_version (
  record_id text collate "C" not null,
  version int not null constraint unknown_version_positive check (version > 0),
  known_at timestamptz not null,
  recorded_at timestamptz,
  component text collate "C" not null,
  starts_at timestamptz not null,
  ends_at timestamptz,
  is_retracted boolean not null default false,
  file text not null,
  line bigint not null,
  constraint unknown_version_key primary key (record_id, version),
  constraint unknown_version_span check (starts_at <= ends_at)
);

create table releve.sample_version (
  record_id text collate "C" not null,
  version int not null constraint sample_version_positive check (version > 0),
  known_at timestamptz not null,
  recorded_at timestamptz,
  component text collate "C" not null,
  sampled_at timestamptz not null,
  is_up boolean not null,
  is_retracted boolean not null default false,
  file text not null,
  line bigint not null,
  constraint sample_version_key primary key (record_id, version)
);

create table releve.ticket_version (
  record_id text collate "C" not null,
  version int not null constraint ticket_version_positive check (version > 0),
  known_at timestamptz not null,
  recorded_at timestamptz,
  organisation_id int not null references releve.organisation,
  component text collate "C" not null,
  priority text,
  opened_at timestamptz not null,
  first_response_at timestamptz,
  resolved_at timestamptz,
  is_claim boolean not null,
  -- What the customer says was concerned.
  resource text,
  is_retracted boolean not null default false,
  file text not null,
  line bigint not null,
  constraint ticket_version_key primary key (record_id, version)
);

-- What was decided about a ticket's claim, and why; the last decision holds.
create table releve.claim_decision (
  ticket text collate "C" not null,
  known_at timestamptz not null,
  is_accepted boolean not null,
  reason text not null constraint claim_decision_reason check (reason <> ''),
  recorded_by text not null default session_user,
  constraint claim_decision_key primary key (ticket, known_at)
);

-- What a report has told of a credit, wherever it was another amount than before: it follows prices
-- and usage, of which no earlier state is kept, and an earlier report is made again from it.
create table releve.credit_told (
  known_at timestamptz not null,
  contract_id int not null references releve.contract,
  -- `AGREEMENT/COMMITMENT`
  service_level text collate "C" not null,
  period date not null constraint credit_told_period_month check (extract(day from period) = 1),
  amount numeric not null,
  constraint credit_told_key primary key (contract_id, period, service_level, known_at)
);

-- Documents are stored by COPY, which is told their ids: the program takes them itself.
grant usage on sequence releve.invoice_invoice_id_seq to releve_app;

create index component_version_path on releve.component_version (component);
create index outage_version_component on releve.outage_version (component, starts_at);
create index unknown_version_component on releve.unknown_version (component);
create index sample_version_component on releve.sample_version (component, sampled_at);
create index ticket_version_component on releve.ticket_version (component, opened_at);

alter table releve.ticket_version enable row level security;
create policy ticket_version_of_all on releve.ticket_version
  for select to releve_app, releve_auditor using (true);
alter table releve.credit_told enable row level security;
create policy credit_told_of_all on releve.credit_told
  for select to releve_app, releve_auditor using (true);
alter table releve.claim_decision enable row level security;
create policy claim_decision_of_all on releve.claim_decision
  for select to releve_app, releve_auditor using (true);
