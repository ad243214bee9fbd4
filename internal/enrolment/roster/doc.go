// Package roster reads a list of people as somebody wrote it: a table in, rows of candidate participants out, with a message for
// each cell that could not be read as it stands. It touches no database and changes nothing.
//
//	table -> Withhold -> Guess: heading row, kind of list, what each column means -> (a person corrects) -> Read -> List
//
// What a list means for an organisation - who is there already, who is the same person - is decided by package intake.
package roster
