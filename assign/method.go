package assign

import (
	"fmt"
	"strings"
)

// method says in a few words what was done and why.
func (s *solver) method(r *Result) string {
	var parts []string
	if s.src == nil {
		parts = append(parts, fmt.Sprintf("all %d allowed pairs are listed", len(s.core.Col)))
	} else {
		parts = append(parts, fmt.Sprintf("solved over a core of %d of %d pairs and priced over all of them, %d times", len(s.core.Col), s.in.Pairs(), s.rounds))
	}
	switch {
	case r.Objective == Fair:
		parts = append(parts, fmt.Sprintf("level by level from the greatest cost down, %d levels", len(r.Levels)))
	case r.ShortRows == nil:
		parts = append(parts, "every row can have a column, so only cost counts")
	default:
		rows, cols := 0, 0
		for _, short := range r.ShortRows {
			if short {
				rows++
			}
		}
		for _, short := range r.ShortCols {
			if short {
				cols++
			}
		}
		parts = append(parts, fmt.Sprintf("%d rows share too few seats in %d columns, which are solved apart from the rest, from the seats", rows, cols))
	}
	if s.scaled {
		parts = append(parts, "by bidding with a surplus that shrinks, as every seat is taken and costs lie far apart, and shortest paths for the last")
	} else {
		parts = append(parts, "by bidding, and shortest paths for the last")
	}
	return strings.Join(parts, "; ")
}
