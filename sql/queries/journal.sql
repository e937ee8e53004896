-- The amounts of documents by what their account and VAT depend on: those that bill the month $1,
-- or that are dated from $2 to the day before $3.

-- name: journal_lines
select invoice.number, invoice.kind, organisation.name, contract.name, invoice.period,
  invoice.issued_on, invoice.currency, invoice.net, invoice.gross, line.product, line.service,
  line.vat_category, line.vat_rate, sum(line.amount)
from releve.invoice
join releve.organisation using (organisation_id)
join releve.contract using (contract_id)
join releve.invoice_line as line using (invoice_id)
where ($1::date is null or invoice.period = $1)
  and ($2::date is null or invoice.issued_on >= $2 and invoice.issued_on < $3::date)
group by invoice.invoice_id, organisation.organisation_id, contract.contract_id, line.product,
  line.service, line.vat_category, line.vat_rate
order by invoice.invoice_id, min(line.line);
