package demo

import (
	"slices"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// plot is one programme as the story tells it.
type plot struct {
	name, text string
	kinds      []programme.Kind
	purpose    programme.Purpose
	sponsor    player
	commitment programme.Commitment
	start      clock.Date
	months     int
	domain     string
	mentors    []player
	mentees    []player
	capacity   int
	wait       int // so many mentees, the last ones, stay on the waiting list
	profile    func(s *story, role org.Role, i int) enrolment.Profile
	refuse     string // name of the mentor who says no
	draft      bool   // solved, not published
	life       func(x pair.Pair)
	then       func(lead org.Actor) // after the pairs were made
}

// stage is a plot that is being played.
type stage struct {
	*story
	plot
	lead org.Actor // the coordinator in the programme
	id   string
}

// programme plans the whole of a plot: set-up, applications, answers, training, match, two yeses.
func (s *story) programme(admin, lead org.Actor, p plot) error {
	g := &stage{story: s, plot: p}
	s.at(s.workday(p.start, -75, 9), func() error { return g.create(admin, lead) })
	return nil
}

func (g *stage) create(admin, lead org.Actor) error {
	m, ctx := g.m, g.ctx
	made, err := m.Programmes.Create(ctx, admin, programme.Basics{Name: g.name, Description: g.text, Kinds: g.kinds, Lang: i18n.Danish, Zone: g.zone.String()})
	if err != nil {
		return err
	}
	g.id = made.ID
	if err := g.give(lead, admin.Org, g.id, org.Coordinator); err != nil {
		return err
	}
	g.lead = as(lead, admin.Org, g.id, org.Coordinator)
	if err := m.Programmes.ChangePurpose(ctx, g.lead, g.id, g.purpose); err != nil {
		return err
	}
	if _, err := m.Programmes.ChangeTime(ctx, g.lead, g.id, programme.Plan{StartsOn: g.start, EndsOn: programme.LastDay(g.start, g.months)}); err != nil {
		return err
	}
	now, err := m.Programmes.Get(ctx, m.DB, g.lead.Org, g.id)
	if err != nil {
		return err
	}
	training := programme.Training{MentorOn: g.start.Add(0, 0, -12), MenteeOn: g.start.Add(0, 0, -5), Place: "Mødelokale Lærken", Demanded: true}
	if err := m.Programmes.ChangeIntake(ctx, g.lead, g.id, programme.Intake{SeatsMentor: len(g.mentors), SeatsMentee: len(g.mentees), Questions: now.Settings.Questions, Training: training}); err != nil {
		return err
	}
	if err := m.Programmes.ChangeAgreement(ctx, g.lead, g.id, programme.Agreed{Weeks: now.Settings.Weeks, Minutes: now.Settings.Minutes, Clauses: now.Settings.Clauses}); err != nil {
		return err
	}
	c := g.commitment
	c.Name, c.Email = g.sponsor.name, g.sponsor.email(g.domain)
	if err := m.Programmes.ChangeSponsor(ctx, g.lead, g.id, c); err != nil {
		return err
	}
	g.at(g.workday(g.start, -70, 16.25), g.sign)
	g.at(g.workday(g.start, -58, 8), func() error { return g.tick(programme.TaskInvite) })
	g.at(g.workday(g.start, 1, 17), func() error { return g.tick(programme.TaskStart) })
	g.at(g.workday(g.start, -62, 10), func() error { return m.Programmes.Open(ctx, g.lead, g.id) })
	for i, p := range g.mentors {
		g.at(g.day(g.start, -60+i%28, 8+float64(i%9)), func() error { return g.apply(p, org.Mentor, i) })
	}
	for i, p := range g.mentees {
		g.at(g.day(g.start, -58+(i*3)%32, 12+float64(i%8)), func() error { return g.apply(p, org.Mentee, i) })
	}
	g.at(g.workday(g.start, -24, 10.5), g.decide)
	g.at(g.day(training.MentorOn, 0, 16), g.train)
	g.at(g.workday(g.start, -11, 11), g.match)
	g.at(g.workday(g.start, 0, 9), func() error { return m.Programmes.Start(ctx, g.lead, g.id) })
	if g.then != nil {
		g.then(g.lead)
	}
	return nil
}

// backer is the sponsor with what they promise.
func (g *stage) backer() (org.Actor, programme.Commitment, error) {
	c, err := g.m.Programmes.Commitment(g.ctx, g.m.DB, g.lead.Org, g.id)
	return as(org.Actor{Account: c.Account, Name: c.Name, Email: c.Email, Lang: i18n.Danish}, g.lead.Org, g.id, org.Sponsor), c, err
}

func (g *stage) sign() error {
	a, c, err := g.backer()
	if err != nil {
		return err
	}
	return g.m.Programmes.Sign(g.ctx, a, g.id, c.Version(), c.Name, c.Message)
}

// tick says that the sponsor has done one of their tasks.
func (g *stage) tick(task programme.TaskKey) error {
	a, _, err := g.backer()
	if err != nil {
		return err
	}
	return g.m.Programmes.TickTask(g.ctx, a, g.id, task, true)
}

func (g *stage) apply(p player, role org.Role, i int) error {
	profile := g.profile(g.story, role, i)
	profile.Site = p.unit
	capacity := 1
	if role == org.Mentor {
		capacity = max(1, g.capacity)
	}
	return g.m.DB.Write(g.ctx, func(tx *db.Tx) error {
		_, err := g.m.Enrolments.Apply(g.ctx, tx, enrolment.Application{
			Org: g.lead.Org, Programme: g.id, Role: role, Capacity: capacity, Profile: profile, Source: enrolment.FromForm,
			Person: org.Person{Name: p.name, Email: p.email(g.domain), Title: p.title, Unit: p.unit},
		})
		return err
	})
}

// decide accepts all but those who must wait, and those who applied too late.
func (g *stage) decide() error {
	var yes, wait []string
	for _, role := range []org.Role{org.Mentor, org.Mentee} {
		seats, err := g.m.Enrolments.Seats(g.ctx, g.m.DB, g.lead.Org, g.id, role, enrolment.Applied)
		if err != nil {
			return err
		}
		for _, t := range seats {
			i := slices.IndexFunc(g.mentees, func(p player) bool { return p.name == t.Person.Name })
			if role == org.Mentee && i >= len(g.mentees)-g.wait {
				wait = append(wait, t.ID)
			} else {
				yes = append(yes, t.ID)
			}
		}
	}
	if _, err := g.m.Enrolments.DecideAll(g.ctx, g.lead, yes, enrolment.Accepted); err != nil {
		return err
	}
	_, err := g.m.Enrolments.DecideAll(g.ctx, g.lead, wait, enrolment.Waiting)
	return err
}

// train marks who was there: all mentors, most mentees.
func (g *stage) train() error {
	seats, err := g.m.Enrolments.Seats(g.ctx, g.m.DB, g.lead.Org, g.id, "", enrolment.Accepted)
	if err != nil {
		return err
	}
	var there []string
	for _, t := range seats {
		if t.Role == org.Mentor || g.chance(80) {
			there = append(there, t.ID)
		}
	}
	return g.m.Enrolments.Train(g.ctx, g.lead, there, clock.DateOf(g.clock.Now().In(g.zone)))
}

// match solves, publishes and lets everybody answer within the week.
func (g *stage) match() error {
	r, err := g.m.Matches.Solve(g.ctx, g.lead)
	if err != nil || g.draft {
		return err
	}
	if _, err := g.m.Matches.Publish(g.ctx, g.lead, r.ID); err != nil {
		return err
	}
	proposals, err := g.m.Matches.Proposals(g.ctx, g.m.DB, g.lead.Org, g.id)
	if err != nil {
		return err
	}
	today := clock.DateOf(g.clock.Now().In(g.zone))
	for i, p := range proposals {
		if p.Status == matching.Open {
			g.answers(p, today, i)
		}
	}
	return nil
}

// answers plans the two answers to a proposal; the second yes makes the pair and begins its life.
func (g *stage) answers(p matching.Proposal, today clock.Date, i int) {
	reply := func(t enrolment.Seat, r pair.Reply) func() error {
		return func() error {
			id, err := g.m.Pairs.Answer(g.ctx, pair.SeatActor(t), p.ID, r)
			if err != nil || id == "" {
				return err
			}
			x, err := g.m.Pairs.Pair(g.ctx, g.m.DB, g.lead.Org, id)
			if err == nil {
				g.life(x)
			}
			return err
		}
	}
	g.at(g.day(today, 1+i%3, 8+float64(i%10)), reply(p.Mentee, pair.Yes))
	if p.Mentor.Person.Name == g.refuse {
		g.refuse = ""
		g.at(g.day(today, 4, 9), reply(p.Mentor, pair.No))
		return
	}
	g.at(g.day(today, 3+i%4, 7.5+float64(i%12)), reply(p.Mentor, pair.Yes))
}
