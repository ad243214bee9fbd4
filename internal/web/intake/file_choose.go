package intake

import (
	"github.com/mentorskab/mentorskab/internal/enrolment/intake"
	"github.com/mentorskab/mentorskab/internal/enrolment/roster"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// chooseView is the first page.
type chooseView struct {
	Head         ui.HeadView
	Steps        []ui.Step
	File, Kind   ui.Field
	Staff        bool
	Needs        []string
	Recent       ui.TableView
	Action, Back string
}

// FileChoose asks for a file.
func (p Pages) FileChoose(v *visit.Visit) error {
	view, err := p.choose(v, "", nil)
	if err != nil {
		return err
	}
	return v.Show(choosePage(page(v, view.Head.Title), view))
}

// FileReceive takes the file and leads on to its columns.
func (p Pages) FileReceive(v *visit.Visit) error {
	values, name, body, err := v.Upload(intake.FormFile, "file")
	kind := roster.Kind(values.Get("kind"))
	var b intake.Batch
	if err == nil {
		b, err = p.Intake.Receive(v.Ctx(), v.Actor, v.Place.Programme, intake.File{Name: name, Data: body}, kind)
	}
	if errs := v.Faults(err); errs != nil {
		view, err := p.choose(v, kind, errs)
		if err != nil {
			return err
		}
		return v.Invalid(choosePage(page(v, view.Head.Title), view))
	}
	if err != nil {
		return err
	}
	return v.Go(base(v) + "/" + b.ID + "/columns")
}

func (p Pages) choose(v *visit.Visit, kind roster.Kind, errs map[string]string) (chooseView, error) {
	c := chooseView{
		Head: ui.HeadView{Crumbs: crumbs(v), Title: v.T("import.choose_head"), Lede: v.T("import.choose_lede")}, Steps: steps(v, 0), Staff: staff(v), Action: base(v),
		File: ui.Field{Name: "file", Kind: ui.FieldFile, Label: v.T("import.file"), Hint: v.T("import.file_hint"), Accept: ".xlsx,.csv,.txt,.tsv", Error: errs["file"] + errs[""], Vis: ui.VisCoordinator},
		Kind: ui.Field{Name: "kind", Kind: ui.FieldSelect, Label: v.T("import.kind"), Options: kindOptions(v, kind, true), Error: errs["kind"], Optional: true},
	}
	needs := []string{"import.needs_name", "import.needs_email", "import.needs_role", "import.needs_more", "import.needs_never"}
	if c.Staff {
		c.Head.Title, c.Head.Lede = v.T("import.choose_head_staff"), v.T("import.choose_lede_staff")
		needs = []string{"import.needs_staff_no", "import.needs_leader", "import.needs_never"}
	}
	for _, n := range needs {
		c.Needs = append(c.Needs, v.T(n))
	}
	batches, err := p.Intake.Recent(v.Ctx(), v.Actor, v.Place.Programme, 8)
	if err != nil {
		return c, err
	}
	c.Recent = recentTable(v, batches)
	return c, nil
}

func recentTable(v *visit.Visit, batches []intake.Batch) ui.TableView {
	t := ui.TableView{Caption: v.T("import.recent_caption"), Cols: []ui.Col{
		{Label: v.T("import.recent_file")}, {Label: v.T("import.recent_when")}, {Label: v.T("import.recent_by")}, {Label: v.T("import.recent_state")},
	}}
	for _, b := range batches {
		state, step := v.T("import.recent_open"), "/columns"
		switch b.Status {
		case intake.Done:
			state, step = v.T("import.recent_done", "n", b.Result.Counts.Imported), "/result"
		case intake.Saving:
			state, step = v.T("import.recent_saving"), "/result"
		}
		t.Rows = append(t.Rows, ui.Row{ID: b.ID, Cells: []ui.Cell{
			{Text: b.File, URL: base(v) + "/" + b.ID + step}, {Text: i18n.Moment(v.Lang, b.Created.In(v.Location()))}, {Text: b.By}, {Text: state},
		}})
	}
	return t
}
