-- When an account's person left the commune.
alter table account add column left_ms bigint;
