-- What must be true of a server to which data are entrusted. Asked with the rights of whoever
-- connects: what those do not show is null.

-- name: doctor_settings
select wanted.name, settings.setting
from unnest($1::text[]) as wanted (name)
left join pg_settings as settings using (name);

-- name: doctor_server
select current_setting('server_version'), current_setting('server_version_num')::int,
  inet_server_addr() is null,
  case when pg_has_role('pg_read_all_settings', 'usage') then current_setting('data_directory') end;

-- name: doctor_clock
select clock_timestamp();

-- Months of which $1 are the first days, and that have no partition for their events.

-- name: doctor_partitions_missing
select to_char(month, 'YYYY-MM')
from unnest($1::date[]) as month
where to_regclass('releve.event_' || to_char(month, 'YYYY_MM')) is null
order by month;

-- Of the zones $1, those that the server does not know.

-- name: doctor_zones_unknown
select name from unnest($1::text[]) as wanted (name)
where not exists (select from pg_timezone_names as known where known.name = wanted.name)
order by name;

-- The first of the local days $2, each in the zone $1 of the same place, that does not begin at $3;
-- with what clocks show then. Not compared with its midnight, which may come twice or not at all.

-- name: doctor_day_differs
select day.zone, day.day, day.starts_at, (day.starts_at at time zone day.zone)::text
from unnest($1::text[], $2::date[], $3::timestamptz[]) as day (zone, day, starts_at)
where (day.starts_at at time zone day.zone)::date <> day.day
  or ((day.starts_at - interval '1 microsecond') at time zone day.zone)::date >= day.day
order by day.day, day.zone
limit 1;

-- What the program's role may do to facts beside reading and adding, and beyond them. What is
-- derived from facts it may drop and make anew.

-- name: doctor_privileges
with fact as (
  select c.oid
  from pg_class as c
  join pg_namespace as n on n.oid = c.relnamespace
  where nspname in ('releve', 'releve_archive') and relkind in ('r', 'p', 'v', 'm', 'f')
    and relname not in (
      'contract_term', 'meter_held', 'meter_queue', 'meter_queue_void', 'metered_documents',
      'metered_product', 'metered_term', 'metering_sku', 'metering_slice', 'metering_term',
      'tenancy', 'usage_carried', 'usage_daily')
)
select privilege || ' on ' || oid::regclass
from fact
cross join unnest(array['update', 'delete', 'truncate', 'trigger', 'references']) as privilege
where case when privilege in ('update', 'references')
  then has_any_column_privilege('releve_app', oid, privilege)
  else has_table_privilege('releve_app', oid, privilege)
end
union all
select 'update on ' || c.oid::regclass
from pg_class as c
join pg_namespace as n on n.oid = c.relnamespace
where nspname in ('releve', 'releve_archive')
  and case when relkind = 'S' then has_sequence_privilege('releve_app', c.oid, 'update') end
union all
select 'owner of ' || oid::regclass from pg_class
where pg_has_role('releve_app', relowner, 'member')
  and relnamespace not in (select oid from pg_namespace where nspname like 'pg_temp%')
union all
select 'create in ' || nspname from pg_namespace
where nspname in ('releve', 'releve_archive') and has_schema_privilege('releve_app', oid, 'create')
union all
select 'member of ' || rolname from pg_roles
where rolname <> 'releve_app' and pg_has_role('releve_app', oid, 'member')
union all
select 'attributes of a superuser, or of one who makes roles or databases'
from pg_roles
where rolname = 'releve_app' and (rolsuper or rolcreaterole or rolcreatedb or rolreplication)
union all
select 'functions of an owner without a search path: ' || oid::regprocedure
from pg_proc
where prosecdef and has_function_privilege('releve_app', oid, 'execute')
  and pronamespace in (select oid from pg_namespace where nspname = 'releve')
  and (proconfig is null or 'search_path=pg_catalog, pg_temp' <> all (proconfig))
order by 1;

-- Whether whoever connects could change facts, whatever the program's role may do.

-- name: doctor_login
select session_user, rolsuper, pg_has_role(session_user, 'releve_owner', 'member')
from pg_roles where rolname = session_user;
