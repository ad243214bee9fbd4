// Package value understands what people write in the cells of a spreadsheet: addresses, dates, numbers, lists, yes and no, words
// from a list. It knows no mentoring and no table; where a value depends on how the rest of its column is written, the column is
// looked at first (Dates, Numbers, Separator) and each cell after.
//
// Nothing here guesses in silence: every reading says how sure it is, so that the one who imports can be told.
package value
