-- What a line said: should nothing be owed under its key any more, the adjustment says it again.
-- Earlier lines have none; they are all of products.

alter table releve.invoice_line
  -- In the customer's language, as issued.
  add column label text,
  add column unit text,
  -- Null where a line concerns several services.
  add column service text,
  -- The part of the month that the line is for.
  add column from_at timestamptz,
  add column to_at timestamptz,
  add constraint invoice_line_span check (from_at < to_at);
