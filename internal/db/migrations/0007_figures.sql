-- The coordinator's overview and the report count a programme's meetings by pair and status, without reading their rows.
create index meeting_status on meeting (org_id, pair_id, status, starts_at);
-- And which agreements are in force, without reading their clauses.
create index agreement_signed on agreement (pair_id, version, signed_at, weeks);
