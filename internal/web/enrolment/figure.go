package enrolment

import (
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// figure writes a whole number in the reader's language.
func figure(v *visit.Visit, n int) string { return i18n.Integer(v.Lang, int64(n)) }
