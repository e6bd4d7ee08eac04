-- A unit's few documents that are no household's are found without looking at all of those.
create index document_no_household on document (commune, kind) where kind <> 1;

-- Programs of the city that read where a unit and those below it stand; of a token only its hash is kept.
create table tool (
  commune    text not null references commune (code),
  id         blob not null,
  name       text not null,
  token_hash blob not null unique,
  made_ms    integer not null,
  made_by    text not null,
  used_ms    integer,
  revoked_ms integer,
  primary key (commune, id)
) strict;
