package web

import (
	"slices"

	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// Pages is what the handlers need: one field per slice of pages.
type Pages struct {
}

// Routes is the table. Each part stands in the order of a programme's life.
func Routes(p Pages) []visit.Route {
	return slices.Concat(
		[]visit.Route{},
		// --- people: in, out, own account ---

		// --- site: help, who sees what, theory ---

		// --- installation and organisation ---

		// --- programme: set-up, public page, training ---

		// --- enrolment: application, participants, import ---

		// --- matching: the board ---

		// --- pair: proposal, agreement, meetings, ending ---

		// --- evaluation and report ---

		// --- home: start pages of each role ---
	)
}
