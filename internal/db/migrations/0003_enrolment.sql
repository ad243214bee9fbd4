-- One person's place in one programme, in one role. status: applied, waiting, accepted, declined, withdrawn.
create table seat (
	id text primary key,
	org_id text not null,
	programme_id text not null references programme (id) on delete cascade,
	person_id text not null references person (id) on delete cascade,
	role text not null,
	status text not null,
	capacity bigint not null default 1,
	profile text not null default '{}',
	trained_on text not null default '',
	source text not null default 'form',
	note text not null default '',
	applied_at text not null,
	decided_at text not null default '',
	changed_at text not null,
	unique (programme_id, person_id, role)
);
create index seat_programme on seat (org_id, programme_id, role, status);
create index seat_person on seat (person_id);

-- Two people who must not be matched: kind veto (one asked for it) or conflict (declared inhabilitet). Seen by the coordinator and
-- by asked_by (a person; '' for the coordinator), who may take it back.
create table barrier (
	id text primary key,
	org_id text not null,
	programme_id text not null references programme (id) on delete cascade,
	mentor_person_id text not null,
	mentee_person_id text not null,
	kind text not null,
	asked_by text not null default '',
	created_at text not null,
	unique (programme_id, mentor_person_id, mentee_person_id, kind, asked_by)
);

-- An application from the web that waits: for its address to be confirmed, or (step above 0) for its author to go on with it at that
-- step. One per address, programme and role: a new one takes the place of the old, and sends counts how many mails that cost.
create table application (
	id text primary key,
	org_id text not null,
	programme_id text not null references programme (id) on delete cascade,
	role text not null,
	email text not null,
	lang text not null,
	token_hash text not null unique,
	answers text not null,
	step bigint not null default 0,
	sends bigint not null default 1,
	created_at text not null,
	expires_at text not null,
	unique (programme_id, role, email)
);
create index application_expires on application (expires_at);

-- A seat's page shows its own history.
create index audit_object on audit_entry (org_id, object);

-- One spreadsheet on its way in: the parsed table waits here between the steps of the import.
create table import_batch (
	id text primary key,
	org_id text not null,
	programme_id text not null default '',
	account_id text not null,
	kind text not null,
	file_name text not null,
	file_hash text not null,
	content bytea not null,
	mapping text not null default '{}',
	status text not null,
	done bigint not null default 0,
	total bigint not null default 0,
	result text not null default '{}',
	created_at text not null,
	applied_at text not null default ''
);
create index import_programme on import_batch (org_id, programme_id, created_at);
