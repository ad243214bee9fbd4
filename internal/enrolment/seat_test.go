package enrolment_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// TestEveryMove tries every answer from every state: what the drawing in doc.go allows happens, the rest is refused and changes nothing.
func TestEveryMove(t *testing.T) {
	each(t, func(h *house) {
		reach := map[enrolment.Status][]enrolment.Status{
			enrolment.Applied: {}, enrolment.Waiting: {enrolment.Waiting}, enrolment.Accepted: {enrolment.Accepted},
			enrolment.Declined: {enrolment.Declined}, enrolment.Withdrawn: {enrolment.Withdrawn},
		}
		allowed := map[enrolment.Status][]enrolment.Status{
			enrolment.Applied:  {enrolment.Accepted, enrolment.Waiting, enrolment.Declined, enrolment.Withdrawn},
			enrolment.Waiting:  {enrolment.Accepted, enrolment.Declined, enrolment.Withdrawn},
			enrolment.Accepted: {enrolment.Withdrawn},
			enrolment.Declined: {enrolment.Accepted, enrolment.Waiting},
		}
		move := func(seatID string, to enrolment.Status) error {
			if to == enrolment.Withdrawn {
				return h.e.Withdraw(h.Context(), h.lead, seatID)
			}
			return h.e.Decide(h.Context(), h.lead, seatID, to)
		}
		n := 0
		for from, way := range reach {
			for to := range reach {
				if to == enrolment.Applied {
					continue // only by applying again
				}
				n++
				s := h.apply(h.application(org.Mentee, "Anna "+string(from)+string(to), string(from)+string(to)+"@example.dk"))
				for _, step := range way {
					if err := move(s.ID, step); err != nil {
						h.Fatal(err)
					}
				}
				before := len(h.mails())
				err := move(s.ID, to)
				after, sent := h.seat(s.ID).Status, len(h.mails())-before
				switch {
				case from == to:
					if err != nil || after != to || sent != 0 {
						h.Errorf("%s again: %v, %s, %d mails", to, err, after, sent)
					}
				case slices.Contains(allowed[from], to):
					if err != nil || after != to || sent != 1 {
						h.Errorf("%s to %s: %v, now %s, %d mails", from, to, err, after, sent)
					}
				default:
					if !fault.Is(err, fault.Conflict) || after != from || sent != 0 {
						h.Errorf("%s to %s: %v, now %s, %d mails", from, to, err, after, sent)
					}
				}
			}
		}
		if n != 20 {
			h.Fatalf("tried %d moves", n)
		}
	})
}

func TestApplyAgainIsTheSameSeat(t *testing.T) {
	each(t, func(h *house) {
		first := h.apply(h.application(org.Mentee, "Anna Berg", "anna@example.dk"))
		h.clock.Set(h.clock.Now().Add(time.Hour))
		a := h.application(org.Mentee, "Anna Louise Berg", " ANNA@example.dk ")
		a.Profile.Direction = "Leder om to år"
		again := h.apply(a)
		if again.ID != first.ID || again.Person.Name != "Anna Louise Berg" || again.Profile.Direction == "" || !again.Applied.Equal(first.Applied) {
			h.Fatalf("%+v", again)
		}
		mentor := h.apply(h.application(org.Mentor, "Anna Berg", "anna@example.dk"))
		if mentor.ID == first.ID || mentor.Person.ID != first.Person.ID {
			h.Fatal("one person, mentor here and mentee there: two seats, one person")
		}
		h.decide(first.ID, enrolment.Waiting)
		if kept := h.apply(a); kept.Status != enrolment.Waiting || !kept.Applied.Equal(first.Applied) {
			h.Fatalf("a change moved the place on the waiting list: %+v", kept)
		}
		h.decide(first.ID, enrolment.Declined)
		if back := h.apply(a); back.Status != enrolment.Applied || back.Applied.Equal(first.Applied) || !back.Decided.IsZero() {
			h.Fatalf("applying after a no: %+v", back)
		}
		if n := h.count("select count(*) from seat"); n != 2 {
			h.Fatalf("%d seats", n)
		}
	})
}

// TestApplyAtOnce sends the same application from several browsers at the same moment.
func TestApplyAtOnce(t *testing.T) {
	each(t, func(h *house) {
		var wg sync.WaitGroup
		errs := make(chan error, 8)
		for range 8 {
			wg.Go(func() {
				errs <- h.e.DB.Write(h.Context(), func(tx *db.Tx) error {
					_, err := h.e.Apply(h.Context(), tx, h.application(org.Mentor, "Bo Dahl", "bo@example.dk"))
					return err
				})
			})
		}
		wg.Wait()
		close(errs)
		for err := range errs {
			if err != nil {
				h.Error(err)
			}
		}
		if s, p := h.count("select count(*) from seat"), h.count("select count(*) from person"); s != 1 || p != 1 {
			h.Fatalf("%d seats, %d people", s, p)
		}
	})
}

func TestAcceptOpensTheDoor(t *testing.T) {
	each(t, func(h *house) {
		s := h.apply(h.application(org.Mentor, "Bo Dahl", "bo@example.dk"))
		if n := h.count("select count(*) from account where email='bo@example.dk'"); n != 0 {
			h.Fatal("an account before the answer")
		}
		h.decide(s.ID, enrolment.Accepted)
		s = h.seat(s.ID)
		hats, err := h.e.Orgs.Hats(h.Context(), s.Person.Account)
		if err != nil || len(hats) != 1 || hats[0].Role != org.Mentor || hats[0].Programme != h.programme {
			h.Fatalf("%+v, %v", hats, err)
		}
		if n := h.count("select count(*) from sign_in_link where account_id=$1 and purpose='invitation'", s.Person.Account); n != 1 {
			h.Fatalf("%d invitations", n)
		}
		m := h.mails()
		if len(m) != 1 || m[0].To != "bo@example.dk" || m[0].Subject != "Du er med som mentor i Nye ledere" || !strings.Contains(m[0].Body, "1. oktober 2026") {
			h.Fatalf("%+v", m)
		}
		if err := h.e.Invite(h.Context(), h.lead, s.ID); err != nil {
			h.Fatal(err)
		}
		if len(h.mails()) != 2 {
			h.Fatal("the invitation was not sent again")
		}
		if err := h.e.Withdraw(h.Context(), h.lead, s.ID); err != nil {
			h.Fatal(err)
		}
		if hats, _ = h.e.Orgs.Hats(h.Context(), s.Person.Account); len(hats) != 0 {
			h.Fatalf("the hat stays on: %+v", hats)
		}
	})
}

// TestLettersSpeakTheReadersLanguage has an English account answered by a Danish coordinator.
func TestLettersSpeakTheReadersLanguage(t *testing.T) {
	each(t, func(h *house) {
		var account string
		h.write(func(tx *db.Tx) error {
			a, err := h.e.People.Ensure(h.Context(), tx, "amy@example.com", "Amy Lee", i18n.English)
			account = a.ID
			return err
		})
		a := h.application(org.Mentee, "Amy Lee", "amy@example.com")
		a.Person.Account = account
		s := h.apply(a)
		h.decide(s.ID, enrolment.Declined)
		m := h.mails()
		if len(m) != 1 || m[0].Lang != "en" || !strings.Contains(m[0].Body, "Hello Amy") {
			h.Fatalf("%+v", m)
		}
		if strings.Contains(m[0].Body, "{") {
			h.Fatalf("a name was not filled in: %s", m[0].Body)
		}
	})
}

func TestNoAddressNoAccount(t *testing.T) {
	each(t, func(h *house) {
		s := h.apply(h.application(org.Mentee, "Magnus Lund", ""))
		h.decide(s.ID, enrolment.Accepted)
		if got := h.seat(s.ID); got.Status != enrolment.Accepted || got.Person.Account != "" || len(h.mails()) != 0 {
			h.Fatalf("%+v", got)
		}
		h.want(h.e.Invite(h.Context(), h.lead, s.ID), fault.Conflict)
	})
}

func TestLeavingAsksWhatHangsOnTheSeat(t *testing.T) {
	each(t, func(h *house) {
		asked := 0
		h.e.Leaving = append(h.e.Leaving, func(_ context.Context, _ *db.Tx, t enrolment.Seat) error {
			if asked++; asked == 1 {
				return fault.New(fault.Conflict, "fault.exists")
			}
			return nil
		})
		s := h.apply(h.application(org.Mentor, "Bo Dahl", "bo@example.dk"))
		h.decide(s.ID, enrolment.Accepted)
		own := org.Actor{Account: h.seat(s.ID).Person.Account, Org: h.org, Programme: h.programme, Roles: []org.Role{org.Mentor}, Side: org.Mentor, Seat: s.ID}
		h.want(h.e.Withdraw(h.Context(), own, s.ID), fault.Conflict)
		if h.seat(s.ID).Status != enrolment.Accepted {
			h.Fatal("left although something hangs on the seat")
		}
		before := len(h.mails())
		if err := h.e.Withdraw(h.Context(), own, s.ID); err != nil || h.seat(s.ID).Status != enrolment.Withdrawn {
			h.Fatal(err)
		}
		m := h.mails()[before:]
		if len(m) != 2 || m[0].To != "bo@example.dk" || m[1].To != "karen@example.dk" {
			h.Fatalf("%+v", m)
		}
	})
}

// TestWalls tries every verb as everyone who must not.
func TestWalls(t *testing.T) {
	each(t, func(h *house) {
		s := h.apply(h.application(org.Mentee, "Anna Berg", "anna@example.dk"))
		foreign := h.newOrg("Andet Hus")
		outsiders := map[string]struct {
			actor org.Actor
			kind  fault.Kind
		}{
			"coordinator of another programme": {h.hat(h.org, h.newProgramme(h.org, programme.Open), org.Coordinator, "p2@example.dk"), fault.NotFound},
			"administrator elsewhere":          {h.hat(foreign, "", org.Admin, "admin2@example.dk"), fault.NotFound},
			"coordinator with no programme":    {org.Actor{Account: h.lead.Account, Org: h.org, Roles: []org.Role{org.Coordinator}}, fault.NotFound},
			"sponsor":                          {h.hat(h.org, h.programme, org.Sponsor, "top@example.dk"), fault.Forbidden},
			"mentor":                           {h.hat(h.org, h.programme, org.Mentor, "m@example.dk"), fault.Forbidden},
			"facilitator":                      {h.hat(h.org, h.programme, org.Facilitator, "f@example.dk"), fault.Forbidden},
			"nobody":                           {org.Actor{Org: h.org, Programme: h.programme}, fault.Forbidden},
		}
		for name, o := range outsiders {
			verbs := map[string]error{
				"decide":   h.e.Decide(h.Context(), o.actor, s.ID, enrolment.Accepted),
				"withdraw": h.e.Withdraw(h.Context(), o.actor, s.ID),
				"invite":   h.e.Invite(h.Context(), o.actor, s.ID),
			}
			if name != "facilitator" {
				verbs["train"] = h.e.Train(h.Context(), o.actor, []string{s.ID}, "2026-10-01")
			}
			for verb, err := range verbs {
				if !fault.Is(err, o.kind) {
					h.Errorf("%s by %s: %v", verb, name, err)
				}
			}
		}
		if got := h.seat(s.ID); got.Status != enrolment.Applied || got.TrainedOn != "" || len(h.mails()) != 0 {
			h.Fatalf("%+v", got)
		}
		admin := h.hat(h.org, "", org.Admin, "admin@example.dk")
		if err := h.e.Decide(h.Context(), admin, s.ID, enrolment.Waiting); err != nil {
			h.Fatalf("the organisation's own administrator: %v", err)
		}
	})
}

func TestTrain(t *testing.T) {
	each(t, func(h *house) {
		teacher := h.hat(h.org, h.programme, org.Facilitator, "f@example.dk")
		in, out := h.apply(h.application(org.Mentor, "Bo Dahl", "bo@example.dk")), h.apply(h.application(org.Mentor, "Ib Holm", "ib@example.dk"))
		h.decide(in.ID, enrolment.Accepted)
		h.want(h.e.Train(h.Context(), teacher, []string{in.ID, out.ID}, "2026-10-01"), fault.Conflict)
		if h.seat(in.ID).TrainedOn != "" {
			h.Fatal("half a list was marked")
		}
		h.want(h.e.Train(h.Context(), teacher, []string{in.ID}, "1. oktober"), fault.Invalid)
		if err := h.e.Train(h.Context(), teacher, []string{in.ID}, "2026-10-01"); err != nil || h.seat(in.ID).TrainedOn != "2026-10-01" {
			h.Fatal(err)
		}
		if err := h.e.Train(h.Context(), teacher, []string{in.ID}, ""); err != nil || h.seat(in.ID).TrainedOn != "" {
			h.Fatal(err)
		}
	})
}

func TestClosedTakesNobody(t *testing.T) {
	each(t, func(h *house) {
		h.programme = h.newProgramme(h.org, programme.Closed)
		err := h.e.DB.Write(h.Context(), func(tx *db.Tx) error {
			_, err := h.e.Apply(h.Context(), tx, h.application(org.Mentor, "Bo Dahl", "bo@example.dk"))
			return err
		})
		h.want(err, fault.Conflict)
	})
}

// TestWhoWithdrewMayApplyAgain: the way back is the way in, also for a mentor who had paused before.
func TestWhoWithdrewMayApplyAgain(t *testing.T) {
	each(t, func(h *house) {
		for _, role := range []org.Role{org.Mentor, org.Mentee} {
			a := h.application(role, "Anna Berg", string(role)+"@example.dk")
			s := h.apply(a)
			h.decide(s.ID, enrolment.Accepted)
			s, err := h.e.Seat(h.Context(), h.e.DB, h.org, s.ID)
			if err != nil {
				h.Fatal(err)
			}
			own := org.Actor{Account: s.Person.Account, Email: s.Person.Email, Org: h.org, Programme: h.programme, Roles: []org.Role{role}, Side: role, Seat: s.ID}
			if role == org.Mentor {
				h.write(func(tx *db.Tx) error { _, _, err := h.e.Pause(h.Context(), tx, own, s.ID, true); return err })
			}
			if err := h.e.Withdraw(h.Context(), own, s.ID); err != nil {
				h.Fatal(err)
			}
			if again := h.apply(a); again.ID != s.ID || again.Status != enrolment.Applied || again.Resting() {
				h.Fatalf("%+v", again)
			}
			h.decide(s.ID, enrolment.Accepted)
			hats, err := h.e.Orgs.Hats(h.Context(), s.Person.Account)
			if err != nil || len(hats) != 1 || hats[0].Role != role {
				h.Fatalf("%+v %v", hats, err)
			}
		}
	})
}

// TestQuietVeto: the rules read it, and nobody but the one who asked; said openly as well, it is open.
func TestQuietVeto(t *testing.T) {
	each(t, func(h *house) {
		s := h.apply(h.application(org.Mentee, "Anna Berg", "anna@example.dk"))
		other := h.apply(h.application(org.Mentor, "Mads Holm", "mads@example.dk"))
		count := func() (all, open, quiet int) {
			h.Helper()
			b, err := h.e.Barriers(h.Context(), h.e.DB, h.org, h.programme)
			if err != nil {
				h.Fatal(err)
			}
			barred, err := h.e.Barred(h.Context(), h.lead, s)
			if err != nil {
				h.Fatal(err)
			}
			v, err := h.e.Vetoed(h.Context(), h.e.DB, s)
			if err != nil {
				h.Fatal(err)
			}
			return len(b), len(barred), len(v)
		}
		want := func(a, b, c int) {
			h.Helper()
			if x, y, z := count(); x != a || y != b || z != c {
				h.Fatalf("%d barriers, %d open, %d quiet: want %d, %d, %d", x, y, z, a, b, c)
			}
		}
		veto := func(f func(tx *db.Tx) error) { h.Helper(); h.write(f); h.write(f) }
		veto(func(tx *db.Tx) error { return h.e.Veto(h.Context(), tx, s, other.Person.ID) })
		want(1, 0, 1)
		if err := h.e.Unbar(h.Context(), h.lead, s.ID, enrolment.Veto, other.Person.ID); err != nil {
			h.Fatal(err)
		}
		want(1, 0, 1) // a coordinator cannot take down what they cannot see
		veto(func(tx *db.Tx) error { return h.e.Unveto(h.Context(), tx, s, other.Person.ID) })
		want(0, 0, 0)
		veto(func(tx *db.Tx) error { return h.e.Veto(h.Context(), tx, s, other.Person.ID) })
		if err := h.e.Bar(h.Context(), h.lead, s.ID, enrolment.Veto, "Mads Holm"); err != nil {
			h.Fatal(err)
		}
		want(1, 1, 0)
		veto(func(tx *db.Tx) error { return h.e.Veto(h.Context(), tx, s, other.Person.ID) })
		want(1, 1, 0)
	})
}
