-- Addresses by which phones may come of themselves, of which the last one of a commune may be open.
create table open_link (
  commune    text not null references commune (code),
  code_hash  blob not null unique,
  created_ms integer not null,
  expires_ms integer not null,
  closed_ms  integer,
  primary key (commune, code_hash)
) strict;

-- Phones that came by one, until the office has admitted them; those it has refused.
create table joining (
  commune     text not null references commune (code),
  id          blob not null,
  actor       blob not null unique,
  person_name text not null,
  device_name text not null,
  token_hash  blob not null unique,
  key         blob,
  asked_ms    integer not null,
  refused_ms  integer,
  primary key (commune, id)
) strict;
