-- Aid that takes time (`chungtay_shared::support`): which case something was paid for, and who paid.
alter table fact add column support_case bytea;
alter table fact add column source text collate "C";
alter table fact add column source_name text collate "C" not null default '';
create index fact_of_case on fact (commune, support_case) where support_case is not null;

-- Where each case stands; `parts` is JSON of who pays how much, as it was decided.
create table support_case (
  commune             text collate "C" not null references commune (code),
  doc                 bytea not null,
  support_case        bytea not null,
  campaign            bytea not null,
  campaign_name       text collate "C" not null,
  item_name           text collate "C" not null,
  need                text collate "C" not null,
  place               bigint not null,
  step_code           text collate "C" not null,
  step_name           text collate "C" not null,
  since_day           bigint not null,
  ended               boolean not null,
  stopped             boolean not null,
  parts               text collate "C" not null,
  own_money_vnd       bigint not null,
  own_goods_value_vnd bigint not null,
  primary key (commune, doc, support_case)
);
