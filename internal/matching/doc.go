// Package matching owns who is put together with whom, and why: the rules of a programme, rounds that are solved to a proven
// optimum, the coordinator's marks on the board, and the proposals that two people answer.
//
//	pool --rules, marks--> round (draft) --publish--> proposals (open) --both yes--> accepted --pair closed--> ended
//	                         |                            |-- a no --------> declined
//	                         '--solved again--> superseded '-- taken back --> withdrawn
//
// The participants have their say in wish rounds: they rank those who are suggested to them, or mentees ask mentors who answer. What
// is wished is nobody else's to read until the round is closed and it counts in the pool; a "not this one" stays with the one who said
// it. A mentor may be out of the pool for a while.
//
// An open proposal goes in steps. Who is written to first is the programme's Way, and so is whether names are shown at once:
//
//	unnamed: first told --yes--> other told --yes--> named: both told --both yes--> accepted
//	named:   first told --yes--> other told --yes--> accepted
//
// Each step has a last day. It is reminded of and never lapses by itself: the coordinator extends it or takes the proposal back. What a
// side may see of a proposal is decided here (Shown, ProposalsOf), not by the pages. A no frees two people; Repair says what can be done
// for those who wait, with the proposals that nobody has answered moved or not, and only the coordinator's choice does it.
//
// A round is a suggestion: nobody hears of it before it is published. It may be published in part; the rest is a
// draft again. Places that an open or accepted proposal takes are not in the
// pool, so a later round never disturbs an earlier one. Two who have said no to each other, or have been a pair, are never proposed
// again.
//
// Each round is kept as a run, with which it can be solved again anywhere: rules, marks, everybody's answers by ids without names, result
// and proof. A run goes with its programme and with anybody who was in it and is deleted; who has only withdrawn stays in earlier runs.
//
// How well two suit each other, and which pairs are the best, is the business of package fit.
package matching
