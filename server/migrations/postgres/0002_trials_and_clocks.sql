-- Every time the office had a record tried again that was set aside. It is kept for good: who let
-- what in, and what was said before.
create table trial (
  commune text collate "C" not null references commune (code),
  hash    bytea not null,
  nth     bigint not null,
  at_ms   bigint not null,
  officer bytea not null,
  device  bytea not null,
  n       bigint not null,
  doc     bytea not null,
  reason  text collate "C" not null,
  -- Why it was not let in; null when it was.
  refused text collate "C",
  primary key (commune, hash, nth)
);
create index trial_by_time on trial (commune, at_ms);

-- Seconds by which a phone's clock was ahead of the server's.
alter table device add column clock_off_s bigint not null default 0;
