-- A survey of a programme, from the day it opens: kind midway or final, with the version of its questions. Before that it is only a
-- date of the programme. figures is what may be shown, worked out once, when the survey closes.
create table survey (
	id text primary key,
	org_id text not null,
	programme_id text not null references programme (id) on delete cascade,
	kind text not null,
	version bigint not null,
	opens_on text not null,
	closes_on text not null,
	closed_at text not null default '',
	figures text not null default '{}',
	created_at text not null,
	unique (programme_id, kind)
);

-- One side of one pair that has been asked. answered_on is a day, so that no moment ties an answer to a visit. contact_at: the person
-- asks the coordinator to get in touch; contacted_at: that is done.
create table survey_invitation (
	survey_id text not null references survey (id) on delete cascade,
	org_id text not null,
	pair_id text not null,
	side text not null,
	seat_id text not null,
	person_id text not null,
	answered_on text not null default '',
	contact_at text not null default '',
	contacted_at text not null default '',
	primary key (survey_id, pair_id, side)
);
create index survey_invitation_seat on survey_invitation (org_id, seat_id);

-- The answers of one side of one pair, JSON {item: value}. Read back by the one who gave them, by everybody else only as figures
-- over five or more.
create table survey_answer (
	survey_id text not null references survey (id) on delete cascade,
	org_id text not null,
	pair_id text not null,
	side text not null,
	answers text not null,
	primary key (survey_id, pair_id, side)
);
