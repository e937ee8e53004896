-- What `scripts/bench night` has of the days before, beside events and what was metered of them: the
-- identities that new events are looked up among, and a night up to which all is proved.

set client_min_messages = warning;
alter table releve.event_identity drop constraint event_identity_key;

insert into releve.event_identity (identity, content, occurred_at, tenant_id)
select identity, identity, occurred_at, tenant_id from releve.event;

alter table releve.event_identity add constraint event_identity_key primary key (identity);

with night as (
  insert into releve.nightly_run (date, host, pid) values ('2026-10-29', 'bench', 1) returning run_id
)
insert into releve.audit_mark (run_id, ingestion_id, invoice_id)
select run_id, (select max(ingestion_id) from releve.ingestion), 0 from night;
analyze releve.event_identity;
