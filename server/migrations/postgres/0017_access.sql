-- Who saw, changed or took what (shared/src/access.rs, docs/access-log.md). Rows are added to and never
-- changed; `hash` seals each with the one before it, `access_head` says where the chain ends. `device` is
-- a program's token where there is no account.
create table access (
  commune text collate "C" not null references commune (code),
  n       bigint not null,
  at_ms   bigint not null,
  account bytea,
  device  bytea not null,
  act     text collate "C" not null,
  about   text collate "C" not null,
  hash    bytea not null,
  primary key (commune, n)
);
create index access_by_time on access (commune, at_ms);

create table access_head (
  commune text collate "C" primary key references commune (code),
  n       bigint not null,
  hash    bytea not null
);
