// Package matching owns who is put together with whom, and why: the rules of a programme, rounds that are solved to a proven
// optimum, the coordinator's marks on the board, and the proposals that two people answer.
//
//	pool --rules, marks--> round (draft) --publish--> proposals (open) --both yes--> accepted --pair closed--> ended
//	                         |                            |-- a no --------> declined
//	                         '--solved again--> superseded '-- taken back --> withdrawn
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
// A round is a suggestion: nobody hears of it before it is published. It may be published in part; the rest is a draft again. Places that an open or accepted proposal takes are not in the
// pool, so a later round never disturbs an earlier one. Two who have said no to each other, or have been a pair, are never proposed
// again.
//
// How well two suit each other, and which pairs are the best, is the business of package fit.
package matching
