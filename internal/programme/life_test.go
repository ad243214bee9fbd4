package programme_test

import (
	"context"
	"slices"
	"testing"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/programme"
)

func TestNobodyCanApplyWithoutPurposeGoalIndicatorAndOwner(t *testing.T) {
	each(t, func(h *house) {
		t := h.T
		h.refused(h.ps.Open(t.Context(), h.karen, h.p.ID),
			"purpose programme.open_needs", "strategic_goal programme.open_needs", "indicator programme.open_needs", "owner_name programme.open_needs")
		for field, without := range map[string]func(*programme.Purpose){
			"purpose":        func(p *programme.Purpose) { p.Sentence = " " },
			"strategic_goal": func(p *programme.Purpose) { p.Goal = "" },
			"indicator":      func(p *programme.Purpose) { p.Indicator = "\n" },
			"owner_name":     func(p *programme.Purpose) { p.OwnerName = "" },
		} {
			in := whole
			without(&in)
			h.ok(h.ps.ChangePurpose(t.Context(), h.karen, h.p.ID, in))
			h.refused(h.ps.Open(t.Context(), h.karen, h.p.ID), field+" programme.open_needs")
			if p := h.get(); p.Status != programme.Draft || !p.Opened.IsZero() {
				t.Fatalf("refused, yet %s since %v", p.Status, p.Opened)
			}
		}
		h.ok(h.ps.ChangePurpose(t.Context(), h.karen, h.p.ID, whole))
		h.ok(h.ps.Open(t.Context(), h.karen, h.p.ID))
		if p := h.get(); p.Status != programme.Open || !p.Opened.Equal(h.clock.Now()) {
			t.Fatalf("%s since %v", p.Status, p.Opened)
		}
	})
}

func TestAnOpenProgrammeKeepsTheFour(t *testing.T) {
	each(t, func(h *house) {
		t := h.T
		h.open()
		in := whole
		in.Goal, in.OwnerName = "", " "
		h.refused(h.ps.ChangePurpose(t.Context(), h.karen, h.p.ID, in), "strategic_goal programme.gap_once_open", "owner_name programme.gap_once_open")
		if p := h.get(); p.StrategicGoal != whole.Goal {
			t.Fatalf("a refused change was saved: %q", p.StrategicGoal)
		}
		in = whole
		in.Sentence = "Andre ord."
		h.ok(h.ps.ChangePurpose(t.Context(), h.karen, h.p.ID, in))
	})
}

func TestStates(t *testing.T) {
	each(t, func(h *house) {
		t := h.T
		start := func() error { return h.ps.Start(t.Context(), h.karen, h.p.ID) }
		stop := func() error { return h.ps.Close(t.Context(), h.karen, h.p.ID) }
		h.refused(start(), "programme.no_move")
		h.refused(stop(), "programme.no_move")
		h.ok(h.ps.ChangePurpose(t.Context(), h.karen, h.p.ID, whole))
		h.ok(h.ps.Open(t.Context(), h.karen, h.p.ID))
		h.refused(h.ps.Open(t.Context(), h.karen, h.p.ID), "programme.no_move")
		h.refused(start(), "starts_on programme.start_needs_dates")
		_, err := h.ps.ChangeTime(t.Context(), h.karen, h.p.ID, programme.Plan{StartsOn: "2026-09-01"})
		h.ok(err)
		h.ok(start())
		h.refused(start(), "programme.no_move")
		h.refused(h.ps.Open(t.Context(), h.karen, h.p.ID), "programme.no_move")
		h.ok(stop())
		h.refused(stop(), "programme.no_move")
		h.refused(start(), "programme.no_move")
		h.refused(h.ps.ChangePurpose(t.Context(), h.karen, h.p.ID, whole), "programme.is_closed")
		_, err = h.ps.ChangeTime(t.Context(), h.karen, h.p.ID, programme.Plan{StartsOn: "2026-10-01"})
		h.refused(err, "programme.is_closed")
		if got := h.acts(); got != "programme_created programme_changed programme_open programme_changed programme_running programme_closed" {
			t.Fatal(got)
		}
	})
}

func TestAnOpenProgrammeCanBeCalledOff(t *testing.T) {
	each(t, func(h *house) {
		t := h.T
		h.open()
		h.ok(h.ps.Close(t.Context(), h.karen, h.p.ID))
		if p := h.get(); p.Status != programme.Closed {
			t.Fatal(p.Status)
		}
	})
}

func TestLaterSlicesCanHoldAProgrammeOpen(t *testing.T) {
	each(t, func(h *house) {
		t := h.T
		h.open()
		h.ps.Closing = append(h.ps.Closing, func(ctx context.Context, tx *db.Tx, p programme.Programme) error {
			if p.ID != h.p.ID {
				t.Errorf("asked about %s", p.ID)
			}
			return fault.New(fault.Conflict, "fault.exists")
		})
		h.refused(h.ps.Close(t.Context(), h.karen, h.p.ID), "fault.exists")
		if p := h.get(); p.Status != programme.Open {
			t.Fatal(p.Status)
		}
	})
}

func TestThoseWhoCarryItAreToldOnce(t *testing.T) {
	each(t, func(h *house) {
		t := h.T
		h.actor(h.org, h.p.ID, "ida@example.dk", org.Coordinator)
		h.ok(h.ps.ChangeSponsor(t.Context(), h.karen, h.p.ID, programme.Commitment{Name: "Søren Ågaard", Email: "soren@example.dk"}))
		h.open()
		want := []string{
			"soren@example.dk: Vil du stå bag Nye ledere?",
			"ida@example.dk: Nye ledere er åbent for tilmelding",
			"soren@example.dk: Nye ledere er åbent. En invitation fra dig hjælper",
		}
		if got := h.mails(); !slices.Equal(got, want) {
			t.Fatalf("%q", got)
		}
	})
}

func TestWalls(t *testing.T) {
	each(t, func(h *house) {
		t := h.T
		foreign := h.actor(h.other, "", "fremmed@example.dk", org.Admin)
		neighbour := h.actor(h.org, "another", "nabo@example.dk", org.Coordinator)
		mentor := h.actor(h.org, h.p.ID, "mentor@example.dk", org.Mentor)
		sponsor := h.actor(h.org, h.p.ID, "top@example.dk", org.Sponsor)
		for name, c := range map[string]struct {
			a    org.Actor
			want fault.Kind
		}{
			"another organisation": {foreign, fault.NotFound}, "another programme": {neighbour, fault.NotFound},
			"mentor": {mentor, fault.Forbidden}, "sponsor": {sponsor, fault.Forbidden}, "nobody": {org.Actor{}, fault.NotFound},
		} {
			ctx, id := t.Context(), h.p.ID
			_, timeErr := h.ps.ChangeTime(ctx, c.a, id, programme.Plan{StartsOn: "2026-09-01"})
			for verb, err := range map[string]error{
				"basics":    h.ps.ChangeBasics(ctx, c.a, id, programme.Basics{Name: "Mit", Kinds: programme.Kinds, Lang: "da", Zone: "UTC"}),
				"purpose":   h.ps.ChangePurpose(ctx, c.a, id, whole),
				"time":      timeErr,
				"sponsor":   h.ps.ChangeSponsor(ctx, c.a, id, programme.Commitment{Name: "X", Email: "x@example.dk"}),
				"remind":    h.ps.RemindSponsor(ctx, c.a, id),
				"intake":    h.ps.ChangeIntake(ctx, c.a, id, programme.Intake{Questions: programme.Questions}),
				"agreement": h.ps.ChangeAgreement(ctx, c.a, id, programme.Agreed{Weeks: 4, Minutes: 90, Clauses: programme.BaseClauses}),
				"open":      h.ps.Open(ctx, c.a, id),
				"start":     h.ps.Start(ctx, c.a, id),
				"close":     h.ps.Close(ctx, c.a, id),
			} {
				if !fault.Is(err, c.want) {
					t.Errorf("%s, %s: %v", name, verb, err)
				}
			}
		}
		if p := h.get(); p.Name != "Nye ledere" || p.Purpose != "" || len(h.mails()) > 0 {
			t.Fatalf("something came through: %+v", p)
		}
		h.ok(h.ps.ChangePurpose(t.Context(), h.admin, h.p.ID, whole))
	})
}

func TestACreatorCoordinates(t *testing.T) {
	each(t, func(h *house) {
		t := h.T
		list := func(a org.Actor) (names []string) {
			all, err := h.ps.ListFor(t.Context(), a)
			h.ok(err)
			for _, p := range all {
				names = append(names, p.Name)
			}
			return names
		}
		hats, err := h.ps.Orgs.Hats(t.Context(), h.karen.Account)
		h.ok(err)
		if !slices.Contains(org.RolesIn(hats, h.org, h.p.ID), org.Coordinator) {
			t.Fatal(hats)
		}
		p, err := h.ps.Create(t.Context(), h.admin, programme.Basics{Name: "Andet", Kinds: []programme.Kind{programme.Youth, programme.Voluntary}})
		h.ok(err)
		if got := list(h.admin); !slices.Equal(got, []string{"Andet", "Nye ledere"}) {
			t.Fatal(got)
		}
		ida := h.actor(h.org, h.p.ID, "ida@example.dk", org.Coordinator)
		ida.Programme = ""
		if got := list(ida); !slices.Equal(got, []string{"Nye ledere"}) {
			t.Fatal(got)
		}
		if p.Zone != "Europe/Copenhagen" || p.Lang != "da" || !slices.Contains(p.Settings.Clauses, programme.ClauseYouth) || !p.Asks(programme.AskAge) || !p.Training.Demanded {
			t.Fatalf("%+v", p)
		}
		if kinds := h.get().Kinds; len(kinds) != 1 || h.get().Asks(programme.AskAge) {
			t.Fatal(kinds)
		}
		_, err = h.ps.Create(t.Context(), h.actor(h.org, h.p.ID, "m@example.dk", org.Mentee), programme.Basics{Name: "Mit", Kinds: programme.Kinds})
		if !fault.Is(err, fault.Forbidden) {
			t.Fatal(err)
		}
	})
}
