-- Each document with its lines, a series after the other, in the order in which they were issued:
-- ids rise with the numbers. Lines are read of documents that bill the month $1, null for all.
-- Numbers are read as texts: what is wrong with one can be told. Documents up to the id $2, if any,
-- were examined before: of each series only the last one of those is there, without lines.

-- name: audit_invoices
select invoice.number, invoice.series, invoice.year, invoice.sequence, invoice.kind,
  invoice.organisation, invoice.contract, to_char(invoice.period, 'YYYY-MM'), invoice.currency,
  invoice.issued_on, invoice.net::text, invoice.gross::text, invoice.document,
  invoice.previous_digest, invoice.digest, lines.line, lines.period, lines.kind, lines.product,
  lines.tenant, lines.sku, lines.price_version, lines.vat_category, lines.vat_rate,
  lines.currency, lines.quantity, lines.amount, lines.unit_price, lines.label, lines.unit,
  lines.service, lines.from_at, lines.to_at, coalesce(invoice.invoice_id <= $2, false)
from (
  select invoice.*, organisation.name as organisation, contract.name as contract
  from releve.invoice
  join releve.organisation using (organisation_id)
  join releve.contract using (contract_id)
  where $2::bigint is null or invoice.invoice_id > $2
    or invoice.invoice_id in (
      select max(examined.invoice_id)
      from releve.invoice as examined
      where examined.invoice_id <= $2
      group by examined.series)
  -- Before the lines are there: what is sorted is small.
  order by series collate "C", invoice_id
) as invoice
cross join lateral (
  select coalesce(array_agg(line), '{}') as line,
    coalesce(array_agg(to_char(line.period, 'YYYY-MM')), '{}') as period,
    coalesce(array_agg(kind), '{}') as kind, coalesce(array_agg(product), '{}') as product,
    coalesce(array_agg(tenant), '{}') as tenant, coalesce(array_agg(sku), '{}') as sku,
    coalesce(array_agg(price_version), '{}') as price_version,
    coalesce(array_agg(vat_category), '{}') as vat_category,
    coalesce(array_agg(vat_rate), '{}') as vat_rate,
    coalesce(array_agg(currency), '{}') as currency,
    coalesce(array_agg(quantity::text), '{}') as quantity,
    coalesce(array_agg(amount::text), '{}') as amount,
    coalesce(array_agg(unit_price), '{}') as unit_price,
    coalesce(array_agg(label), '{}') as label, coalesce(array_agg(unit), '{}') as unit,
    coalesce(array_agg(service), '{}') as service, coalesce(array_agg(from_at), '{}') as from_at,
    coalesce(array_agg(to_at), '{}') as to_at
  from (
    select * from releve.invoice_line
    where invoice_line.invoice_id = invoice.invoice_id
      and ($1::date is null or invoice.period = $1)
      and ($2::bigint is null or invoice.invoice_id > $2)
    order by invoice_line.line
  ) as line
) as lines
order by invoice.series collate "C", invoice.invoice_id;

-- The first line that is no document's, or says another organisation or contract than its document;
-- of those whose document would come after the id $1, null for all.

-- name: audit_stray_line
select line.line, invoice.number,
  case
    when invoice.invoice_id is null then 'invoice_id'
    when line.organisation_id <> invoice.organisation_id then 'organisation_id'
    else 'contract_id'
  end,
  coalesce(
    case
      when line.organisation_id <> invoice.organisation_id then invoice.organisation_id
      else invoice.contract_id
    end::text, 'an issued document'),
  case
    when invoice.invoice_id is null then line.invoice_id
    when line.organisation_id <> invoice.organisation_id then line.organisation_id
    else line.contract_id
  end::text
from releve.invoice_line as line
left join releve.invoice using (invoice_id)
where (
    invoice.invoice_id is null
    or (line.organisation_id, line.contract_id)
      is distinct from (invoice.organisation_id, invoice.contract_id)
  )
  and ($1::bigint is null or line.invoice_id > $1)
order by line.invoice_id, line.line
limit 1;

-- The number of documents that bill the month $1, null for all, and the first contract, month and
-- currency that have several.

-- name: audit_documents_twice
select examined.documents, twice.contract, twice.period, twice.currency, twice.numbers
from (
  select count(*) as documents from releve.invoice where $1::date is null or period = $1
) as examined
left join lateral (
  select contract.name as contract, invoice.period, invoice.currency,
    array_agg(invoice.number order by invoice.invoice_id) as numbers
  from releve.invoice join releve.contract using (contract_id)
  where $1::date is null or invoice.period = $1
  group by contract.contract_id, invoice.period, invoice.currency
  having count(*) > 1
  order by min(invoice.invoice_id)
  limit 1
) as twice on true;

-- The number of versions of documents, and the first that has not the digest that it was recorded
-- with, or that follows one that is not there. The digest is made anew here and not by
-- `document_digest`, which whoever changes the table could change too.

-- name: audit_applied
with digested as (
  select kind, name, version, digest, coalesce(lag(version) over own, 0) + 1 as next_version,
    encode(
      sha256(
        convert_to(coalesce(lag(digest) over own, ''), 'UTF8') || '\x00'
          || convert_to(kind, 'UTF8') || '\x00' || convert_to(name, 'UTF8') || '\x00'
          || convert_to(version::text, 'UTF8') || '\x00'
          || convert_to((extract(epoch from recorded_at) * 1000000)::bigint::text, 'UTF8')
          || '\x00' || convert_to(document, 'UTF8') || '\x00'
          || convert_to(coalesce(written, ''), 'UTF8') || '\x00'
          || convert_to(coalesce(reason, ''), 'UTF8')), 'hex') as own_digest
  from releve.document_version
  window own as (partition by kind, name order by version)
)
select examined.versions, broken.kind, broken.name, broken.version, broken.column_name,
  broken.expected, broken.found
from (select count(*) as versions from digested) as examined
left join (
  select digested.kind, digested.name, digested.version, c.column_name, c.expected, c.found
  from digested
  cross join lateral (
    values (1, 'version', next_version::text, version::text), (2, 'digest', own_digest, digest)
  ) as c (place, column_name, expected, found)
  where c.expected <> c.found
  order by digested.kind, digested.name, digested.version, c.place
  limit 1
) as broken on true;

-- The events that are in files of archived months only, and the identities of all that were ever
-- accepted, which are counted where $1.

-- name: audit_event_totals
select (select coalesce(sum(events), 0)::bigint from releve.archived_month),
  case when $1::bool then (select count(*) from releve.event_identity) end;

-- Each ingestion with the events that it read and accepted, and the events and voids that are
-- stored of it; of those after the id $1, null for all. Those of an ingestion that is not there
-- have neither file nor outcome.

-- name: audit_ingestions
select coalesce(ingestion.ingestion_id, stored.ingestion_id), ingestion.file,
  coalesce(batches.read, 0), coalesce(batches.accepted, 0),
  coalesce(stored.events, 0)
from releve.ingestion
left join (
  select ingestion_id, sum(accepted)::bigint as accepted,
    sum(accepted::bigint + duplicate + conflict + rejected)::bigint as read
  from releve.ingestion_batch
  group by ingestion_id
) as batches using (ingestion_id)
full join (
  select ingestion_id, sum(events)::bigint as events
  from (
    select ingestion_id, count(*) as events
    from releve.event
    where $1::int is null or ingestion_id > $1
    group by ingestion_id
    union all
    select ingestion_id, count(*)
    from releve.event_void
    where $1::int is null or ingestion_id > $1
    group by ingestion_id
  ) as kinds
  group by ingestion_id
) as stored on stored.ingestion_id = ingestion.ingestion_id
where $1::int is null or coalesce(ingestion.ingestion_id, stored.ingestion_id) > $1
order by 1;

-- The first batch of which not all is in the quarantine that was not accepted. What `retry` reads
-- again and rejects again is there already, and not counted anew.

-- name: audit_batches_not_kept
select batch.ingestion_id, coalesce(sum(sighting.times), 0)::bigint, batch.conflict::bigint,
  batch.rejected::bigint
from releve.ingestion_batch as batch
left join releve.quarantine_sighting as sighting using (ingestion_id, batch)
group by batch.ingestion_id, batch.batch, batch.conflict, batch.rejected
having coalesce(sum(sighting.times), 0) not in (batch.conflict, batch.conflict + batch.rejected)
order by batch.ingestion_id, batch.batch
limit 1;

-- Voids whose event has not come.

-- name: audit_waiting_voids
select void.source, void.id, void.target_id, void.reason, ingestion.file, void.line
from releve.event_void as void
join releve.ingestion using (ingestion_id)
where not exists (
  select from releve.event_identity where event_identity.identity = void.target)
order by void.ingestion_id, void.line;

-- What the contracts $1 were billed for the month $2, null for all up to $3, by currency.

-- name: audit_billed
select contract.name, line.currency, sum(line.amount)
from releve.contract
join releve.invoice using (contract_id)
join releve.invoice_line as line using (invoice_id)
where contract.name = any ($1::text[]) and ($2::date is null or line.period = $2)
  and line.period <= $3
group by contract.name, line.currency;

-- The first event that is not what was accepted under its identity, or that has none, of those that
-- occurred from $1 to before $2, and were read after the ingestion $3, null for all: the digests
-- (Fingerprints.swift) made anew. Few among many are looked up in the order of their identities:
-- at random each would have two pages read.

-- name: audit_event_contents
with digested as (
  select event.ingestion_id, event.line, event.source, event.id, event.identity,
    event.occurred_at, event.tenant_id,
    encode(
      substring(
        sha256(
          convert_to('releve.usage.v1', 'UTF8') || '\x00'
            || convert_to((extract(epoch from event.occurred_at) * 1000000)::bigint::text, 'UTF8')
            || tenant.content || sku.content || convert_to(event.resource, 'UTF8') || '\x00'
            || convert_to(trim_scale(event.quantity)::text, 'UTF8') || '\x00')
        for 16), 'hex')::uuid as content,
    encode(
      substring(
        sha256(
          convert_to(event.source, 'UTF8') || '\x00' || convert_to(event.id, 'UTF8') || '\x00')
        for 16), 'hex')::uuid as own_identity
  from releve.event
  -- `offset 0`: once for each name, not for each event.
  left join (
    select tenant_id, '\x00' || convert_to(name, 'UTF8') || '\x00' as content
    from releve.tenant
    offset 0
  ) as tenant using (tenant_id)
  left join (
    select sku_id,
      convert_to(name, 'UTF8') || '\x00' || convert_to(sku, 'UTF8') || '\x00' as content
    from releve.sku join releve.product using (product_id)
    offset 0
  ) as sku using (sku_id)
  where ($1::timestamptz is null or event.occurred_at >= $1)
    and ($2::timestamptz is null or event.occurred_at < $2)
    and ($3::int is null or event.ingestion_id > $3)
  order by case when $3::int is not null then event.identity end
), broken as (
  select digested.*, known.content as known_content, known.occurred_at as known_occurred_at,
    known.tenant_id as known_tenant_id
  from digested
  left join releve.event_identity as known using (identity)
  where (own_identity, known.content, known.occurred_at, known.tenant_id) is distinct from
    (digested.identity, digested.content, digested.occurred_at, digested.tenant_id)
  order by ingestion_id, line
  limit 1
)
select ingestion_id, line, source, id, c.name, c.expected, c.found
from broken
cross join lateral (
  values (1, 'identity', own_identity::text, identity::text),
    (2, 'content', known_content::text, content::text),
    (3, 'time', occurred_at::text, known_occurred_at::text),
    (4, 'tenant', tenant_id::text, known_tenant_id::text)
) as c (place, name, expected, found)
where c.expected is distinct from c.found
order by c.place
limit 1;

-- The same of voids. One without a time belongs to all months.

-- name: audit_void_contents
with digested as (
  select void.*,
    encode(
      substring(
        sha256(
          convert_to('releve.void.v1', 'UTF8') || '\x00' || coalesce(
              convert_to((extract(epoch from occurred_at) * 1000000)::bigint::text, 'UTF8'), '')
            || '\x00' || convert_to(target_id, 'UTF8') || '\x00')
        for 16), 'hex')::uuid as content,
    encode(
      substring(sha256(convert_to(source, 'UTF8') || '\x00' || convert_to(id, 'UTF8') || '\x00')
        for 16), 'hex')::uuid as own_identity,
    encode(
      substring(
        sha256(convert_to(source, 'UTF8') || '\x00' || convert_to(target_id, 'UTF8') || '\x00')
        for 16), 'hex')::uuid as own_target
  from releve.event_void as void
  where ($1::timestamptz is null or occurred_at is null or occurred_at >= $1)
    and ($2::timestamptz is null or occurred_at is null or occurred_at < $2)
    and ($3::int is null or ingestion_id > $3)
)
select ingestion_id, line, source, id, c.name, c.expected, c.found
from digested
left join releve.event_identity as known using (identity)
cross join lateral (
  values (1, 'identity', own_identity::text, digested.identity::text),
    (2, 'content', known.content::text, digested.content::text),
    (3, 'target', own_target::text, digested.target::text)
) as c (place, name, expected, found)
where c.expected is distinct from c.found
order by ingestion_id, line, place
limit 1;
