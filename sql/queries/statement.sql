-- The documents of an organisation from a month on: later ones correct it too.

-- name: statement_documents
select invoice.document, invoice.digest
from releve.invoice join releve.organisation using (organisation_id)
where organisation.name = $1 and invoice.period >= $2
order by invoice.invoice_id;
