-- Organisations that are kept out of `issue`, and released: every decision with its reason.

create table releve.billing_hold (
  hold_id bigint generated always as identity primary key,
  organisation_id int not null references releve.organisation,
  -- False where it is released.
  is_held boolean not null,
  reason text not null constraint billing_hold_reason check (reason <> ''),
  recorded_at timestamptz not null default clock_timestamp(),
  recorded_by text not null default session_user
);

create index billing_hold_latest on releve.billing_hold (organisation_id, hold_id desc);

alter table releve.billing_hold enable row level security;
create policy billing_hold_of_all on releve.billing_hold
  for select to releve_app, releve_auditor using (true);

-- A line belongs to its document, whose organisation and contract it repeats: one reference says
-- all three, where three cost half of the time in which lines are stored.
alter table releve.invoice
  add constraint invoice_whose unique (invoice_id, organisation_id, contract_id);
alter table releve.invoice_line
  drop constraint invoice_line_invoice_id_fkey,
  drop constraint invoice_line_organisation_id_fkey,
  drop constraint invoice_line_contract_id_fkey,
  add constraint invoice_line_of_invoice foreign key (invoice_id, organisation_id, contract_id)
    references releve.invoice (invoice_id, organisation_id, contract_id);
