-- Keys of everything that belongs to a commune begin with the commune, so a distributed database
-- can shard by it. Times are milliseconds since 1970 (…_ms), days are days since 1970 (…_day).
-- Tables and columns are those of SQLite's file of the same name; tests/tests/databases/store_contract.rs
-- compares them. Text is compared byte by byte (collate "C"), as SQLite does: the sort keys are made
-- for that, and no order may depend on how the database was made.
--
-- Unique without the commune: code_hash, token_hash, actor, doc and log.hash. Each is asked for by
-- people who do not know the commune yet (a link, a token) or must not trust the one they are told
-- (a change pushed again, a document of a neighbour), so it has to be one of a kind among all
-- communes, and these two-node races end at the constraint. A distributed database needs a
-- reference table for each of the five before it can shard the rest.

create table meta (
  key   text collate "C" primary key,
  value bytea not null
);

create table commune (
  code           text collate "C" primary key,
  name           text collate "C" not null,
  synthetic      boolean not null,
  log_end        bigint not null,
  people_version bigint not null
);

create table account (
  commune     text collate "C" not null references commune (code),
  id          bytea not null,
  person_name text collate "C" not null,
  role        text collate "C" not null,
  created_ms  bigint not null,
  primary key (commune, id),
  -- Two nodes asked for the same person's account at once make one.
  unique (commune, person_name, role)
);

create table invite (
  commune    text collate "C" not null references commune (code),
  code_hash  bytea not null unique,
  account    bytea not null,
  created_ms bigint not null,
  expires_ms bigint not null,
  used_ms    bigint,
  primary key (commune, code_hash)
);

create table device (
  commune     text collate "C" not null references commune (code),
  id          bytea not null,
  account     bytea not null,
  name        text collate "C" not null,
  token_hash  bytea not null unique,
  enrolled_ms bigint not null,
  heard_ms    bigint,
  made        bigint not null,
  revoked_ms  bigint,
  primary key (commune, id)
);

create table actor (
  commune text collate "C" not null references commune (code),
  actor   bytea not null unique,
  device  bytea not null,
  primary key (commune, actor)
);

-- A snapshot is a cache of the log: the changes are the truth.
create table document (
  commune     text collate "C" not null references commune (code),
  doc         bytea not null unique,
  kind        bigint not null,
  created_seq bigint not null,
  last_seq    bigint not null,
  snapshot    bytea not null,
  primary key (commune, doc)
);
create unique index document_by_last_seq on document (commune, last_seq);

create table log (
  commune     text collate "C" not null references commune (code),
  seq         bigint not null,
  doc         bytea not null,
  hash        bytea not null unique,
  actor       bytea not null,
  device      bytea not null,
  n           bigint not null,
  received_ms bigint not null,
  change      bytea not null,
  primary key (commune, seq)
);
create index log_by_document on log (commune, doc, seq);
create index log_by_device on log (commune, device);

create table quarantine (
  commune     text collate "C" not null references commune (code),
  hash        bytea not null,
  doc         bytea not null,
  claimed     text collate "C" not null,
  kind        bigint not null,
  actor       bytea not null,
  device      bytea not null,
  n           bigint not null,
  reason      text collate "C" not null,
  received_ms bigint not null,
  change      bytea not null,
  primary key (commune, hash)
);
create index quarantine_by_device on quarantine (commune, device);
create index quarantine_by_hash on quarantine (hash);

-- From here on: rows projected from the documents, in the transaction that stores the change.

create table household (
  commune        text collate "C" not null references commune (code),
  doc            bytea not null,
  head_name      text collate "C" not null,
  nickname       text collate "C" not null,
  hamlet         text collate "C" not null,
  hamlet_sort    text collate "C" not null,
  sort           text collate "C" not null,
  birth_year     bigint,
  national_id    text collate "C" not null,
  member_count   bigint not null,
  import_key     text collate "C" not null,
  search         text collate "C" not null,
  visit_count    bigint not null,
  handover_count bigint not null,
  value_vnd      bigint not null,
  primary key (commune, doc)
);
-- No index by `sort`: a key may be longer than PostgreSQL's B-tree takes (2.7 kB), and a commune's
-- whole list is read at once anyway.

create table status (
  commune  text collate "C" not null references commune (code),
  doc      bytea not null,
  fact     bytea not null,
  category text collate "C" not null,
  from_day bigint not null,
  to_day   bigint,
  order_ms bigint not null,
  primary key (commune, doc, fact)
);

create table fact (
  commune         text collate "C" not null references commune (code),
  doc             bytea not null,
  fact            bytea not null,
  kind            text collate "C" not null,
  at_ms           bigint not null,
  on_day          bigint not null,
  what            text collate "C" not null,
  detail          text collate "C" not null,
  note            text collate "C" not null,
  money_vnd       bigint not null,
  goods_value_vnd bigint not null,
  quantity_milli  bigint not null,
  unit            text collate "C" not null,
  signed          boolean not null,
  actor           bytea not null,
  received_ms     bigint not null,
  received_seq    bigint not null,
  standing        boolean not null,
  primary key (commune, doc, fact)
);
create index fact_by_received on fact (commune, received_ms, fact);
create index fact_by_day on fact (commune, kind, on_day);

create table conflict (
  commune text collate "C" not null references commune (code),
  doc     bytea not null,
  field   text collate "C" not null,
  rivals  text collate "C" not null,
  primary key (commune, doc, field)
);
