-- name: service_import_lock
select pg_advisory_xact_lock(hashtextextended('releve.service_import', 0));

-- When what is stored under the lock becomes known: later than everything that was before.

-- name: service_known_next
select greatest(
  clock_timestamp(),
  (select max(known_at) from releve.service_import) + interval '1 microsecond');

-- When the last of what is known became so; null where nothing is.

-- name: service_known_last
select max(known_at) from releve.service_import;

-- name: service_import_record
insert into releve.service_import (known_at, format, file) values ($1, $2, $3);

-- name: service_import_exists
select exists (select from releve.service_import where known_at = $1);

-- Of the paths $1, those that the last version of some component record declares.

-- name: components_declared
select named.path
from unnest($1::text[]) as named (path)
where exists (
  select from releve.component_version as said
  where said.component = named.path and not said.is_retracted
    and not exists (
      select from releve.component_version as later
      where later.record_id = said.record_id and later.version > said.version));

-- The same for paths below which something is declared. '0' is what follows '/'.

-- name: components_declared_below
select named.path
from unnest($1::text[]) as named (path)
where exists (
  select from releve.component_version as said
  where said.component > named.path || '/' and said.component < named.path || '0'
    and not said.is_retracted
    and not exists (
      select from releve.component_version as later
      where later.record_id = said.record_id and later.version > said.version));

-- name: service_organisations
select name, organisation_id from releve.organisation where name = any ($1::text[]);

-- All versions of the records $1, and how new ones are written.

-- name: component_versions
select record_id, version, recorded_at, is_retracted, component, starts_at, ends_at
from releve.component_version
where record_id = any ($1::text[])
order by record_id, version;

-- name: component_versions_copy
copy releve.component_version (
  record_id, version, known_at, recorded_at, is_retracted, file, line,
  component, starts_at, ends_at)
from stdin (format binary);

-- name: outage_versions
select record_id, version, recorded_at, is_retracted, component, starts_at, ends_at, impact
from releve.outage_version
where record_id = any ($1::text[])
order by record_id, version;

-- name: outage_versions_copy
copy releve.outage_version (
  record_id, version, known_at, recorded_at, is_retracted, file, line,
  component, starts_at, ends_at, impact)
from stdin (format binary);

-- name: maintenance_versions
select record_id, version, recorded_at, is_retracted, component, starts_at, ends_at, announced_at
from releve.maintenance_version
where record_id = any ($1::text[])
order by record_id, version;

-- name: maintenance_versions_copy
copy releve.maintenance_version (
  record_id, version, known_at, recorded_at, is_retracted, file, line,
  component, starts_at, ends_at, announced_at)
from stdin (format binary);

-- name: unknown_versions
select record_id, version, recorded_at, is_retracted, component, starts_at, ends_at
from releve.unknown_version
where record_id = any ($1::text[])
order by record_id, version;

-- name: unknown_versions_copy
copy releve.unknown_version (
  record_id, version, known_at, recorded_at, is_retracted, file, line,
  component, starts_at, ends_at)
from stdin (format binary);

-- name: sample_versions
select record_id, version, recorded_at, is_retracted, component, sampled_at, is_up
from releve.sample_version
where record_id = any ($1::text[])
order by record_id, version;

-- name: sample_versions_copy
copy releve.sample_version (
  record_id, version, known_at, recorded_at, is_retracted, file, line,
  component, sampled_at, is_up)
from stdin (format binary);

-- name: ticket_versions
select said.record_id, said.version, said.recorded_at, said.is_retracted, organisation.name,
  said.component, said.priority, said.opened_at, said.first_response_at, said.resolved_at,
  said.is_claim, said.resource
from releve.ticket_version as said join releve.organisation using (organisation_id)
where said.record_id = any ($1::text[])
order by said.record_id, said.version;

-- name: ticket_versions_copy
copy releve.ticket_version (
  record_id, version, known_at, recorded_at, is_retracted, file, line, organisation_id, component,
  priority, opened_at, first_response_at, resolved_at, is_claim, resource)
from stdin (format binary);
