-- Proposals in stages. first: together, mentee or mentor, who is written to before the other. anonymous: both are asked without names
-- whether they would like to know who it is (know: '', yes, no) before named_at. told_at: when a side was first written to; '' is not
-- yet. answer_by: the last day of the present step; late_for: the answer_by that the coordinators have been told has passed.
alter table proposal add column first text not null default 'together';
alter table proposal add column anonymous boolean not null default false;
alter table proposal add column mentor_told_at text not null default '';
alter table proposal add column mentee_told_at text not null default '';
alter table proposal add column mentor_know text not null default '';
alter table proposal add column mentee_know text not null default '';
alter table proposal add column named_at text not null default '';
alter table proposal add column answer_by text not null default '';
alter table proposal add column late_for text not null default '';
update proposal set mentor_told_at=created_at, mentee_told_at=created_at, named_at=created_at;
