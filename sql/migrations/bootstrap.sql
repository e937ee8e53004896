-- Runs before the migrations, as a superuser, each time: what they need in order to run.

-- Roles belong to the whole server: another database may have made them, at this very moment too.
do $$
declare
  wanted record;
begin
  for wanted in
    select * from (values
      ('releve_owner', 'nologin'),
      ('releve_app', 'nologin bypassrls'),
      ('releve_tenant', 'nologin'),
      ('releve_auditor', 'nologin bypassrls')) as role (name, attributes)
  loop
    if not exists (select from pg_roles where rolname = wanted.name) then
      begin
        execute format('create role %I %s', wanted.name, wanted.attributes);
      exception when duplicate_object or unique_violation then
        null;
      end;
    end if;
  end loop;
end
$$;

create schema if not exists releve authorization releve_owner;

-- For the tables of months that were archived.
create schema if not exists releve_archive authorization releve_owner;

-- For exclusion constraints that combine an equality with a range.
create extension if not exists btree_gist with schema releve;

grant usage on schema releve to releve_app, releve_tenant, releve_auditor;
grant usage on schema releve_archive to releve_app, releve_auditor;

-- What was migrated, by whom and when: an edited old migration is refused by its checksum.
create table if not exists releve.migration (
  number int not null constraint migration_key primary key,
  name text not null,
  checksum text not null,
  applied_at timestamptz not null default clock_timestamp(),
  applied_by text not null default session_user
);

alter table releve.migration owner to releve_owner;
grant select on releve.migration to releve_app, releve_auditor;
