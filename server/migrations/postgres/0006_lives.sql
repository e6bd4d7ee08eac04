-- What the office decided about a household, as far as lists need it (`chungtay_shared::life`).
alter table household add column gone text;
alter table household add column gone_day bigint;
alter table household add column gone_into bytea;
-- Changes seen at visits and not answered, `visit:what` with spaces between; households it is not,
-- with spaces between.
alter table household add column noticed text not null default '';
alter table household add column apart text not null default '';
create index household_with_life on household (commune)
  where gone is not null or noticed <> '' or apart <> '';
create index household_merged on household (commune, gone_into) where gone = 'same';
