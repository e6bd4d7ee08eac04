-- Versions of the wordings that a unit's reports have, by kind of report. They are added to and never
-- changed; the last one is in use (shared/src/wording.rs).
create table wording (
  commune text not null references commune (code),
  kind    text not null,
  n       bigint  not null,
  body    text not null,
  primary key (commune, kind, n)
);
