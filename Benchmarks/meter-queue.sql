-- As after the ingestion of a month that nobody has metered.

truncate releve.usage_daily, releve.usage_carried;
insert into releve.meter_queue (day, ingestion_id)
select distinct (occurred_at at time zone 'UTC')::date, ingestion_id from releve.event;
vacuum analyze;
