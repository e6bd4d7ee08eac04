-- Addresses by which phones may come of themselves, of which the last one of a commune may be open.
create table open_link (
  commune    text collate "C" not null references commune (code),
  code_hash  bytea not null unique,
  created_ms bigint not null,
  expires_ms bigint not null,
  closed_ms  bigint,
  primary key (commune, code_hash)
);

-- Phones that came by one, until the office has admitted them; those it has refused.
create table joining (
  commune     text collate "C" not null references commune (code),
  id          bytea not null,
  actor       bytea not null unique,
  person_name text not null,
  device_name text not null,
  token_hash  bytea not null unique,
  key         bytea,
  asked_ms    bigint not null,
  refused_ms  bigint,
  primary key (commune, id)
);
