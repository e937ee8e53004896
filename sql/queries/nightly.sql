-- The batch: its lock, its history, and the marks of its audits.

-- The lock is the session's, until that ends.

-- name: nightly_lock
select pg_try_advisory_lock(hashtextextended('releve.nightly', 0));

-- The run whose session holds the lock, if that has written its row already; else the last one
-- that has not ended: it may have taken the lock again in another session.

-- name: nightly_lock_holder
select run.run_id, run.date, run.started_at, run.host, run.pid
from pg_locks as held
join pg_database as here on here.oid = held.database and here.datname = current_database()
join releve.nightly_run as run
  on run.backend_pid = held.pid
  or not exists (select from releve.nightly_end as ended where ended.run_id = run.run_id)
where held.locktype = 'advisory' and held.granted and held.objsubid = 1
  and (held.classid::bigint << 32) | held.objid::bigint = hashtextextended('releve.nightly', 0)
order by run.backend_pid = held.pid desc, run.run_id desc
limit 1;

-- name: nightly_run_record
insert into releve.nightly_run (date, host, pid) values ($1, $2, $3)
returning run_id, started_at;

-- name: nightly_stage_record
insert into releve.nightly_stage (run_id, stage, outcome, rows, seconds, messages)
values ($1, $2, $3, $4, $5, $6)
on conflict do nothing;

-- name: nightly_end_record
insert into releve.nightly_end (run_id, exit_code) values ($1, $2) on conflict do nothing;

-- The last $1 runs, the latest first; those without an end are under way, or were ended from
-- outside.

-- name: nightly_history
select run.run_id, run.date, run.started_at, run.host, run.pid, ended.exit_code, ended.ended_at,
  exists (
    select from pg_locks as held
    where held.pid = run.backend_pid and held.locktype = 'advisory' and held.objsubid = 1
      and (held.classid::bigint << 32) | held.objid::bigint
        = hashtextextended('releve.nightly', 0))
from releve.nightly_run as run
left join releve.nightly_end as ended using (run_id)
order by run.run_id desc
limit $1;

-- name: nightly_history_stages
select run_id, stage, outcome, rows, seconds, messages
from releve.nightly_stage
where run_id = any ($1::bigint[])
order by run_id desc, ended_at, stage;

-- A file of the inbox that was read to its end before, by its contents.

-- name: inbox_file_known
select name, accepted, duplicate, conflict, rejected
from releve.inbox_file
where sha256 = $1;

-- name: inbox_file_record
insert into releve.inbox_file (sha256, name, accepted, duplicate, conflict, rejected)
values ($1, $2, $3, $4, $5, $6)
on conflict do nothing;

-- Up to where the last audit of a night has found all in order.

-- name: audit_mark_last
select ingestion_id, invoice_id from releve.audit_mark order by mark_id desc limit 1;

-- name: audit_mark_now
select coalesce((select max(ingestion_id) from releve.ingestion), 0),
  coalesce((select max(invoice_id) from releve.invoice), 0);

-- name: audit_mark_record
insert into releve.audit_mark (run_id, ingestion_id, invoice_id) values ($1, $2, $3);
