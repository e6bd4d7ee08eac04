-- What is sealed of rows that no document gives (shared/src/row_seal.rs, docs/access-log.md): a line each time
-- one is added, changed or removed. Lines are added to and never changed; `hash` seals each with the one before
-- it, `row_seal_head` says where the chain ends. `what` is the table.
create table row_seal (
  commune text not null references commune (code),
  n       integer not null,
  what    text not null,
  key     text not null,
  digest  blob not null,
  altered integer not null,
  hash    blob not null,
  primary key (commune, n)
) strict;
create index row_seal_by_row on row_seal (commune, what, key, n);

create table row_seal_head (
  commune text primary key references commune (code),
  n       integer not null,
  hash    blob not null
) strict;

-- That what stood before was sealed once: where nothing stands yet there is nothing to seal, and what comes is
-- sealed as it is written. Where the mark is missing, the program does it when it opens the database.
insert into meta (key, value)
select 'rows_sealed', x'01' where not exists (select 1 from commune);
