-- Books that an office keeps beside its documents, by kind: what people ask of their data, what has happened to
-- them (shared/src/data_request.rs, shared/src/incident.rs). Statements are added to; only the deletion of whom
-- a statement names takes words out of it.
create table office_book (
  commune text not null references commune (code),
  kind    text not null,
  n       bigint not null,
  body    text not null,
  primary key (commune, kind, n)
);
