-- Households that were erased at their request: a number of the log each, and what is said of it.
-- The hash of that number's line in the log is the body's.
create table erasure (
  commune text not null references commune (code),
  seq     integer not null,
  doc     blob not null,
  body    text not null,
  primary key (commune, seq)
) strict;
create index erasure_by_doc on erasure (doc);

-- What stays of them for the accounts: facts without a household, under a name made by chance.
create table remainder (
  commune text not null references commune (code),
  doc     blob not null,
  hamlet  text not null,
  hash    blob not null,
  primary key (commune, doc)
) strict;
