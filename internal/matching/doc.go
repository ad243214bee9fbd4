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
// A round is a suggestion: nobody hears of it before it is published. Places that an open or accepted proposal takes are not in the
// pool, so a later round never disturbs an earlier one. Two who have said no to each other, or have been a pair, are never proposed
// again.
//
// Each round is kept as a run, with which it can be solved again anywhere: rules, marks, everybody's answers by ids without names, result
// and proof. A run goes with its programme and with anybody who was in it and is deleted; who has only withdrawn stays in earlier runs.
//
// How well two suit each other, and which pairs are the best, is the business of package fit.
package matching
