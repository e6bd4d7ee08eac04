-- Which unit stands under which, for a time. Nothing knows how many levels there are.
create table placement (
  commune  text collate "C" not null references commune (code),
  from_day bigint not null,
  to_day   bigint,
  above    text collate "C" not null references commune (code),
  primary key (commune, from_day)
);
