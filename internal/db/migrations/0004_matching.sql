-- The rules a programme matches by: hard rules and weights.
create table match_rules (
	programme_id text primary key references programme (id) on delete cascade,
	org_id text not null,
	rules text not null,
	changed_at text not null
);

-- One solved suggestion. status: draft, published, superseded. result is its figures, proof what shows that none is
-- better. touched_at: when a mark or the rules changed after it was solved.
create table match_round (
	id text primary key,
	org_id text not null,
	programme_id text not null references programme (id) on delete cascade,
	number bigint not null,
	status text not null,
	rules text not null,
	result text not null,
	proof text not null default '{}',
	matched bigint not null default 0,
	cost bigint not null default 0,
	verified boolean not null default false,
	created_by text not null default '',
	created_at text not null,
	touched_at text not null default '',
	published_at text not null default '',
	unique (programme_id, number)
);

-- The pairs of a round, with points and reasons. score is hundredths of a point.
create table match_pair (
	round_id text not null references match_round (id) on delete cascade,
	org_id text not null,
	mentor_seat_id text not null references seat (id) on delete cascade,
	mentee_seat_id text not null references seat (id) on delete cascade,
	score bigint not null,
	locked boolean not null default false,
	shares text not null,
	reasons text not null,
	primary key (round_id, mentee_seat_id)
);
create index match_pair_score on match_pair (round_id, score);

-- Whom a round left without a partner, in order, and why.
create table match_left (
	round_id text not null references match_round (id) on delete cascade,
	org_id text not null,
	place bigint not null,
	seat_id text not null references seat (id) on delete cascade,
	role text not null,
	cause text not null,
	detail text not null,
	primary key (round_id, place)
);

-- The coordinator's marks on the board: lock (these two) or forbid (never these two), by seat.
create table match_mark (
	programme_id text not null references programme (id) on delete cascade,
	org_id text not null,
	mentor_seat_id text not null references seat (id) on delete cascade,
	mentee_seat_id text not null references seat (id) on delete cascade,
	mark text not null,
	created_at text not null,
	primary key (programme_id, mentor_seat_id, mentee_seat_id)
);

-- A published suggestion to two people. Answers: '', yes, no. status: open, accepted, declined, withdrawn.
-- reasons holds only what both may read.
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
