package pair

import (
	"context"
	"reflect"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/org"
)

// ItemKey names one thing that a gate looks for.
type ItemKey string

// The items of the four gates.
const (
	ItemAccepted     ItemKey = "accepted"
	ItemNoConflict   ItemKey = "no_conflict"
	ItemProfile      ItemKey = "profile"
	ItemTraining     ItemKey = "training"
	ItemMet          ItemKey = "met"
	ItemGoOn         ItemKey = "go_on"
	ItemExpectations ItemKey = "expectations"
	ItemDirection    ItemKey = "direction"
	ItemSigned       ItemKey = "signed"
	ItemNearEnd      ItemKey = "near_end"
	ItemGoalsReached ItemKey = "goals_reached"
	ItemClose        ItemKey = "close"
	ItemClosingTalk  ItemKey = "closing_talk"
	ItemGoals        ItemKey = "goals_reviewed"
	ItemEvaluation   ItemKey = "evaluation"
)

// Item is one line of a gate with its evidence.
type Item struct {
	Key    ItemKey
	Done   bool
	Needed bool              // the gate stays shut without it; else it is only recommended
	Mark   Mark              // the tick that a side can set here, if any
	By     map[org.Role]bool // which side has done it, where sides do
	On     clock.Date        // the date it is about, if any
}

// Gate stands between the pair's phase and the next.
type Gate struct {
	From, To Phase
	Items    []Item
	Any      bool // one item is enough
}

// Open tells whether the two may go through.
func (g Gate) Open() bool {
	one := false
	for _, i := range g.Items {
		if i.Needed && !i.Done {
			return false
		}
		one = one || i.Done
	}
	return !g.Any || one
}

// weeksToEnd is how long before the end the closing phase is suggested.
const weeksToEnd = 6

// Gate works out what is done and what is missing before the pair's next phase. A closed pair has none.
func (p *Pairs) Gate(ctx context.Context, q db.Q, s Summary, marks Marks) (Gate, error) {
	g := Gate{From: s.Phase, To: s.Phase.Next()}
	if g.To == "" {
		return Gate{}, nil
	}
	pr, err := p.Programmes.Get(ctx, q, s.Org, s.Programme)
	if err != nil {
		return g, err
	}
	ticked := func(key ItemKey, m Mark, needed bool) Item {
		by := map[org.Role]bool{org.Mentor: marks.Has(org.Mentor, m), org.Mentee: marks.Has(org.Mentee, m)}
		return Item{Key: key, Done: by[org.Mentor] && by[org.Mentee], Needed: needed, Mark: m, By: by}
	}
	of := func(key ItemKey, has func(enrolment.Seat) bool) Item {
		by := map[org.Role]bool{org.Mentor: has(s.Mentor), org.Mentee: has(s.Mentee)}
		return Item{Key: key, Done: by[org.Mentor] && by[org.Mentee], By: by}
	}
	switch s.Phase {
	case Introduction:
		declared := ticked(ItemNoConflict, MarkNoConflict, true)
		declared.Mark = ""
		g.Items = []Item{
			{Key: ItemAccepted, Done: true, Needed: true, On: s.StartedOn},
			declared,
			of(ItemProfile, func(t enrolment.Seat) bool { return !reflect.ValueOf(t.Profile).IsZero() }),
			of(ItemTraining, func(t enrolment.Seat) bool { return t.TrainedOn != "" }),
		}
	case Establishing:
		met := Item{Key: ItemMet, Done: s.MeetingsHeld > 0}
		if met.Done {
			met.On = clock.DateOf(s.FirstHeld.In(pr.Location()))
		}
		g.Items = []Item{
			met, ticked(ItemGoOn, MarkGoOn, true), ticked(ItemExpectations, MarkExpectations, true),
			{Key: ItemSigned, Done: s.AgreementSigned != "", Needed: true, On: s.AgreementSigned},
			ticked(ItemDirection, MarkDirection, true),
		}
	case Learning:
		from := s.EndsOn.Add(0, 0, -7*weeksToEnd)
		ask := ticked(ItemClose, MarkClose, false)
		ask.Done = ask.By[org.Mentor] || ask.By[org.Mentee]
		g.Any = true
		g.Items = []Item{{Key: ItemNearEnd, Done: p.today(pr) >= from, On: from}, ticked(ItemGoalsReached, MarkGoalsReached, false), ask}
	case Closing:
		talk := ticked(ItemClosingTalk, MarkClosingTalk, true)
		talk.Done = talk.By[org.Mentor] || talk.By[org.Mentee]
		answered := ticked(ItemEvaluation, MarkEvaluation, false)
		answered.Mark, answered.On = "", pr.FinalOn
		answered.Done = answered.By[org.Mentor] || answered.By[org.Mentee] || pr.FinalOn != "" && p.today(pr) >= pr.FinalOn
		g.Items = []Item{talk, ticked(ItemGoals, MarkGoalsReviewed, false), answered}
	}
	return g, nil
}
