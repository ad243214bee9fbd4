-- A solved round with all that is needed to solve it again: rules, marks, everybody's answers without names, result and proof, as one
-- compressed file. It goes with its programme, with its round, and with everybody who was in it: whoever is in a round has a row in
-- match_pair or match_left, and when that goes because the person was deleted, the copy of their answers goes too.
create table match_run (
	round_id text primary key references match_round (id) on delete cascade,
	org_id text not null,
	programme_id text not null references programme (id) on delete cascade,
	format bigint not null,
	engine bigint not null,
	rules_format bigint not null,
	aim text not null,
	input_sum text not null,
	result_sum text not null,
	content bytea not null,
	created_at text not null
);
-- +sqlite
create trigger match_pair_gone after delete on match_pair begin delete from match_run where round_id = old.round_id; end;
create trigger match_left_gone after delete on match_left begin delete from match_run where round_id = old.round_id; end;
-- +postgres
create function match_run_gone() returns trigger language plpgsql as $$ begin delete from match_run where round_id = old.round_id; return null; end $$;
create trigger match_pair_gone after delete on match_pair for each row execute function match_run_gone();
create trigger match_left_gone after delete on match_left for each row execute function match_run_gone();
-- +both
