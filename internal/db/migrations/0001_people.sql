-- Who can sign in. An account stands above organisations: one person, several hats.
create table account (
	id text primary key,
	email text not null unique,
	name text not null,
	lang text not null default 'da',
	password_hash text not null default '',
	created_at text not null,
	signed_in_at text not null default ''
);

create table session (
	token_hash text primary key,
	account_id text not null default '',
	data text not null,
	expires_at text not null
);
create index session_account on session (account_id);
create index session_expires on session (expires_at);

-- A link sent by mail: used once, kept as a hash. Purpose: sign_in or invitation.
create table sign_in_link (
	token_hash text primary key,
	account_id text not null references account (id) on delete cascade,
	purpose text not null,
	next text not null default '',
	created_at text not null,
	expires_at text not null,
	used_at text not null default ''
);
create index sign_in_link_account on sign_in_link (account_id);

-- Settings of the installation (first run, mail server).
create table setting (
	key text primary key,
	value text not null,
	changed_at text not null
);

create table organisation (
	id text primary key,
	name text not null,
	lang text not null default 'da',
	zone text not null default 'Europe/Copenhagen',
	created_at text not null
);

-- A person in an organisation's directory, with or without an account.
create table person (
	id text primary key,
	org_id text not null references organisation (id) on delete cascade,
	account_id text not null default '',
	staff_no text not null default '',
	name text not null,
	email text not null default '',
	phone text not null default '',
	title text not null default '',
	unit text not null default '',
	place text not null default '',
	leader_id text not null default '',
	extra text not null default '{}',
	created_at text not null,
	changed_at text not null
);
create unique index person_email on person (org_id, email) where email <> '';
create index person_account on person (account_id);
create index person_staff on person (org_id, staff_no);

-- Every role anyone has. programme_id '' means the whole organisation; org_id '' the installation.
create table hat (
	id text primary key,
	org_id text not null,
	programme_id text not null default '',
	account_id text not null references account (id) on delete cascade,
	role text not null,
	created_at text not null,
	unique (account_id, org_id, programme_id, role)
);
create index hat_programme on hat (org_id, programme_id, role);

-- What was done, by whom; never what was said.
create table audit_entry (
	id text primary key,
	org_id text not null,
	programme_id text not null default '',
	account_id text not null default '',
	act text not null,
	object text not null default '',
	detail text not null default '{}',
	at text not null
);
create index audit_org on audit_entry (org_id, at);

-- Mail to be sent, written in the transaction of what caused it. event_key makes it once per event and receiver.
-- status: waiting, sending (claimed at tried_at), sent (its bodies are then empty), refused.
create table outbox (
	id text primary key,
	org_id text not null default '',
	event_key text not null unique,
	to_email text not null,
	to_name text not null default '',
	lang text not null,
	subject text not null,
	body_text text not null,
	body_html text not null,
	calendar text not null default '',
	calendar_method text not null default '',
	status text not null,
	attempts bigint not null default 0,
	last_error text not null default '',
	tried_at text not null default '',
	created_at text not null,
	sent_at text not null default ''
);
create index outbox_status on outbox (status, created_at);
create index outbox_created on outbox (created_at);
