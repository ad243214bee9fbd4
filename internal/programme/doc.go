// Package programme owns what a mentoring programme is: its kind, purpose and strategic goal, its owner and sponsor, its dates and
// phases, and the six success criteria as a gate before it opens.
//
//	draft --open--> open --start--> running --close--> closed
//	                  \-------------close------------/
//
// draft: being set up. open: takes applications. running: pairs are made and meet. closed: over; figures and reports remain.
//
// The set-up is done in steps, each with its own verb (ChangeBasics, ChangePurpose, ChangeTime, ChangeSponsor, ChangeIntake,
// ChangeAgreement): every one saves alone and can be returned to. Readiness shows the six criteria as they stand; only the first
// holds a programme back: nobody can be invited to something whose purpose, strategic goal, indicator or owner is not known.
package programme
