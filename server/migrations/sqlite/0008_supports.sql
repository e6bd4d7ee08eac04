-- Aid that takes time (`chungtay_shared::support`): which case something was paid for, and who paid.
alter table fact add column support_case blob;
alter table fact add column source text;
alter table fact add column source_name text not null default '';
create index fact_of_case on fact (commune, support_case) where support_case is not null;

-- Where each case stands; `parts` is JSON of who pays how much, as it was decided.
create table support_case (
  commune             text not null references commune (code),
  doc                 blob not null,
  support_case        blob not null,
  campaign            blob not null,
  campaign_name       text not null,
  item_name           text not null,
  need                text not null,
  place               integer not null,
  step_code           text not null,
  step_name           text not null,
  since_day           integer not null,
  ended               integer not null,
  stopped             integer not null,
  parts               text not null,
  own_money_vnd       integer not null,
  own_goods_value_vnd integer not null,
  primary key (commune, doc, support_case)
) strict;
