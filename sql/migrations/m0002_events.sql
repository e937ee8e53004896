-- Usage events: what came in, exactly once, and what was kept aside.

-- One run of `releve ingest` over one file.
create table releve.ingestion (
  ingestion_id int generated always as identity primary key,
  file text not null,
  started_at timestamptz not null default clock_timestamp()
);

-- One transaction of a run: every event read has one outcome (invariant of `releve audit`).
create table releve.ingestion_batch (
  ingestion_id int not null references releve.ingestion,
  batch int not null,
  accepted int not null,
  duplicate int not null,
  conflict int not null,
  rejected int not null,
  constraint ingestion_batch_key primary key (ingestion_id, batch)
);

-- A SKU as it is canonically spelt, of one product: what is metered is (tenant, SKU).
create table releve.sku (
  sku_id int generated always as identity primary key,
  product_id int not null references releve.product,
  sku text collate "C" not null,
  constraint sku_of_product_unique unique (product_id, sku)
);

-- No foreign keys: the ids come from rows that nobody may delete, read in the same run, and three
-- look-ups an event would cost more than storing it.
create table releve.event (
  occurred_at timestamptz not null,
  identity uuid not null,
  tenant_id int not null,
  sku_id int not null,
  ingestion_id int not null,
  line bigint not null,
  quantity numeric not null
    constraint event_quantity_range
    check (quantity >= 0 and quantity < 1e18 and scale(quantity) <= 18),
  resource text collate "C" not null,
  source text collate "C" not null,
  id text collate "C" not null
) partition by range (occurred_at);

-- Events come roughly in the order of time: a block range index is small and costs little to keep.
create index event_occurred_at on releve.event using brin (occurred_at);

-- What refuses an event a second time, over all organisations and times. The identity is the first
-- half of SHA-256 over (source, id), the content that over what makes two events the same.
create table releve.event_identity (
  identity uuid not null constraint event_identity_key primary key,
  content uuid not null
);

-- A void cancels its target for ever, also one that has not arrived yet.
create table releve.event_void (
  identity uuid not null constraint event_void_key primary key,
  target uuid not null,
  occurred_at timestamptz,
  ingestion_id int not null references releve.ingestion,
  line bigint not null,
  source text collate "C" not null,
  id text collate "C" not null,
  target_id text collate "C" not null,
  reason text
);

create index event_void_target on releve.event_void (target);

create table releve.quarantine (
  quarantine_id bigint generated always as identity primary key,
  -- A reason code of contract.md, section 3, or `conflict`.
  reason text not null,
  detail text not null,
  -- SHA-256 of the raw bytes; for a conflict, of its source, id and content.
  digest bytea not null constraint quarantine_digest_length check (length(digest) = 32),
  -- The event as it came; the first 64 KiB of one that is too large.
  raw bytea not null,
  raw_length bigint not null,
  source text,
  id text,
  ingestion_id int not null references releve.ingestion,
  line bigint not null,
  recorded_at timestamptz not null default clock_timestamp(),
  constraint quarantine_once unique (reason, digest)
);

-- How often an entry was seen: counted, not stored again.
create table releve.quarantine_sighting (
  quarantine_id bigint not null references releve.quarantine,
  ingestion_id int not null,
  batch int not null,
  times int not null,
  constraint quarantine_sighting_key primary key (quarantine_id, ingestion_id, batch),
  constraint quarantine_sighting_batch
    foreign key (ingestion_id, batch) references releve.ingestion_batch
);

-- Makes the partition of an instant's month (in UTC) where there is none; what lies before 2000
-- shares one, so that wrong clocks cannot fill the schema with tables. The program owns nothing, so
-- that it cannot drop what it filled: it has to ask.
create function releve.ensure_event_partition(month date) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  first_shared constant timestamp := '2000-01-01';
  first_day constant timestamp := date_trunc('month', month::timestamp);
  is_shared constant bool := first_day < first_shared;
  partition constant text :=
    'event_' || case when is_shared then 'before_2000' else to_char(first_day, 'YYYY_MM') end;
begin
  if to_regclass(format('releve.%I', partition)) is not null then
    return;
  end if;
  -- Two runs may want the same month. Attaching takes this lock anyway; an advisory one would not
  -- make the session notice what another has created meanwhile.
  lock table only releve.event in share update exclusive mode;
  if to_regclass(format('releve.%I', partition)) is not null then
    return;
  end if;
  -- Attaching, unlike creating in place, does not wait for those who read and write other months.
  execute format(
    'create table releve.%I (like releve.event including defaults including constraints)',
    partition);
  if is_shared then
    execute format(
      'alter table releve.event attach partition releve.%I for values from (minvalue) to (%L)',
      partition, first_shared at time zone 'UTC');
  else
    execute format(
      'alter table releve.event attach partition releve.%I for values from (%L) to (%L)',
      partition, first_day at time zone 'UTC', (first_day + interval '1 month') at time zone 'UTC');
  end if;
end
$$;

grant execute on function releve.ensure_event_partition(date) to releve_app;

-- An organisation sees the events of the tenants that it held at the time; `tenancy` itself is
-- scoped.
alter table releve.event enable row level security;

create policy event_of_own_tenants on releve.event for select to releve_tenant
  using (exists (
    select from releve.tenancy
    where tenancy.tenant_id = event.tenant_id and tenancy.during @> event.occurred_at));

grant select on releve.event to releve_tenant;

create policy event_of_all on releve.event for select to releve_app, releve_auditor using (true);

-- numerator / denominator, rounded once to 6 digits, half away from zero (contract, section 0).
-- `div` truncates exactly, where `/` would round to a scale of its own first.
create function releve.billed_quantity(numerator numeric, denominator numeric) returns numeric
  language sql immutable strict parallel safe
  return sign(numerator) * 0.000001
    * div(2000000 * abs(numerator) + denominator, 2 * denominator);

grant execute on function releve.billed_quantity(numeric, numeric) to releve_app, releve_auditor;
