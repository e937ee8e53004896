-- name: series_lock
select pg_advisory_xact_lock(hashtextextended('releve.series/' || $1, 0));

-- name: contract_lock
select pg_advisory_xact_lock(hashtextextended('releve.contract/' || $1, 0));

-- name: series_last
select year, sequence, issued_on, digest
from releve.invoice
where series = $1
order by year desc, sequence desc
limit 1;

-- name: billed_lines
select line.period, line.kind, line.product, line.tenant, line.sku, line.price_version,
  line.vat_category, line.vat_rate, line.currency, sum(line.quantity), sum(line.amount),
  (array_agg(invoice.number order by invoice.invoice_id))[1],
  (array_agg(invoice.period order by invoice.invoice_id))[1],
  (array_agg(invoice.issued_on order by invoice.invoice_id))[1],
  -- The latest price that explains a line: a price version may have been corrected.
  (array_agg(line.unit_price order by invoice.invoice_id desc)
    filter (where line.unit_price is not null))[1]::numeric,
  (array_agg(line.label order by invoice.invoice_id))[1],
  (array_agg(line.unit order by invoice.invoice_id))[1],
  (array_agg(line.service order by invoice.invoice_id))[1],
  (array_agg(line.from_at order by invoice.invoice_id))[1],
  (array_agg(line.to_at order by invoice.invoice_id))[1]
from releve.invoice_line as line
join releve.invoice using (invoice_id)
join releve.contract on contract.contract_id = line.contract_id
where contract.name = $1
group by 1, 2, 3, 4, 5, 6, 7, 8, 9
order by 1, 2, 3, 4, 5, 6, 7, 8, 9;

-- name: invoices_of_contract
select invoice.number, invoice.period, invoice.issued_on
from releve.invoice join releve.contract using (contract_id)
where contract.name = $1
order by invoice.period, invoice.invoice_id;

-- name: invoice_record
insert into releve.invoice (
  organisation_id, contract_id, number, series, year, sequence, kind, period, currency, issued_on,
  net, gross, document, previous_digest, digest)
select organisation_id, contract_id, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15
from releve.organisation, releve.contract
where organisation.name = $1 and contract.name = $2
returning invoice_id;

-- name: invoice_lines_record
insert into releve.invoice_line (
  invoice_id, line, organisation_id, contract_id, period, kind, product, tenant, sku,
  price_version, vat_category, vat_rate, currency, quantity, amount, unit_price, label, unit,
  service, from_at, to_at)
select invoice.invoice_id, l.line, invoice.organisation_id, invoice.contract_id, l.period, l.kind,
  l.product, l.tenant, l.sku, l.price_version, l.vat_category, l.vat_rate, invoice.currency,
  l.quantity, l.amount, l.unit_price, l.label, l.unit, l.service, l.from_at, l.to_at
from releve.invoice
cross join unnest(
    $2::int[], $3::date[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
    $10::text[], $11::numeric[], $12::numeric[], $13::text[], $14::text[], $15::text[],
    $16::text[], $17::timestamptz[], $18::timestamptz[])
  as l (line, period, kind, product, tenant, sku, price_version, vat_category, vat_rate, quantity,
    amount, unit_price, label, unit, service, from_at, to_at)
where invoice.invoice_id = $1;

-- name: invoice_list
select invoice.number, invoice.kind, organisation.name, contract.name, invoice.period,
  invoice.issued_on, invoice.currency, invoice.net, invoice.gross
from releve.invoice
join releve.organisation using (organisation_id)
join releve.contract using (contract_id)
order by invoice.invoice_id;

-- name: invoice_document
select document, digest from releve.invoice where number = $1;
