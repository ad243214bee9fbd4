// Package fit says how well people suit each other, and who is best put together with whom. It is pure: a Pool, Rules and Marks go
// in, an Outcome comes out, and nothing is read or stored. So the board, the command line and a replayed run give the same.
//
//	pool + rules --prepare--> deck --hard rules, points--> an instance of package assign --solve, verify--> outcome
//
// A Run is all of it in a form that can be stored and replayed; Engine is the version of what happens in between.
//
// Points are whole hundredths and a score is their sum: nothing rounds away. Every reason is a text key with arguments; each reader
// gets it in their own language.
package fit
