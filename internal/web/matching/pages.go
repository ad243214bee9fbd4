package matching

import (
	"net/url"
	"strconv"

	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// Pages holds what these pages need.
type Pages struct {
	Matches *matching.Matches
}

// base is the address of the board.
func base(v *visit.Visit) string { return "/p/" + v.Place.Programme + "/match" }

// perPage is how many pairs, people or proposals a page shows.
const perPage = 20

// offset reads which page of a list is asked for, from 1.
func offset(v *visit.Visit) int { return offsetBy(v, perPage) }

func offsetBy(v *visit.Visit, per int) int {
	n, err := strconv.Atoi(v.R.URL.Query().Get("page"))
	if err != nil || n < 1 || n > 1_000_000 {
		return 0
	}
	return (n - 1) * per
}

// pager leads through a list of total at the present address.
func pager(v *visit.Visit, from, total int) ui.PagerView { return pagerBy(v, from, total, perPage) }

func pagerBy(v *visit.Visit, from, total, per int) ui.PagerView {
	p := ui.PagerView{From: min(from+1, total), To: min(from+per, total), Total: total}
	at := v.R.URL.RequestURI()
	page := from/per + 1
	if from > 0 {
		p.PrevURL = ui.WithQuery(at, "page", strconv.Itoa(page-1))
	}
	if from+per < total {
		p.NextURL = ui.WithQuery(at, "page", strconv.Itoa(page+1))
	}
	return p
}

// crumbs is the way back to the board.
func crumbs(v *visit.Visit) []ui.Link {
	return []ui.Link{{Label: v.T("nav.match"), URL: base(v)}}
}

// fields lists a form's posted values that are allowed more than once.
func has(values url.Values, field, value string) bool {
	for _, got := range values[field] {
		if got == value {
			return true
		}
	}
	return false
}
