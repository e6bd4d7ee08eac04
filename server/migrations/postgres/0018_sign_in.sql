-- How an office's account signs in beside a link: a password, and codes of an authenticator app. `last_step`
-- is the last 30 seconds of which a code was taken: each is taken once.
create table factor (
  commune       text collate "C" not null references commune (code),
  account       bytea not null,
  salt          bytea not null,
  password      bytea not null,
  authenticator bytea not null,
  last_step     bigint not null,
  set_ms        bigint not null,
  primary key (commune, account)
);

-- Codes for whoever has lost the app, as hashes; each is taken once.
create table recovery_code (
  commune text collate "C" not null references commune (code),
  account bytea not null,
  hash    bytea not null,
  used_ms bigint,
  primary key (commune, account, hash)
);

-- When an office's browser was used last, to the minute, and when somebody last proved there who they are.
alter table device add column used_ms bigint;
alter table device add column proved_ms bigint;
