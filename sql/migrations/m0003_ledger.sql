-- Issued documents. They are only ever added: no role that the program has may change one.

create table releve.invoice (
  invoice_id bigint generated always as identity primary key,
  organisation_id int not null references releve.organisation,
  contract_id int not null references releve.contract,
  number text not null constraint invoice_number_unique unique,
  series text not null,
  year int not null,
  sequence int not null constraint invoice_sequence_positive check (sequence > 0),
  kind text not null constraint invoice_kind check (kind in ('invoice', 'credit_note')),
  -- The first day of the month that it bills.
  period date not null constraint invoice_period_month check (extract(day from period) = 1),
  currency text not null,
  issued_on date not null,
  net numeric not null,
  gross numeric not null,
  -- The canonical JSON (RFC 8785) that was issued, without its `digest`.
  document text not null,
  previous_digest text not null
    constraint invoice_previous_digest_form check (previous_digest ~ '^[0-9a-f]{64}$'),
  digest text not null
    constraint invoice_digest_unique unique
    constraint invoice_digest_form check (digest ~ '^[0-9a-f]{64}$'),
  recorded_at timestamptz not null default clock_timestamp(),
  constraint invoice_sequence_unique unique (series, year, sequence),
  -- A second document after the same one would fork the chain.
  constraint invoice_chain_unbranched unique (series, previous_digest),
  -- A period is issued once.
  constraint invoice_once_per_period unique (contract_id, period, currency)
);

-- What was billed, by the key of contract.md, section 4: amounts and quantities as owed, so that a
-- credit note's are negative here and positive on the paper.
create table releve.invoice_line (
  invoice_id bigint not null references releve.invoice,
  line int not null,
  organisation_id int not null references releve.organisation,
  contract_id int not null references releve.contract,
  -- The month that the line is for: an earlier one than the document's for an adjustment.
  period date not null constraint invoice_line_period_month check (extract(day from period) = 1),
  -- The kind of the key: what an adjustment adjusts.
  kind text not null,
  product text collate "C",
  tenant text collate "C",
  sku text collate "C",
  price_version text,
  vat_category text not null,
  vat_rate text not null,
  currency text not null,
  quantity numeric,
  amount numeric not null,
  -- As printed; null where quantity × price is not the amount.
  unit_price text,
  constraint invoice_line_key primary key (invoice_id, line)
);

create index invoice_line_billed on releve.invoice_line (contract_id, period);

alter table releve.invoice enable row level security;
alter table releve.invoice_line enable row level security;

create policy invoice_of_own_organisation on releve.invoice for select to releve_tenant
  using (organisation_id in (select organisation_id from releve.organisation));

create policy invoice_line_of_own_organisation on releve.invoice_line for select to releve_tenant
  using (organisation_id in (select organisation_id from releve.organisation));

grant select on releve.invoice, releve.invoice_line to releve_tenant;

create policy invoice_of_all on releve.invoice
  for select to releve_app, releve_auditor using (true);
create policy invoice_line_of_all on releve.invoice_line
  for select to releve_app, releve_auditor using (true);
