-- The board shows the weakest pairs first, a page at a time, and after a change the pairs of those whom it moved: neither reads a whole round.
drop index match_pair_score;
create index match_pair_score on match_pair (round_id, score, mentee_seat_id);
create index match_pair_mentee on match_pair (round_id, mentee_seat_id);
