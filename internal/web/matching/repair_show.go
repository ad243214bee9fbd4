package matching

import (
	"slices"
	"strings"

	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

type repairView struct {
	Head  ui.HeadView
	Empty *ui.EmptyView
	Table ui.TableView
	Plans []planView
	Only  bool // there is one plan, and those who might move would gain nothing
	Back  ui.Action
}

type planView struct {
	ID, Title, Text string
	New             []newView
	NewMore         int
	Moved           []movedView
	MovedMore       int
	Waiting         string
	Choose          *ui.Action
}

type newView struct {
	Mentee, Mentor, Total, Word, Kind string
	Reasons                           []ui.Reason
	Clock                             spanView
}

type movedView struct{ Mentee, Mentor, Then string }

// mostPairs is how many pairs of a plan stand on the page; the figures count them all.
const mostPairs = 30

// Repair shows the ways to go on after a no, side by side.
func (p Pages) Repair(v *visit.Visit) error {
	r, err := p.Matches.Repair(v.Ctx(), v.Actor)
	if fault.Is(err, fault.Conflict) {
		v.Say("mind", "offer.repair_refused", "why", v.Faults(err)[""])
		return v.Go(base(v))
	}
	if err != nil {
		return err
	}
	view := repairView{
		Head: ui.HeadView{Crumbs: crumbs(v), Title: v.T("offer.repair_title"), Lede: v.T("offer.repair_lede")},
		Only: len(r.Plans) == 1, Back: ui.Action{Label: v.T("matching.back"), URL: base(v), Kind: "bare"},
	}
	if len(r.Before.Waiting) == 0 && len(r.Plans) == 1 {
		view.Empty = &ui.EmptyView{ID: "nobody", Art: "done", Title: v.T("offer.repair_nobody"), Text: v.T("offer.repair_nobody_text"), Actions: []ui.Action{view.Back}}
		return v.Show(repair(v.Page(view.Head.Title), view))
	}
	view.Table = compare(v, r)
	for _, x := range r.Plans {
		view.Plans = append(view.Plans, newPlan(v, r, x))
	}
	return v.Show(repair(v.Page(view.Head.Title), view))
}

// ChooseRepair does what the chosen plan says.
func (p Pages) ChooseRepair(v *visit.Visit) error {
	form, err := v.Form(matching.FormRepair)
	if err != nil {
		return err
	}
	sent, moved, err := p.Matches.ChooseRepair(v.Ctx(), v.Actor, fit.PlanKind(form.Get("plan")), form.Get("seal"))
	switch {
	case fault.Is(err, fault.Conflict):
		v.Say("mind", "offer.repair_refused", "why", v.Faults(err)[""])
		return v.Go(base(v) + "/repair")
	case err != nil:
		return err
	case moved > 0:
		v.Say("good", "offer.repaired_both", "sent", v.T("offer.repaired", "n", sent), "moved", v.T("offer.repaired_moved", "n", moved))
	default:
		v.Say("good", "offer.repaired", "n", sent)
	}
	return v.Go(base(v) + "/proposals")
}

// compare puts what counts of each plan side by side, beside how it is now.
func compare(v *visit.Visit, r matching.Repair) ui.TableView {
	t := ui.TableView{Caption: v.T("offer.compare"), Cols: []ui.Col{{Label: v.T("offer.compare_what")}, {Label: v.T("offer.now"), Right: true}}}
	for _, x := range r.Plans {
		t.Cols = append(t.Cols, ui.Col{Label: v.T("offer.plan_" + string(x.Kind)), Right: true})
	}
	row := func(key string, value func(fit.Plan) string) {
		cells := []ui.Cell{{Text: v.T(key)}}
		for _, x := range append([]fit.Plan{r.Before}, r.Plans...) {
			cells = append(cells, ui.Cell{Text: value(x), Num: true})
		}
		t.Rows = append(t.Rows, ui.Row{Cells: cells})
	}
	count := func(n int) string { return i18n.Integer(v.Lang, int64(n)) }
	row("offer.row_pairs", func(x fit.Plan) string { return count(r.Pairs + x.Pairs()) })
	row("offer.row_new", func(x fit.Plan) string { return count(len(x.New)) })
	row("offer.row_moved", func(x fit.Plan) string { return count(len(x.Moved)) })
	row("offer.row_waiting", func(x fit.Plan) string { return count(len(x.Waiting)) })
	row("offer.row_points", func(x fit.Plan) string { return fit.Points(v.Lang, x.Points) })
	return t
}

func newPlan(v *visit.Visit, r matching.Repair, x fit.Plan) planView {
	kind := string(x.Kind)
	out := planView{ID: "plan-" + kind, Title: v.T("offer.plan_" + kind), Text: v.T("offer.plan_" + kind + "_text"), NewMore: max(len(x.New)-mostPairs, 0), MovedMore: max(len(x.Moved)-mostPairs, 0)}
	next := map[string]string{} // mentee -> the mentor that they would be proposed
	for _, p := range x.New {
		next[p.Mentee] = r.Names[p.Mentor].Name
	}
	for _, p := range x.New[:min(mostPairs, len(x.New))] {
		mentee, mentor := r.Names[p.Mentee].Name, r.Names[p.Mentor].Name
		n := newView{Mentee: mentee, Mentor: mentor, Total: whole(v.Lang, p.Score), Reasons: reasons(v, p, mentor, mentee), Clock: spanOf(v, r.Spans.Of(p.Mentee))}
		n.Word, n.Kind = scoreWord(v.T, p.Score)
		out.New = append(out.New, n)
	}
	for _, c := range x.Moved[:min(mostPairs, len(x.Moved))] {
		m := movedView{Mentee: r.Names[c.Mentee].Name, Mentor: r.Names[c.Mentor].Name, Then: v.T("offer.moved_nobody")}
		if to := next[c.Mentee]; to != "" {
			m.Then = v.T("offer.moved_to", "mentor", to)
		}
		out.Moved = append(out.Moved, m)
	}
	out.Waiting = waitingNames(v, r, x.Waiting)
	if len(x.New) > 0 {
		sure := v.T("offer.take_sure", "sent", len(x.New), "moved", len(x.Moved))
		if len(x.Moved) == 0 {
			sure = v.T("offer.take_sure_stay", "n", len(x.New))
		}
		out.Choose = &ui.Action{
			Label: v.T("offer.take_" + kind), Icon: "send", Method: "post", URL: base(v) + "/repair", Confirm: sure, ConfirmTitle: v.T("offer.take_title"),
			Hidden: map[string]string{"plan": kind, "seal": matching.Seal(x)},
		}
	}
	return out
}

// waitingNames names those who would have nobody: at most mostNames, then how many more.
func waitingNames(v *visit.Visit, r matching.Repair, seats []string) string {
	const mostNames = 8
	var names []string
	for _, s := range seats[:min(mostNames, len(seats))] {
		if n := r.Names[s].Name; !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	if n := len(seats) - mostNames; n > 0 {
		return strings.Join(names, ", ") + " " + v.T("matching.and_more", "n", n)
	}
	return fit.Series(v.Lang, names)
}
