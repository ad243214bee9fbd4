package matching

import (
	"math"
	"time"

	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// solvingView is the sheet about a large pool: how far it is, or why nothing came of it.
type solvingView struct {
	Progress ui.ProgressView
	Stop     ui.Action
	Board    string
	Note     *ui.NoteView // when it has ended
}

// aside says whether something stands above the right column.
func (b boardView) aside() bool { return b.Next != nil || b.Solving != nil }

// solving puts what runs on the board, or why it ended if no draft has come since.
func (p Pages) solving(v *visit.Visit, draft time.Time, b *boardView) error {
	s, err := p.Matches.Solving(v.Ctx(), v.Actor)
	if err != nil {
		return err
	}
	switch {
	case s.Active():
		view := solvingSheetOf(v, s)
		b.Solving, b.Next = &view, nil
	case s.Status != matching.SolvingDone && s.ID != "" && !draft.After(s.Asked):
		b.Solving = ended(v, s)
	}
	return nil
}

func ended(v *visit.Visit, s matching.Solving) *solvingView {
	note := ui.NoteView{Kind: "mind", Title: v.T("solving.failed_title"), Text: v.T("solving.stopped_text")}
	if s.Status == matching.SolvingBroken {
		note.Kind, note.Title = "", v.T("solving.stopped_title")
	} else if s.Failed != "" {
		note.Text = v.T(s.Failed)
	}
	note.Actions = []ui.Action{{Label: v.T("solving.again"), Icon: "refresh", Method: "post", URL: base(v) + "/solve"}}
	if s.Failed == "solving.failed_marks" {
		note.Actions = append(note.Actions, ui.Action{Label: v.T("matching.see_marks"), URL: base(v) + "/marks", Kind: "quiet"})
	}
	return &solvingView{Note: &note}
}

func solvingSheetOf(v *visit.Visit, s matching.Solving) solvingView {
	out := solvingView{Board: base(v), Stop: ui.Action{
		Label: v.T("solving.stop"), Kind: "quiet", Icon: "x", Method: "post", URL: base(v) + "/solving/stop", Hidden: map[string]string{"solving": s.ID},
	}}
	out.Progress = ui.ProgressView{
		ID: "solving", Title: v.T("solving.waiting"), Note: v.T("solving.note"), PollURL: base(v) + "/solving", Every: "2s",
		Value: int(math.Round(s.Share * 100)), Max: 100,
	}
	switch s.Phase {
	case fit.Scoring, fit.Pairing, fit.Proving, fit.Explaining, matching.Saving:
		out.Progress.Title = v.T("solving.phase_"+string(s.Phase), "pairs", i18n.Integer(v.Lang, int64(s.Pairs)))
	}
	if left := s.Left(v.Site.Clock.Now()); left > 0 {
		out.Progress.Left = v.T("solving.left", "n", int(math.Ceil(left.Seconds())))
	}
	return out
}

// SolveProgress is the sheet that asks for itself again. When the work is over it leads on to the board.
func (p Pages) SolveProgress(v *visit.Visit) error {
	s, err := p.Matches.Solving(v.Ctx(), v.Actor)
	if err != nil {
		return err
	}
	if !s.Active() {
		v.W.Header().Set("HX-Redirect", base(v))
	}
	return v.Show(solvingProgress(v.Page(""), solvingSheetOf(v, s)))
}

// SolveStop breaks off what runs.
func (p Pages) SolveStop(v *visit.Visit) error {
	form, err := v.Form(matching.FormSolveStop)
	if err != nil {
		return err
	}
	if err := p.Matches.StopSolving(v.Ctx(), v.Actor, form.Get("solving")); err != nil {
		return err
	}
	return v.Go(base(v))
}

// proofText says what is proven, which hangs on the aim.
func proofText(v *visit.Visit, s fit.Summary) string {
	switch s.Aim {
	case fit.NoneWeak:
		if s.Mentees > fit.FineFair {
			return v.T("solving.proof_fair_whole")
		}
		return v.T("solving.proof_fair")
	case fit.StableWants:
		return v.T("solving.proof_stable")
	}
	return v.T("matching.proof")
}
