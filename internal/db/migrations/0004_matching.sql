-- The rules a programme matches by: hard rules and weights.
create table match_rules (
	programme_id text primary key references programme (id) on delete cascade,
	org_id text not null,
	rules text not null,
	changed_at text not null
);

-- One solved proposal of pairs. status: draft, published, superseded.
create table match_round (
	id text primary key,
	org_id text not null,
	programme_id text not null references programme (id) on delete cascade,
	number bigint not null,
	status text not null,
	rules text not null,
	result text not null,
	matched bigint not null default 0,
	cost bigint not null default 0,
	verified boolean not null default false,
	created_by text not null default '',
	created_at text not null,
	published_at text not null default '',
	unique (programme_id, number)
);

-- The coordinator's marks on the board: lock (these two) or forbid (never these two), by seat.
create table match_mark (
	programme_id text not null references programme (id) on delete cascade,
	org_id text not null,
	mentor_seat_id text not null,
	mentee_seat_id text not null,
	mark text not null,
	created_at text not null,
	primary key (programme_id, mentor_seat_id, mentee_seat_id)
);

-- A published suggestion to two people. Answers: '', yes, no. status: open, accepted, declined, withdrawn, lapsed.
create table proposal (
	id text primary key,
	org_id text not null,
	programme_id text not null references programme (id) on delete cascade,
	round_id text not null default '',
	mentor_seat_id text not null references seat (id) on delete cascade,
	mentee_seat_id text not null references seat (id) on delete cascade,
	reasons text not null default '[]',
	score bigint not null default 0,
	mentor_answer text not null default '',
	mentor_answered_at text not null default '',
	mentee_answer text not null default '',
	mentee_answered_at text not null default '',
	status text not null,
	created_at text not null,
	closed_at text not null default ''
);
create index proposal_programme on proposal (org_id, programme_id, status);
create index proposal_mentor on proposal (mentor_seat_id);
create index proposal_mentee on proposal (mentee_seat_id);
