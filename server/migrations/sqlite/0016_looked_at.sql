-- That a person has looked at a record that is set aside, and what they found: it waits no more, and is
-- kept all the same.
alter table quarantine add column looked_ms integer;
alter table quarantine add column looked_by blob;
alter table quarantine add column looked_reason text;
