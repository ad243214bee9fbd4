package report

import (
	"github.com/mentorskab/mentorskab/internal/evaluation"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// Desk is what lies on the coordinator's desk beside the facts.
type Desk struct {
	Matching matching.Glance
	Wishes   []evaluation.Wish // people who asked to be contacted
	Signals  []Signal          // pairs that may need a hand, the most pressing first
	Rematch  []pair.Facts      // pairs that stopped and whose mentee wants another mentor
}

// Signal is a pair with the signs that it may need a hand.
type Signal struct {
	Pair  pair.Facts
	Signs []pair.Signal
}

// People is how many people or pairs need the coordinator today.
func (d Desk) People() int { return len(d.Wishes) + len(d.Signals) + len(d.Rematch) }

// Step is the one next step: texts report.next_<Key>, _text and _go with Args; To lies below the programme's address.
type Step struct {
	Key  string
	Args []any
	To   string
	Wish *evaluation.Wish // the person to be contacted; To is empty then
}

// answerDays is how long after its opening a survey with few answers is spoken of.
const answerDays = 7

// Next picks the one thing that matters most now: people who ask for help before all, then what holds the programme back, then pairs
// that may need a hand, then what can wait.
func Next(f Facts, d Desk) Step {
	if len(d.Wishes) > 0 {
		return Step{Key: "wish", Wish: &d.Wishes[0], Args: []any{"name", d.Wishes[0].Name}}
	}
	switch f.Programme.Status {
	case programme.Draft:
		if len(f.Programme.Gaps()) > 0 {
			return Step{Key: "setup", To: "setup/purpose"}
		}
		return Step{Key: "open", To: "setup"}
	case programme.Closed:
		return Step{Key: "report", To: "report"}
	}
	r := crowd(f)
	if s, ok := beforePairs(f, d, r); ok {
		return s
	}
	waiting := min(r.unmatched-d.Matching.Open, d.Matching.Places-len(f.Going())-d.Matching.Open)
	match := Step{Key: "match", Args: []any{"n", waiting}, To: "match"}
	if waiting > 0 && waiting*manyWait >= r.mentees { // so many that they matter more than a pair that has stalled
		return match
	}
	if s, ok := aroundPairs(f, d); ok {
		return s
	}
	switch {
	case waiting > 0:
		return match
	case r.asked > 0:
		return Step{Key: "decide", Args: []any{"n", r.asked}, To: "people?status=applied"}
	case f.Programme.EndsOn != "" && f.Programme.EndsOn < f.Today():
		return Step{Key: "close", To: "setup"}
	}
	return Step{Key: "nothing", To: "report"}
}

// manyWait: one in so many mentees without a mentor is many.
const manyWait = 5

type present struct{ asked, mentors, mentees, unmatched int }

// crowd counts who is there.
func crowd(f Facts) (r present) {
	for k, n := range f.Mentors {
		switch k.Stage {
		case Asked:
			r.asked += n
		case Unmatched:
			r.mentors += n
		}
	}
	for k, n := range f.Mentees {
		switch k.Stage {
		case Asked:
			r.asked += n
		case Turned:
		case Unmatched:
			r.unmatched += n
			r.mentees += n
		default:
			r.mentees += n
		}
	}
	return r
}

// beforePairs looks at what must happen for people to meet at all.
func beforePairs(f Facts, d Desk, r present) (Step, bool) {
	switch {
	case r.mentors+r.mentees+r.asked == 0:
		return Step{Key: "recruit", To: "people"}, true
	case r.asked > 0 && f.Programme.Status == programme.Open:
		return Step{Key: "decide", Args: []any{"n", r.asked}, To: "people?status=applied"}, true
	case d.Matching.Draft:
		return Step{Key: "publish", To: "match"}, true
	case d.Matching.Turned > 0:
		return Step{Key: "no", Args: []any{"n", d.Matching.Turned}, To: "match/repair"}, true
	case f.Programme.Status == programme.Open:
		return Step{Key: "start", Args: []any{"mentors", r.mentors, "mentees", r.mentees}, To: "setup"}, true
	}
	return Step{}, false
}

// aroundPairs looks at the pairs that are on their way, and at the surveys.
func aroundPairs(f Facts, d Desk) (Step, bool) {
	today := f.Today()
	for _, st := range f.Plan {
		switch {
		case st.Survey == nil && st.Planned != "" && st.Planned < today && len(f.Going()) > 0 && f.Programme.Status == programme.Running && !later(f.Plan, st.Kind):
			return Step{Key: "evaluate", Args: []any{"kind", kindName(st.Kind), "date", st.Planned}, To: "evaluation"}, true
		case st.Open() && today >= st.Survey.OpensOn.Add(0, 0, answerDays) && st.Response.All.Shown() && st.Response.All.Rate() < evaluation.RateWeak:
			return Step{Key: "remind", Args: []any{"kind", kindName(st.Kind), "closes", st.Survey.ClosesOn}, To: "evaluation"}, true
		}
	}
	switch {
	case len(d.Rematch) > 0:
		to := "match/repair"
		if len(d.Rematch) == 1 {
			to = "match/options?seat=" + d.Rematch[0].MenteeSeat
		}
		return Step{Key: "rematch", Args: []any{"n", len(d.Rematch)}, To: to}, true
	case len(d.Signals) > 0 && d.Signals[0].Signs[0].Kind == pair.NoFirstMeeting:
		n := 0
		for _, s := range d.Signals {
			if s.Signs[0].Kind == pair.NoFirstMeeting {
				n++
			}
		}
		return Step{Key: "first_meeting", Args: []any{"n", n}, To: "pairs"}, true
	case len(d.Signals) > 0:
		return Step{Key: "pairs", Args: []any{"n", len(d.Signals)}, To: "pairs"}, true
	case f.Sponsor.ID != "" && !f.Sponsor.IsSigned():
		return Step{Key: "sponsor", Args: []any{"name", f.Sponsor.Name}, To: "setup/sponsor"}, true
	}
	return Step{}, false
}

// later tells whether a survey that comes after this one has been opened already.
func later(plan []evaluation.Status, k evaluation.Kind) bool {
	after := false
	for _, st := range plan {
		if after && st.Survey != nil {
			return true
		}
		after = after || st.Kind == k
	}
	return false
}
