-- Two people who said yes. phase: introduction, establishing, learning, closing, closed.
create table pair (
	id text primary key,
	org_id text not null,
	programme_id text not null references programme (id) on delete cascade,
	proposal_id text not null default '',
	mentor_seat_id text not null references seat (id) on delete cascade,
	mentee_seat_id text not null references seat (id) on delete cascade,
	phase text not null,
	started_on text not null,
	ends_on text not null default '',
	phase_since text not null,
	paused_on text not null default '',
	paused_until text not null default '',
	created_at text not null
);
create index pair_programme on pair (org_id, programme_id, phase);
create index pair_mentor on pair (mentor_seat_id);
create index pair_mentee on pair (mentee_seat_id);
create unique index pair_proposal on pair (proposal_id) where proposal_id <> '';

-- The phases a pair has been in, first to last. side: who moved it, '' for the system.
create table pair_phase (
	id text primary key,
	org_id text not null,
	pair_id text not null references pair (id) on delete cascade,
	phase text not null,
	side text not null default '',
	at text not null
);
create index pair_phase_pair on pair_phase (org_id, pair_id);

-- What a side has ticked off on the way through a gate: duties, no_conflict, go_on, expectations, direction, goals_reached, closing_talk ...
create table pair_mark (
	pair_id text not null references pair (id) on delete cascade,
	org_id text not null,
	side text not null,
	mark text not null,
	value text not null default '',
	at text not null,
	primary key (pair_id, side, mark)
);

-- The agreement: one row per version; clauses as JSON. A version that nobody has signed may still change: revision counts that.
-- signed_at is set when both have signed; weeks is how often they agreed to meet.
create table agreement (
	id text primary key,
	org_id text not null,
	pair_id text not null references pair (id) on delete cascade,
	version bigint not null,
	revision bigint not null default 1,
	clauses text not null,
	weeks bigint not null default 0,
	changed_by text not null,
	created_at text not null,
	changed_at text not null,
	signed_at text not null default '',
	unique (pair_id, version)
);

create table signature (
	agreement_id text not null references agreement (id) on delete cascade,
	org_id text not null,
	side text not null,
	account_id text not null,
	name text not null,
	signed_at text not null,
	primary key (agreement_id, side)
);

-- A meeting: when and where, never what was said. status: proposed, accepted, held, cancelled.
-- organiser is the address that its invitations come from, '' when none were sent; sequence counts them.
create table meeting (
	id text primary key,
	org_id text not null,
	pair_id text not null references pair (id) on delete cascade,
	uid text not null unique,
	sequence bigint not null default 0,
	status text not null,
	organiser text not null default '',
	proposed_by text not null,
	starts_at text not null,
	minutes bigint not null,
	place text not null default '',
	video_url text not null default '',
	held_at text not null default '',
	created_at text not null,
	changed_at text not null
);
create index meeting_pair on meeting (org_id, pair_id, starts_at);

-- The one-minute pulse after a meeting, one per side: four figures from 1 to 5, 0 for "don't know". Counted, never shown singly.
create table pulse (
	meeting_id text not null references meeting (id) on delete cascade,
	org_id text not null,
	side text not null,
	worth bigint not null,
	free bigint not null,
	matter bigint not null,
	challenged bigint not null,
	answered_at text not null,
	primary key (meeting_id, side)
);

-- How a pair ended, without blame. kind: completed, stopped, coordinator. reason is counted, never shown for one pair;
-- who asked is not kept. rematch_* is '', yes or no.
create table ending (
	pair_id text primary key references pair (id) on delete cascade,
	org_id text not null,
	kind text not null,
	reason text not null default '',
	rematch_mentor text not null default '',
	rematch_mentee text not null default '',
	ended_on text not null,
	created_at text not null
);
