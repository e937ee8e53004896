-- What is wrong with the documents of `scripts/bench issue`, as rows; none where all is well. Amounts
-- of plain prices are those of the one statement.

select 'documents: ' || count(*) || ', to be ' || :contracts
from releve.invoice
having count(*) <> :contracts;

select 'lines: ' || count(*) || ', to be ' || 30 * :contracts
from releve.invoice_line
having count(*) <> 30 * :contracts;

select 'numbers: up to ' || max(sequence) || ', ' || count(distinct digest) || ' digests'
from releve.invoice
having max(sequence) <> :contracts or count(distinct digest) <> :contracts;

select 'nets: ' || sum(net) || ', the lines ' || (select sum(amount) from releve.invoice_line)
from releve.invoice
having sum(net) <> (select sum(amount) from releve.invoice_line);

select 'differs: ' || coalesce(billed.product, wanted.product) || ' of '
  || coalesce(billed.tenant, wanted.tenant) || ': ' || coalesce(billed.quantity::text, 'none')
  || ' for ' || coalesce(billed.amount::text, 'nothing') || ', the one statement: '
  || coalesce(wanted.quantity::text, 'none') || ' for ' || coalesce(wanted.amount::text, 'nothing')
from (
  select product, tenant, sum(quantity) as quantity, sum(amount) as amount
  from releve.invoice_line
  group by 1, 2
) as billed
full join (
  select product, tenant, sum(quantity) as quantity, sum(amount) as amount
  from bench.invoice_line
  group by 1, 2
) as wanted using (product, tenant)
where billed.quantity is distinct from wanted.quantity
  or billed.amount is distinct from wanted.amount and billed.product <> 'tiered'
limit 5;
