package demo

import (
	"strconv"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// leadership is the municipality's programme for new leaders, in its fifth month: 24 pairs.
func (s *story) leadership(home org.Actor, today clock.Date) error {
	start := today.Add(0, 0, -128)
	ends := programme.LastDay(start, 12)
	g := plot{
		name: "Nye ledere " + yearSpan(start, ends), kinds: []programme.Kind{programme.Leadership}, domain: municipality,
		text: "For dig, der har fået ansvar for mennesker inden for de seneste to år. Du får en erfaren leder fra en anden del af kommunen at tænke højt med i et år.",
		purpose: programme.Purpose{
			Template: programme.Leaders, Sentence: "Nye ledere skal turde lede mennesker, de før var kolleger med.", Goal: "Fjordby 2030, mål 3: Ledelse tæt på borgeren",
			Indicator: "Andel af nye ledere, der stadig er ledere hos os efter to år", Baseline: "71 %", Target: "85 %", OwnerName: karen.name, OwnerEmail: karen.email(municipality),
		},
		sponsor:    soren,
		commitment: programme.Commitment{MentorMinutes: 150, MenteeMinutes: 180, Budget: "60.000 kr. til opstart, mentorcirkler og afslutning", Message: "Tiden til samtalerne er arbejdstid. Det er sådan, vi bliver dygtigere til at lede hinanden."},
		start:      start, months: 12, mentors: leaders[:24], mentees: newLeaders, wait: 2, profile: leadershipProfile, refuse: "Bo Winther",
	}
	met := 0
	g.life = func(x pair.Pair) {
		c := leadershipCourse(s, met)
		if c.first == stops.first && c.stop > 0 {
			s.at(s.workday(x.StartedOn, c.stop+9, 10), func() error { return s.again(x, ends) })
		}
		met++
		s.follow(x, ends, c)
	}
	g.then = func(lead org.Actor) {
		s.at(s.workday(start, -20, 14), func() error { return s.give(s.henny, lead.Org, lead.Programme, org.Facilitator) })
		opened := s.now.Add(-9 * 24 * time.Hour)
		s.at(opened, func() error { return s.talks(lead, opened) })
		// somebody who has heard of it applied yesterday and waits for an answer
		s.at(s.now.Add(-19*time.Hour), func() error {
			late := &stage{story: s, plot: g, lead: lead, id: lead.Programme}
			return late.apply(leaders[24], org.Mentor, 24)
		})
	}
	return s.programme(home, s.karen, g)
}

// stops is the pair that ends without blame, and whose mentee wants another match.
var stops = course{first: 11, every: 30, hour: 14, minutes: 75, place: "Rådhuset", meetings: 2, stop: 62, rematch: "yes", mood: 3}

// leadershipCourse gives the n-th pair its way: most do well, some need a hand.
func leadershipCourse(s *story, n int) course {
	c := course{
		first: 5 + s.dice.IntN(16), every: 25 + s.dice.IntN(14), hour: []float64{9, 10, 13, 14, 15}[s.dice.IntN(5)], minutes: []int{75, 90, 90, 105}[s.dice.IntN(4)],
		place: one(s, []string{"Rådhuset, lokale Lærken", "Biblioteket", "Kantinen på Havnegade", "Mit kontor", "Gåtur fra Rådhuspladsen"}), signed: 24 + s.dice.IntN(24), learning: true, mood: 4,
	}
	switch n {
	case 3: // two meetings held, the agreement is still not signed
		c.signed, c.learning = 0, false
	case 6: // stuck in establishing: signed, but they have not said that they go on
		c.learning, c.mood = false, 3
	case 9: // two meetings in a row called off
		c.meetings, c.cancels = 4, 2
	case 12:
		return stops
	case 15: // long ago since they met
		c.meetings = 2
	case 18:
		c.pause = 110
	case 20:
		c.place, c.video = "", "https://video.example.org/moede-20"
	}
	return c
}

// again finds a new mentor for the one whose pair ended, in a second round.
func (s *story) again(x pair.Pair, ends clock.Date) error {
	lead := as(s.karen, x.Org, x.Programme, org.Coordinator)
	r, err := s.m.Matches.Solve(s.ctx, lead)
	if err != nil || r.Summary.Matched == 0 {
		return err
	}
	if _, err := s.m.Matches.Publish(s.ctx, lead, r.ID); err != nil {
		return err
	}
	proposals, err := s.m.Matches.Proposals(s.ctx, s.m.DB, x.Org, x.Programme)
	if err != nil {
		return err
	}
	g := &stage{story: s, lead: lead, id: x.Programme}
	g.life = func(y pair.Pair) {
		s.follow(y, ends, course{first: 9, every: 28, hour: 10, minutes: 90, place: "Biblioteket", signed: 26, learning: true, mood: 5})
	}
	for i, p := range proposals {
		if p.Status == matching.Open {
			g.answers(p, s.since(s.clock.Now()), i)
		}
	}
	return nil
}

func leadershipProfile(s *story, role org.Role, _ int) enrolment.Profile {
	p := enrolment.Profile{
		Strengths: some(s, leadershipSkills, 2), Competences: some(s, leadershipSkills, 3), Themes: some(s, leadershipThemes, 3), Languages: []string{"da"},
		HasYears: true, Video: "yes", TravelMax: 30 + 15*s.dice.IntN(3), Times: some(s, times, 4),
	}
	if s.chance(40) {
		p.Languages = append(p.Languages, "en")
	}
	if role == org.Mentor {
		p.Roles, p.Level, p.Years, p.Hours, p.Motivation = some(s, enrolment.MentorRoles, 5), 2, float64(8+s.dice.IntN(15)), 2.5, one(s, leadershipGive)
		return p
	}
	p.Roles, p.Level, p.Years, p.Motivation = some(s, enrolment.MentorRoles, 3), 4, float64(s.dice.IntN(3)), one(s, leadershipWhy)
	p.Direction = one(s, []string{"Jeg vil turde tage den svære samtale samme dag.", "Jeg vil lede et team, jeg selv kommer fra.", "Jeg vil få tid til at lede og ikke kun til drift.", "Jeg vil stå roligere, når vi laver om."})
	return p
}

var times = []string{"mon_am", "mon_pm", "tue_am", "tue_pm", "wed_am", "wed_pm", "thu_am", "thu_pm", "fri_am"}

// yearSpan writes 2026–27.
func yearSpan(from, to clock.Date) string {
	y := from.Time().Year()
	if to.Time().Year() == y {
		return strconv.Itoa(y)
	}
	return strconv.Itoa(y) + "–" + strconv.Itoa((y+1)%100)
}
