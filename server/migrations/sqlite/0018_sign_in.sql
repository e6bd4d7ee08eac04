-- How an office's account signs in beside a link: a password, and codes of an authenticator app. `last_step`
-- is the last 30 seconds of which a code was taken: each is taken once.
create table factor (
  commune       text not null references commune (code),
  account       blob not null,
  salt          blob not null,
  password      blob not null,
  authenticator blob not null,
  last_step     integer not null,
  set_ms        integer not null,
  primary key (commune, account)
) strict;

-- Codes for whoever has lost the app, as hashes; each is taken once.
create table recovery_code (
  commune text not null references commune (code),
  account blob not null,
  hash    blob not null,
  used_ms integer,
  primary key (commune, account, hash)
) strict;

-- When an office's browser was used last, to the minute, and when somebody last proved there who they are.
alter table device add column used_ms integer;
alter table device add column proved_ms integer;
