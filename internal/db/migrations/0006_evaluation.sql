-- A survey of a programme: kind midway or final, with the version of its questions.
create table survey (
	id text primary key,
	org_id text not null,
	programme_id text not null references programme (id) on delete cascade,
	kind text not null,
	opens_on text not null,
	closes_on text not null,
	created_at text not null,
	unique (programme_id, kind)
);

-- One side's answers in one pair; answers JSON {item: value}. Read only as figures over five or more.
create table survey_answer (
	id text primary key,
	org_id text not null,
	survey_id text not null references survey (id) on delete cascade,
	pair_id text not null,
	seat_id text not null,
	side text not null,
	answers text not null,
	answered_at text not null,
	unique (survey_id, pair_id, side)
);
create index survey_answer_survey on survey_answer (org_id, survey_id);
