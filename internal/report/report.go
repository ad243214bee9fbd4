package report

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/evaluation"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// Reached is one step of the participation: how many have come so far. Texts report.stage_<Key>.
type Reached struct {
	Key string
	Number
}

// PhaseCount is how many pairs stand in a phase.
type PhaseCount struct {
	Stage Stage
	Number
}

// Quarter is what the sponsor and the printed report show: figures that protect, and nobody's name.
type Quarter struct {
	Facts    Facts
	Going    Number // pairs on their way
	Signed   Number // of them
	Phases   []PhaseCount
	Mentees  []Reached
	Mentors  []Reached
	Lights   []Light
	Activity Activity
	Surveys  []evaluation.Survey // closed, in order
	Gains    []Gain              // nil before a final survey has closed
	Tasks    []programme.Task
}

// Quarter gathers the sponsor's page and the report, for the sponsor and the coordinator. What matters most is counted first, so that
// it is what is shown.
func (r *Reports) Quarter(ctx context.Context, a org.Actor) (q Quarter, err error) {
	if !a.Has(org.Coordinator, org.Admin, org.Sponsor) {
		return q, fault.Denied()
	}
	if q.Facts, err = r.facts(ctx, r.DB, a.Org, a.Programme); err != nil {
		return q, err
	}
	c := Protecting(q.Facts)
	q.Going = c.Mentees(Mentee.going)
	q.Lights = Lights(q.Facts, c)
	q.Signed = c.Mentees(func(m Mentee) bool { return m.going() && m.Signed })
	q.Mentees = reached(c.Mentees, []string{"applied", "accepted", "paired", "met", "signed", "completed"}, []func(Mentee) bool{
		func(Mentee) bool { return true },
		func(m Mentee) bool { return m.Stage != Asked && m.Stage != Turned },
		Mentee.paired,
		func(m Mentee) bool { return m.Met },
		func(m Mentee) bool { return m.Signed },
		func(m Mentee) bool { return m.Stage == Completed },
	})
	q.Mentors = reached(c.Mentors, []string{"applied", "accepted", "trained"}, []func(Mentor) bool{
		func(Mentor) bool { return true },
		accepted,
		func(m Mentor) bool { return accepted(m) && m.Trained },
	})
	for _, s := range Phases {
		q.Phases = append(q.Phases, PhaseCount{s, c.Mentees(func(m Mentee) bool { return m.Stage == s })})
	}
	months, err := r.Pairs.MonthsOf(ctx, r.DB, a.Org, a.Programme)
	if err != nil {
		return q, err
	}
	q.Activity = protectedActivity(months)
	for _, st := range q.Facts.Plan {
		if st.Done() {
			q.Surveys = append(q.Surveys, *st.Survey)
			if st.Kind == evaluation.Final {
				q.Gains = Gains(st.Survey.Figures)
			}
		}
	}
	q.Tasks, err = r.Programmes.Tasks(ctx, r.DB, a.Org, a.Programme)
	return q, err
}

// reached counts steps that lie within each other, from the last that matters to the first: who has come furthest is shown first.
func reached[A any](count func(func(A) bool) Number, keys []string, in []func(A) bool) []Reached {
	out := make([]Reached, len(keys))
	for _, i := range askFirst(len(keys)) {
		out[i] = Reached{keys[i], count(in[i])}
	}
	return out
}

// askFirst is the order in which steps are counted: the second (who was let in) and then the rest.
func askFirst(n int) []int {
	out := []int{1}
	for i := n - 1; i >= 0; i-- {
		if i != 1 {
			out = append(out, i)
		}
	}
	return out
}

// Decision is what only the sponsor can do now. Texts report.sponsor_<Key>, _text, _go; To lies below the programme's address.
type Decision struct {
	Key  string
	Args []any
	To   string
}

// soon is how many days before its day a task is spoken of.
const soon = 14

// Decide picks it: the promise, then a task whose day has come, then time, when those who take part say that they do not get it.
func (q Quarter) Decide() Decision {
	f := q.Facts
	if f.Sponsor.ID != "" && !f.Sponsor.IsSigned() {
		return Decision{Key: "sign", To: "sponsor/commitment"}
	}
	for _, t := range q.Tasks {
		if t.Done.IsZero() && t.On != "" && t.On <= f.Today().Add(0, 0, soon) && t.Key != programme.TaskSign && f.Programme.Status != programme.Draft {
			return Decision{Key: "task_" + string(t.Key), Args: []any{"date", t.On}, To: "sponsor/commitment"}
		}
	}
	for _, s := range q.Surveys {
		if k, n, ok := lacksTime(s.Figures); ok && n > 0 && float64(k) >= manyLackTime*float64(n) {
			return Decision{Key: "time", Args: []any{"n", k, "of", n}, To: "report"}
		}
	}
	for _, l := range q.Lights {
		if l.State == programme.Bad {
			return Decision{Key: "light", Args: []any{"criterion", criterionName(l)}, To: "report"}
		}
	}
	return Decision{Key: "nothing", To: "report"}
}

// manyLackTime: when one in four says that there is no time for it, it is the sponsor's matter.
const manyLackTime = 0.25

// lacksTime counts who answered 1 or 2 to having been given time.
func lacksTime(f evaluation.Figures) (k, n int, ok bool) {
	m := f.Of("p_time", "")
	for _, c := range m.Cells {
		if c.From >= 0 && c.To <= 1 && !c.Aside {
			k += c.Count
			ok = ok || c.To == 1
		}
		n += c.Count
	}
	return k, n, ok
}

// Results reads a closed survey, for its page.
func (r *Reports) Results(ctx context.Context, a org.Actor, kind evaluation.Kind) (evaluation.Survey, error) {
	return r.Evaluations.Results(ctx, a, kind)
}
