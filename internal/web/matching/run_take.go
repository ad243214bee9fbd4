package matching

import (
	"strconv"

	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// TakeRun gives a round as a file that can be solved again elsewhere. It is a post because it is noted in the log.
func (p Pages) TakeRun(v *visit.Visit) error {
	values, err := v.Form(matching.FormRun)
	if err != nil {
		return err
	}
	roundID := values.Get("round")
	if !id.Valid(roundID) {
		return fault.Missing()
	}
	r, content, err := p.Matches.TakeRun(v.Ctx(), v.Actor, roundID)
	if err != nil {
		return err
	}
	return v.File(v.T("run.file", "number", r.Number)+fit.RunExtension, "application/gzip", content)
}

// runCell is the button behind a round, or why there is none.
func runCell(v *visit.Visit, r matching.Round, runs map[string]string) ui.Cell {
	if runs[r.ID] == "" {
		return ui.Cell{Text: v.T("run.none")}
	}
	return ui.Cell{Node: ui.Button(ui.Action{
		Label: v.T("run.take"), Icon: "download", Kind: "quiet", Small: true, Method: "post", URL: base(v) + "/run", Hidden: map[string]string{"round": r.ID},
		Attrs: map[string]any{"aria-label": v.T("run.take_of", "number", strconv.Itoa(r.Number))},
	})}
}
