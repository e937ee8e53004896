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

-- The identities of which something waits to be resolved: their events are looked at as they come.

-- name: quarantine_identities
select distinct identity
from releve.quarantine
where identity is not null
  and not exists (
    select from releve.quarantine_closing as closing
    where closing.quarantine_id = quarantine.quarantine_id and closing.status = 'resolved');

-- name: quarantine_resolve
insert into releve.quarantine_closing (quarantine_id, status)
select quarantine_id, 'resolved'
from releve.quarantine
where identity = any ($1::uuid[])
order by quarantine_id
on conflict do nothing;

-- name: quarantine_drop
insert into releve.quarantine_closing (quarantine_id, status, reason) values ($1, 'dropped', $2)
on conflict do nothing;

-- $1 whether closed ones are wanted too, $2 only that one

-- name: quarantine_list
select quarantine.quarantine_id, quarantine.reason, quarantine.detail,
  (select sum(times)::bigint from releve.quarantine_sighting as sighting
   where sighting.quarantine_id = quarantine.quarantine_id) as times,
  quarantine.source, quarantine.id, ingestion.file, quarantine.line,
  coalesce(closing.status, 'open') as status
from releve.quarantine
join releve.ingestion using (ingestion_id)
left join lateral (
  -- 'resolved' goes before 'dropped': the event is stored after all.
  select max(closing.status) as status
  from releve.quarantine_closing as closing
  where closing.quarantine_id = quarantine.quarantine_id) as closing on true
where ($1::bool or closing.status is null) and ($2::bigint is null or quarantine_id = $2)
order by quarantine.ingestion_id, quarantine.line, quarantine.quarantine_id;

-- name: quarantine_bytes
select quarantine.raw, quarantine.raw_length, quarantine.recorded_at, dropped.reason,
  dropped.recorded_at
from releve.quarantine
left join releve.quarantine_closing as dropped
  on dropped.quarantine_id = quarantine.quarantine_id and dropped.status = 'dropped'
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
where ingestion.ingestion_id in (
  select ingestion_id from releve.quarantine
  where reason not in ('conflict', 'too_large')
    and not exists (
      select from releve.quarantine_closing as closing
      where closing.quarantine_id = quarantine.quarantine_id))
order by ingestion_id;

-- Of one input, a page behind an entry, in the order of the input: the first of several stands.

-- name: quarantine_records
select line, quarantine_id, raw
from releve.quarantine
where ingestion_id = $1 and (line, quarantine_id) > ($2, $3)
  and reason not in ('conflict', 'too_large')
  and not exists (
    select from releve.quarantine_closing as closing
    where closing.quarantine_id = quarantine.quarantine_id)
order by line, quarantine_id
limit $4;
