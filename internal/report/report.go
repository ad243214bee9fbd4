package report

import (
	"context"
	"slices"

	"github.com/mentorskab/mentorskab/internal/evaluation"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// Reached is one step of the participation: how many have come so far. Texts report.stage_<Key>. Where the number is hidden, Near tells
// one that is shown and a little smaller (More) or greater, if there is any.
type Reached struct {
	Key string
	Number
	Near    int
	More    bool
	HasNear bool
}

// PhaseCount is how many pairs stand in a phase, or in two or more phases beside each other that are too small to be shown apart.
type PhaseCount struct {
	Stages []Stage
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
	var months []pair.Month
	q.Facts, err = r.facts(ctx, a.Org, a.Programme, func(ctx context.Context) (err error) {
		if q.Tasks, err = r.Programmes.Tasks(ctx, r.DB, a.Org, a.Programme); err != nil {
			return err
		}
		months, err = r.Pairs.MonthsOf(ctx, r.DB, a.Org, a.Programme)
		return err
	})
	if err != nil {
		return q, err
	}
	c := Protecting(q.Facts)
	q.Going = c.Mentees(Mentee.going)
	q.Lights = Lights(q.Facts, c)
	q.Signed = c.Mentees(func(m Mentee) bool { return m.going() && m.Signed })
	q.Phases = phases(c)
	q.Mentees = reached(q.Facts.Mentees, c.Mentees, []asked[Mentee]{{Mentee.going, q.Going.N}}, []step[Mentee]{
		{"applied", func(Mentee) bool { return true }},
		{"accepted", func(m Mentee) bool { return m.Stage != Asked && m.Stage != Turned }},
		{"paired", Mentee.paired},
		{"met", func(m Mentee) bool { return m.Met }},
		{"signed", func(m Mentee) bool { return m.Signed }},
		{"completed", func(m Mentee) bool { return m.Stage == Completed }},
	})
	q.Mentors = reached(q.Facts.Mentors, c.Mentors, nil, []step[Mentor]{
		{"applied", func(Mentor) bool { return true }},
		{"accepted", accepted},
		{"trained", func(m Mentor) bool { return accepted(m) && m.Trained }},
	})
	q.Activity = protectedActivity(months)
	for _, st := range q.Facts.Plan {
		if st.Done() {
			q.Surveys = append(q.Surveys, *st.Survey)
			if st.Kind == evaluation.Final {
				q.Gains = Gains(st.Survey.Figures)
			}
		}
	}
	return q, nil
}

type step[A any] struct {
	key string
	in  func(A) bool
}

// reached counts steps that lie within each other: who was let in first, then from the last step back. shown is what the page has told
// before.
func reached[A comparable](kinds map[A]int, count func(func(A) bool) Number, shown []asked[A], steps []step[A]) []Reached {
	out := make([]Reached, len(steps))
	for _, i := range askFirst(len(steps)) {
		out[i] = Reached{Key: steps[i].key, Number: count(steps[i].in)}
		if out[i].Shown {
			shown = append(shown, asked[A]{steps[i].in, out[i].N})
		}
	}
	for i := range out {
		if !out[i].Shown {
			out[i].Near, out[i].More, out[i].HasNear = about(kinds, shown, steps[i].in)
		}
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

// phases counts the pairs on their way, in the finest parts of neighbouring phases that can all be shown.
func phases(c Counts) []PhaseCount {
	for _, cut := range cuts {
		var parts []PhaseCount
		var in []func(Mentee) bool
		for i, s := range Phases {
			if i == 0 || slices.Contains(cut, i) {
				parts = append(parts, PhaseCount{})
			}
			at := len(parts) - 1
			parts[at].Stages = append(parts[at].Stages, s)
		}
		for _, p := range parts {
			in = append(in, func(m Mentee) bool { return slices.Contains(p.Stages, m.Stage) })
		}
		n, ok := c.all(in...)
		if !ok {
			continue
		}
		for i := range parts {
			parts[i].Number = Number{N: n[i], Shown: true}
		}
		return parts
	}
	return []PhaseCount{{Stages: Phases}}
}

// cuts are the ways to divide the four phases, the finest first: before which of them a new part begins.
var cuts = [][]int{{1, 2, 3}, {2, 3}, {1, 3}, {1, 2}, {2}, {3}, {1}, {}}

// Decision is what only the sponsor can do now. Texts report.sponsor_<Key>, _text, _go; To lies below the programme's address.
type Decision struct {
	Key  string
	Args []any
	To   string
}

// soon is how many days before its day a task is spoken of, stale how many days after: a kick-off that was four months ago is no task.
const soon, stale = 14, 30

// Decide picks it: the promise, then a task whose day has come, then time, when those who take part say that they do not get it.
func (q Quarter) Decide() Decision {
	f := q.Facts
	if f.Sponsor.ID != "" && !f.Sponsor.IsSigned() {
		return Decision{Key: "sign", To: "sponsor/commitment"}
	}
	for _, t := range q.Tasks {
		if t.Done.IsZero() && t.On != "" && t.Key != programme.TaskSign && f.Programme.Status != programme.Draft &&
			t.On <= f.Today().Add(0, 0, soon) && t.On >= f.Today().Add(0, 0, -stale) {
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
