package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair"
)

// world is the database of a big programme in its fourth month, and those who visit it.
type world struct {
	file, programme string
	leads           []visitor // coordinator and sponsors, signed in
	sponsors        []visitor
	people          []visitor // one side of a pair each
}

// visitor is somebody with a session.
type visitor struct {
	token      string
	seat, pair string
	held       []string // meetings to answer the pulse of
}

const (
	since    = 110 // days that the big programme has run
	visitors = 120 // participants who are signed in
)

// world makes the big programme once.
func (b *bench) world(ctx context.Context) (_ *world, err error) {
	if b.big != nil {
		return b.big, nil
	}
	began := time.Now()
	h, err := open(ctx, filepath.Join(b.dir, "world"))
	if err != nil {
		return nil, err
	}
	defer h.close()
	restore, err := h.m.DB.Relax(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, restore()) }()
	if err := h.found(ctx, since); err != nil {
		return nil, err
	}
	h.at(-since, 10)
	seats, err := h.fill(ctx, b.pairs)
	if err != nil {
		return nil, err
	}
	w := &world{file: h.file, programme: h.lead.Programme}
	for i := range b.pairs {
		x, held, err := h.live(ctx, i, seats[2*i], seats[2*i+1])
		if err != nil {
			return nil, fmt.Errorf("pair %d: %w", i, err)
		}
		for _, side := range pair.Sides {
			if len(w.people) < visitors {
				w.people = append(w.people, visitor{token: x.Actor(side).Account, seat: x.Seat(side).ID, pair: x.ID, held: held})
			}
		}
	}
	h.clock.Follow()
	for i := range w.people {
		if w.people[i].token, err = h.m.People.Begin(ctx, w.people[i].token, "bench"); err != nil {
			return nil, err
		}
	}
	for range 4 {
		for account, to := range map[string]*[]visitor{h.lead.Account: &w.leads, h.sponsor.Account: &w.sponsors} {
			token, err := h.m.People.Begin(ctx, account, "bench")
			if err != nil {
				return nil, err
			}
			*to = append(*to, visitor{token: token})
		}
	}
	b.detail("a programme with %d pairs made in %.1f s", b.pairs, time.Since(began).Seconds())
	b.big = w
	return w, nil
}

// fill takes in pairs mentees and as many mentors, all accepted and with accounts: mentee, mentor, mentee, ...
func (h *house) fill(ctx context.Context, pairs int) ([]string, error) {
	var people []org.Person
	var seats []enrolment.Seat
	var ids []string
	accounts := map[string]string{}
	err := h.m.DB.Write(ctx, func(tx *db.Tx) error {
		for i := range 2 * pairs {
			email := fmt.Sprintf("person.%d@region.example.org", i)
			a, err := h.m.People.Ensure(ctx, tx, email, name(i), i18n.Danish)
			if err != nil {
				return err
			}
			p := org.Person{ID: id.New(), Account: a.ID, Name: name(i), Email: email, Title: "Teamleder", Unit: fmt.Sprintf("Enhed %d", i%60)}
			role := org.Mentee
			if i%2 == 1 {
				role = org.Mentor
			}
			s := enrolment.Seat{ID: id.New(), Person: p, Role: role, Status: enrolment.Accepted, Capacity: 1, TrainedOn: h.today.Add(0, 0, -since-5), Source: enrolment.FromForm, Profile: enrolment.Profile{
				Strengths: []string{"Kommunikation"}, Competences: []string{"Strategi", "Forhandling"}, Themes: []string{"Den svære samtale", "Delegering"}, Roles: enrolment.MentorRoles[:3],
				Languages: []string{"da"}, Years: float64(i % 20), HasYears: true, Times: []string{"mon_am", "tue_pm"}, Direction: "Jeg vil turde tage den svære samtale samme dag.", Motivation: "Jeg har fået ansvar for et team.",
			}}
			accounts[p.ID] = a.ID
			people, seats, ids = append(people, p), append(seats, s), append(ids, s.ID)
		}
		if err := h.m.Orgs.SavePeople(ctx, tx, h.lead.Org, people, nil); err != nil {
			return err
		}
		return h.m.Enrolments.SavePlaces(ctx, tx, h.lead.Org, h.lead.Programme, seats, accounts, nil)
	})
	return ids, err
}

// live makes a pair and plays its months: an agreement, three meetings held with their pulses, one to come. A tenth of the pairs lag.
func (h *house) live(ctx context.Context, i int, mentee, mentor string) (x pair.Pair, held []string, err error) {
	h.at(-since+i%10, 11)
	err = h.m.DB.Write(ctx, func(tx *db.Tx) (err error) {
		x, err = h.m.Pairs.Make(ctx, tx, h.lead.Org, pair.New{Programme: h.lead.Programme, MentorSeat: mentor, MenteeSeat: mentee})
		return err
	})
	if err != nil {
		return x, nil, err
	}
	a, other := x.Actor(org.Mentee), x.Actor(org.Mentor)
	if err := h.m.Pairs.Advance(ctx, a, x.ID, pair.Introduction, ""); err != nil {
		return x, nil, err
	}
	days := []int{-since + 15 + i%7, -since + 45 + i%9, -since + 75 + i%20, 5 + i%20}
	if i%10 == 9 {
		days = days[:1]
	} else if err := h.agree(ctx, x, -since+25+i%9); err != nil {
		return x, nil, err
	}
	for n, day := range days {
		when := h.at(day, 8+i%7)
		h.at(min(day-7, -1), 9)
		b := pair.Booking{Start: when, Minutes: 60 + 15*(i%3), Place: "Rådhuset", Anyway: true}
		m, err := h.m.Pairs.Propose(ctx, a, x.ID, b)
		if err == nil {
			err = h.m.Pairs.AcceptMeeting(ctx, other, x.ID, m.ID, 0)
		}
		if err != nil || day > 0 {
			return x, held, err
		}
		h.at(day, 18)
		if err := h.m.Pairs.Hold(ctx, other, x.ID, m.ID, b.Start, b.Minutes); err != nil {
			return x, held, err
		}
		held = append(held, m.ID)
		for k, who := range []org.Actor{a, other} {
			if err := h.m.Pairs.AnswerPulse(ctx, who, x.ID, m.ID, pair.Pulse{Worth: 3 + (i+k)%3, Free: 4, Matter: 3 + (i+n)%3, Challenged: 3}); err != nil {
				return x, held, err
			}
		}
	}
	return x, held, nil
}

// agree writes an agreement and has both sign it.
func (h *house) agree(ctx context.Context, x pair.Pair, day int) error {
	h.at(day, 12)
	a := x.Actor(org.Mentee)
	d, err := h.m.Pairs.Suggest(ctx, h.m.DB, a, x.ID)
	if err != nil {
		return err
	}
	g, err := h.m.Pairs.SaveAgreement(ctx, a, x.ID, "", d)
	if err != nil {
		return err
	}
	for _, side := range pair.Sides {
		if _, err := h.m.Pairs.Sign(ctx, x.Actor(side), x.ID, g.Base()); err != nil {
			return err
		}
	}
	return nil
}
