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

-- Lines are stored by the transaction that stores their document, under the id that it was given
-- there, and by nobody else: looking that up again for each line cost more than storing it. The
-- audit compares each line with its document, also those that have none.
alter table releve.invoice_line
  drop constraint invoice_line_invoice_id_fkey,
  drop constraint invoice_line_organisation_id_fkey,
  drop constraint invoice_line_contract_id_fkey;

-- Several times faster than PostgreSQL's own compression, where the server was built with it.
do $$
begin
  alter table releve.invoice alter column document set compression lz4;
exception when feature_not_supported then
  null;
end
$$;
