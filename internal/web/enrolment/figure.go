package enrolment

import (
	"time"

	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// figure writes a whole number in the reader's language.
func figure(v *visit.Visit, n int) string { return i18n.Integer(v.Lang, int64(n)) }

// isoDate is a day that every spreadsheet sorts; "" for none.
func isoDate(v *visit.Visit, at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.In(v.Location()).Format(time.DateOnly)
}
