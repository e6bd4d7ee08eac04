-- What a household was taken for by whoever put it on the list, and nobody has answered: each as
-- status:category:actor:milliseconds, with spaces between.
alter table household add column claims text not null default '';
