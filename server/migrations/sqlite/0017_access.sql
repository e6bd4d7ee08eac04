-- Who saw, changed or took what (shared/src/access.rs, docs/access-log.md). Rows are added to and never
-- changed; `hash` seals each with the one before it, `access_head` says where the chain ends. `device` is
-- a program's token where there is no account.
create table access (
  commune text not null references commune (code),
  n       integer not null,
  at_ms   integer not null,
  account blob,
  device  blob not null,
  act     text not null,
  about   text not null,
  hash    blob not null,
  primary key (commune, n)
) strict;
create index access_by_time on access (commune, at_ms);

create table access_head (
  commune text primary key references commune (code),
  n       integer not null,
  hash    blob not null
) strict;
