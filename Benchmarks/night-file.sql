-- The events of `scripts/bench night` on the local day :day of October 2026 (Paris): those of
-- `scripts/bench meter`, as :file of NDJSON.

\o :file
copy (
  select format(
    '{"specversion":"1.0","id":"%s","source":"/collector/fr1/az05/metrics",'
      '"type":"releve.usage.v1","time":"%s","subject":"bench-tenant-%s","data":{'
      '"sku":"csp:fr1:bench:%s:v1","resource":"fr1/az05/vm-%s","quantity":"%s"}}',
    md5(resource::text || '/' || at), to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
    lpad((resource % 200)::text, 4, '0'),
    case resource / 200 % 4 when 2 then 'second-level' when 3 then 'sum' else 'day-level' end,
    md5(resource::text),
    trim_scale((resource % 61 + (hashint8(resource * 1000 + hour) & 255)) * 0.1))
  from (
    select hour, resource,
      (date '2026-09-30' + :day)::timestamp at time zone 'Europe/Paris'
        + hour * interval '1 hour' + resource % 3600 * interval '1 second' as at
    from generate_series(0, 23) as hour
    cross join generate_series(0, :resources - 1) as resource
  ) as made
  order by hour, resource)
to stdout;
\o
