-- A lock may set rules aside for two people: which ones (divided by commas), and why in the coordinator's words.
alter table match_mark add column rule text not null default '';
alter table match_mark add column reason text not null default '';
