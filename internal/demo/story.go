package demo

import (
	"container/heap"
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/mentorskab/mentorskab/internal/app"
	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
)

// story plays what happened, in the order in which it happened. An event may add later ones; what would lie in the future is left out.
type story struct {
	ctx   context.Context
	m     *app.Main
	clock *clock.Shift
	now   time.Time
	zone  *time.Location
	dice  *rand.Rand // the same in every demonstration
	queue events

	karen, lone, henny org.Actor // who act in more than one programme
}

type event struct {
	at  time.Time
	seq int
	do  func() error
}

type events struct {
	list []event
	seq  int
}

func (e *events) Len() int { return len(e.list) }
func (e *events) Less(i, j int) bool {
	a, b := e.list[i], e.list[j]
	return a.at.Before(b.at) || a.at.Equal(b.at) && a.seq < b.seq
}
func (e *events) Swap(i, j int) { e.list[i], e.list[j] = e.list[j], e.list[i] }
func (e *events) Push(x any)    { e.list = append(e.list, x.(event)) }
func (e *events) Pop() any {
	last := e.list[len(e.list)-1]
	e.list = e.list[:len(e.list)-1]
	return last
}

// at plans an event. An event that is planned for before the one that plans it happens right after it.
func (s *story) at(when time.Time, do func() error) {
	s.queue.seq++
	heap.Push(&s.queue, event{when, s.queue.seq, do})
}

// day gives a moment: days from the date, at hour (14.5 is half past two) by the programme's clock.
func (s *story) day(from clock.Date, days int, hour float64) time.Time {
	d := from.Add(0, 0, days).Time()
	return time.Date(d.Year(), d.Month(), d.Day(), 0, int(hour*60), 0, 0, s.zone)
}

// workday is day moved on to a Monday when it falls on a weekend.
func (s *story) workday(from clock.Date, days int, hour float64) time.Time {
	t := s.day(from, days, hour)
	switch t.Weekday() {
	case time.Saturday:
		return t.AddDate(0, 0, 2)
	case time.Sunday:
		return t.AddDate(0, 0, 1)
	}
	return t
}

// play runs every event up to now.
func (s *story) play() error {
	for s.queue.Len() > 0 {
		e := heap.Pop(&s.queue).(event)
		if e.at.After(s.now) {
			continue
		}
		if e.at.After(s.clock.Now()) {
			s.clock.Set(e.at)
		}
		if err := e.do(); err != nil {
			return fmt.Errorf("demo: %s: %w", e.at.Format(time.DateTime), err)
		}
	}
	return nil
}

// since gives the day a moment lies on.
func (s *story) since(t time.Time) clock.Date { return clock.DateOf(t.In(s.zone)) }

// chance is true in p of 100 cases.
func (s *story) chance(p int) bool { return s.dice.IntN(100) < p }

// some picks n different items, in the order of the list.
func some[T any](s *story, list []T, n int) []T {
	index := s.dice.Perm(len(list))[:min(n, len(list))]
	keep := map[int]bool{}
	for _, i := range index {
		keep[i] = true
	}
	var out []T
	for i, v := range list {
		if keep[i] {
			out = append(out, v)
		}
	}
	return out
}

// one picks an item.
func one[T any](s *story, list []T) T { return list[s.dice.IntN(len(list))] }

// account gives an invented person a way in.
func (s *story) account(p player, domain string, lang i18n.Lang) (org.Actor, error) {
	a := org.Actor{Name: p.name, Email: p.email(domain), Lang: lang}
	err := s.m.DB.Write(s.ctx, func(tx *db.Tx) error {
		x, err := s.m.People.Ensure(s.ctx, tx, a.Email, p.name, lang)
		a.Account = x.ID
		return err
	})
	return a, err
}

// as is the actor in a place with roles.
func as(a org.Actor, orgID, programmeID string, roles ...org.Role) org.Actor {
	a.Org, a.Programme, a.Roles = orgID, programmeID, roles
	return a
}

// give puts a hat on.
func (s *story) give(a org.Actor, orgID, programmeID string, role org.Role) error {
	return s.m.DB.Write(s.ctx, func(tx *db.Tx) error { return s.m.Orgs.Give(s.ctx, tx, orgID, programmeID, a.Account, role) })
}

// organisation makes a tenant with its administrator.
func (s *story) organisation(name string, admin org.Actor) (org.Actor, error) {
	var id string
	err := s.m.DB.Write(s.ctx, func(tx *db.Tx) error {
		g, err := s.m.Orgs.Create(s.ctx, tx, name, i18n.Danish)
		if err != nil {
			return err
		}
		id = g.ID
		return s.m.Orgs.Give(s.ctx, tx, id, "", admin.Account, org.Admin)
	})
	return as(admin, id, "", org.Admin), err
}
