-- Months of events that were written to files and taken out of releve.event.
--
-- A month that is archived leaves its table in the schema releve_archive, for the operator to drop,
-- and an empty partition in its place, so that events which come late are stored as ever.

-- What was written, verified and taken out. Facts: added by `archive_event_month` only.
create table releve.event_archive (
  -- Its first day, in UTC.
  month date not null constraint event_archive_month check (extract(day from month) = 1),
  -- 1, and one more each time that the month is archived again after it was restored.
  number int not null constraint event_archive_number check (number > 0),
  events bigint not null constraint event_archive_events check (events > 0),
  -- Of the lines, before they were compressed.
  sha256 bytea not null constraint event_archive_sha256 check (length(sha256) = 32),
  -- Where the program put it, as an absolute path.
  file text not null,
  archived_at timestamptz not null default clock_timestamp(),
  archived_by text not null default session_user,
  constraint event_archive_key primary key (month, number)
);

-- What was put back. Added by `restore_event_month` and `record_event_restore` only.
create table releve.event_archive_restore (
  month date not null,
  number int not null,
  -- Those that had come while the month was archived.
  late_events bigint not null constraint event_archive_restore_late check (late_events >= 0),
  -- Null where the month's own table was still there.
  file text,
  restored_at timestamptz not null default clock_timestamp(),
  restored_by text not null default session_user,
  constraint event_archive_restore_key primary key (month, number),
  constraint event_archive_restore_archive
    foreign key (month, number) references releve.event_archive
);

revoke insert on releve.event_archive, releve.event_archive_restore from releve_app;

-- The months that are archived now, each once, and their instants.
create view releve.archived_month with (security_invoker) as
select month, number, events, sha256, file, archived_at, archived_by,
  month::timestamp at time zone 'UTC' as from_at,
  (month + interval '1 month') at time zone 'UTC' as to_at
from releve.event_archive
where not exists (
  select from releve.event_archive_restore as restored
  where restored.month = event_archive.month and restored.number = event_archive.number);

revoke insert on releve.archived_month from releve_app;

-- Records that a month is in a file, and takes its table out of releve.event, both or neither.
-- Events are only ever added: where there are as many as the file has, they are the same. What is
-- queued of it to be metered could not be found any more: it is metered before.
--
-- Errors: RA001 it is archived already, RA002 it has another number of events, RA004 some of it is
-- not metered yet.
create function releve.archive_event_month(month date, events bigint, sha256 bytea, file text)
  returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '5s'
as $$
declare
  partition constant text := 'event_' || to_char(month, 'YYYY_MM');
  stored bigint;
begin
  if extract(day from month) <> 1 or month < '2000-01-01'
    or month >= date_trunc('month', now() at time zone 'UTC')
  then
    raise exception '% is not the first day of a month that has ended, from 2000 on', month
      using errcode = 'invalid_parameter_value';
  end if;
  perform releve.ensure_event_partition(month);
  -- Nobody meters meanwhile (metering.sql, meter_lock).
  perform pg_advisory_xact_lock(hashtextextended('releve.meter', 0));
  -- Others go on reading it, and writing other months, while it is counted.
  execute format('lock table only releve.%I in share row exclusive mode', partition);
  if exists (select from releve.archived_month as a where a.month = archive_event_month.month) then
    raise exception 'the month % is archived already', to_char(month, 'YYYY-MM')
      using errcode = 'RA001';
  end if;
  execute format('select count(*) from releve.%I', partition) into stored;
  if stored <> events then
    raise exception 'the month % has % events and not %', to_char(month, 'YYYY-MM'), stored, events
      using errcode = 'RA002', hint = 'write the file again';
  end if;
  if exists (
    select from releve.meter_queue
    where day >= archive_event_month.month
      and day < archive_event_month.month + interval '1 month')
  then
    raise exception 'the month % is not metered yet', to_char(month, 'YYYY-MM')
      using errcode = 'RA004', hint = 'releve meter';
  end if;
  insert into releve.event_archive (month, number, events, sha256, file)
  select archive_event_month.month, coalesce(max(earlier.number), 0) + 1,
    archive_event_month.events, archive_event_month.sha256, archive_event_month.file
  from releve.event_archive as earlier
  where earlier.month = archive_event_month.month;
  execute format('alter table releve.event detach partition releve.%I', partition);
  execute format('revoke insert on releve.%I from releve_app', partition);
  execute format('alter table releve.%I set schema releve_archive', partition);
  -- In the same transaction, so that whoever waits to write finds a partition.
  perform releve.ensure_event_partition(month);
end
$$;

grant execute on function releve.archive_event_month(date, bigint, bytea, text) to releve_app;

-- Puts the table of an archived month back, with the events that have come since. Returns their
-- number.
--
-- Errors: RA003 the month is not archived, or its table is gone; RA002 it has another number of
-- events than were archived.
create function releve.restore_event_month(month date) returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '5s'
as $$
declare
  partition constant text := 'event_' || to_char(month, 'YYYY_MM');
  from_at constant timestamptz := month::timestamp at time zone 'UTC';
  to_at constant timestamptz := (month + interval '1 month') at time zone 'UTC';
  archived releve.archived_month;
  stored bigint;
  late_events bigint;
begin
  perform pg_advisory_xact_lock(hashtext('releve.archive'));
  select * into archived
  from releve.archived_month as a where a.month = restore_event_month.month;
  if not found or to_regclass(format('releve_archive.%I', partition)) is null then
    raise exception 'the month % has no archived table', to_char(month, 'YYYY-MM')
      using errcode = 'RA003';
  end if;
  execute format('select count(*) from releve_archive.%I', partition) into stored;
  if stored <> archived.events then
    raise exception 'releve_archive.% has % events and not the % that were archived',
      partition, stored, archived.events
      using errcode = 'RA002', hint = 'drop it, and restore the month from its file';
  end if;
  -- What attaching would look for while everybody waits, is looked for before.
  execute format(
    'alter table releve_archive.%I add constraint event_month'
      ' check (occurred_at >= %L and occurred_at < %L)', partition, from_at, to_at);
  execute format('lock table only releve.%I in share row exclusive mode', partition);
  execute format(
    'insert into releve_archive.%1$I (occurred_at, identity, tenant_id, sku_id, ingestion_id, line,'
      ' quantity, resource, source, id)'
      ' select occurred_at, identity, tenant_id, sku_id, ingestion_id, line, quantity, resource,'
      ' source, id from releve.%1$I', partition);
  get diagnostics late_events = row_count;
  execute format('alter table releve.event detach partition releve.%I', partition);
  execute format('drop table releve.%I', partition);
  execute format('alter table releve_archive.%I set schema releve', partition);
  execute format('grant insert on releve.%I to releve_app', partition);
  execute format(
    'alter table releve.event attach partition releve.%I for values from (%L) to (%L)',
    partition, from_at, to_at);
  execute format('alter table releve.%I drop constraint event_month', partition);
  insert into releve.event_archive_restore (month, number, late_events)
  values (archived.month, archived.number, late_events);
  return late_events;
end
$$;

grant execute on function releve.restore_event_month(date) to releve_app;

-- Records that an archived month was put back from a file, by the transaction that has done it.
-- Returns the number of events that had come since.
--
-- Errors: RA003 the month is not archived, or its own table is still there; RA002 it has fewer
-- events than were archived.
create function releve.record_event_restore(month date, file text) returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  partition constant text := 'event_' || to_char(month, 'YYYY_MM');
  archived releve.archived_month;
  stored bigint;
begin
  perform pg_advisory_xact_lock(hashtext('releve.archive'));
  select * into archived
  from releve.archived_month as a where a.month = record_event_restore.month;
  if not found or to_regclass(format('releve_archive.%I', partition)) is not null then
    raise exception 'the month % is not archived without a table', to_char(month, 'YYYY-MM')
      using errcode = 'RA003';
  end if;
  execute format('select count(*) from releve.%I', partition) into stored;
  if stored < archived.events then
    raise exception 'the month % has % events, and not the % that were archived',
      to_char(month, 'YYYY-MM'), stored, archived.events
      using errcode = 'RA002';
  end if;
  insert into releve.event_archive_restore (month, number, late_events, file)
  values (archived.month, archived.number, stored - archived.events, record_event_restore.file);
  return stored - archived.events;
end
$$;

grant execute on function releve.record_event_restore(date, text) to releve_app;
