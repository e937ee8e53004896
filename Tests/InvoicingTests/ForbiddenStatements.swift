/// What somebody might try who wants a fact to be otherwise.
enum ForbiddenStatements {
  /// Against the rows of a table, and against what guards them.
  static func against(_ table: StoredFacts.Table) -> [String] {
    onRows(of: table.name, table.column) + onConflict(in: table) + onDefinition(of: table.name)
  }

  private static func onRows(of table: String, _ column: String) -> [String] {
    [
      "update \(table) set \(column) = \(column)",
      "update \(table) set \(column) = \(column) where false",
      "update only \(table) set \(column) = default",
      "with changed as (update \(table) set \(column) = \(column) returning 1) table changed",
      "delete from \(table)",
      "delete from \(table) where false",
      "delete from \(table) as one using \(table) as other where one.\(column) = other.\(column)",
      "with gone as (delete from \(table) returning 1) select count(*) from gone",
      "do $$ begin execute 'delete from \(table)'; end $$",
      "truncate \(table)",
      "truncate only \(table) restart identity cascade",
      "merge into \(table) as kept using (select 1) as one on true"
        + " when matched then update set \(column) = kept.\(column)",
      "merge into \(table) using (select 1) as one on true when matched then delete",
      "select from \(table) for update",
      "select from \(table) for no key update",
      "select from \(table) for share",
      "select from \(table) for key share skip locked",
      "do $$ begin lock table \(table) in access exclusive mode; end $$",
      "create temp view mine as select * from \(table); delete from mine",
      "create temp view mine as select * from \(table); update mine set \(column) = \(column)",
      "create function pg_temp.mine() returns void language sql security definer"
        + " as 'delete from \(table)'; select pg_temp.mine()",
      "copy (delete from \(table) returning 1) to stdout",
      "copy \(table) to '/dev/null'",
      "copy \(table) from '/dev/null'",
      "copy \(table) to program 'true'",
    ]
  }

  private static func onConflict(in table: StoredFacts.Table) -> [String] {
    guard let key = table.key else { return [] }
    let column = table.column
    return [
      "insert into \(table.name) overriding system value select * from \(table.name)"
        + " on conflict (\(key)) do update set \(column) = excluded.\(column)"
    ]
  }

  private static func onDefinition(of table: String) -> [String] {
    [
      "add column extra int", "disable trigger all", "disable row level security",
      "no force row level security", "owner to current_user", "rename to other",
      "set schema public", "set unlogged", "set (fillfactor = 10)",
      "replica identity nothing",
    ].map { "alter table \(table) \($0)" } + [
      "drop table \(table)",
      "drop table \(table) cascade",
      "create trigger own before insert on \(table)"
        + " for each row execute function suppress_redundant_updates_trigger()",
      "create rule own as on insert to \(table) do instead nothing",
      "create policy own on \(table) using (false)",
      "create index own on \(table) ((1))",
      "comment on table \(table) is 'mine'",
      "reindex table \(table)",
    ]
  }

  /// Against the schema, its functions, its roles and the server.
  static let elsewhere =
    [
      "set role releve_owner", "set role postgres", "reset role; set role releve_owner",
      "set role none; set role releve_owner", "set session authorization releve_owner",
      "reset session authorization; set role postgres", "grant releve_owner to current_user",
      "grant pg_write_all_data to current_user", "alter role releve_app superuser",
      "alter role current_user createrole", "alter role releve_owner login", "create role own",
      "alter role releve_owner password 'x'",
      "alter default privileges for role releve_owner grant update on tables to releve_app",
      "reassign owned by releve_owner to current_user", "drop owned by releve_owner cascade",
      "set session_replication_role = replica", "set allow_system_table_mods = on",
      "alter system set fsync = off", "load '/tmp/own.so'",
      "update pg_class set relowner = 10", "delete from pg_trigger",
      "update pg_authid set rolsuper = true", "update pg_attribute set attname = 'x'",
      "drop schema releve cascade", "alter schema releve owner to current_user",
      "alter schema releve rename to other", "create schema own",
      "create table releve.own (id int)", "create table releve_archive.own (id int)",
      "create table releve.own partition of releve.event default",
      "create table public.own (id int)", "create view releve.own as select 1",
      "create or replace view releve.archived_month as select * from releve.event_archive",
      "delete from releve.archived_month", "drop view releve.quarantine_status",
      "alter table releve.event detach partition releve.event_2026_01",
      "create temp table own () inherits (releve.invoice)",
      "create function releve.own() returns int language sql as 'select 1'",
      "create extension btree_gin", "create extension file_fdw",
      "create foreign data wrapper own",
      "create event trigger own on ddl_command_start"
        + " execute function suppress_redundant_updates_trigger()",
      "create publication own for all tables", "select pg_read_file('/etc/hostname')",
      "select setval('releve.invoice_invoice_id_seq', 1)",
      "alter sequence releve.invoice_invoice_id_seq restart",
      "select lo_import('/etc/hostname')", "create tablespace own location '/tmp'",
    ] + functions

  /// What runs with the owner's rights stays as it is.
  private static let functions = [
    "create or replace function releve.ensure_event_partition(month date) returns void"
      + " language plpgsql security definer as $$ begin delete from releve.invoice; end $$",
    "alter function releve.ensure_event_partition(date) reset search_path",
    "alter function releve.ensure_event_partition(date) set search_path = pg_temp",
    "alter function releve.ensure_event_partition(date) owner to current_user",
    "alter function releve.ensure_event_partition(date) set schema public",
    "drop function releve.ensure_event_partition(date)",
  ]

  /// Given to those functions; nothing may come of it.
  static let calls = [
    "select releve.ensure_event_partition(null)",
    "select releve.ensure_event_partition('infinity')",
    "select releve.archive_event_month('2026-02-01', 0, sha256(''), '/tmp/x')",
    "select releve.archive_event_month('2026-02-02', 1, sha256(''), '/tmp/x')",
    "select releve.archive_event_month('2026-02-01', null, sha256(''), '/tmp/x')",
    "select releve.archive_event_month(null, 1, sha256(''), '/tmp/x')",
    "select releve.archive_event_month('infinity', 0, sha256(''), '/tmp/x')",
    "select releve.restore_event_month('2026-02-01')",
    "select releve.restore_event_month(null)",
    "create temp table archived_month as select date '2026-02-01' as month, 0::bigint as events;"
      + " select releve.restore_event_month('2026-02-01')",
    "select releve.record_event_restore('2026-02-01', '/tmp/x')",
    "select releve.record_event_restore('2026-01-01', '/tmp/x')",
    "select releve.record_event_restore(null, null)",
  ]

  /// What PostgreSQL answers with a warning only.
  static func ignored(on table: String) -> [String] {
    [
      "grant all on \(table) to current_user", "grant all on \(table) to public",
      "vacuum (full) \(table)",
    ]
  }
}
