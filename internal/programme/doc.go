// Package programme owns what a mentoring programme is: its kind, purpose and strategic goal, its owner and sponsor, its dates and
// phases, and the six success criteria as a gate before it opens.
//
//	draft --open--> open --start--> running --close--> closed
//
// draft: being set up. open: takes applications. running: pairs are made and meet. closed: over; figures and reports remain.
package programme
