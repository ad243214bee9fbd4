package fit

import (
	"context"
	"fmt"
	"slices"

	"github.com/mentorskab/mentorskab/assign"
	"github.com/mentorskab/mentorskab/internal/enrolment"
)

// Pair is two seats that a round puts together.
type Pair struct {
	Mentor, Mentee string // seat ids
	Score          int    // hundredths of a point
	Shares         []Share
	Reasons        []Reason
	Locked         bool // by the coordinator
}

// Outcome is what solving gives.
type Outcome struct {
	Pairs   []Pair // in the order of the pool's mentees
	Left    []Left // mentees first
	Summary Summary
	Proof   Proof
}

// Summary is a round in figures.
type Summary struct {
	Mentors    int         `json:"mentors"`
	Mentees    int         `json:"mentees"`
	Places     int         `json:"places"`         // free places of the mentors
	Full       int         `json:"full,omitempty"` // mentors of the pool who have no place left; they are not among Mentors
	Funnel     []RuleCount `json:"funnel"`         // pairs that each hard rule keeps apart
	Allowed    int         `json:"allowed"`
	Matched    int         `json:"matched"`
	Locked     int         `json:"locked"`
	Total      int         `json:"total"` // hundredths of a point
	Lowest     int         `json:"lowest"`
	Asked      int         `json:"asked"`             // mentees with a partner who had asked for somebody
	Wished     int         `json:"wished"`            // and got somebody they asked for
	Across     int         `json:"across"`            // pairs from two units
	Of         []Share     `json:"of"`                // what each criterion can give; Got is the sum of what it gave
	Served     int         `json:"served,omitempty"`  // of co-mentors: mentees with one at least; 0: as many as Matched
	Circles    *Circles    `json:"circles,omitempty"` // of groups
	Aim        Aim         `json:"aim,omitempty"`
	Blocking   int         `json:"blocking"`             // pairs who would both rather have each other than what they have; Uncounted in the largest pools
	Weightless bool        `json:"weightless,omitempty"` // nobody has told anything that the rules weigh: every pair is as good as any
}

// Uncounted is what Blocking is where it was not worked out.
const Uncounted = -1

// Waiting is how many mentees have nobody.
func (s Summary) Waiting() int {
	if s.Served > 0 {
		return s.Mentees - s.Served
	}
	return s.Mentees - s.Matched
}

// Proven tells whether it is proven that no other solution is better.
func (s Summary) Proven() bool { return s.Circles == nil || s.Circles.Proven }

// Possible is how many pairs there would be without hard rules.
func (s Summary) Possible() int { return s.Mentors * s.Mentees }

// Solve finds the pairs: as many as possible, and among those the best by the aim of the rules. It is exact, and the proof is checked
// before it returns.
func Solve(ctx context.Context, pool Pool, rules Rules, marks []Mark) (Outcome, error) {
	return SolveWith(ctx, pool, rules, marks, Options{})
}

// SolveWith is Solve with threads and progress. The outcome is the same for any number of threads.
func SolveWith(ctx context.Context, pool Pool, rules Rules, marks []Mark, o Options) (Outcome, error) {
	d := opened(pool, rules)
	m, err := d.mark(marks)
	if err != nil {
		return Outcome{}, err
	}
	if err := rules.Shape.aimed(rules.Aim); err != nil {
		return Outcome{}, err
	}
	o.begin(Scoring)
	switch {
	case rules.Shape.Grouped():
		return full(d.solveGroups(ctx, m))(pool, d)
	case rules.Shape.Mentors() > 1:
		return full(d.solvePanel(ctx, m))(pool, d)
	case rules.Aim == StableWants:
		return d.stable(ctx, m, o)
	}
	t, err := d.problemWith(ctx, m, o)
	if err != nil {
		return Outcome{}, err
	}
	o.begin(Pairing)
	how := assign.Options{Threads: o.threads(), Progress: o.solving()}
	if t.aim == NoneWeak {
		how.Objective = assign.Fair
	}
	res, err := assign.SolveWith(ctx, &t.in, how)
	if err != nil {
		return Outcome{}, fmt.Errorf("matching: solve: %w", err)
	}
	o.begin(Proving)
	err = assign.VerifyWith(&t.in, res, o.threads())
	if ctx.Err() != nil {
		return Outcome{}, ctx.Err()
	}
	if err != nil {
		return Outcome{}, fmt.Errorf("matching: the proof does not hold: %w", err)
	}
	o.begin(Explaining)
	out := d.outcome(t, m, res)
	out.Summary.Full = len(pool.Mentors) - len(d.mentors)
	return out, ctx.Err()
}

// without gives the rule or mark that keeps two apart, or "".
func (d *deck) without(mentor, mentee int32, m marked) Rule {
	if s := d.against(mentor, mentee); s != 0 {
		if s &^= m.over[couple{mentor, mentee}]; s != 0 {
			return s.first()
		}
	}
	if m.forbidden[couple{mentor, mentee}] {
		return Forbidden
	}
	return ""
}

func (d *deck) outcome(t task, m marked, res *assign.Result) Outcome {
	mate := slices.Repeat([]int32{-1}, len(d.mentees)) // mentee -> mentor
	for i, j := range m.locked {
		mate[i] = j
	}
	for row, j := range res.Mate {
		if j >= 0 {
			mate[t.rows[row]] = j
		}
	}
	out := Outcome{Proof: proofOf(t, res)}
	s := Summary{Mentors: len(d.mentors), Mentees: len(d.mentees), Funnel: counts(t.tally), Locked: len(m.locked), Aim: t.aim}
	s.Allowed = s.Possible()
	for _, f := range s.Funnel {
		s.Allowed -= f.Count
	}
	for i, c := range d.criteria {
		if d.of[i] > 0 {
			s.Of = append(s.Of, Share{Criterion: c, Of: d.of[i]})
		}
	}
	s.Weightless = len(s.Of) == 0
	used := make([]int, len(d.mentors))
	out.Pairs = d.pairs(t, mate)
	k := 0
	for i := range int32(len(d.mentees)) {
		j := mate[i]
		if j < 0 {
			continue
		}
		p := &out.Pairs[k]
		k++
		_, p.Locked = m.locked[i]
		used[j]++
		s.Total += p.Score
		if k == 1 || p.Score < s.Lowest {
			s.Lowest = p.Score
		}
		for k, share := range p.Shares {
			s.Of[k].Got += share.Got
		}
		got, asked := wish(&d.mentees[i], d.mentors[j].person)
		if asked {
			s.Asked++
		}
		if got > 0 {
			s.Wished++
		}
		if a, b := d.mentees[i].unit, d.mentors[j].unit; a >= 0 && b >= 0 && a != b {
			s.Across++
		}
	}
	for j := range d.mentors {
		s.Places += d.pool.Free(d.mentors[j].seat)
	}
	s.Matched = len(out.Pairs)
	s.Blocking = t.blocking(d, m, mate)
	out.Summary = s
	out.Left = append(d.leftMentees(t, m, res), d.leftMentors(t, m, used)...)
	return out
}

// pairs explains all who are put together, in the order of the mentees. Where ctx ends they are not all.
func (d *deck) pairs(t task, mate []int32) []Pair {
	var of []int32
	for i, j := range mate {
		if j >= 0 {
			of = append(of, int32(i))
		}
	}
	out := make([]Pair, len(of))
	if t.ctx == nil || len(of) < 64 {
		for k, i := range of {
			out[k] = d.pair(mate[i], i)
		}
		return out
	}
	_ = each(t.ctx, len(of), Options{}, func(next func() (int, bool)) {
		for k, ok := next(); ok; k, ok = next() {
			out[k] = d.pair(mate[of[k]], of[k])
		}
	})
	return out
}

// pair explains two who are put together.
func (d *deck) pair(mentor, mentee int32) Pair {
	two := Couple{d.mentors[mentor].seat.ID, d.mentees[mentee].seat.ID}
	if p, ok := d.known[two]; ok {
		return p
	}
	return Pair{
		Mentor: two.Mentor, Mentee: two.Mentee, Score: d.score(mentor, mentee),
		Shares: d.shares(mentor, mentee), Reasons: d.reasons(mentor, mentee),
	}
}

// Candidate is somebody that a seat could be put together with: a rule that keeps the two apart, or points and reasons.
type Candidate struct {
	Seat enrolment.Seat
	Rule Rule
	All  []Rule // every rule that keeps the two apart; Rule is the first
	Full bool   // no place is left
	Pair Pair
}

// Candidates lists everybody on the other side of a seat of the pool, best first; those whom a rule keeps apart come last.
func Candidates(pool Pool, rules Rules, seatID string) []Candidate {
	d := prepare(pool, rules)
	var out []Candidate
	add := func(mentor, mentee int, other enrolment.Seat) {
		against := d.against(int32(mentor), int32(mentee))
		c := Candidate{Seat: other, Rule: against.first(), All: against.list(), Full: pool.Free(other) == 0}
		if c.Rule == "" {
			c.Pair = d.pair(int32(mentor), int32(mentee))
		}
		out = append(out, c)
	}
	mine := func(s enrolment.Seat) bool { return s.ID == seatID }
	if i := slices.IndexFunc(pool.Mentees, mine); i >= 0 {
		for j, s := range pool.Mentors {
			add(j, i, s)
		}
	} else if j := slices.IndexFunc(pool.Mentors, mine); j >= 0 {
		for i, s := range pool.Mentees {
			add(j, i, s)
		}
	}
	slices.SortStableFunc(out, func(a, b Candidate) int {
		switch {
		case (a.Rule == "") != (b.Rule == ""):
			if a.Rule == "" {
				return -1
			}
			return 1
		}
		return b.Pair.Score - a.Pair.Score
	})
	return out
}

// full adds who has no place to a solution of a shape's own.
func full(out Outcome, err error) func(pool Pool, d *deck) (Outcome, error) {
	return func(pool Pool, d *deck) (Outcome, error) {
		out.Summary.Full = len(pool.Mentors) - len(d.mentors)
		return out, err
	}
}
