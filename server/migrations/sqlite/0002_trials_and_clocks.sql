-- Every time the office had a record tried again that was set aside. It is kept for good: who let
-- what in, and what was said before.
create table trial (
  commune text not null references commune (code),
  hash    blob not null,
  nth     integer not null,
  at_ms   integer not null,
  officer blob not null,
  device  blob not null,
  n       integer not null,
  doc     blob not null,
  reason  text not null,
  -- Why it was not let in; null when it was.
  refused text,
  primary key (commune, hash, nth)
) strict;
create index trial_by_time on trial (commune, at_ms);

-- Seconds by which a phone's clock was ahead of the server's.
alter table device add column clock_off_s integer not null default 0;
