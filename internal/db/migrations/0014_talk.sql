-- One-off conversations: whether a programme offers them, and how many a mentee may have booked ahead.
create table talk_setting (
	programme_id text primary key references programme (id) on delete cascade,
	org_id text not null,
	offered boolean not null default false,
	ahead bigint not null,
	changed_at text not null
);

-- A time that a mentor has put up. places: how many may book it. status: open, closed.
create table talk_time (
	id text primary key,
	org_id text not null,
	programme_id text not null references programme (id) on delete cascade,
	seat_id text not null references seat (id) on delete cascade,
	starts_at text not null,
	minutes bigint not null,
	place text not null default '',
	video_url text not null default '',
	places bigint not null,
	status text not null,
	created_at text not null,
	changed_at text not null
);
create index talk_time_programme on talk_time (org_id, programme_id, starts_at);
create index talk_time_seat on talk_time (seat_id, starts_at);

-- A mentee's booking of a time. status: booked, held, missed, cancelled. about is for the two alone, and is taken out when the talk is
-- called off or long over. sequence counts the invitations, organiser is the address they come from.
create table talk (
	id text primary key,
	org_id text not null,
	programme_id text not null references programme (id) on delete cascade,
	time_id text not null references talk_time (id) on delete cascade,
	mentee_seat_id text not null references seat (id) on delete cascade,
	about text not null default '',
	uid text not null unique,
	sequence bigint not null default 0,
	status text not null,
	organiser text not null default '',
	cancelled_by text not null default '',
	created_at text not null,
	changed_at text not null
);
create index talk_mentee on talk (mentee_seat_id, status);
create index talk_programme on talk (org_id, programme_id, status);
create unique index talk_once on talk (time_id, mentee_seat_id) where status <> 'cancelled';

-- A mentee may have several mentors in one round, so a pair is named by both. The table is made anew, since an engine cannot change its key.
create table match_pair_both (
	round_id text not null references match_round (id) on delete cascade,
	org_id text not null,
	mentor_seat_id text not null references seat (id) on delete cascade,
	mentee_seat_id text not null references seat (id) on delete cascade,
	score bigint not null,
	locked boolean not null default false,
	shares text not null,
	reasons text not null,
	primary key (round_id, mentor_seat_id, mentee_seat_id)
);
insert into match_pair_both (round_id, org_id, mentor_seat_id, mentee_seat_id, score, locked, shares, reasons)
	select round_id, org_id, mentor_seat_id, mentee_seat_id, score, locked, shares, reasons from match_pair;
drop table match_pair;
alter table match_pair_both rename to match_pair;
create index match_pair_score on match_pair (round_id, score);
-- +sqlite
create trigger match_pair_gone after delete on match_pair begin delete from match_run where round_id = old.round_id; end;
-- +postgres
create trigger match_pair_gone after delete on match_pair for each row execute function match_run_gone();
-- +both
