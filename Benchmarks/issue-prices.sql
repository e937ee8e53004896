-- What `scripts/bench issue` compares with needs: the plain prices by SKU, of a graduated charge
-- the first, and a table with the columns, checks and indexes of invoice_line.

create schema bench;
create table bench.price as
select sku.sku_id, sku.sku, product.name as product, meter ->> 'aggregation' as aggregation,
  coalesce(price #>> '{charge,unit_price}', price #>> '{charge,tiers,0,unit_price}')::numeric
    as unit_price
from releve.document_version as list
cross join lateral jsonb_array_elements(
  list.document::jsonb #> '{spec,versions,0,prices}') as price
join releve.product on product.name = price ->> 'product'
join releve.sku using (product_id)
join (
  select listed ->> 'product' as name, listed -> 'meter' as meter
  from releve.document_version as catalogue
  cross join lateral jsonb_array_elements(catalogue.document::jsonb #> '{spec,products}') as listed
  where catalogue.kind = 'Catalogue'
) as metered on metered.name = product.name
where list.kind = 'PriceList';

create table bench.invoice_line (like releve.invoice_line including all);
-- Else it would look at these rows while the program works.
alter table bench.invoice_line set (autovacuum_enabled = false);
analyze bench.price;
