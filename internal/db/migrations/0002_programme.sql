create table programme (
	id text primary key,
	org_id text not null references organisation (id) on delete cascade,
	name text not null,
	kinds text not null default '[]',
	status text not null default 'draft',
	purpose text not null default '',
	purpose_template text not null default '',
	strategic_goal text not null default '',
	indicator text not null default '',
	indicator_baseline text not null default '',
	indicator_target text not null default '',
	owner_name text not null default '',
	owner_email text not null default '',
	description text not null default '',
	zone text not null default 'Europe/Copenhagen',
	lang text not null default 'da',
	starts_on text not null default '',
	ends_on text not null default '',
	midway_on text not null default '',
	final_on text not null default '',
	seats_mentor bigint not null default 0,
	seats_mentee bigint not null default 0,
	training text not null default '{}',
	settings text not null default '{}',
	opened_at text not null default '',
	created_at text not null,
	changed_at text not null
);
create index programme_org on programme (org_id, status);

create table programme_phase (
	org_id text not null,
	programme_id text not null references programme (id) on delete cascade,
	phase text not null,
	starts_on text not null default '',
	ends_on text not null default '',
	primary key (programme_id, phase)
);

-- What the sponsor promises, and the signature. A change after the signature makes a new row, to be signed anew: the newest one counts.
-- Minutes are per person and month.
create table sponsor_commitment (
	id text primary key,
	org_id text not null,
	programme_id text not null references programme (id) on delete cascade,
	account_id text not null default '',
	name text not null,
	email text not null default '',
	mentor_minutes bigint not null default 0,
	mentee_minutes bigint not null default 0,
	budget text not null default '',
	message text not null default '',
	signed_at text not null default '',
	signed_name text not null default '',
	created_at text not null
);
create index sponsor_programme on sponsor_commitment (org_id, programme_id);

-- What the sponsor has ticked off.
create table sponsor_task (
	org_id text not null,
	programme_id text not null references programme (id) on delete cascade,
	task text not null,
	account_id text not null default '',
	done_at text not null,
	primary key (programme_id, task)
);
