package organisation

import (
	"strconv"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/programme"
	"github.com/mentorskab/mentorskab/internal/visibility"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// Pages is what these pages need.
type Pages struct {
	DB         *db.DB
	Orgs       *org.Orgs
	Programmes *programme.Programmes
	Enrolments *enrolment.Enrolments
}

// narrow is a page of one form.
func narrow(v *visit.Visit, title string) ui.Page {
	p := v.Page(title)
	p.Narrow = true
	return p
}

func base(v *visit.Visit) string { return "/o/" + v.Place.Org }

// seen gives each field of a form its label of who sees it, and its error.
func seen(form string, errs map[string]string, fields ...ui.Field) []ui.Field {
	for i := range fields {
		f := &fields[i]
		class, _ := visibility.Of(form, f.Name)
		f.Vis, f.Error = ui.Visibility(class), errs[f.Name]
	}
	return fields
}

// summary is the errors of a form; errs[""] belongs to no field.
func summary(errs map[string]string, fields []ui.Field) []ui.FieldError {
	out := ui.Errors(fields...)
	if errs[""] != "" {
		out = append(out, ui.FieldError{Text: errs[""]})
	}
	return out
}

// pageNumber reads ?page; anything odd is the first.
func pageNumber(v *visit.Visit) int {
	n, err := strconv.Atoi(v.R.URL.Query().Get("page"))
	if err != nil || n < 1 || n > 100_000 {
		return 1
	}
	return n
}
