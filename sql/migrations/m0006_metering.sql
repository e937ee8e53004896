-- Usage that is metered once and kept: days with events, and levels that are carried between them.

-- A void finds its event by the event's time, and whom it concerns where the event itself is in an
-- archived month; a void's own identity has neither.
alter table releve.event_identity
  add column occurred_at timestamptz,
  add column tenant_id int;

update releve.event_identity
set occurred_at = event.occurred_at, tenant_id = event.tenant_id
from releve.event
where event.identity = event_identity.identity;

-- What has changed and is not metered yet: on each UTC day the events of an ingestion, written in
-- the transaction that stores them; or those of a tenant whose terms are others now, of a product
-- that is metered in another way, or one event that was cancelled.
create table releve.meter_queue (
  day date not null,
  ingestion_id int,
  tenant_id int,
  product_id int,
  identity uuid,
  constraint meter_queue_one_kind
    check (num_nonnulls(ingestion_id, tenant_id, product_id, identity) <= 1)
);

comment on table releve.meter_queue is
  'A day of which nothing else is said is made anew because all that was metered was dropped.';

-- Events that voids have cancelled. Whether one is here already is only known when all that was
-- under way with it has ended: so it is looked up when the queue is worked off.
create table releve.meter_queue_void (
  target uuid not null
);

insert into releve.meter_queue (day, ingestion_id)
select distinct (occurred_at at time zone 'UTC')::date, ingestion_id from releve.event;

-- The UTC days that a stretch of time touches: what the queue is made of.
create function releve.utc_days(from_at timestamptz, to_at timestamptz) returns setof date
  language sql stable parallel safe
begin atomic
  select utc_day::date
  from generate_series(
    date_trunc('day', from_at at time zone 'UTC'),
    (to_at - interval '1 microsecond') at time zone 'UTC', interval '1 day') as utc_day;
end;

grant execute on function releve.utc_days(timestamptz, timestamptz) to releve_app;

-- How time is divided for each tenant, as the documents say: by who holds it, and the contract
-- that covers it, if any. A tenant's terms neither overlap nor leave a gap.
create table releve.metered_term (
  tenant_id int not null,
  from_at timestamptz not null,
  to_at timestamptz not null constraint metered_term_not_empty check (from_at < to_at),
  zone text not null,
  organisation_id int,
  contract_id int,
  constraint metered_term_key primary key (tenant_id, from_at)
);

-- How products are metered, as far as it makes a difference to the rows of usage_daily.
create table releve.metered_product (
  product_id int not null constraint metered_product_key primary key,
  aggregation text not null,
  step text,
  round_each_up bool not null,
  window_seconds int
);

-- How many versions of documents there were when terms and products were last derived from them:
-- versions are only ever added.
create table releve.metered_documents (
  only_one bool not null default true
    constraint metered_documents_key primary key
    constraint metered_documents_one check (only_one),
  versions bigint not null
);

-- One row per resource and local day with events that count, within one term of its tenant. It is
-- made from the events of the day and the level held before them, and from nothing else.
create table releve.usage_daily (
  tenant_id int not null,
  sku_id int not null,
  resource text collate "C" not null,
  -- The day, cut at its term's ends. Where steps are hours it begins and ends with a full hour of
  -- the month's.
  from_at timestamptz not null,
  to_at timestamptz not null,
  -- The local midnight from which the month's hours and windows are counted.
  month_from timestamptz not null,
  day date not null,
  events bigint not null,
  -- Of levels: with steps of a second, level × microseconds; of an hour, the sum of the hours'
  -- maxima; of a day or a month, the maximum. Null for percentiles.
  value numeric,
  -- Of levels: what is held from the day's last event on.
  closing numeric,
  -- Of percentiles: the numbers of the windows that have samples, counted from month_from, with
  -- the sum and the number of their samples.
  windows int[],
  totals numeric[],
  samples bigint[],
  constraint usage_daily_key primary key (tenant_id, sku_id, resource, from_at)
);

create index usage_daily_month on releve.usage_daily (tenant_id, month_from);

-- A level above 0 held from the end of one day with events to the beginning of the next, or until
-- further notice.
create table releve.usage_carried (
  tenant_id int not null,
  sku_id int not null,
  resource text collate "C" not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  level numeric not null,
  constraint usage_carried_key primary key (tenant_id, sku_id, resource, from_at)
);

create index usage_carried_end on releve.usage_carried (tenant_id, to_at);

-- What has changed and takes events of months that are archived: all the archived months that the
-- time touches. A tenant's days in it are metered once these are restored. It is a day that reaches
-- into such a month; the instant of an event in it that was cancelled; or a day of a level before
-- it, with all until the end of the archived day that begins with what it leaves.
create table releve.meter_held (
  tenant_id int not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  constraint meter_held_key primary key (tenant_id, from_at, to_at)
);

-- What one run of metering works with, under its lock. Not temporary, so that PostgreSQL may read
-- events with several processes; not logged, for each run begins anew.

-- How tenants' events fall into days, around the time that is metered.
create unlogged table releve.metering_term (
  tenant_id int not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  -- When the local days begin.
  starts timestamptz[] not null,
  -- The month's full hours from then on.
  hour_starts timestamptz[] not null,
  -- Which days they are, and when their months began.
  days date[] not null,
  months timestamptz[] not null
);

create unlogged table releve.metering_sku (
  sku_id int not null,
  product_id int not null,
  aggregation text not null,
  step text,
  round_each_up bool not null,
  window_seconds int
);

-- The days that are metered anew.
create unlogged table releve.metering_slice (
  number bigint generated always as identity,
  tenant_id int not null,
  sku_id int not null,
  resource text collate "C" not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  month_from timestamptz not null,
  day date not null,
  aggregation text not null,
  step text,
  -- Whether it is known to have changed: not one that only follows, or is made anew.
  is_changed bool not null,
  constraint metering_slice_key primary key (tenant_id, sku_id, resource, from_at)
);

-- The events of a range of time, each with the beginning of the day that it falls in.
create function releve.metering_event(from_at timestamptz, to_at timestamptz)
  returns table (
    occurred_at timestamptz, identity uuid, tenant_id int, sku_id int, resource text,
    quantity numeric, source text, id text, ingestion_id int, product_id int,
    aggregation text, step text, round_each_up bool, window_seconds int, slice_from timestamptz)
  language sql stable parallel safe
begin atomic
  select e.occurred_at, e.identity, e.tenant_id, e.sku_id, e.resource, e.quantity, e.source, e.id,
    e.ingestion_id, sku.product_id, sku.aggregation, sku.step, sku.round_each_up,
    sku.window_seconds,
    greatest(
      term.from_at,
      case when sku.step = 'hour'
        then term.hour_starts[width_bucket(e.occurred_at, term.hour_starts)]
        else term.starts[width_bucket(e.occurred_at, term.starts)]
      end)
  from releve.event as e
  join releve.metering_sku as sku on sku.sku_id = e.sku_id
  join releve.metering_term as term
    on term.tenant_id = e.tenant_id
    and term.from_at <= e.occurred_at and e.occurred_at < term.to_at
  where e.occurred_at >= $1 and e.occurred_at < $2;
end;

grant execute on function releve.metering_event(timestamptz, timestamptz) to releve_app;

-- Only the owner may have statistics gathered.
create function releve.analyse_metering() returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  analyze releve.metering_term;
  analyze releve.metering_sku;
  analyze releve.metering_slice;
end
$$;

grant execute on function releve.analyse_metering() to releve_app;

grant insert, update, delete, truncate
  on releve.metering_term, releve.metering_sku, releve.metering_slice to releve_app;

-- All of it is derived and can be dropped and made anew.
grant insert, update, delete on releve.meter_queue, releve.meter_queue_void, releve.metered_term,
  releve.metered_product, releve.metered_documents, releve.meter_held, releve.usage_daily,
  releve.usage_carried to releve_app;

alter table releve.usage_daily enable row level security;
alter table releve.usage_carried enable row level security;

create policy usage_daily_of_own_tenants on releve.usage_daily for select to releve_tenant
  using (exists (
    select from releve.tenancy
    where tenancy.tenant_id = usage_daily.tenant_id and tenancy.during @> usage_daily.from_at));
create policy usage_carried_of_own_tenants on releve.usage_carried for select to releve_tenant
  using (exists (
    select from releve.tenancy
    where tenancy.tenant_id = usage_carried.tenant_id
      and tenancy.during @> tstzrange(usage_carried.from_at, usage_carried.to_at)));
create policy usage_daily_of_all on releve.usage_daily
  for select to releve_app, releve_auditor using (true);
create policy usage_carried_of_all on releve.usage_carried
  for select to releve_app, releve_auditor using (true);
create policy usage_daily_by_app on releve.usage_daily for all to releve_app using (true);
create policy usage_carried_by_app on releve.usage_carried for all to releve_app using (true);
grant select on releve.usage_daily, releve.usage_carried to releve_tenant;

-- Block ranges that are not summarised yet are read whatever their times are: the index has to
-- know of new events before a day is looked for. Only the owner may do that.
create function releve.summarise_events(month date) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  indexes record;
begin
  for indexes in
    select i.indexrelid
    from pg_inherits as h
    join pg_class as c on c.oid = h.inhrelid
    join pg_index as i on i.indrelid = h.inhrelid
    join pg_class as x on x.oid = i.indexrelid
    join pg_am as a on a.oid = x.relam and a.amname = 'brin'
    where h.inhparent = 'releve.event'::regclass
      and c.relname = 'event_' || to_char(month, 'YYYY_MM')
  loop
    perform brin_summarize_new_values(indexes.indexrelid);
  end loop;
end
$$;

grant execute on function releve.summarise_events(date) to releve_app;

-- The least common multiple of all: what the means of windows are brought to, so that they can be
-- added and compared exactly.
create function releve.common_multiple(numeric, numeric) returns numeric
  language sql immutable strict parallel safe
  return lcm($1, $2);

create aggregate releve.common_multiple(numeric) (
  sfunc = releve.common_multiple, stype = numeric, initcond = '1', parallel = safe
);

grant execute on function releve.common_multiple(numeric) to releve_app, releve_auditor;
