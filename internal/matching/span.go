package matching

import (
	"context"
	"math"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
)

// Span is the time that a new pair would have, and what its mentee has had before. Months have one decimal.
type Span struct {
	Until  clock.Date // last day of the pair
	Months float64    // from today on
	Before float64    // with earlier mentors in this programme
	Again  bool       // the mentee has had a mentor before
	Whole  float64    // months of the programme, from its first day to its last; 0 where it has no dates
}

// A course is planned for twelve months with the same mentor. Below ShortMonths it is short, and below LateMonths there is hardly time
// to begin. Source: criterion five, neither too short nor too long; the limits are a judgement.
const (
	ShortMonths = 9
	LateMonths  = 3
)

// Short says that a pair has less time than a course should, Late that there is hardly time for one.
func (s Span) Short() bool { return s.Months < ShortMonths }

// Late says that there is hardly time for a pair at all.
func (s Span) Late() bool { return s.Months < LateMonths }

// Worth says whether the clock tells more than the programme's own dates do: the mentee begins again, or comes late to it.
func (s Span) Worth() bool { return s.Again || s.Late() || s.Short() && s.Whole >= ShortMonths }

// Spans gives the time of each mentee of a programme.
type Spans struct {
	fresh  Span
	before map[string]float64
}

// Of gives the time of one mentee's next pair.
func (s Spans) Of(menteeSeat string) Span {
	x := s.fresh
	x.Before, x.Again = s.before[menteeSeat], false
	_, x.Again = s.before[menteeSeat]
	return x
}

// Spans reads the clock of a programme and the pairs that have ended in it.
func (m *Matches) Spans(ctx context.Context, q db.Q, orgID, programmeID string) (Spans, error) {
	pr, err := m.Programmes.Get(ctx, q, orgID, programmeID)
	if err != nil {
		return Spans{}, err
	}
	today := m.today(pr)
	out := Spans{fresh: Span{Until: pr.EndsOn}, before: map[string]float64{}}
	if out.fresh.Until <= today { // a pair that begins after the last day goes on for a year
		out.fresh.Until = today.Add(1, 0, 0)
	}
	out.fresh.Months = tenths(today.Months(out.fresh.Until))
	if pr.StartsOn != "" && pr.EndsOn > pr.StartsOn {
		out.fresh.Whole = tenths(pr.StartsOn.Months(pr.EndsOn))
	}
	type ended struct {
		mentee   string
		from, to clock.Date
	}
	all, err := db.All(ctx, q, func(s db.Scan) (e ended, err error) {
		err = s(&e.mentee, &e.from, &e.to)
		return e, err
	}, "select x.mentee_seat_id, x.started_on, e.ended_on from pair x join ending e on e.pair_id = x.id where x.org_id=$1 and x.programme_id=$2", orgID, programmeID)
	for _, e := range all {
		out.before[e.mentee] = tenths(out.before[e.mentee] + max(e.from.Months(e.to), 0))
	}
	return out, err
}

func tenths(x float64) float64 { return math.Round(x*10) / 10 }
