CREATE TABLE account (
	id text primary key,
	email text not null unique,
	name text not null,
	lang text not null default 'da',
	password_hash text not null default '',
	created_at text not null,
	signed_in_at text not null default ''
) strict;

CREATE TABLE agreement (
	id text primary key,
	org_id text not null,
	pair_id text not null references pair (id) on delete cascade,
	version integer not null,
	revision integer not null default 1,
	clauses text not null,
	weeks integer not null default 0,
	changed_by text not null,
	created_at text not null,
	changed_at text not null,
	signed_at text not null default '',
	unique (pair_id, version)
) strict;

CREATE INDEX agreement_signed on agreement (pair_id, version, signed_at, weeks);

CREATE TABLE application (
	id text primary key,
	org_id text not null,
	programme_id text not null references programme (id) on delete cascade,
	role text not null,
	email text not null,
	lang text not null,
	token_hash text not null unique,
	answers text not null,
	step integer not null default 0,
	sends integer not null default 1,
	created_at text not null,
	expires_at text not null,
	unique (programme_id, role, email)
) strict;

CREATE INDEX application_expires on application (expires_at);

CREATE TABLE audit_entry (
	id text primary key,
	org_id text not null,
	programme_id text not null default '',
	account_id text not null default '',
	act text not null,
	object text not null default '',
	detail text not null default '{}',
	at text not null
) strict;

CREATE INDEX audit_object on audit_entry (org_id, object);

CREATE INDEX audit_org on audit_entry (org_id, at);

CREATE TABLE barrier (
	id text primary key,
	org_id text not null,
	programme_id text not null references programme (id) on delete cascade,
	mentor_person_id text not null,
	mentee_person_id text not null,
	kind text not null,
	asked_by text not null default '',
	created_at text not null, quiet integer not null default false,
	unique (programme_id, mentor_person_id, mentee_person_id, kind, asked_by)
) strict;

CREATE TABLE ending (
	pair_id text primary key references pair (id) on delete cascade,
	org_id text not null,
	kind text not null,
	reason text not null default '',
	rematch_mentor text not null default '',
	rematch_mentee text not null default '',
	ended_on text not null,
	created_at text not null
) strict;

CREATE TABLE hat (
	id text primary key,
	org_id text not null,
	programme_id text not null default '',
	account_id text not null references account (id) on delete cascade,
	role text not null,
	created_at text not null,
	unique (account_id, org_id, programme_id, role)
) strict;

CREATE INDEX hat_programme on hat (org_id, programme_id, role);

CREATE TABLE import_batch (
	id text primary key,
	org_id text not null,
	programme_id text not null default '',
	account_id text not null,
	kind text not null,
	file_name text not null,
	file_hash text not null,
	content blob not null,
	mapping text not null default '{}',
	status text not null,
	done integer not null default 0,
	total integer not null default 0,
	result text not null default '{}',
	created_at text not null,
	applied_at text not null default ''
) strict;

CREATE INDEX import_programme on import_batch (org_id, programme_id, created_at);

CREATE TABLE match_edit (
	round_id text not null references match_round (id) on delete cascade,
	org_id text not null,
	number integer not null,
	steps text not null,
	effect text not null,
	undone integer not null default false,
	created_by text not null default '',
	created_at text not null,
	primary key (round_id, number)
) strict;

CREATE TRIGGER match_left_gone after delete on match_left begin delete from match_run where round_id = old.round_id; end;

CREATE TABLE match_left (
	round_id text not null references match_round (id) on delete cascade,
	org_id text not null,
	place integer not null,
	seat_id text not null references seat (id) on delete cascade,
	role text not null,
	cause text not null,
	detail text not null,
	primary key (round_id, place)
) strict;

CREATE TABLE match_mark (
	programme_id text not null references programme (id) on delete cascade,
	org_id text not null,
	mentor_seat_id text not null references seat (id) on delete cascade,
	mentee_seat_id text not null references seat (id) on delete cascade,
	mark text not null,
	created_at text not null, rule text not null default '', reason text not null default '',
	primary key (programme_id, mentor_seat_id, mentee_seat_id)
) strict;

CREATE TRIGGER match_pair_gone after delete on match_pair begin delete from match_run where round_id = old.round_id; end;

CREATE TABLE "match_pair" (
	round_id text not null references match_round (id) on delete cascade,
	org_id text not null,
	mentor_seat_id text not null references seat (id) on delete cascade,
	mentee_seat_id text not null references seat (id) on delete cascade,
	score integer not null,
	locked integer not null default false,
	shares text not null,
	reasons text not null,
	primary key (round_id, mentor_seat_id, mentee_seat_id)
) strict;

CREATE INDEX match_pair_mentee on match_pair (round_id, mentee_seat_id);

CREATE INDEX match_pair_score on match_pair (round_id, score, mentee_seat_id);

CREATE TABLE match_round (
	id text primary key,
	org_id text not null,
	programme_id text not null references programme (id) on delete cascade,
	number integer not null,
	status text not null,
	rules text not null,
	result text not null,
	proof text not null default '{}',
	matched integer not null default 0,
	cost integer not null default 0,
	verified integer not null default false,
	created_by text not null default '',
	created_at text not null,
	touched_at text not null default '',
	published_at text not null default '', revision integer not null default 0, settled_at text not null default '', asked_by text not null default '', asked_at text not null default '', approved_by text not null default '', approved_at text not null default '', review_note text not null default '',
	unique (programme_id, number)
) strict;

CREATE TABLE match_rules (
	programme_id text primary key references programme (id) on delete cascade,
	org_id text not null,
	rules text not null,
	changed_at text not null
) strict;

CREATE TABLE match_run (
	round_id text primary key references match_round (id) on delete cascade,
	org_id text not null,
	programme_id text not null references programme (id) on delete cascade,
	format integer not null,
	engine integer not null,
	rules_format integer not null,
	aim text not null,
	input_sum text not null,
	result_sum text not null,
	content blob not null,
	created_at text not null
) strict;

CREATE TABLE match_solving (
	id text primary key,
	org_id text not null,
	programme_id text not null references programme (id) on delete cascade,
	status text not null,
	pairs integer not null,
	phase text not null default '',
	share integer not null default 0,
	tries integer not null default 0,
	failed text not null default '',
	round_id text not null default '',
	asked_by text not null,
	asked_at text not null,
	began_at text not null default '',
	beat_at text not null,
	ended_at text not null default ''
) strict;

CREATE INDEX match_solving_last on match_solving (org_id, programme_id, asked_at);

CREATE UNIQUE INDEX match_solving_one on match_solving (programme_id) where status in ('waiting', 'running');

CREATE TABLE match_way (
	programme_id text primary key references programme (id) on delete cascade,
	org_id text not null,
	way text not null,
	changed_at text not null
) strict;

CREATE TABLE meeting (
	id text primary key,
	org_id text not null,
	pair_id text not null references pair (id) on delete cascade,
	uid text not null unique,
	sequence integer not null default 0,
	status text not null,
	organiser text not null default '',
	proposed_by text not null,
	starts_at text not null,
	minutes integer not null,
	place text not null default '',
	video_url text not null default '',
	held_at text not null default '',
	created_at text not null,
	changed_at text not null
) strict;

CREATE INDEX meeting_pair on meeting (org_id, pair_id, starts_at);

CREATE INDEX meeting_status on meeting (org_id, pair_id, status, starts_at);

CREATE TABLE organisation (
	id text primary key,
	name text not null,
	lang text not null default 'da',
	zone text not null default 'Europe/Copenhagen',
	created_at text not null
) strict;

CREATE TABLE outbox (
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
	attempts integer not null default 0,
	last_error text not null default '',
	tried_at text not null default '',
	created_at text not null,
	sent_at text not null default ''
) strict;

CREATE INDEX outbox_created on outbox (created_at);

CREATE INDEX outbox_status on outbox (status, created_at);

CREATE TABLE pair (
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
) strict;

CREATE INDEX pair_mentee on pair (mentee_seat_id);

CREATE INDEX pair_mentor on pair (mentor_seat_id);

CREATE INDEX pair_programme on pair (org_id, programme_id, phase);

CREATE UNIQUE INDEX pair_proposal on pair (proposal_id) where proposal_id <> '';

CREATE TABLE pair_mark (
	pair_id text not null references pair (id) on delete cascade,
	org_id text not null,
	side text not null,
	mark text not null,
	value text not null default '',
	at text not null,
	primary key (pair_id, side, mark)
) strict;

CREATE TABLE pair_phase (
	id text primary key,
	org_id text not null,
	pair_id text not null references pair (id) on delete cascade,
	phase text not null,
	side text not null default '',
	at text not null
) strict;

CREATE INDEX pair_phase_pair on pair_phase (org_id, pair_id);

CREATE TABLE person (
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
) strict;

CREATE INDEX person_account on person (account_id);

CREATE INDEX person_changed on person (org_id, changed_at);

CREATE UNIQUE INDEX person_email on person (org_id, email) where email <> '';

CREATE INDEX person_staff on person (org_id, staff_no);

CREATE TABLE programme (
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
	seats_mentor integer not null default 0,
	seats_mentee integer not null default 0,
	training text not null default '{}',
	settings text not null default '{}',
	opened_at text not null default '',
	created_at text not null,
	changed_at text not null
) strict;

CREATE INDEX programme_org on programme (org_id, status);

CREATE TABLE programme_phase (
	org_id text not null,
	programme_id text not null references programme (id) on delete cascade,
	phase text not null,
	starts_on text not null default '',
	ends_on text not null default '',
	primary key (programme_id, phase)
) strict;

CREATE TABLE proposal (
	id text primary key,
	org_id text not null,
	programme_id text not null references programme (id) on delete cascade,
	round_id text not null default '',
	mentor_seat_id text not null references seat (id) on delete cascade,
	mentee_seat_id text not null references seat (id) on delete cascade,
	reasons text not null default '[]',
	score integer not null default 0,
	mentor_answer text not null default '',
	mentor_answered_at text not null default '',
	mentee_answer text not null default '',
	mentee_answered_at text not null default '',
	status text not null,
	created_at text not null,
	closed_at text not null default ''
, first text not null default 'together', anonymous integer not null default false, mentor_told_at text not null default '', mentee_told_at text not null default '', mentor_know text not null default '', mentee_know text not null default '', named_at text not null default '', answer_by text not null default '', late_for text not null default '') strict;

CREATE INDEX proposal_mentee on proposal (mentee_seat_id);

CREATE INDEX proposal_mentor on proposal (mentor_seat_id);

CREATE INDEX proposal_programme on proposal (org_id, programme_id, status);

CREATE TABLE pulse (
	meeting_id text not null references meeting (id) on delete cascade,
	org_id text not null,
	side text not null,
	worth integer not null,
	free integer not null,
	matter integer not null,
	challenged integer not null,
	answered_at text not null,
	primary key (meeting_id, side)
) strict;

CREATE TABLE seat (
	id text primary key,
	org_id text not null,
	programme_id text not null references programme (id) on delete cascade,
	person_id text not null references person (id) on delete cascade,
	role text not null,
	status text not null,
	capacity integer not null default 1,
	profile text not null default '{}',
	trained_on text not null default '',
	source text not null default 'form',
	note text not null default '',
	applied_at text not null,
	decided_at text not null default '',
	changed_at text not null, paused_at text not null default '',
	unique (programme_id, person_id, role)
) strict;

CREATE INDEX seat_changed on seat (org_id, programme_id, changed_at);

CREATE INDEX seat_person on seat (person_id);

CREATE INDEX seat_programme on seat (org_id, programme_id, role, status);

CREATE TABLE session (
	token_hash text primary key,
	account_id text not null default '',
	data text not null,
	expires_at text not null
) strict;

CREATE INDEX session_account on session (account_id);

CREATE INDEX session_expires on session (expires_at);

CREATE TABLE setting (
	key text primary key,
	value text not null,
	changed_at text not null
) strict;

CREATE TABLE sign_in_link (
	token_hash text primary key,
	account_id text not null references account (id) on delete cascade,
	purpose text not null,
	next text not null default '',
	created_at text not null,
	expires_at text not null,
	used_at text not null default ''
) strict;

CREATE INDEX sign_in_link_account on sign_in_link (account_id);

CREATE TABLE signature (
	agreement_id text not null references agreement (id) on delete cascade,
	org_id text not null,
	side text not null,
	account_id text not null,
	name text not null,
	signed_at text not null,
	primary key (agreement_id, side)
) strict;

CREATE TABLE sponsor_commitment (
	id text primary key,
	org_id text not null,
	programme_id text not null references programme (id) on delete cascade,
	account_id text not null default '',
	name text not null,
	email text not null default '',
	mentor_minutes integer not null default 0,
	mentee_minutes integer not null default 0,
	budget text not null default '',
	message text not null default '',
	signed_at text not null default '',
	signed_name text not null default '',
	created_at text not null
) strict;

CREATE INDEX sponsor_programme on sponsor_commitment (org_id, programme_id);

CREATE TABLE sponsor_task (
	org_id text not null,
	programme_id text not null references programme (id) on delete cascade,
	task text not null,
	account_id text not null default '',
	done_at text not null,
	primary key (programme_id, task)
) strict;

CREATE TABLE survey (
	id text primary key,
	org_id text not null,
	programme_id text not null references programme (id) on delete cascade,
	kind text not null,
	version integer not null,
	opens_on text not null,
	closes_on text not null,
	closed_at text not null default '',
	figures text not null default '{}',
	created_at text not null,
	unique (programme_id, kind)
) strict;

CREATE TABLE survey_answer (
	survey_id text not null references survey (id) on delete cascade,
	org_id text not null,
	pair_id text not null,
	side text not null,
	answers text not null,
	primary key (survey_id, pair_id, side)
) strict;

CREATE TABLE survey_invitation (
	survey_id text not null references survey (id) on delete cascade,
	org_id text not null,
	pair_id text not null,
	side text not null,
	seat_id text not null,
	person_id text not null,
	answered_on text not null default '',
	contact_at text not null default '',
	contacted_at text not null default '',
	primary key (survey_id, pair_id, side)
) strict;

CREATE INDEX survey_invitation_seat on survey_invitation (org_id, seat_id);

CREATE TABLE talk (
	id text primary key,
	org_id text not null,
	programme_id text not null references programme (id) on delete cascade,
	time_id text not null references talk_time (id) on delete cascade,
	mentee_seat_id text not null references seat (id) on delete cascade,
	about text not null default '',
	uid text not null unique,
	sequence integer not null default 0,
	status text not null,
	organiser text not null default '',
	cancelled_by text not null default '',
	created_at text not null,
	changed_at text not null
) strict;

CREATE INDEX talk_mentee on talk (mentee_seat_id, status);

CREATE UNIQUE INDEX talk_once on talk (time_id, mentee_seat_id) where status <> 'cancelled';

CREATE INDEX talk_programme on talk (org_id, programme_id, status);

CREATE TABLE talk_setting (
	programme_id text primary key references programme (id) on delete cascade,
	org_id text not null,
	offered integer not null default false,
	ahead integer not null,
	changed_at text not null
) strict;

CREATE TABLE talk_time (
	id text primary key,
	org_id text not null,
	programme_id text not null references programme (id) on delete cascade,
	seat_id text not null references seat (id) on delete cascade,
	starts_at text not null,
	minutes integer not null,
	place text not null default '',
	video_url text not null default '',
	places integer not null,
	status text not null,
	created_at text not null,
	changed_at text not null
) strict;

CREATE INDEX talk_time_programme on talk_time (org_id, programme_id, starts_at);

CREATE INDEX talk_time_seat on talk_time (seat_id, starts_at);

CREATE TABLE wish_choice (
	round_id text not null references wish_round (id) on delete cascade,
	org_id text not null,
	mentor_seat_id text not null references seat (id) on delete cascade,
	mentee_seat_id text not null references seat (id) on delete cascade,
	place integer not null default 0,
	reasons text not null default '[]',
	mentee_rank integer not null default 0,
	mentor_rank integer not null default 0,
	answer text not null default '',
	message text not null default '',
	off_at text not null default '',
	primary key (round_id, mentor_seat_id, mentee_seat_id)
) strict;

CREATE INDEX wish_choice_mentee on wish_choice (org_id, mentee_seat_id);

CREATE INDEX wish_choice_mentor on wish_choice (org_id, mentor_seat_id);

CREATE TABLE wish_round (
	id text primary key,
	org_id text not null,
	programme_id text not null references programme (id) on delete cascade,
	kind text not null,
	status text not null,
	shows text not null,
	most integer not null,
	wishes_by text not null,
	answers_by text not null default '',
	opened_by text not null,
	opened_at text not null,
	asked_at text not null default '',
	closed_at text not null default ''
) strict;

CREATE INDEX wish_round_programme on wish_round (org_id, programme_id, opened_at);

CREATE TABLE wish_seat (
	round_id text not null references wish_round (id) on delete cascade,
	org_id text not null,
	seat_id text not null references seat (id) on delete cascade,
	role text not null,
	number integer not null,
	said_at text not null default '',
	left_at text not null default '',
	primary key (round_id, seat_id)
) strict;

CREATE INDEX wish_seat_seat on wish_seat (org_id, seat_id);
