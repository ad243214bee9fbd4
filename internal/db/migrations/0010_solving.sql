-- Large pools are solved in the background: one at a time in a programme. status: waiting, running, done, cancelled, failed. share is how
-- much is done, in thousandths; beat_at is when the work last gave a sign of life; failed is the key of a text that says why.
create table match_solving (
	id text primary key,
	org_id text not null,
	programme_id text not null references programme (id) on delete cascade,
	status text not null,
	pairs bigint not null,
	phase text not null default '',
	share bigint not null default 0,
	tries bigint not null default 0,
	failed text not null default '',
	round_id text not null default '',
	asked_by text not null,
	asked_at text not null,
	began_at text not null default '',
	beat_at text not null,
	ended_at text not null default ''
);

create unique index match_solving_one on match_solving (programme_id) where status in ('waiting', 'running');
create index match_solving_last on match_solving (org_id, programme_id, asked_at);
