package programme_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/programme"
)

var asked = programme.Commitment{Name: "Søren Ågaard", Email: " Soren@Example.dk ", MentorMinutes: 150, MenteeMinutes: 120, Budget: "40.000 kr.", Message: "Det her er vigtigt."}

func (h *house) commitment() programme.Commitment {
	h.Helper()
	c, err := h.ps.Commitment(h.Context(), h.ps.DB, h.org, h.p.ID)
	h.ok(err)
	return c
}

// sponsor is whoever is named now, acting in the programme.
func (h *house) sponsor() org.Actor {
	h.Helper()
	a := h.actor(h.org, h.p.ID, h.commitment().Email, org.Sponsor)
	a.Name = h.commitment().Name
	return a
}

func sign(h *house) {
	h.Helper()
	c := h.commitment()
	h.ok(h.ps.Sign(h.Context(), h.sponsor(), h.p.ID, c.Version(), c.Name, c.Message))
}

func TestTheSponsorIsInvitedAndSigns(t *testing.T) {
	each(t, func(h *house) {
		t := h.T
		if c := h.commitment(); c.ID != "" || c.IsSigned() {
			t.Fatalf("%+v", c)
		}
		h.ok(h.ps.ChangeSponsor(t.Context(), h.karen, h.p.ID, asked))
		c := h.commitment()
		roles, err := db.Column[string](t.Context(), h.ps.DB, "select role from hat where account_id=$1 and programme_id=$2", c.Account, h.p.ID)
		h.ok(err)
		if !slices.Equal(roles, []string{"sponsor"}) || c.Email != "soren@example.dk" || c.IsSigned() {
			t.Fatalf("%v %+v", roles, c)
		}
		next, err := db.Column[string](t.Context(), h.ps.DB, "select next from sign_in_link where account_id=$1 and purpose='invitation'", c.Account)
		h.ok(err)
		if !slices.Equal(next, []string{"/p/" + h.p.ID + "/sponsor/commitment"}) {
			t.Fatal(next)
		}
		s := h.sponsor()
		h.refused(h.ps.Sign(t.Context(), s, h.p.ID, c.Version(), " ", c.Message), "signed_name programme.need_line")
		h.ok(h.ps.Sign(t.Context(), s, h.p.ID, c.Version(), "Søren  Ågaard", "Min egen hilsen."))
		c = h.commitment()
		if !c.Signed.Equal(h.clock.Now()) || c.SignedName != "Søren Ågaard" || c.Message != "Min egen hilsen." || c.Budget != asked.Budget {
			t.Fatalf("%+v", c)
		}
		h.refused(h.ps.Sign(t.Context(), s, h.p.ID, c.Version(), "Søren Ågaard", ""), "programme.already_signed")
		if got := h.mails(); !slices.Equal(got, []string{"soren@example.dk: Vil du stå bag Nye ledere?", "karen@example.dk: Søren Ågaard har skrevet under på Nye ledere"}) {
			t.Fatalf("%q", got)
		}
	})
}

func TestAPromiseThatChangesIsSignedAnew(t *testing.T) {
	each(t, func(h *house) {
		t := h.T
		h.ok(h.ps.ChangeSponsor(t.Context(), h.karen, h.p.ID, asked))
		first := h.commitment()
		more := asked
		more.MentorMinutes = 600
		h.ok(h.ps.ChangeSponsor(t.Context(), h.karen, h.p.ID, more))
		s := h.sponsor()
		h.refused(h.ps.Sign(t.Context(), s, h.p.ID, first.Version(), "Søren Ågaard", ""), "programme.commitment_moved")
		sign(h)
		h.ok(h.ps.ChangeSponsor(t.Context(), h.karen, h.p.ID, more)) // the same words again change nothing
		if !h.commitment().IsSigned() {
			t.Fatal("a signature was lost without a change")
		}
		h.ok(h.ps.ChangeSponsor(t.Context(), h.karen, h.p.ID, asked))
		if c := h.commitment(); c.IsSigned() || c.MentorMinutes != 150 || c.Account != first.Account {
			t.Fatalf("%+v", c)
		}
		signed, err := db.One[int](t.Context(), h.ps.DB, "select count(*) from sponsor_commitment where signed_at<>'' and mentor_minutes=600")
		h.ok(err)
		if signed != 1 {
			t.Fatal("what was signed is not kept")
		}
		got := h.mails()
		if last := got[len(got)-1]; last != "soren@example.dk: Tilsagnet for Nye ledere er ændret" {
			t.Fatalf("%q", got)
		}
	})
}

func TestOnlyTheNamedSponsorSigns(t *testing.T) {
	each(t, func(h *house) {
		t := h.T
		h.ok(h.ps.ChangeSponsor(t.Context(), h.karen, h.p.ID, asked))
		old, v := h.sponsor(), h.commitment().Version()
		for name, a := range map[string]org.Actor{
			"another sponsor": h.actor(h.org, h.p.ID, "anden@example.dk", org.Sponsor), "coordinator": h.karen, "administrator": h.admin,
			"foreign": {Account: old.Account, Org: h.other, Programme: h.p.ID, Roles: []org.Role{org.Sponsor}},
		} {
			err := h.ps.Sign(t.Context(), a, h.p.ID, v, "Søren Ågaard", "")
			if !fault.Is(err, fault.Forbidden) && !fault.Is(err, fault.NotFound) {
				t.Errorf("%s: %v", name, err)
			}
		}
		other := asked
		other.Name, other.Email = "Mette Lund", "mette@example.dk"
		h.ok(h.ps.ChangeSponsor(t.Context(), h.karen, h.p.ID, other))
		hats, err := h.ps.Orgs.Hats(t.Context(), old.Account)
		h.ok(err)
		if len(hats) != 0 {
			t.Fatalf("the one who was replaced keeps %v", hats)
		}
		if err := h.ps.Sign(t.Context(), old, h.p.ID, h.commitment().Version(), "Søren Ågaard", ""); !fault.Is(err, fault.Forbidden) {
			t.Fatal(err)
		}
		if h.commitment().IsSigned() {
			t.Fatal("someone else signed")
		}
	})
}

func TestSponsorIsChecked(t *testing.T) {
	each(t, func(h *house) {
		t := h.T
		h.refused(h.ps.ChangeSponsor(t.Context(), h.karen, h.p.ID, programme.Commitment{Email: "soren@rådhus\r\nBcc: x@example.dk", MentorMinutes: -5, MenteeMinutes: 61 * 60, Message: strings.Repeat("x", 1001)}),
			"name programme.need_line", "email fault.bad_email", "mentor_hours fault.bad_number", "mentee_hours fault.bad_number", "message fault.too_long")
		h.refused(h.ps.RemindSponsor(t.Context(), h.karen, h.p.ID), "programme.nothing_to_sign")
		h.ok(h.ps.ChangeSponsor(t.Context(), h.karen, h.p.ID, asked))
		h.ok(h.ps.RemindSponsor(t.Context(), h.karen, h.p.ID))
		if n := len(h.mails()); n != 2 {
			t.Fatalf("%d mails", n)
		}
		sign(h)
		h.refused(h.ps.RemindSponsor(t.Context(), h.karen, h.p.ID), "programme.nothing_to_sign")
	})
}

func TestTasksHaveDatesAndTicks(t *testing.T) {
	each(t, func(h *house) {
		t := h.T
		h.ok(h.ps.ChangeSponsor(t.Context(), h.karen, h.p.ID, asked))
		_, err := h.ps.ChangeTime(t.Context(), h.karen, h.p.ID, programme.Plan{StartsOn: "2026-09-01"})
		h.ok(err)
		s := h.sponsor()
		h.ok(h.ps.TickTask(t.Context(), s, h.p.ID, programme.TaskInvite, true))
		h.ok(h.ps.TickTask(t.Context(), s, h.p.ID, programme.TaskInvite, true))
		h.refused(h.ps.TickTask(t.Context(), s, h.p.ID, programme.TaskSign, true), "task fault.bad_choice")
		if err := h.ps.TickTask(t.Context(), h.karen, h.p.ID, programme.TaskStart, true); !fault.Is(err, fault.Forbidden) {
			t.Fatal(err)
		}
		read := func() string {
			tasks, err := h.ps.Tasks(t.Context(), h.ps.DB, h.org, h.p.ID)
			h.ok(err)
			var b strings.Builder
			for _, x := range tasks {
				b.WriteString(string(x.Key) + " " + string(x.On))
				if !x.Done.IsZero() {
					b.WriteString(" done")
				}
				if x.Late("2026-08-15") {
					b.WriteString(" late")
				}
				b.WriteString("; ")
			}
			return b.String()
		}
		if got := read(); got != "sign 2026-07-01 late; invite 2026-08-01 done; start 2026-09-01; midway 2027-03-02; thank 2027-08-31; " {
			t.Fatal(got)
		}
		_, err = h.ps.ChangeTime(t.Context(), h.karen, h.p.ID, programme.Plan{StartsOn: "2026-07-10"})
		h.ok(err)
		if got := read(); !strings.HasPrefix(got, "sign 2026-06-15 late; ") { // two weeks from being asked, not two months before the start
			t.Fatal(got)
		}
		_, err = h.ps.ChangeTime(t.Context(), h.karen, h.p.ID, programme.Plan{StartsOn: "2026-09-01"})
		h.ok(err)
		h.ok(h.ps.TickTask(t.Context(), s, h.p.ID, programme.TaskInvite, false))
		sign(h)
		if got := read(); !strings.HasPrefix(got, "sign 2026-07-01 done; invite 2026-08-01 late; ") {
			t.Fatal(got)
		}
	})
}
