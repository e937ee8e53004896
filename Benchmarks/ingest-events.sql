-- The events of `scripts/bench ingest`, made once: as NDJSON for Relevé, and the same distinct
-- events as rows that are parsed already, for \copy.
--
-- :events is the number of lines. One in 100 is a duplicate that comes up to 100 000 lines after its
-- first; 5 in 100 come late, by up to 50 000 lines.

set client_min_messages = warning;
drop schema if exists bench cascade;
create schema bench;
select setseed(0.42) \g /dev/null

create unlogged table bench.event as
select row_number() over (order by position) as line, e.*
from (
  select n,
    n + case when n % 20 = 7 then random() * 50000 else 0 end as position,
    timestamptz '2026-10-01 00:00:00Z' + n * (interval '30 days' / :events) as occurred_at,
    format('/collector/fr1/az%s/metrics', lpad((5 + n % 3)::text, 2, '0')) as source,
    md5(n::text || '/event') as id,
    format('bench-tenant-%s', lpad((n % 200)::text, 4, '0')) as tenant,
    n % 3 as item,
    (array['csp:fr1:openiaas:backup:vm:v1', 'csp:fr1:vminstance:gp:vcpu:v1',
      'csp:fr1:vminstance:gp:ram:v1'])[n % 3 + 1] as sku,
    (array['VM', 'vCPU', 'GiB'])[n % 3 + 1] as unit,
    format('fr1/az05/vm-%s', md5((n % 20000)::text)) as resource,
    n % 61 + (n % 1000)::numeric / 1000 as quantity
  from generate_series(0, :events * 99 / 100 - 1) as n) as e;

\o :ndjson
copy (
  select format(
    '{"specversion":"1.0","id":"%s","source":"%s","type":"releve.usage.v1","time":"%s",'
      '"subject":"%s","data":{"sku":"%s","resource":"%s","quantity":"%s","unit":"%s"}}',
    id, source, to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), tenant,
    sku, resource, trim_scale(quantity), unit)
  from (
    select line::float8 as place, event.* from bench.event
    union all
    select line + 0.5 + random() * 100000, event.* from bench.event where n % 99 = 3) as sent
  order by place)
to stdout;

\o :rows
copy (
  select occurred_at, md5(source || id)::uuid, n % 200, item, 1, line, trim_scale(quantity), resource,
    source, id
  from bench.event order by line)
to stdout;
\o
drop schema bench cascade;
