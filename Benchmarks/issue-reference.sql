-- What `scripts/bench issue` compares with: one statement that adds up the same metered days, joins
-- them to prices and inserts as many lines. Every price is a plain one here.

with month as (
  select timestamp '2025-10-01' at time zone 'Europe/Paris' as from_at,
    timestamp '2025-11-01' at time zone 'Europe/Paris' as to_at
),
metered as (
  select tenant_id, sku_id, value
  from releve.usage_daily
  join month on month.from_at = usage_daily.month_from
  union all
  select tenant_id, sku_id,
    level * (
      (least(carried.to_at, month.to_at) at time zone 'Europe/Paris')::date
      - (greatest(carried.from_at, month.from_at) at time zone 'Europe/Paris')::date)
  from releve.usage_carried as carried
  join month on carried.from_at < month.to_at and carried.to_at > month.from_at
),
used as (
  select metered.tenant_id, metered.sku_id, price.product, price.sku, price.unit_price,
    round(
      sum(value) / case when price.aggregation = 'time_weighted' then 31 else 1 end, 6) as quantity
  from metered
  join bench.price using (sku_id)
  group by 1, 2, 3, 4, 5, price.aggregation
)
insert into bench.invoice_line (
  invoice_id, line, organisation_id, contract_id, period, kind, product, tenant, sku,
  price_version, vat_category, vat_rate, currency, quantity, amount, unit_price, label, unit,
  service, from_at, to_at)
select term.contract_id, row_number() over (partition by term.contract_id order by used.product),
  term.organisation_id, term.contract_id, '2025-10-01', 'usage', used.product, tenant.name,
  used.sku, 'bench@2025-01-01', 'S', '20.00', 'EUR', used.quantity,
  round(used.quantity * used.unit_price, 2), used.unit_price::text, 'Produit ' || used.product,
  'unit', 'Bench', month.from_at, month.to_at
from used
cross join month
join releve.tenant using (tenant_id)
join releve.tenancy using (tenant_id)
join releve.contract_term as term using (organisation_id);
