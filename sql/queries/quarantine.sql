-- name: quarantine_add
insert into releve.quarantine (
  reason, detail, digest, raw, raw_length, source, id, identity, ingestion_id, line)
select entry.reason, entry.detail, entry.digest, entry.raw, entry.raw_length, entry.source,
  entry.id, entry.identity, $9, entry.line
from unnest(
    $1::text[], $2::text[], $3::bytea[], $4::bytea[], $5::bigint[], $6::text[], $7::text[],
    $8::uuid[], $10::bigint[])
  as entry (reason, detail, digest, raw, raw_length, source, id, identity, line)
-- In one order, so that two runs with the same lines cannot wait for each other in a circle.
order by entry.reason, entry.digest
on conflict on constraint quarantine_once do nothing;

-- name: quarantine_count
insert into releve.quarantine_sighting (quarantine_id, ingestion_id, batch, times)
select quarantine.quarantine_id, $3, $4, count(*)
from unnest($1::text[], $2::bytea[]) as seen (reason, digest)
join releve.quarantine on quarantine.reason = seen.reason and quarantine.digest = seen.digest
group by quarantine.quarantine_id;

-- name: quarantine_drop
insert into releve.quarantine_drop (quarantine_id, reason) values ($1, $2) on conflict do nothing;

-- $1 whether closed ones are wanted too, $2 only that one

-- name: quarantine_list
select quarantine.quarantine_id, quarantine.reason, quarantine.detail,
  (select sum(times)::bigint from releve.quarantine_sighting as sighting
   where sighting.quarantine_id = quarantine.quarantine_id) as times,
  quarantine.source, quarantine.id, ingestion.file, quarantine.line, status.status
from releve.quarantine
join releve.ingestion using (ingestion_id)
join releve.quarantine_status as status using (quarantine_id)
where ($1::bool or status.status = 'open') and ($2::bigint is null or quarantine_id = $2)
order by quarantine.ingestion_id, quarantine.line, quarantine.quarantine_id;

-- name: quarantine_open_reasons
select quarantine.reason, count(*)
from releve.quarantine
join releve.quarantine_status as status using (quarantine_id)
where status.status = 'open'
group by 1
order by 1;

-- The tenants of open entries whose tenant nobody holds, of events before $1. Of an entry, only
-- its detail has the tenant's name (EventResolver words it), which may be anything, and the time.

-- name: quarantine_unknown_tenants
select coalesce(word[1], '?') collate "C" as tenant, count(*)
from releve.quarantine
join releve.quarantine_status as status using (quarantine_id)
left join lateral regexp_match(
    quarantine.detail, '^no organisation holds the tenant "(.*)" at ([^ ]+)$') as word on true
where quarantine.reason = 'unknown_tenant' and status.status = 'open'
  and coalesce(word[2]::timestamptz < $1, true)
group by 1
order by 1;

-- name: quarantine_bytes
select quarantine.raw, quarantine.raw_length, quarantine.recorded_at, dropped.reason,
  dropped.recorded_at
from releve.quarantine
left join releve.quarantine_drop as dropped using (quarantine_id)
where quarantine.quarantine_id = $1;

-- name: quarantine_sightings
select ingestion.file, ingestion.started_at, sum(sighting.times)::bigint
from releve.quarantine_sighting as sighting join releve.ingestion using (ingestion_id)
where sighting.quarantine_id = $1
group by ingestion.ingestion_id
order by ingestion.ingestion_id;

-- The inputs of which something is open that can be read again, whatever it was.

-- name: quarantine_origins
select ingestion_id, file, format, header, map
from releve.ingestion
where ingestion_id in (
  select quarantine.ingestion_id
  from releve.quarantine join releve.quarantine_status as status using (quarantine_id)
  where status.status = 'open' and quarantine.reason not in ('conflict', 'too_large'))
order by ingestion_id;

-- Of one input, what stands behind an entry, in the input's order: the first of several stands.

-- name: quarantine_records
select quarantine.line, quarantine.quarantine_id, length(quarantine.raw)
from releve.quarantine join releve.quarantine_status as status using (quarantine_id)
where quarantine.ingestion_id = $1 and (quarantine.line, quarantine.quarantine_id) > ($2, $3)
  and status.status = 'open' and quarantine.reason not in ('conflict', 'too_large')
order by quarantine.line, quarantine.quarantine_id
limit $4;

-- name: quarantine_raw
select line, raw from releve.quarantine where quarantine_id = any ($1::bigint[])
order by line, quarantine_id;

-- The bytes of open entries of lines of JSON, of which all were kept.

-- name: quarantine_open_lines
select quarantine.reason, quarantine.raw
from releve.quarantine
join releve.ingestion using (ingestion_id)
join releve.quarantine_status as status using (quarantine_id)
where status.status = 'open' and coalesce(ingestion.format, 'ndjson') = 'ndjson'
  and quarantine.raw_length = length(quarantine.raw);
