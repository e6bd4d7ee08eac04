-- What a unit says of its hamlets and of the organisations it works with, as dated statements. They are
-- added to and never changed; what they come to is worked out (shared/src/register.rs).
create table statement (
  commune text not null references commune (code),
  n       bigint  not null,
  body    text not null,
  primary key (commune, n)
);
