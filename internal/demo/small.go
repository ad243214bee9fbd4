package demo

import (
	"slices"
	"strconv"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/evaluation"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// paid is the municipality's mentors for citizens on their way to work: five pairs, so that a cell of four has to be hidden.
func (s *story) paid(home org.Actor, today clock.Date) error {
	start := today.Add(0, 0, -84)
	ends := programme.LastDay(start, 6)
	g := plot{
		name: "Mentorstøtte i job", kinds: []programme.Kind{programme.Paid, programme.Professional}, domain: municipality,
		text: "En lønnet mentor på arbejdspladsen til den, der er på vej ind i et job.",
		purpose: programme.Purpose{
			Template: programme.Newcomers, Sentence: "Den, der begynder i job efter lang tid uden, skal blive i det.", Goal: "Flere i varigt arbejde",
			Indicator: "Andel i job efter seks måneder", Target: "60 %", OwnerName: karen.name, OwnerEmail: karen.email(municipality),
		},
		sponsor: soren, commitment: programme.Commitment{MentorMinutes: 600, MenteeMinutes: 240, Budget: "Efter bevilling", Message: "Vi betaler for tiden, fordi den gør forskellen."},
		start: start, months: 6, mentors: paidMentors, mentees: citizens, capacity: 2,
		profile: func(s *story, role org.Role, i int) enrolment.Profile {
			return enrolment.Profile{Competences: []string{"Arbejdspladsen"}, Themes: []string{"Møde til tiden", "Kolleger"}, Roles: some(s, enrolment.MentorRoles, 4), Languages: []string{"da"}, Times: some(s, times, 5), Hours: 10, Motivation: "Aftalt med kommunen."}
		},
		life: func(x pair.Pair) {
			s.follow(x, ends, course{first: 3 + s.dice.IntN(4), every: 7, hour: 9, minutes: 60, place: "På arbejdspladsen", meetings: 9, signed: 12, learning: true, mood: 4})
		},
	}
	return s.programme(home, s.karen, g)
}

// projects is the municipality's next programme: open, with a suggestion of pairs on the board that nobody has been told of yet.
func (s *story) projects(home org.Actor, today clock.Date) error {
	start := today.Add(0, 0, 10)
	g := plot{
		name: "Projektledere på tværs", kinds: []programme.Kind{programme.Professional}, domain: municipality,
		text: "Ni måneder med en, der har ledt projekter i et andet hus end dit.",
		purpose: programme.Purpose{
			Template: programme.ProjectLeaders, Sentence: "Projektledere skal kunne få projekter i mål på tværs af forvaltninger.", Goal: "Fjordby 2030, mål 5: Én kommune",
			Indicator: "Andel af tværgående projekter, der når deres mål til tiden", Baseline: "54 %", Target: "70 %", OwnerName: karen.name, OwnerEmail: karen.email(municipality),
		},
		sponsor: soren, commitment: programme.Commitment{MentorMinutes: 120, MenteeMinutes: 150, Message: "Vi har brug for jer, der binder huset sammen."},
		start: start, months: 9, mentors: leaders[5:14], mentees: projectLeaders, profile: leadershipProfile, draft: true,
	}
	return s.programme(home, s.karen, g)
}

// integration is an association's volunteers and newcomers: the programme is over, and its final evaluation is closed.
func (s *story) integration(_ org.Actor, today clock.Date) error {
	dorte, err := s.account(player{"Dorte Hald", "Projektleder", "Naboskab"}, association, i18n.Danish)
	if err != nil {
		return err
	}
	home, err := s.organisation("Naboskab Aalborg", s.lone)
	if err != nil {
		return err
	}
	start := today.Add(0, -9, -20)
	ends := programme.LastDay(start, 9)
	g := plot{
		name: "Nabo til nabo", kinds: []programme.Kind{programme.Voluntary, programme.CrossCultural}, domain: association,
		text: "En frivillig, der kender byen, og en, der er ny i den, følges ad i ni måneder.",
		purpose: programme.Purpose{
			Template: programme.Newcomers, Sentence: "Nye aalborgensere skal kende nogen, de kan spørge.", Goal: "Alle hører til i Aalborg",
			Indicator: "Andel, der har fået job, uddannelse eller en fast aktivitet", Target: "Halvdelen", OwnerName: dorte.Name, OwnerEmail: dorte.Email,
		},
		sponsor: player{"Bodil Krag", "Formand", "Naboskab"}, commitment: programme.Commitment{Budget: "300 kr. pr. par til fælles oplevelser", Message: "I gør byen større for hinanden."},
		start: start, months: 9, mentors: append(slices.Clone(helpers), karen), mentees: newcomers,
		profile: func(s *story, role org.Role, i int) enrolment.Profile {
			p := enrolment.Profile{
				Strengths: []string{"Tålmodig", "God til at lytte"}, Competences: some(s, []string{"Finde arbejde", "Forstå skolen", "Øve dansk", "Møde andre", "Starte virksomhed"}, 3), Themes: some(s, []string{"Finde arbejde", "Øve dansk", "Møde andre"}, 2),
				Roles: some(s, enrolment.MentorRoles, 4), Languages: []string{"da"}, Times: some(s, append(slices.Clone(times), "evening", "weekend"), 6), Hours: 4, Motivation: "Jeg vil gerne lære nogen at kende, jeg ellers ikke ville møde.",
			}
			if role == org.Mentee {
				p.Languages = append(p.Languages, one(s, []string{"uk", "ti", "ar", "pl", "en"}))
			} else {
				p.Languages = append(p.Languages, "en")
			}
			return p
		},
		life: func(x pair.Pair) {
			s.follow(x, ends, course{first: 6 + s.dice.IntN(9), every: 16, hour: 17, minutes: 90, place: "Kulturhuset", signed: 20 + s.dice.IntN(9), learning: true, closing: true, mood: 4})
		},
		then: func(lead org.Actor) {
			s.at(s.workday(ends, -24, 9), func() error { return s.m.Evaluations.Open(s.ctx, lead, evaluation.Final) })
			s.at(s.workday(ends, -22, 20), func() error { return s.finalAnswers(lead) })
			s.at(s.workday(ends, -10, 9), func() error { return s.m.Evaluations.Close(s.ctx, lead, evaluation.Final) })
			s.at(s.workday(ends, 2, 9), func() error { return s.m.Programmes.Close(s.ctx, lead, lead.Programme) })
		},
	}
	return s.programme(home, dorte, g)
}

// finalAnswers lets most of the two sides answer the final evaluation.
func (s *story) finalAnswers(lead org.Actor) error {
	all, err := s.m.Pairs.List(s.ctx, s.m.DB, lead.Org, lead.Programme)
	if err != nil {
		return err
	}
	for i, x := range all {
		if x.Phase == pair.Closed {
			continue
		}
		for _, side := range pair.Sides {
			if i == 4 && side == org.Mentor || i == 6 {
				continue // three did not answer
			}
			values := map[string][]string{}
			for _, section := range evaluation.Sections(evaluation.Final, side) {
				for _, item := range section.Items {
					values[item.Key] = []string{s.answer(item)}
				}
			}
			if err := s.m.Evaluations.Save(s.ctx, x.Actor(side), x.ID, evaluation.Final, values); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *story) answer(item evaluation.Item) string {
	switch item.Kind {
	case evaluation.Degree:
		return strconv.Itoa(2 + s.dice.IntN(4))
	case evaluation.Recommend:
		return strconv.Itoa(6 + s.dice.IntN(5))
	}
	return one(s, item.Values)
}

// youth is a club's grown-up friends for young people: six pairs, each mentor cleared for work with children.
func (s *story) youth(_ org.Actor, today clock.Date) error {
	rikke, err := s.account(player{"Rikke Vang", "Klubleder", "Ungeven"}, youthClub, i18n.Danish)
	if err != nil {
		return err
	}
	home, err := s.organisation("Ungeven Vejle", s.lone)
	if err != nil {
		return err
	}
	start := today.Add(0, 0, -60)
	ends := programme.LastDay(start, 12)
	g := plot{
		name: "Ungeven", kinds: []programme.Kind{programme.Voluntary, programme.Youth}, domain: youthClub,
		text: "En voksen, der har tid til dig i et år.",
		purpose: programme.Purpose{
			Template: programme.Free, Sentence: "Unge, der mangler en voksen, skal have en, der bliver.", Goal: "Alle unge i Vejle har en voksen at tale med",
			Indicator: "Andel af venskaber, der varer et år", Target: "80 %", OwnerName: rikke.Name, OwnerEmail: rikke.Email,
		},
		sponsor: player{"Tage Lorentzen", "Formand", "Ungeven"}, commitment: programme.Commitment{Budget: "1.500 kr. pr. venskab om året", Message: "Det vigtigste, vi kan give, er tid."},
		start: start, months: 12, mentors: grownUps, mentees: youngsters,
		profile: func(s *story, role org.Role, i int) enrolment.Profile {
			p := enrolment.Profile{Themes: some(s, []string{"Fodbold", "Bøger", "Madlavning", "Musik", "Lektier"}, 3), Roles: some(s, enrolment.MentorRoles, 4), Languages: []string{"da"}, Times: []string{"evening", "weekend"}, Hours: 8, Motivation: "Jeg havde selv en, der så mig."}
			if role == org.Mentor {
				p.AgeBand, p.Cleared = "18_plus", true
				return p
			}
			p.AgeBand, p.Consent, p.Motivation = "15_17", "yes", "Jeg vil gerne have en at lave noget med."
			if i%3 == 2 {
				p.AgeBand = "under_15"
			}
			return p
		},
		life: func(x pair.Pair) {
			s.follow(x, ends, course{first: 4 + s.dice.IntN(8), every: 9, hour: 16, minutes: 120, place: "Klubben", signed: 18, learning: true, mood: 5})
		},
	}
	return s.programme(home, rikke, g)
}
