-- What a household was last seen to lack: codes of `chungtay_shared::visit::Need`, with spaces between.
alter table household add column needs text not null default '';
