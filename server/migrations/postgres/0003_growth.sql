-- What a sync would have to count anew each time, however much there is.

-- Records of the device that are stored.
alter table device add column receipted bigint not null default 0;
update device set receipted =
  (select count(*) from log l where l.commune = device.commune and l.device = device.id);
drop index log_by_device;

create index actor_by_device on actor (commune, device);

-- The log up to this number was compacted: where `log.change` is empty, the change's bytes are in
-- the document's snapshot alone.
alter table commune add column compacted_seq bigint not null default 0;
