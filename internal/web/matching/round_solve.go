package matching

import (
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// Solve makes a new draft and shows it, or begins to where the pool is large. Locks that contradict each other are said in words on the
// board.
func (p Pages) Solve(v *visit.Visit) error {
	if _, err := v.Form("match_solve"); err != nil { // a button: no fields
		return err
	}
	r, later, err := p.Matches.Ask(v.Ctx(), v.Actor)
	if fault.Is(err, fault.Conflict) {
		v.Say("mind", "matching.solve_refused", "why", v.Faults(err)[""])
		return v.Go(base(v) + "/marks")
	}
	if err != nil {
		return err
	}
	if later {
		return v.Go(base(v))
	}
	v.Say("good", "matching.solved", "n", r.Summary.Matched)
	return v.Go(base(v))
}
