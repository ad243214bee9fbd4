-- The participants' say: wish rounds, and mentors who take no new mentee for a while.

-- A mentor who has said "not now" keeps the seat and its pairs and is in no pool.
alter table seat add column paused_at text not null default '';

-- Quiet: asked for in a wish round. Only the one who asked can read it, and take it back; the rules read it like any other.
alter table barrier add column quiet boolean not null default false;

-- A stretch of time in which the participants of a programme say whom they would like. kind: suggestions (each gets some to think
-- about) or requests (mentees ask mentors). status: wishing, answering (mentors answer requests), closed, stopped. shows: named, work
-- (title and unit, no name) or nameless. Dates are the last days.
create table wish_round (
	id text primary key,
	org_id text not null,
	programme_id text not null references programme (id) on delete cascade,
	kind text not null,
	status text not null,
	shows text not null,
	most bigint not null,
	wishes_by text not null,
	answers_by text not null default '',
	opened_by text not null,
	opened_at text not null,
	asked_at text not null default '',
	closed_at text not null default ''
);
create index wish_round_programme on wish_round (org_id, programme_id, opened_at);

-- Who is in a round. number stands for the name where names are hidden. said_at: has saved something in the phase that asks this
-- role. left_at: paused, withdrawn or found a partner before the round was over.
create table wish_seat (
	round_id text not null references wish_round (id) on delete cascade,
	org_id text not null,
	seat_id text not null references seat (id) on delete cascade,
	role text not null,
	number bigint not null,
	said_at text not null default '',
	left_at text not null default '',
	primary key (round_id, seat_id)
);
create index wish_seat_seat on wish_seat (org_id, seat_id);

-- Two people whom a round puts before each other. place: best first, as the mentee sees them. mentee_rank and mentor_rank: 1 is most
-- wished, 0 not wished. answer: a mentor's yes or no to a request. message: the mentee's words to this mentor; emptied when the round
-- is over. off_at: one of the two left the round.
create table wish_choice (
	round_id text not null references wish_round (id) on delete cascade,
	org_id text not null,
	mentor_seat_id text not null references seat (id) on delete cascade,
	mentee_seat_id text not null references seat (id) on delete cascade,
	place bigint not null default 0,
	reasons text not null default '[]',
	mentee_rank bigint not null default 0,
	mentor_rank bigint not null default 0,
	answer text not null default '',
	message text not null default '',
	off_at text not null default '',
	primary key (round_id, mentor_seat_id, mentee_seat_id)
);
create index wish_choice_mentee on wish_choice (org_id, mentee_seat_id);
create index wish_choice_mentor on wish_choice (org_id, mentor_seat_id);
