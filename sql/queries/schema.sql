-- name: migration_lock
select pg_advisory_lock(hashtext('releve.migrate'));

-- name: migration_unlock
select pg_advisory_unlock(hashtext('releve.migrate'));

-- name: migration_table_exists
select to_regclass('releve.migration') is not null;

-- name: migrations_applied
select number, name, checksum from releve.migration order by number;

-- name: migration_record
insert into releve.migration (number, name, checksum) values ($1, $2, $3);

-- name: migration_owner
set local role releve_owner;

-- The login of the embedded cluster may work as the program, and as nothing else.
-- name: embedded_login_grant
grant releve_app to releve;
