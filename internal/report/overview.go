package report

import (
	"cmp"
	"context"
	"slices"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/stats"
)

// Overview is the coordinator's start page: what needs them, and how the programme stands.
type Overview struct {
	Facts  Facts
	Desk   Desk
	Next   Step
	Lights []Light
	Names  map[string]pair.Pair // the pairs named on the page, by ID
	Months []pair.Month
	// Figures of the pairs.
	Phases      map[Stage]int
	Going       int
	MeetingsAll int
	FirstDays   float64 // median of days from match to first meeting; HasFirst: there are enough pairs
	HasFirst    bool
	Signed      int
}

// listed is how many pairs the page names at most.
const listed = 6

// Overview gathers the page. Only the programme's coordinator and the organisation's administrator may see it.
func (r *Reports) Overview(ctx context.Context, a org.Actor) (o Overview, err error) {
	if !a.Has(org.Coordinator, org.Admin) {
		return o, fault.Denied()
	}
	o.Facts, err = r.facts(ctx, a.Org, a.Programme, func(ctx context.Context) (err error) {
		if o.Desk.Matching, err = r.Matches.Glance(ctx, r.DB, a.Org, a.Programme); err != nil {
			return err
		}
		if o.Desk.Wishes, err = r.Evaluations.Wishes(ctx, r.DB, a.Org, a.Programme); err != nil {
			return err
		}
		o.Months, err = r.Pairs.Months(ctx, r.DB, a.Org, a.Programme)
		return err
	})
	if err != nil {
		return o, err
	}
	o.Desk.Signals, o.Desk.Rematch = signals(o.Facts)
	o.Lights = Lights(o.Facts, Exact(o.Facts))
	o.Next = Next(o.Facts, o.Desk)
	o.count()
	var ids []string
	for _, s := range o.Desk.Signals[:min(listed, len(o.Desk.Signals))] {
		ids = append(ids, s.Pair.ID)
	}
	for _, p := range o.Desk.Rematch[:min(listed, len(o.Desk.Rematch))] {
		ids = append(ids, p.ID)
	}
	o.Names, err = r.Pairs.Named(ctx, r.DB, a.Org, ids)
	return o, err
}

// count sums up the pairs.
func (o *Overview) count() {
	o.Phases = map[Stage]int{}
	var days []float64
	for _, p := range o.Facts.Pairs {
		o.MeetingsAll += p.MeetingsHeld
		if !p.FirstHeld.IsZero() {
			days = append(days, max(0, clock.DateOf(p.FirstHeld.In(o.Facts.Now.Location())).Time().Sub(p.StartedOn.Time()).Hours()/24))
		}
		if p.Phase == pair.Closed {
			continue
		}
		o.Phases[Stage(p.Phase)]++
		o.Going++
		if p.AgreementSigned != "" {
			o.Signed++
		}
	}
	o.FirstDays, o.HasFirst = stats.Median(days)
}

// order is which sign matters most.
var order = []pair.SignalKind{pair.NoFirstMeeting, pair.TwoCancelled, pair.Gap, pair.Unsigned}

// signals finds the pairs that may need a hand, and the mentees who wait for another mentor.
func signals(f Facts) (out []Signal, rematch []pair.Facts) {
	newest := map[string]string{}
	for _, p := range f.Pairs {
		newest[p.MenteeSeat] = p.ID
		if signs := p.Signals(f.Now); len(signs) > 0 {
			slices.SortStableFunc(signs, func(a, b pair.Signal) int {
				return cmp.Compare(slices.Index(order, a.Kind), slices.Index(order, b.Kind))
			})
			out = append(out, Signal{p, signs})
		}
	}
	slices.SortStableFunc(out, func(a, b Signal) int {
		return cmp.Or(cmp.Compare(slices.Index(order, a.Signs[0].Kind), slices.Index(order, b.Signs[0].Kind)), cmp.Compare(b.Signs[0].Days, a.Signs[0].Days))
	})
	for _, p := range f.Pairs {
		if newest[p.MenteeSeat] == p.ID && p.Ending != nil && p.Ending.RematchMentee == "yes" && p.MenteeStatus == enrolment.Accepted {
			rematch = append(rematch, p)
		}
	}
	return out, rematch
}
