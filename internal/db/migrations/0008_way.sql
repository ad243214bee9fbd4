-- How a programme goes about its matching: who sees what first, and what must happen before anybody does.
create table match_way (
	programme_id text primary key references programme (id) on delete cascade,
	org_id text not null,
	way text not null,
	changed_at text not null
);
