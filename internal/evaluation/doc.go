// Package evaluation owns the surveys of a programme: midway and final, answered by both sides of each pair, and shown as figures that
// are about five people or more.
//
//	planned --the day comes, or the coordinator opens--> open --14 days, or the coordinator closes--> closed
//
// planned: a date of the programme, nothing stored. open: everyone asked can answer and change their answer; a mail goes out on the
// first day and reminders on the fourth and ninth; nobody sees an answer, only how many have come. closed: the figures are worked out
// once and never change; what is too small to be shown is not in them.
//
// The questions are own-worded data with texts in both languages; a survey keeps the version it asked. Answers are confidential, not
// anonymous: they are tied to a side of a pair, so that a person can change their mind and partners can be compared in figures later.
package evaluation
