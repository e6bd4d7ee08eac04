-- Rows of imported lists that were left to a person (`chungtay_shared::import::LeftRow`), whole, and what
-- was said of them. `body` and `answer` are JSON; a row without answer waits.
create table left_row (
  commune    text not null references commune (code),
  import_key text not null,
  left_ms    integer not null,
  place      integer not null,
  body       text not null,
  answer     text,
  primary key (commune, import_key, left_ms)
) strict;
