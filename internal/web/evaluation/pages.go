package evaluation

import (
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/evaluation"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/programme"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// Pages is what these pages need.
type Pages struct {
	DB          *db.DB
	Evaluations *evaluation.Evaluations
	Programmes  *programme.Programmes
}

// kind reads the survey's kind from the path; the slice refuses one that there is not.
func kind(v *visit.Visit) evaluation.Kind { return evaluation.Kind(v.R.PathValue("kind")) }

func page(v *visit.Visit, title string) ui.Page {
	p := v.Page(title)
	p.Narrow = v.Role == org.Mentor || v.Role == org.Mentee
	return p
}

// percent writes a share in the visitor's language.
func percent(v *visit.Visit, share float64) string { return i18n.Percent(v.Lang, share) }
