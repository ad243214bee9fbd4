package enrolment

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/mentorskab/mentorskab/internal/document/table"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/visibility"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// PeopleExport sends the list as a file: what people wrote, but never whom they do not want to meet, nor the coordinator's notes. A
// file is passed on more easily than a page.
func (p Pages) PeopleExport(v *visit.Visit) error {
	pr, err := p.programme(v)
	if err != nil {
		return err
	}
	q := v.R.URL.Query()
	const most = 200_000
	found, err := p.Enrolments.List(v.Ctx(), v.Actor, filterOf(q), 1, most)
	if err != nil {
		return err
	}
	rows := exportRows(v, found.Seats, pr.Settings.Own)
	var b bytes.Buffer
	name := v.T("enrolment.people") + " " + pr.Name
	if q.Get("format") == "csv" {
		comma := ','
		if v.Lang == i18n.Danish {
			comma = ';' // a Danish Excel divides at semicolons
		}
		if err := table.WriteCSV(&b, comma, rows); err != nil {
			return err
		}
		return v.File(name+".csv", "text/csv; charset=utf-8", b.Bytes())
	}
	if err := table.WriteXLSX(&b, v.T("enrolment.people"), rows); err != nil {
		return err
	}
	return v.File(name+".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b.Bytes())
}

// exportQuestions are those whose answers go into the file; the rest has columns of its own, or stays here.
func exportQuestions() []enrolment.Question {
	var out []enrolment.Question
	seen := map[string]bool{}
	for _, side := range []org.Role{org.Mentor, org.Mentee} {
		for _, q := range enrolment.Questions(side, enrolment.StepWants, enrolment.StepAbout) {
			own := map[string]bool{"name": true, "email": true, "phone": true, "title": true, "unit": true, "capacity": true}
			if q.Ask != enrolment.Names && q.Class != visibility.Statistics && q.Own == 0 && !own[q.Name] && !seen[q.Name] {
				seen[q.Name] = true
				out = append(out, q)
			}
		}
	}
	return out
}

func exportRows(v *visit.Visit, seats []enrolment.Seat, own []string) [][]string {
	qs := exportQuestions()
	head := []string{
		v.T("enrolment.col_name"), v.T("people.email"), v.T("enrolment.ask_phone"), v.T("enrolment.ask_title"), v.T("enrolment.filter_unit"),
		v.T("enrolment.col_role"), v.T("enrolment.col_status"), v.T("enrolment.col_applied"), v.T("enrolment.seat_decided"), v.T("enrolment.col_trained"), v.T("enrolment.seat_capacity"),
	}
	for _, q := range qs {
		head = append(head, v.T("enrolment.head_"+q.Name))
	}
	head = append(head, own...)
	rows := [][]string{head}
	for _, t := range seats {
		a := asking{Side: t.Role, Answers: enrolment.AnswersOf(t, nil, own)}
		capacity := ""
		if t.Role == org.Mentor {
			capacity = strconv.Itoa(t.Capacity)
		}
		row := []string{
			t.Person.Name, t.Person.Email, t.Person.Phone, t.Person.Title, t.Person.Unit, v.T("role." + string(t.Role)),
			v.T("enrolment.status_" + string(t.Status)), isoDate(v, t.Applied), isoDate(v, t.Decided), string(t.TrainedOn), capacity,
		}
		for _, q := range qs {
			row = append(row, strings.Join(a.shown(v, q), ", "))
		}
		for _, question := range own {
			row = append(row, t.Profile.Extra[question])
		}
		rows = append(rows, row)
	}
	return rows
}
