-- What `scripts/bench ingest` compares with: the event table's columns and partitions, with a
-- time-first primary key, and nothing that would refuse an event a second time.

create schema bench;
create table bench.reference (
  like releve.event including defaults,
  constraint reference_key primary key (occurred_at, identity)
) partition by range (occurred_at);
create table bench.reference_2026_10 partition of bench.reference
  for values from ('2026-10-01 00:00:00Z') to ('2026-11-01 00:00:00Z');
