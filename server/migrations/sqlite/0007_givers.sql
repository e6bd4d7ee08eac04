-- Who handed something over, when somebody else has put the record right since.
alter table fact add column giver blob;
