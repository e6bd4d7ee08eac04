-- What a phone signs its requests by, and how many of them were counted (shared/src/sync/proof.rs). That a
-- phone is lost: what it is told to say once everything on it is removed, and when it said so.
alter table device add column key blob;
alter table device add column proofs integer not null default 0;
alter table device add column wipe_code blob;
alter table device add column wiped_ms integer;
create unique index device_by_wipe_code on device (wipe_code) where wipe_code is not null;
