package matching

import (
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// spanView is the clock of a possible pair. No text is nothing to say beyond the programme's own dates.
type spanView struct{ Text, Warn string }

func spanOf(v *visit.Visit, s matching.Span) (out spanView) {
	if !s.Worth() {
		return out
	}
	args := []any{"months", i18n.Decimal(v.Lang, s.Months, 1), "before", i18n.Decimal(v.Lang, s.Before, 1), "day", i18n.Date(v.Lang, s.Until)}
	out.Text = v.T("offer.span", args...)
	if s.Again {
		out.Text = v.T("offer.span_again", args...)
	}
	switch {
	case s.Late():
		out.Warn = v.T("offer.span_late", "n", matching.LateMonths)
	case s.Short():
		out.Warn = v.T("offer.span_short", "n", matching.ShortMonths)
	}
	return out
}
