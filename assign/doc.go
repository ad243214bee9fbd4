// Package assign solves the assignment problem exactly and proves it: rows that each want one column, columns that
// each have a number of seats, a cost for every allowed pair; the most pairs first, then the least total cost.
package assign
