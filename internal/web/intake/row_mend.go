package intake

import (
	"slices"
	"strconv"
	"strings"

	"github.com/mentorskab/mentorskab/internal/document/table"
	"github.com/mentorskab/mentorskab/internal/enrolment/intake"
	"github.com/mentorskab/mentorskab/internal/enrolment/roster"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// mendView is the page where one row is written anew.
type mendView struct {
	Head         ui.HeadView
	Steps        []ui.Step
	About        []remark // remarks about the row as a whole
	Fields       []ui.Field
	Action, Back string
}

// RowMend shows the cells of a row, each with what is wrong with it.
func (p Pages) RowMend(v *visit.Visit) error {
	view, _, err := p.mend(v, nil)
	if err != nil {
		return err
	}
	return v.Show(mendPage(page(v, view.Head.Title), view))
}

// RowSave keeps what somebody wrote instead.
func (p Pages) RowSave(v *visit.Visit) error {
	form, err := v.Form(intake.FormRow)
	if err != nil {
		return err
	}
	_, w, err := p.mend(v, nil)
	if err != nil {
		return err
	}
	row, _ := strconv.Atoi(v.R.PathValue("row"))
	texts := map[int]string{}
	for c := range w.Plan.List.Headings {
		if name := intake.ColumnField(c); form.Has(name) {
			texts[c] = form.Get(name)
		}
	}
	err = p.Intake.Fix(v.Ctx(), v.Actor, v.Place.Programme, w.Batch.ID, row, texts)
	if errs := v.Faults(err); errs != nil {
		view, _, err := p.mend(v, errs)
		if err != nil {
			return err
		}
		return v.Invalid(mendPage(page(v, view.Head.Title), view))
	}
	if err != nil {
		return err
	}
	v.Say("good", "import.row_saved", "row", strconv.Itoa(row))
	return v.Go(at(v, "check"))
}

// mend makes the form of the row that the path names. errs are faults of what was just sent.
func (p Pages) mend(v *visit.Visit, errs map[string]string) (mendView, intake.View, error) {
	w, err := p.Intake.Look(v.Ctx(), v.Actor, v.Place.Programme, v.R.PathValue("batch"))
	if err != nil {
		return mendView{}, w, err
	}
	row, err := strconv.Atoi(v.R.PathValue("row"))
	if err != nil || !slices.ContainsFunc(w.Plan.List.Rows, func(r roster.Row) bool { return r.Number == row }) {
		return mendView{}, w, fault.Missing()
	}
	view := mendView{
		Head:  ui.HeadView{Crumbs: crumbs(v), Title: v.T("import.row_head", "row", strconv.Itoa(row)), Lede: v.T("import.row_lede")},
		Steps: steps(v, 2), Action: at(v, "row/"+strconv.Itoa(row)), Back: at(v, "check"),
	}
	said := map[int]cellSays{}
	for _, m := range w.Plan.List.Messages {
		if m.Row != row || m.Severity == roster.Info {
			continue
		}
		if m.Column < 0 {
			view.About = append(view.About, words(v, m))
			continue
		}
		r, c := words(v, m), said[m.Column]
		if text := r.Short + ". " + r.Long; m.Severity == roster.Error {
			c.err = strings.TrimSpace(c.err + " " + text)
		} else {
			c.hint = strings.TrimSpace(c.hint + " " + text)
		}
		said[m.Column] = c
	}
	for c, heading := range w.Plan.List.Headings {
		if c >= len(w.Batch.Setup.Columns) || w.Batch.Setup.Columns[c] == roster.Ignore && said[c] == (cellSays{}) {
			continue
		}
		view.Fields = append(view.Fields, mendField(v, w, row, c, heading, said[c], errs))
	}
	return view, w, nil
}

// cellSays is what is wrong with a cell, and what is only pointed out.
type cellSays struct{ err, hint string }

func mendField(v *visit.Visit, w intake.View, row, c int, heading string, said cellSays, errs map[string]string) ui.Field {
	name := intake.ColumnField(c)
	f := ui.Field{Name: name, Label: heading + " (" + table.Address(row, c) + ")", Error: said.err, Hint: said.hint, Filter: true}
	if errs != nil {
		f.Value, f.Error = v.R.PostForm.Get(name), errs[name]
	} else if fixed, ok := w.Batch.Setup.Fixes[table.Address(row, c)]; ok {
		f.Value = fixed
	} else {
		f.Value = w.Table.Cell(row, c).Text
	}
	if len(f.Value) > 70 || w.Batch.Setup.Columns[c] == roster.Note || w.Batch.Setup.Columns[c] == roster.Motivation {
		f.Kind = ui.FieldTextarea
	}
	return f
}
