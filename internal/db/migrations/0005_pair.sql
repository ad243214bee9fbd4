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
	created_at text not null
);
create index pair_programme on pair (org_id, programme_id, phase);
create index pair_mentor on pair (mentor_seat_id);
create index pair_mentee on pair (mentee_seat_id);

-- What a pair has ticked off on the way through a gate, by side: go_on, expectations, closing_talk, notes_choice ...
create table pair_mark (
	pair_id text not null references pair (id) on delete cascade,
	org_id text not null,
	side text not null,
	mark text not null,
	value text not null default '',
	at text not null,
	primary key (pair_id, side, mark)
);

-- The agreement: one row per version; clauses as JSON.
create table agreement (
	id text primary key,
	org_id text not null,
	pair_id text not null references pair (id) on delete cascade,
	version bigint not null,
	clauses text not null,
	changed_by text not null,
	created_at text not null,
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
create table meeting (
	id text primary key,
	org_id text not null,
	pair_id text not null references pair (id) on delete cascade,
	uid text not null unique,
	sequence bigint not null default 0,
	status text not null,
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

-- The one-minute pulse after a meeting, one per side: figures only.
create table pulse (
	meeting_id text not null references meeting (id) on delete cascade,
	org_id text not null,
	side text not null,
	useful bigint not null,
	talk_share bigint not null default 50,
	forms text not null default '[]',
	roles text not null default '[]',
	again bigint not null default 0,
	answered_at text not null,
	primary key (meeting_id, side)
);

-- How a pair ended, without blame: who asked is kept from the coordinator when asked so.
create table ending (
	pair_id text primary key references pair (id) on delete cascade,
	org_id text not null,
	kind text not null,
	reason text not null default '',
	asked_by text not null default '',
	rematch_mentor boolean not null default false,
	rematch_mentee boolean not null default false,
	closing_talk text not null default '',
	ended_on text not null,
	created_at text not null
);
