package matching_test

import (
	"testing"

	"github.com/mentorskab/mentorskab/internal/matching"
)

func TestGlanceFollowsARound(t *testing.T) {
	each(t, func(h *house) {
		_, _, _, _, eva := h.trio() // three mentees, two mentors
		want := func(w matching.Glance) {
			t.Helper()
			g, err := h.m.Glance(t.Context(), h.m.DB, h.org, h.programme)
			if err != nil || g != w {
				t.Fatalf("%+v, %v; want %+v", g, err, w)
			}
		}
		want(matching.Glance{Places: 2})
		r := h.solve()
		want(matching.Glance{Draft: true, Places: 2})
		h.publish(r)
		want(matching.Glance{Open: 2, Places: 2})
		if _, err := h.answer(eva, h.proposals()["Dan Holm"].ID, false); err != nil {
			t.Fatal(err)
		}
		want(matching.Glance{Open: 1, Turned: 1, Places: 2})
	})
}
