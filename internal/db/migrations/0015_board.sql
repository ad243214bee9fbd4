-- A draft is worked on: each change raises its revision, and settled_at is when it last answered to the pool. A second coordinator may
-- be asked to look at it; any change after the yes takes the yes away.
alter table match_round add column revision bigint not null default 0;
alter table match_round add column settled_at text not null default '';
alter table match_round add column asked_by text not null default '';
alter table match_round add column asked_at text not null default '';
alter table match_round add column approved_by text not null default '';
alter table match_round add column approved_at text not null default '';
alter table match_round add column review_note text not null default '';

-- What a coordinator changed in a draft, so that it can be undone and done again. steps: the marks and places before and after; effect:
-- what it did to the whole.
create table match_edit (
	round_id text not null references match_round (id) on delete cascade,
	org_id text not null,
	number bigint not null,
	steps text not null,
	effect text not null,
	undone boolean not null default false,
	created_by text not null default '',
	created_at text not null,
	primary key (round_id, number)
);

-- Has anybody changed since? Asked before each change of a draft, without reading the rows.
create index seat_changed on seat (org_id, programme_id, changed_at);
create index person_changed on person (org_id, changed_at);
