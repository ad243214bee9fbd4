// Package talk owns the one-off conversations of a programme: the times that mentors put up, and the mentees who book them. They stand
// beside pairs, or instead of them, and make nobody a pair.
//
//	time:  open --the mentor takes it down--> closed (its talks are called off)
//	talk:  booked --took place--> held
//	          | \---did not-----> missed       (either of the two may say, and correct it)
//	          '--either calls it off, up to its start--> cancelled (the place is free again)
//
// A mentee sees the times of every mentor whom no hard rule of package fit keeps away, and never learns of the others. What a talk is
// about is for the two alone and leaves this package to nobody else; the coordinator sees that talks are booked and held, and whose.
package talk
