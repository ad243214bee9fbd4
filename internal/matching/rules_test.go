package matching_test

import (
	"testing"

	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
)

func TestRulesPerProgramme(t *testing.T) {
	each(t, func(h *house) {
		r := fit.DefaultRules()
		r.Weights[fit.Across] = 40
		if err := h.m.SaveRules(t.Context(), h.lead, r); err != nil {
			t.Fatal(err)
		}
		got, err := h.m.Rules(t.Context(), h.m.DB, h.org, h.programme)
		if err != nil || got.Weights[fit.Across] != 40 {
			t.Fatalf("%+v, %v", got, err)
		}
		other := *h
		other.open()
		if got, err = h.m.Rules(t.Context(), h.m.DB, other.org, h.programme); err != nil || got.Weights[fit.Across] != 5 {
			t.Fatalf("another organisation reads ours: %+v, %v", got, err)
		}
		r.Weights[fit.Goals] = 1000
		if err := h.m.SaveRules(t.Context(), h.lead, r); !fault.Is(err, fault.Invalid) || fault.List(err)[0].Field != "weight_goals" {
			t.Fatal(err)
		}
	})
}
