-- A unit's few documents that are no household's are found without looking at all of those.
create index document_no_household on document (commune, kind) where kind <> 1;

-- Programs of the city that read where a unit and those below it stand; of a token only its hash is kept.
create table tool (
  commune    text collate "C" not null references commune (code),
  id         bytea not null,
  name       text collate "C" not null,
  token_hash bytea not null unique,
  made_ms    bigint not null,
  made_by    text collate "C" not null,
  used_ms    bigint,
  revoked_ms bigint,
  primary key (commune, id)
);
