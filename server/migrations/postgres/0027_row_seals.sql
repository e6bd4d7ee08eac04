-- What is sealed of rows that no document gives (shared/src/row_seal.rs, docs/access-log.md): a line each time
-- one is added, changed or removed. Lines are added to and never changed; `hash` seals each with the one before
-- it, `row_seal_head` says where the chain ends. `what` is the table.
create table row_seal (
  commune text collate "C" not null references commune (code),
  n       bigint not null,
  what    text collate "C" not null,
  key     text collate "C" not null,
  digest  bytea not null,
  altered boolean not null,
  hash    bytea not null,
  primary key (commune, n)
);
create index row_seal_by_row on row_seal (commune, what, key, n);

create table row_seal_head (
  commune text collate "C" primary key references commune (code),
  n       bigint not null,
  hash    bytea not null
);

-- That what stood before was sealed once: where nothing stands yet there is nothing to seal, and what comes is
-- sealed as it is written. Where the mark is missing, the program does it when it opens the database.
insert into meta (key, value)
select 'rows_sealed', '\x01'::bytea where not exists (select 1 from commune);
