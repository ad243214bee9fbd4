package pair_test

import (
	"fmt"
	"html"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/db/dbtest"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/pair/pairtest"
)

var realYes = url.Values{"answer": {"yes"}, "duties": {"yes"}, "no_conflict": {"yes"}}

func (h *house) way(w matching.Way) {
	h.t.Helper()
	must(h.t, h.Matches.SaveWay(h.t.Context(), h.Coordinator, w))
}

func (h *house) proposal(mentee enrolment.Seat) matching.Proposal {
	h.t.Helper()
	all, err := h.Matches.Proposals(h.t.Context(), h.DB, h.Org, h.Programme)
	must(h.t, err)
	i := slices.IndexFunc(all, func(p matching.Proposal) bool { return p.Mentee.ID == mentee.ID })
	if i < 0 {
		h.t.Fatal("no proposal")
	}
	return all[i]
}

func (h *house) send() {
	h.t.Helper()
	r, err := h.Matches.Solve(h.t.Context(), h.Coordinator)
	must(h.t, err)
	_, err = h.Matches.Publish(h.t.Context(), h.Coordinator, r.ID)
	must(h.t, err)
}

// TestProposalWithoutNames walks both through the two stages in their browsers, the mentee first.
func TestProposalWithoutNames(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := open(t, d)
		sofie, jorgen := h.Seat("Sofie Lindegård", org.Mentee, 1), h.Seat("Jørgen Østerby", org.Mentor, 1)
		mentee, mentor := h.enter(sofie.Person.Account), h.enter(jorgen.Person.Account)
		h.way(matching.Way{First: matching.MenteeFirst, AnswerDays: 10, Anonymous: true})
		h.send()
		page := "/proposal/" + h.proposal(sofie).ID
		hidden := func(g guest, path string, words ...string) {
			t.Helper()
			body := html.UnescapeString(g.ask(http.MethodGet, path, nil).Body)
			for _, w := range append(words, "Teamleder", "Hjemmepleje") {
				if strings.Contains(body, w) {
					t.Errorf("%s shows %q", path, w)
				}
			}
		}
		has(t, mentee.see("/seat/"+sofie.ID), "Vil du vide, hvem vi tænker på som din mentor?")
		has(t, mentee.see(page), "Vi har en mentor i tankerne til dig", "Navn, titel, enhed og sted er skjult.", "Lytter godt", "svære samtaler", "Svar helst senest 12. marts 2026.", "Vil du vide, hvem det er?")
		hidden(mentee, page, "Jørgen", "Østerby", jorgen.Person.Email, jorgen.ID)
		hidden(mentee, "/seat/"+sofie.ID, "Jørgen", "Østerby")
		if a := mentor.ask(http.MethodGet, page, nil); a.Status != http.StatusNotFound {
			t.Fatalf("the mentor before their turn: %d", a.Status)
		}
		has(t, mentor.see("/seat/"+jorgen.ID), "Du har ikke en mentee endnu")
		if a := mentor.ask(http.MethodPost, page+"/know", url.Values{"answer": {"yes"}}); a.Status != http.StatusNotFound {
			t.Fatalf("the mentor answers before their turn: %d", a.Status)
		}
		mentee.ask(http.MethodPost, page, realYes) // the real yes, before there is a name to say it to
		if h.proposal(sofie).MenteeAnswer != "" {
			t.Fatal("a yes to somebody unknown was taken")
		}
		mentee.ask(http.MethodPost, page+"/know", url.Values{})
		has(t, mentee.do(page+"/know", url.Values{"answer": {"yes"}}), "Du får besked, når den anden har svaret.", "Vi venter på den anden.")
		has(t, mentee.see(page), "Du vil gerne vide, hvem det er", "Du kan stadig nå at sige nej.")
		hidden(mentee, page, "Jørgen", "Østerby")
		has(t, mentor.see("/seat/"+jorgen.ID), "Vil du vide, hvem vi tænker på som din mentee?")
		has(t, mentor.see(page), "Vi har en mentee i tankerne til dig")
		hidden(mentor, page, "Sofie", "Lindegård", sofie.Person.Email, sofie.ID, "Jeg vil turde sige")
		has(t, mentor.do(page+"/know", url.Values{"answer": {"yes"}}), "Her er forslaget.", "Vi foreslår Sofie Lindegård som din mentee", "Jeg vil turde sige", "I får 12,0 måneder sammen, til 1. marts 2027.")
		has(t, mentee.see("/seat/"+sofie.ID), "Vil du have Jørgen Østerby som mentor?")
		has(t, mentee.do(page, realYes), "Tak for dit ja.")
		has(t, mentor.do(page, realYes), "Du og Sofie er nu et par")
	})
}

// TestNoWithoutNames: who says no never learns who it was, nor does the other.
func TestNoWithoutNames(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := open(t, d)
		sofie, jorgen := h.Seat("Sofie Lindegård", org.Mentee, 1), h.Seat("Jørgen Østerby", org.Mentor, 1)
		mentee, mentor := h.enter(sofie.Person.Account), h.enter(jorgen.Person.Account)
		h.way(matching.Way{First: matching.Together, AnswerDays: 10, Anonymous: true})
		h.send()
		page := "/proposal/" + h.proposal(sofie).ID
		has(t, mentor.do(page+"/know", url.Values{"answer": {"no"}}), "Tak for dit svar.")
		for _, g := range []guest{mentee, mentor} {
			text := g.see(page)
			has(t, text, "Det blev ikke til noget denne gang")
		}
		hasNot(t, mentee.see(page), "Jørgen", "Østerby")
		hasNot(t, mentor.see(page), "Sofie", "Lindegård")
	})
}

// TestFindAnotherFromTheEndedPair: the coordinator is led from a pair that ended to whom the mentee could have.
func TestFindAnotherFromTheEndedPair(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := open(t, d)
		x := h.Pair("Sofie Lindegård", "Jørgen Østerby")
		h.Seat("Eva Friis", org.Mentor, 1)
		lead := h.enter(h.Coordinator.Account)
		facts := "/pair/" + x.ID + "/facts"
		hasNot(t, lead.see(facts), "Find en ny til Sofie")
		h.Sleep(100 * 24 * time.Hour)
		lead = h.enter(h.Coordinator.Account) // the session has ended meanwhile
		must(t, h.Pairs.Stop(t.Context(), x.Actor(org.Mentee), x.ID, "", "yes"))
		has(t, lead.see(facts), "Find en ny til Sofie", "Par, der er i gang, flyttes aldrig.")
		if body := lead.body(facts); !strings.Contains(body, "/p/"+h.Programme+"/match/options?seat="+x.Mentee.ID) {
			t.Error("the button does not lead to the mentee's options")
		}
		h.send()
		hasNot(t, lead.see(facts), "Find en ny til Sofie") // a proposal is out
		o := h.proposal(x.Mentee)
		has(t, h.as(x, org.Mentee).see("/proposal/"+o.ID), "Du har haft en mentor i 3,3 måneder før.", "I får 8,7 måneder sammen")
		hasNot(t, h.enter(o.Mentor.Person.Account).see("/proposal/"+o.ID), "haft en mentor")
	})
}

// story plays random verbs on a programme and holds after each what must always be so.
type story struct {
	*house
	dice     *rand.Rand
	mentors  []enrolment.Seat
	mentees  []enrolment.Seat
	ran      map[string]int
	pages    int
	said     map[string]bool // proposal and side: the other one has said yes
	round    string          // the newest draft, as it was solved some verbs ago
	nameless int             // pages and letters that were looked through for names
}

// TestRandomStories plays some hundred verbs of everybody who may act on a proposal, in all ways of sending them, and looks after each
// whether a seat has more than its places, somebody was written to before their turn, or a page or a letter tells a name too early.
func TestRandomStories(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ran := map[string]int{}
		nameless := 0
		for seed := range uint64(4) {
			h := open(t, d)
			s := &story{house: h, dice: rand.New(rand.NewPCG(seed, 4)), ran: ran, said: map[string]bool{}}
			first := []string{"Anemone", "Birgitta", "Cecilia", "Dagmar", "Edvard", "Frederik", "Gudrun", "Herluf", "Ingeborg"}
			for i, name := range first {
				role, places := org.Mentee, 1
				if i < 4 {
					role, places = org.Mentor, 1+i%2
				}
				x := h.Seat(fmt.Sprintf("%s Kvistgaard%d", name, i), role, places)
				// What people write about themselves may name them.
				h.Write(func(tx *db.Tx) error {
					own := enrolment.Profile{Themes: []string{"svære samtaler", name + "s metode"}, Direction: name + " vil frem", Site: "Huset på " + name + "vej"}
					_, err := tx.Exec(t.Context(), "update seat set profile=$1 where id=$2", db.J(own), x.ID)
					return err
				})
				if role == org.Mentor {
					s.mentors = append(s.mentors, x)
				} else {
					s.mentees = append(s.mentees, x)
				}
			}
			for range 120 {
				s.step()
				s.hold()
				if t.Failed() {
					return
				}
			}
			nameless += s.nameless
		}
		for _, verb := range []string{"solve", "publish", "publish some", "know", "answer", "withdraw", "extend", "repair", "daily", "way", "stop"} {
			if ran[verb] == 0 {
				t.Errorf("no story had the verb %q: %v", verb, ran)
			}
		}
		if nameless < 20 {
			t.Errorf("only %d pages and letters without names were looked at", nameless)
		}
	})
}

// may lets faults pass that a person would be told; all else is an error.
func (s *story) may(verb string, err error) {
	s.t.Helper()
	if err == nil {
		s.ran[verb]++
		return
	}
	if !fault.Is(err, fault.Conflict) && !fault.Is(err, fault.NotFound) {
		s.t.Fatalf("%s: %v", verb, err)
	}
}

func (s *story) step() {
	ctx, lead, m := s.t.Context(), s.Coordinator, s.Matches
	s.Sleep(time.Duration(1+s.dice.IntN(30)) * time.Hour)
	all, err := m.Proposals(ctx, s.DB, s.Org, s.Programme)
	must(s.t, err)
	var some matching.Proposal
	open := slices.DeleteFunc(slices.Clone(all), func(p matching.Proposal) bool { return p.Status != matching.Open })
	switch {
	case len(open) > 0 && s.dice.IntN(5) > 0:
		some = open[s.dice.IntN(len(open))]
	case len(all) > 0:
		some = all[s.dice.IntN(len(all))]
	}
	seat := some.Mentee
	if s.dice.IntN(2) == 0 {
		seat = some.Mentor
	}
	yes := s.dice.IntN(6) > 0
	switch s.dice.IntN(15) {
	case 0:
		if s.dice.IntN(2) == 0 {
			return
		}
		w := matching.Way{First: matching.Turns[s.dice.IntN(3)], AnswerDays: 1 + s.dice.IntN(9), Anonymous: s.dice.IntN(3) > 0}
		s.may("way", m.SaveWay(ctx, lead, w))
	case 1:
		r, err := m.Solve(ctx, lead)
		s.may("solve", err)
		s.round = r.ID
	case 2, 3:
		if d, err := m.Draft(ctx, lead); err == nil && s.dice.IntN(4) > 0 {
			s.round = d.ID
		}
		if s.round != "" && s.dice.IntN(2) == 0 {
			_, err = m.PublishSome(ctx, lead, s.round, func(fit.Pair) bool { return s.dice.IntN(2) == 0 })
			s.may("publish some", err)
		} else if s.round != "" {
			_, err = m.Publish(ctx, lead, s.round)
			s.may("publish", err)
		}
	case 4, 5, 6:
		if some.ID != "" {
			_, err := m.Know(ctx, pair.SeatActor(seat), some.ID, yes)
			s.may("know", err)
		}
	case 7, 8, 9:
		if some.ID != "" {
			r := pair.No
			if yes {
				r = pair.Yes
			}
			_, err := s.Pairs.Answer(ctx, pair.SeatActor(seat), some.ID, r)
			s.may("answer", err)
		}
	case 10:
		if some.ID != "" && s.dice.IntN(2) == 0 {
			s.may("withdraw", m.Withdraw(ctx, lead, some.ID))
		} else if some.ID != "" {
			s.may("extend", m.Extend(ctx, lead, some.ID, clock.DateOf(s.Clock.Now()).Add(0, 0, 1+s.dice.IntN(9))))
		}
	case 11:
		r, err := m.Repair(ctx, lead)
		must(s.t, err)
		p := r.Plans[s.dice.IntN(len(r.Plans))]
		_, _, err = m.ChooseRepair(ctx, lead, p.Kind, matching.Seal(p))
		s.may("repair", err)
	case 12:
		s.may("daily", m.Daily(ctx))
	case 13, 14:
		pairs, err := s.Pairs.PairsOf(ctx, s.DB, s.Org, s.mentees[s.dice.IntN(len(s.mentees))].ID)
		must(s.t, err)
		if len(pairs) > 0 && pairs[0].Phase != pair.Closed {
			s.may("stop", s.Pairs.Stop(ctx, pairs[0].Actor(org.Mentee), pairs[0].ID, "", "yes"))
		}
	}
}

// hold checks what must be so after every verb.
func (s *story) hold() {
	s.t.Helper()
	ctx := s.t.Context()
	all, err := s.Matches.Proposals(ctx, s.DB, s.Org, s.Programme)
	must(s.t, err)
	held := map[string]int{}
	met := map[string]bool{} // mentor+mentee who have been shown each other's names
	for _, p := range all {
		if p.Status == matching.Open {
			held[p.Mentor.ID]++
			held[p.Mentee.ID]++
		}
		if p.Stage() == matching.Real {
			met[p.Mentor.ID+p.Mentee.ID] = true
		}
	}
	for _, x := range slices.Concat(s.mentors, s.mentees) {
		pairs, err := s.Pairs.PairsOf(ctx, s.DB, s.Org, x.ID)
		must(s.t, err)
		for _, p := range pairs {
			if p.Phase != pair.Closed {
				held[x.ID]++
			}
		}
		if held[x.ID] > x.Capacity {
			s.t.Fatalf("%s has %d pairs and proposals for %d places", x.Person.Name, held[x.ID], x.Capacity)
		}
	}
	letters := s.Mails()
	for _, p := range all {
		for _, side := range matching.Sides {
			me, other := p.Mentee, p.Mentor
			if side == org.Mentor {
				me, other = other, me
			}
			s.turn(p, side, me, other, letters)
			if !met[p.Mentor.ID+p.Mentee.ID] {
				s.unnamed(p, me, other)
			}
		}
	}
	for _, l := range letters { // of a proposal, in any stage: who it is about is read after signing in
		if strings.HasPrefix(l.Event, "offer_") || strings.HasPrefix(l.Event, "proposal_") && !strings.HasPrefix(l.Event, "proposal_no") {
			if strings.Contains(l.Subject+l.Text, "Kvistgaard") {
				s.t.Errorf("the letter %s names somebody: %s", l.Event, l.Text)
			}
			s.nameless++
		}
	}
}

// turn: a side that comes second knows of nothing before the first has said yes.
func (s *story) turn(p matching.Proposal, side org.Role, me, other enrolment.Seat, letters []pairtest.Mail) {
	s.t.Helper()
	first := p.First == matching.Together || string(p.First) == string(side)
	said := p.MentorKnow == matching.Yes || p.MentorAnswer == matching.Yes
	if side == org.Mentor {
		said = p.MenteeKnow == matching.Yes || p.MenteeAnswer == matching.Yes
	}
	if said {
		s.said[p.ID+string(side)] = true // a yes may become a no later
	}
	if first || s.said[p.ID+string(side)] {
		return
	}
	if p.Told(side) {
		s.t.Errorf("%s was told before %s said yes: %+v", me.Person.Name, other.Person.Name, p)
	}
	for _, l := range letters {
		if strings.Contains(l.Event, p.ID) && strings.Contains(l.Event, me.ID) {
			s.t.Errorf("%s got %s before their turn", me.Person.Name, l.Event)
		}
	}
	if a := s.enter(me.Person.Account).ask(http.MethodGet, "/proposal/"+p.ID, nil); a.Status != http.StatusNotFound {
		s.t.Errorf("%s sees the proposal before their turn: %d", me.Person.Name, a.Status)
	}
}

// unnamed: neither the page of the proposal nor the start page tells who the other one is. The pages are looked at now and then: the
// rest of a story goes through the same ones.
func (s *story) unnamed(p matching.Proposal, me, other enrolment.Seat) {
	s.t.Helper()
	side := me.Role
	if s.pages++; s.pages%5 != 0 || !p.Told(side) {
		return
	}
	first, _, _ := strings.Cut(other.Person.Name, " ")
	for _, path := range []string{"/proposal/" + p.ID, "/seat/" + me.ID} {
		a := s.enter(me.Person.Account).ask(http.MethodGet, path, nil)
		if a.Status != http.StatusOK {
			s.t.Errorf("%s: %d", path, a.Status)
		}
		s.nameless++
		body := html.UnescapeString(a.Body)
		for _, w := range []string{first, other.Person.Name, other.Person.Email, other.ID, other.Person.ID} {
			if strings.Contains(body, w) {
				s.t.Errorf("%s tells %s that it is %q", path, me.Person.Name, w)
			}
		}
	}
}
