-- Periods of a campaign that were closed. `body` is what was counted, as it was serialised then, and `hash`
-- its SHA-256; `counted` names what has no log number of its own. Nothing here is ever changed.
create table closing (
  commune  text not null references commune (code),
  campaign blob not null,
  n        integer not null,
  body     text not null,
  hash     blob not null,
  counted  text not null,
  primary key (commune, campaign, n)
) strict;

-- What a unit wants reported by when, whom it reminded, and what it has sent: statements that are added to
-- and never changed (shared/src/period/urging.rs).
create table urging (
  commune text not null references commune (code),
  n       integer not null,
  body    text not null,
  primary key (commune, n)
) strict;

-- Log number by which a fact ceased to stand; null while it stands. With `received_seq` it tells what stood
-- at any number of the log. What had ceased before is of no closed period.
alter table fact add column fallen_seq integer;
update fact set fallen_seq = received_seq where not standing;
