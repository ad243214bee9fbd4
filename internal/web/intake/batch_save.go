package intake

import (
	"bytes"
	"math"
	"strconv"
	"strings"

	"github.com/mentorskab/mentorskab/internal/document/table"
	"github.com/mentorskab/mentorskab/internal/enrolment/intake"
	"github.com/mentorskab/mentorskab/internal/enrolment/roster"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// BatchSave begins to save and leads on to where one sees how far it is.
func (p Pages) BatchSave(v *visit.Visit) error {
	err := p.Intake.Start(v.Ctx(), v.Actor, v.Place.Programme, v.R.PathValue("batch"))
	if err != nil && !fault.Is(err, fault.Gone) { // pressed twice
		return err
	}
	return v.Go(at(v, "result"))
}

// BatchDiscard forgets a file.
func (p Pages) BatchDiscard(v *visit.Visit) error {
	if err := p.Intake.Discard(v.Ctx(), v.Actor, v.Place.Programme, v.R.PathValue("batch")); err != nil {
		return err
	}
	return v.Go(base(v))
}

// BatchResult shows how far the saving is, or what came of it.
func (p Pages) BatchResult(v *visit.Visit) error {
	b, err := p.Intake.Batch(v.Ctx(), v.Actor, v.Place.Programme, v.R.PathValue("batch"))
	if err != nil {
		return err
	}
	switch b.Status {
	case intake.Saving:
		view := savingView{Head: ui.HeadView{Crumbs: crumbs(v), Title: v.T("import.saving_head"), Lede: b.File}, Steps: steps(v, 3), Progress: p.progress(v, b), Again: at(v, "result")}
		return v.Show(savingPage(page(v, view.Head.Title), view))
	case intake.Open:
		return v.Go(at(v, "check"))
	}
	view := done(v, b)
	return v.Show(donePage(page(v, view.Head.Title), view))
}

// BatchProgress is the part of the page that asks for itself again. When the work is over it leads on.
func (p Pages) BatchProgress(v *visit.Visit) error {
	b, err := p.Intake.Batch(v.Ctx(), v.Actor, v.Place.Programme, v.R.PathValue("batch"))
	if err != nil {
		return err
	}
	if b.Status != intake.Saving {
		v.W.Header().Set("HX-Redirect", at(v, "result"))
	}
	return v.Show(progress(page(v, ""), p.progress(v, b), at(v, "result")))
}

// savingView is the page while a list is being saved.
type savingView struct {
	Head     ui.HeadView
	Steps    []ui.Step
	Progress ui.ProgressView
	Again    string
}

func (p Pages) progress(v *visit.Visit, b intake.Batch) ui.ProgressView {
	out := ui.ProgressView{ID: "progress", Title: v.T("import.saving_compare"), Note: v.T("import.saving_note"), PollURL: at(v, "progress"), Every: "1s"}
	if b.Status != intake.Saving {
		out.Title, out.Done, out.Value, out.Max, out.Note = v.T("import.saving_done"), true, 1, 1, ""
		return out
	}
	now := p.Intake.Progress(v.Actor, v.Place.Programme, b.ID)
	if now == nil {
		return out
	}
	out.Value, out.Max = now.Percent(), 100
	if written, total := now.Writing(); total > 0 {
		out.Title = v.T("import.saving_write", "done", written, "total", total)
	}
	if left := now.Left(v.Site.Clock.Now()); left > 0 {
		out.Left = v.T("import.saving_left", "n", int(math.Ceil(left.Seconds())))
	}
	return out
}

// doneView is the page of a list that has been imported.
type doneView struct {
	Head    ui.HeadView
	Steps   []ui.Step
	Figures []ui.Stat
	Seats   string
	Refused int
	Remarks ui.TableView
	Acts    []ui.Action
}

func done(v *visit.Visit, b intake.Batch) doneView {
	n := b.Result.Counts
	d := doneView{Head: ui.HeadView{Crumbs: crumbs(v), Title: v.T("import.done_same"), Lede: v.T("import.done_lede", "file", b.File)}, Steps: steps(v, 4), Refused: n.Refused}
	switch {
	case n.People > 0:
		d.Head.Title = v.T("import.done_people", "n", n.People)
	case n.Staff > 0:
		d.Head.Title = v.T("import.done_staff", "n", n.Staff)
	case n.Changed+n.StaffChanged > 0:
		d.Head.Title = v.T("import.done_changed", "n", n.Changed)
	case n.Mentors+n.Mentees+n.Barriers == 0:
		d.Head.Lede = v.T("import.done_lede_same", "file", b.File)
	}
	if n.Mentors+n.Mentees > 0 {
		d.Seats = v.T("import.done_seats", "mentors", n.Mentors, "mentees", n.Mentees)
	}
	d.Figures = figures(v, &intake.Plan{Counts: n, List: &roster.List{Options: roster.Options{Kind: b.Kind}}})
	d.Remarks = ui.TableView{Caption: v.T("import.done_remarks_caption"), Cols: []ui.Col{{Label: v.T("import.row")}, {Label: v.T("import.cell")}, {Label: v.T("import.column")}, {Label: v.T("import.what")}}}
	for i, s := range b.Result.Said {
		if i == 100 {
			break
		}
		m := s.Message()
		d.Remarks.Rows = append(d.Remarks.Rows, ui.Row{ID: "m" + strconv.Itoa(i), Head: 4, Cells: []ui.Cell{
			{Text: strconv.Itoa(m.Row), Num: true}, {Text: m.Address(), Num: true}, {Text: m.Heading}, {Node: ui.Badge(tone(m.Severity), "", v.T(m.Short()))},
		}})
	}
	go1 := ui.Action{Label: v.T("import.done_people_go"), URL: "/p/" + v.Place.Programme + "/people", Icon: "users"}
	if staff(v) {
		go1 = ui.Action{Label: v.T("import.done_directory_go"), URL: "/o/" + v.Place.Org + "/directory", Icon: "users"}
	}
	d.Acts = []ui.Action{go1, {Label: v.T("import.done_next"), URL: base(v), Kind: "quiet", Icon: "table-import"}}
	if len(b.Result.Said) > 0 {
		d.Acts = append(d.Acts, ui.Action{Label: v.T("import.download"), URL: at(v, "remarks"), Icon: "download", Kind: "quiet"})
	}
	return d
}

func tone(s roster.Severity) string {
	return [...]string{"bad", "mind", ""}[s]
}

// BatchRemarks sends the messages as a file: while a list is looked over with what stood in the cells, afterwards without.
func (p Pages) BatchRemarks(v *visit.Visit) error {
	b, err := p.Intake.Batch(v.Ctx(), v.Actor, v.Place.Programme, v.R.PathValue("batch"))
	if err != nil {
		return err
	}
	rows := [][]string{{v.T("import.row"), v.T("import.cell"), v.T("import.column"), v.T("import.severity"), v.T("import.what"), v.T("import.read_there")}}
	add := func(m roster.Message, long string) {
		rows = append(rows, []string{strconv.Itoa(m.Row), m.Address(), m.Heading, v.T("import.severity_" + strconv.Itoa(int(m.Severity))), v.T(m.Short()), long})
	}
	if b.Status == intake.Done {
		for _, s := range b.Result.Said {
			add(s.Message(), "")
		}
	} else {
		w, err := p.Intake.Look(v.Ctx(), v.Actor, v.Place.Programme, b.ID)
		if err != nil {
			return err
		}
		for _, m := range w.Plan.List.Messages {
			add(m, words(v, m).Long)
		}
	}
	comma := ','
	if v.Lang == i18n.Danish {
		comma = ';' // a Danish Excel divides at semicolons
	}
	var out bytes.Buffer
	if err := table.WriteCSV(&out, comma, rows); err != nil {
		return err
	}
	name, _, _ := strings.Cut(b.File, ".")
	return v.File(name+"-"+strings.ToLower(v.T("import.done_remarks"))+".csv", "text/csv; charset=utf-8", out.Bytes())
}
