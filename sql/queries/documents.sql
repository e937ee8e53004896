-- name: documents_lock
select pg_advisory_xact_lock(hashtext('releve.apply'));

-- With the number of all versions: what says whether the documents are these, still.

-- name: documents_in_force
select distinct on (kind, name) kind, name, version, document, written,
  (select count(*) from releve.document_version)
from releve.document_version
order by kind, name, version desc;

-- The same as of an instant, $1.

-- name: documents_in_force_at
select distinct on (kind, name) kind, name, version, document, written,
  (select count(*) from releve.document_version)
from releve.document_version
where recorded_at <= $1
order by kind, name, version desc;

-- The same without the organisations and contracts of others than those named ($1): those who have
-- held a tenant of theirs are there too, for where one lets go another takes over.

-- name: documents_in_force_of
with wanted as (
  select organisation_id, name from releve.organisation where name = any ($1::text[])
  union
  select other.organisation_id, other.name
  from releve.organisation as named
  join releve.tenancy as own on own.organisation_id = named.organisation_id
  join releve.tenancy as others on others.tenant_id = own.tenant_id
  join releve.organisation as other on other.organisation_id = others.organisation_id
  where named.name = any ($1::text[])
),
named as (
  select 'Organisation' as kind, name from wanted
  union all
  select 'Contract', contract.name
  from wanted
  join releve.contract_term using (organisation_id)
  join releve.contract using (contract_id)
  union all
  select kind, name
  from unnest(array['Catalogue', 'PriceList', 'ServiceLevels', 'Seller']) as kind
  join lateral (
    select distinct name from releve.document_version where document_version.kind = kind.kind
  ) as common on true
)
select kind, name, version, document, written, (select count(*) from releve.document_version)
from named
cross join lateral (
  select version, document, written
  from releve.document_version as v
  where v.kind = named.kind and v.name = named.name
  order by version desc
  limit 1
) as latest
order by kind, name;

-- name: document_record
with recorded as materialized (select clock_timestamp() as at)
insert into releve.document_version
  (kind, name, version, document, written, reason, recorded_at, digest)
select $1, $2, $3, $4, $5, $6, recorded.at,
  releve.document_digest(previous.digest, $1, $2, $3, recorded.at, $4, $5, $6)
from recorded
left join releve.document_version as previous
  on previous.kind = $1 and previous.name = $2 and previous.version = $3 - 1;

-- All versions of the documents of a kind ($1), or of one of them ($2); the latest first.

-- name: document_versions
select name, version, document, written, reason, recorded_at, digest
from releve.document_version
where kind = $1 and ($2::text is null or name = $2)
order by name, version desc;

-- name: seller_versions
select name, version, document from releve.document_version where kind = 'Seller'
order by name, version;

-- name: contracts_issued
select distinct contract.name from releve.invoice join releve.contract using (contract_id);

-- name: document_is_recorded
select exists (
  select from releve.document_version
  where kind = $1 and name = $2 and version = $3 and document = $4);

-- name: organisations_register
insert into releve.organisation (name) select unnest($1::text[]) on conflict do nothing;

-- name: tenants_register
insert into releve.tenant (name) select unnest($1::text[]) on conflict do nothing;

-- name: products_register
insert into releve.product (name) select unnest($1::text[]) on conflict do nothing;

-- name: contracts_register
insert into releve.contract (name) select unnest($1::text[]) on conflict do nothing;

-- name: tenancies_clear
delete from releve.tenancy;

-- name: tenancies_fill
insert into releve.tenancy (tenant_id, organisation_id, during)
select tenant.tenant_id, organisation.organisation_id, tstzrange(held.from_at, held.to_at)
from unnest($1::text[], $2::text[], $3::timestamptz[], $4::timestamptz[])
  as held (tenant, organisation, from_at, to_at)
join releve.tenant on tenant.name = held.tenant
join releve.organisation on organisation.name = held.organisation;

-- name: contract_terms_clear
delete from releve.contract_term;

-- name: contract_terms_fill
insert into releve.contract_term (contract_id, organisation_id, during)
select contract.contract_id, organisation.organisation_id, daterange(term.from_on, term.to_on)
from unnest($1::text[], $2::text[], $3::date[], $4::date[])
  as term (contract, organisation, from_on, to_on)
join releve.contract on contract.name = term.contract
join releve.organisation on organisation.name = term.organisation;
