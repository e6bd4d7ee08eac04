-- Households that were erased at their request: a number of the log each, and what is said of it.
-- The hash of that number's line in the log is the body's.
create table erasure (
  commune text collate "C" not null references commune (code),
  seq     bigint not null,
  doc     bytea not null,
  body    text not null,
  primary key (commune, seq)
);
create index erasure_by_doc on erasure (doc);

-- What stays of them for the accounts: facts without a household, under a name made by chance.
create table remainder (
  commune text collate "C" not null references commune (code),
  doc     bytea not null,
  hamlet  text not null,
  hash    bytea not null,
  primary key (commune, doc)
);
