-- What was applied: documents, and the names that events are resolved against.

-- Whatever a migration creates can be read by the program and by auditors; the program may also
-- add. Changing and deleting is granted table by table, and never on facts.
alter default privileges in schema releve grant select, insert on tables to releve_app;
alter default privileges in schema releve grant select on tables to releve_auditor;
-- Not `in schema`: there it cannot take back what everybody has by PostgreSQL's own default.
alter default privileges revoke execute on functions from public;

create table releve.organisation (
  organisation_id int generated always as identity primary key,
  name text collate "C" not null constraint organisation_name_unique unique
);

create table releve.tenant (
  tenant_id int generated always as identity primary key,
  name text collate "C" not null constraint tenant_name_unique unique
);

create table releve.product (
  product_id int generated always as identity primary key,
  name text collate "C" not null constraint product_name_unique unique
);

comment on table releve.product is
  'The identity of a product. What it is called and how it is metered stands in its document.';

create table releve.contract (
  contract_id int generated always as identity primary key,
  name text collate "C" not null constraint contract_name_unique unique
);

-- A document as it was applied. The latest version of a (kind, name) is in force; nothing is
-- overwritten.
create table releve.document_version (
  kind text not null,
  name text collate "C" not null,
  version int not null constraint document_version_positive check (version > 0),
  recorded_at timestamptz not null default clock_timestamp(),
  -- The document as JSON, every scalar as the characters that were written.
  document text not null,
  constraint document_version_key primary key (kind, name, version)
);

-- Derived from the documents in the transaction that applies them, so that the database itself
-- refuses an overlap and row-level security can be scoped by organisation.
create table releve.tenancy (
  tenant_id int not null references releve.tenant,
  organisation_id int not null references releve.organisation,
  during tstzrange not null constraint tenancy_not_empty check (not isempty(during)),
  constraint tenancy_one_organisation_at_a_time
    exclude using gist (tenant_id with =, during with &&)
);

create table releve.contract_term (
  contract_id int not null constraint contract_term_key primary key references releve.contract,
  organisation_id int not null references releve.organisation,
  during daterange not null constraint contract_term_not_empty check (not isempty(during)),
  constraint contract_term_one_at_a_time
    exclude using gist (organisation_id with =, during with &&)
);

grant delete on releve.tenancy, releve.contract_term to releve_app;
-- Customers' own reads are scoped by `releve.organisation`: an organisation sees itself, what it
-- has held, and nobody else's name. Without a scope nothing is visible.
alter table releve.organisation enable row level security;
alter table releve.tenancy enable row level security;
alter table releve.tenant enable row level security;

create policy organisation_of_scope on releve.organisation for select to releve_tenant
  using (name = current_setting('releve.organisation', true));
create policy tenancy_of_scope on releve.tenancy for select to releve_tenant
  using (organisation_id in (select organisation_id from releve.organisation));
create policy tenant_of_scope on releve.tenant for select to releve_tenant
  using (tenant_id in (select tenant_id from releve.tenancy));

-- Attributes such as BYPASSRLS are not inherited by the members of a role, policies are.
create policy organisation_of_all on releve.organisation
  for select to releve_app, releve_auditor using (true);
create policy tenancy_of_all on releve.tenancy
  for select to releve_app, releve_auditor using (true);
create policy tenant_of_all on releve.tenant
  for select to releve_app, releve_auditor using (true);

grant select on releve.organisation, releve.tenancy, releve.tenant to releve_tenant;
