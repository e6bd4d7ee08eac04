-- Keys of everything that belongs to a commune begin with the commune, so a distributed database
-- can shard by it. Times are milliseconds since 1970 (…_ms), days are days since 1970 (…_day).

create table meta (
  key   text primary key,
  value blob not null
) strict;

create table commune (
  code           text primary key,
  name           text not null,
  synthetic      integer not null,
  log_end        integer not null,
  people_version integer not null
) strict;

create table account (
  commune     text not null references commune (code),
  id          blob not null,
  person_name text not null,
  role        text not null,
  created_ms  integer not null,
  primary key (commune, id)
) strict;

create table invite (
  commune    text not null references commune (code),
  code_hash  blob not null unique,
  account    blob not null,
  created_ms integer not null,
  expires_ms integer not null,
  used_ms    integer,
  primary key (commune, code_hash)
) strict;

create table device (
  commune     text not null references commune (code),
  id          blob not null,
  account     blob not null,
  name        text not null,
  token_hash  blob not null unique,
  enrolled_ms integer not null,
  heard_ms    integer,
  made        integer not null,
  revoked_ms  integer,
  primary key (commune, id)
) strict;

create table actor (
  commune text not null references commune (code),
  actor   blob not null unique,
  device  blob not null,
  primary key (commune, actor)
) strict;

-- A snapshot is a cache of the log: the changes are the truth.
create table document (
  commune     text not null references commune (code),
  doc         blob not null unique,
  kind        integer not null,
  created_seq integer not null,
  last_seq    integer not null,
  snapshot    blob not null,
  primary key (commune, doc)
) strict;
create unique index document_by_last_seq on document (commune, last_seq);

create table log (
  commune     text not null references commune (code),
  seq         integer not null,
  doc         blob not null,
  hash        blob not null unique,
  actor       blob not null,
  device      blob not null,
  n           integer not null,
  received_ms integer not null,
  change      blob not null,
  primary key (commune, seq)
) strict;
create index log_by_document on log (commune, doc, seq);
create index log_by_device on log (commune, device);

create table quarantine (
  commune     text not null references commune (code),
  hash        blob not null,
  doc         blob not null,
  claimed     text not null,
  kind        integer not null,
  actor       blob not null,
  device      blob not null,
  n           integer not null,
  reason      text not null,
  received_ms integer not null,
  change      blob not null,
  primary key (commune, hash)
) strict;
create index quarantine_by_device on quarantine (commune, device);

-- From here on: rows projected from the documents, in the transaction that stores the change.

create table household (
  commune        text not null references commune (code),
  doc            blob not null,
  head_name      text not null,
  nickname       text not null,
  hamlet         text not null,
  hamlet_sort    text not null,
  sort           text not null,
  birth_year     integer,
  national_id    text not null,
  member_count   integer not null,
  import_key     text not null,
  search         text not null,
  visit_count    integer not null,
  handover_count integer not null,
  value_vnd      integer not null,
  primary key (commune, doc)
) strict;
create index household_by_sort on household (commune, sort);

create table status (
  commune  text not null references commune (code),
  doc      blob not null,
  fact     blob not null,
  category text not null,
  from_day integer not null,
  to_day   integer,
  order_ms integer not null,
  primary key (commune, doc, fact)
) strict;

create table fact (
  commune         text not null references commune (code),
  doc             blob not null,
  fact            blob not null,
  kind            text not null,
  at_ms           integer not null,
  on_day          integer not null,
  what            text not null,
  detail          text not null,
  note            text not null,
  money_vnd       integer not null,
  goods_value_vnd integer not null,
  quantity_milli  integer not null,
  unit            text not null,
  signed          integer not null,
  actor           blob not null,
  received_ms     integer not null,
  received_seq    integer not null,
  standing        integer not null,
  primary key (commune, doc, fact)
) strict;
create index fact_by_received on fact (commune, received_ms, fact);
create index fact_by_day on fact (commune, kind, on_day);

create table conflict (
  commune text not null references commune (code),
  doc     blob not null,
  field   text not null,
  rivals  text not null,
  primary key (commune, doc, field)
) strict;
