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
	Places     int         `json:"places"` // free places of the mentors
	Funnel     []RuleCount `json:"funnel"` // pairs that each hard rule keeps apart
	Allowed    int         `json:"allowed"`
	Matched    int         `json:"matched"`
	Locked     int         `json:"locked"`
	Total      int         `json:"total"` // hundredths of a point
	Lowest     int         `json:"lowest"`
	Asked      int         `json:"asked"`                // mentees with a partner who had asked for somebody
	Wished     int         `json:"wished"`               // and got somebody they asked for
	Across     int         `json:"across"`               // pairs from two units
	Of         []Share     `json:"of"`                   // what each criterion can give; Got is the sum of what it gave
	Weightless bool        `json:"weightless,omitempty"` // nobody has told anything that the rules weigh: every pair is as good as any
}

// Possible is how many pairs there would be without hard rules.
func (s Summary) Possible() int { return s.Mentors * s.Mentees }

// Proof is what shows that no other solution is better. Rows are the mentees that were not locked, columns the mentors, both in the
// order of the pool.
type Proof struct {
	Rows      []int64 `json:"u"`
	Cols      []int64 `json:"v"`
	ShortRows []int   `json:"short_rows,omitempty"`
	ShortCols []int   `json:"short_cols,omitempty"`
}

// Solve finds the pairs: as many as possible, and among those the most points. It is exact, and the proof is checked before it returns.
func Solve(ctx context.Context, pool Pool, rules Rules, marks []Mark) (Outcome, error) {
	d := opened(pool, rules)
	m, err := d.mark(marks)
	if err != nil {
		return Outcome{}, err
	}
	t := d.problem(m)
	res, err := assign.Solve(ctx, &t.in)
	if err != nil {
		return Outcome{}, fmt.Errorf("matching: solve: %w", err)
	}
	if err := assign.Verify(&t.in, res); err != nil {
		return Outcome{}, fmt.Errorf("matching: the proof does not hold: %w", err)
	}
	return d.outcome(t, m, res), nil
}

// task is the assignment problem: rows are the mentees that are not locked, columns all mentors.
type task struct {
	in    assign.Instance
	rows  []int32 // row -> mentee in the deck
	tally map[Rule]int
}

func (d *deck) problem(m marked) task {
	t := task{tally: map[Rule]int{}}
	t.in.Cols = len(d.mentors)
	t.in.Capacity = make([]int, len(d.mentors))
	for j := range d.mentors {
		t.in.Capacity[j] = d.pool.Free(d.mentors[j].seat) - m.taken[int32(j)]
	}
	t.in.RowStart = append(t.in.RowStart, 0)
	for i := range int32(len(d.mentees)) {
		_, locked := m.locked[i]
		for j := range int32(len(d.mentors)) {
			if rule := d.without(j, i, m); rule != "" {
				t.tally[rule]++
			} else if !locked {
				t.in.Col = append(t.in.Col, j)
				t.in.Cost = append(t.in.Cost, int32(Full-d.score(j, i)))
			}
		}
		if !locked {
			t.rows = append(t.rows, i)
			t.in.RowStart = append(t.in.RowStart, len(t.in.Col))
		}
	}
	t.in.Rows = len(t.rows)
	return t
}

// without gives the rule or mark that keeps two apart, or "".
func (d *deck) without(mentor, mentee int32, m marked) Rule {
	if rule := d.apart(mentor, mentee); rule != "" {
		return rule
	}
	if m.forbidden[couple{mentor, mentee}] {
		return Forbidden
	}
	return ""
}

func (d *deck) outcome(t task, m marked, res *assign.Result) Outcome {
	mate := make(map[int32]int32, len(t.rows)) // mentee -> mentor
	for i, j := range m.locked {
		mate[i] = j
	}
	for row, j := range res.Mate {
		if j >= 0 {
			mate[t.rows[row]] = j
		}
	}
	out := Outcome{Proof: Proof{Rows: res.U, Cols: res.V, ShortRows: places(res.ShortRows), ShortCols: places(res.ShortCols)}}
	s := Summary{Mentors: len(d.mentors), Mentees: len(d.mentees), Funnel: counts(t.tally), Locked: len(m.locked), Matched: len(mate)}
	s.Allowed = s.Possible()
	for _, f := range s.Funnel {
		s.Allowed -= f.Count
	}
	for i, c := range Criteria {
		if d.of[i] > 0 {
			s.Of = append(s.Of, Share{Criterion: c, Of: d.of[i]})
		}
	}
	s.Weightless = len(s.Of) == 0
	used := make([]int, len(d.mentors))
	for i := range int32(len(d.mentees)) {
		j, ok := mate[i]
		if !ok {
			continue
		}
		_, locked := m.locked[i]
		p := d.pair(j, i)
		p.Locked = locked
		out.Pairs = append(out.Pairs, p)
		used[j]++
		s.Total += p.Score
		if len(out.Pairs) == 1 || p.Score < s.Lowest {
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
	out.Summary = s
	out.Left = append(d.leftMentees(t, m, res), d.leftMentors(m, used)...)
	return out
}

// pair explains two who are put together.
func (d *deck) pair(mentor, mentee int32) Pair {
	return Pair{
		Mentor: d.mentors[mentor].seat.ID, Mentee: d.mentees[mentee].seat.ID, Score: d.score(mentor, mentee),
		Shares: d.shares(mentor, mentee), Reasons: d.reasons(mentor, mentee),
	}
}

func places(set []bool) []int {
	var out []int
	for i, in := range set {
		if in {
			out = append(out, i)
		}
	}
	return out
}

// Candidate is somebody that a seat could be put together with: a rule that keeps the two apart, or points and reasons.
type Candidate struct {
	Seat enrolment.Seat
	Rule Rule
	Full bool // no place is left
	Pair Pair
}

// Candidates lists everybody on the other side of a seat of the pool, best first; those whom a rule keeps apart come last.
func Candidates(pool Pool, rules Rules, seatID string) []Candidate {
	d := prepare(pool, rules)
	var out []Candidate
	add := func(mentor, mentee int, other enrolment.Seat) {
		c := Candidate{Seat: other, Rule: d.apart(int32(mentor), int32(mentee)), Full: pool.Free(other) == 0}
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
