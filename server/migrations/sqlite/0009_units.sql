-- Which unit stands under which, for a time. Nothing knows how many levels there are.
create table placement (
  commune  text not null references commune (code),
  from_day integer not null,
  to_day   integer,
  above    text not null references commune (code),
  primary key (commune, from_day)
) strict;
