-- Capacity: what the provider's API listed of a tenant and when, and what is billed of it.

-- An answer of the API as it came, once, however many snapshots have it.
create table releve.inventory_content (
  digest bytea not null constraint inventory_content_key primary key
    constraint inventory_content_digest check (digest = sha256(body)),
  body bytea not null
);

-- What was read of a tenant at one time. They come in the order of time.
create table releve.inventory_snapshot (
  snapshot_id bigint generated always as identity primary key,
  tenant_id int not null references releve.tenant,
  taken_at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  recorded_by text not null default session_user,
  constraint inventory_snapshot_once unique (tenant_id, taken_at)
);

-- The parts that a snapshot has: one that could not be read has no row.
create table releve.inventory_part (
  snapshot_id bigint not null references releve.inventory_snapshot,
  part text collate "C" not null,
  digest bytea not null references releve.inventory_content,
  constraint inventory_part_key primary key (snapshot_id, part)
);

-- What can be billed, whatever it is billed as: a row where something has changed against the row
-- before.
create table releve.inventory_resource (
  tenant_id int not null references releve.tenant,
  -- `blade`, `storage`, `backup`, `replication`, `vlan`, `public_ip`, `availability_zone`, `tenant`
  kind text collate "C" not null,
  -- The provider's id; of a VLAN its name, of the tenant ours.
  resource text collate "C" not null,
  taken_at timestamptz not null,
  name text not null,
  -- Bytes of storage, 1 of everything else.
  quantity bigint not null constraint inventory_resource_quantity check (quantity >= 0),
  is_gone boolean not null,
  constraint inventory_resource_key primary key (tenant_id, kind, resource, taken_at)
);

-- How full pools and repositories were, in bytes: what forecasts come from.
create table releve.inventory_measure (
  tenant_id int not null references releve.tenant,
  -- `pool`: memory of running machines, of connected hosts. `repository`: storage.
  kind text collate "C" not null,
  resource text collate "C" not null,
  taken_at timestamptz not null,
  name text not null,
  used bigint not null,
  size bigint not null,
  constraint inventory_measure_key primary key (tenant_id, kind, resource, taken_at)
);

-- Usage events that were made of resources: each is to be ingested, and is printed until it was.
create table releve.inventory_event (
  event_id bigint generated always as identity primary key,
  -- Of (source, id), as in `event_identity`.
  identity uuid not null constraint inventory_event_identity unique,
  tenant_id int not null references releve.tenant,
  kind text collate "C" not null,
  resource text collate "C" not null,
  taken_at timestamptz not null,
  product text collate "C" not null,
  sku text collate "C" not null,
  unit text not null,
  quantity numeric not null,
  -- From 1: an event that was cancelled and is wanted again is another one.
  generation int not null,
  id text collate "C" not null,
  recorded_at timestamptz not null default clock_timestamp()
);

create index inventory_event_tenant on releve.inventory_event (tenant_id);

-- Those that an inventory map which was mended, or a product, no longer gives.
create table releve.inventory_void (
  event_id bigint not null constraint inventory_void_key primary key
    references releve.inventory_event,
  identity uuid not null constraint inventory_void_identity unique,
  id text collate "C" not null,
  recorded_at timestamptz not null default clock_timestamp()
);

alter table releve.inventory_snapshot enable row level security;
create policy inventory_snapshot_of_all on releve.inventory_snapshot
  for select to releve_app, releve_auditor using (true);
alter table releve.inventory_resource enable row level security;
create policy inventory_resource_of_all on releve.inventory_resource
  for select to releve_app, releve_auditor using (true);
alter table releve.inventory_measure enable row level security;
create policy inventory_measure_of_all on releve.inventory_measure
  for select to releve_app, releve_auditor using (true);
alter table releve.inventory_event enable row level security;
create policy inventory_event_of_all on releve.inventory_event
  for select to releve_app, releve_auditor using (true);

-- Several times faster than PostgreSQL's own compression, where the server was built with it.
do $$
begin
  alter table releve.inventory_content alter column body set compression lz4;
exception when feature_not_supported then
  null;
end
$$;
