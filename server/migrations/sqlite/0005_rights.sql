-- What rights are judged by (`chungtay_shared::review`). Facts that are older than all rounds need none.
alter table fact add column campaign blob;
alter table fact add column round blob;
