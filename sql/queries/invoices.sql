-- One process at a time numbers documents, or decides whose may be.

-- name: issue_lock
select pg_advisory_xact_lock(hashtextextended('releve.issue', 0));

-- name: series_last
select year, sequence, issued_on, digest
from releve.invoice
where series = $1
order by year desc, sequence desc
limit 1;

-- The lines that contracts were billed, in the order in which they were issued.

-- name: billed_lines
select contract.name, line.period, line.kind, line.product, line.tenant, line.sku,
  line.price_version, line.vat_category, line.vat_rate, line.currency, line.quantity, line.amount,
  line.unit_price::numeric, line.label, line.unit, line.service, line.from_at, line.to_at,
  invoice.number, invoice.period, invoice.issued_on
from releve.contract
join releve.invoice using (contract_id)
join releve.invoice_line as line using (invoice_id)
where contract.name = any ($1::text[])
order by line.invoice_id, line.line;

-- name: invoices_of_contracts
select contract.name, invoice.number, invoice.period, invoice.issued_on
from releve.contract
join releve.invoice using (contract_id)
where contract.name = any ($1::text[])
order by invoice.period, invoice.invoice_id;

-- The last period that each contract was issued for.

-- name: last_issued_periods
select contract.name, max(invoice.period)
from releve.contract
join releve.invoice using (contract_id)
where contract.name = any ($1::text[])
group by contract.name;

-- What documents are stored under: $1 their organisations, $2 their contracts. Ids rise with the
-- numbers.

-- name: invoice_ids
select nextval('releve.invoice_invoice_id_seq'), placed.organisation_id, placed.contract_id
from (
  select organisation_id, contract_id
  from unnest($1::text[], $2::text[]) with ordinality as i (organisation, contract, place)
  join releve.organisation on organisation.name = i.organisation
  join releve.contract on contract.name = i.contract
  order by i.place
) as placed;

-- name: invoices_record
copy releve.invoice (
  invoice_id, organisation_id, contract_id, number, series, year, sequence, kind, period,
  currency, issued_on, net, gross, document, previous_digest, digest)
from stdin (format binary);

-- name: invoice_lines_record
copy releve.invoice_line (
  invoice_id, line, organisation_id, contract_id, period, kind, product, tenant, sku,
  price_version, vat_category, vat_rate, currency, quantity, amount, unit_price, label, unit,
  service, from_at, to_at)
from stdin (format binary);

-- $1 organisations and $2 contracts, empty for all; $3 first and $4 last month that is billed; $5
-- first day of issue and $6 the day after the last; $7 kind, $8 series, $9 year; null for all

-- name: invoice_list
select invoice.number, invoice.kind, organisation.name, contract.name, invoice.period,
  invoice.issued_on, invoice.currency, invoice.net, invoice.gross
from releve.invoice
join releve.organisation using (organisation_id)
join releve.contract using (contract_id)
where ($1::text[] = '{}' or organisation.name = any ($1))
  and ($2::text[] = '{}' or contract.name = any ($2))
  and ($3::date is null or invoice.period >= $3)
  and ($4::date is null or invoice.period <= $4)
  and ($5::date is null or invoice.issued_on >= $5 and invoice.issued_on < $6::date)
  and ($7::text is null or invoice.kind = $7)
  and ($8::text is null or invoice.series = $8)
  and ($9::int is null or invoice.year = $9)
order by invoice.invoice_id;

-- name: invoice_heads
select distinct on (series collate "C") series, number, issued_on,
  count(*) over (partition by series), digest
from releve.invoice
order by series collate "C", year desc, sequence desc;

-- name: invoice_document
select document, digest from releve.invoice where number = $1;

-- Organisations that are kept out of `issue`: the latest entry says so and why; since the first one
-- that no release followed.

-- name: holds
select organisation.name, latest.reason, since.recorded_at
from releve.organisation
cross join lateral (
  select is_held, reason
  from releve.billing_hold as hold
  where hold.organisation_id = organisation.organisation_id
  order by hold_id desc
  limit 1
) as latest
cross join lateral (
  select recorded_at
  from releve.billing_hold as hold
  where hold.organisation_id = organisation.organisation_id
    and hold_id > coalesce((
      select max(released.hold_id)
      from releve.billing_hold as released
      where released.organisation_id = organisation.organisation_id and not released.is_held), 0)
  order by hold_id
  limit 1
) as since
where latest.is_held and organisation.name = any ($1::text[])
order by organisation.name;

-- name: hold_record
insert into releve.billing_hold (organisation_id, is_held, reason)
select organisation_id, $2, $3 from releve.organisation where name = $1;

-- The documents that bill the month $1, of the organisations $2, empty for all: how many there are,
-- and the first $4 of those behind the id $3.

-- name: invoice_export_count
select count(*)
from releve.invoice join releve.organisation using (organisation_id)
where invoice.period = $1 and ($2::text[] = '{}' or organisation.name = any ($2));

-- name: invoice_export_page
select invoice.invoice_id, invoice.number, invoice.document, invoice.digest
from releve.invoice join releve.organisation using (organisation_id)
where invoice.period = $1
  and ($2::text[] = '{}' or organisation.name = any ($2))
  and invoice.invoice_id > $3
order by invoice.invoice_id
limit $4;
