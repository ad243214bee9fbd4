package assign_test

import (
	"context"
	"fmt"

	"github.com/mentorskab/mentorskab/assign"
)

// Three mentees and two mentors, one of whom takes two. The scores are out of 100, so the cost is 100 minus the score.
func ExampleSolve() {
	scores := []int32{
		90, 60,
		80, 75,
		85, 40,
	}
	in := &assign.Instance{Rows: 3, Cols: 2, Capacity: []int{2, 1}}
	for _, s := range scores {
		in.Dense = append(in.Dense, 100-s)
	}
	r, err := assign.Solve(context.Background(), in)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("mentor of each mentee:", r.Mate)
	fmt.Println("total score:", int64(100*r.Matched)-r.Cost)
	fmt.Println("proven:", assign.Verify(in, r) == nil)
	// Output:
	// mentor of each mentee: [0 1 0]
	// total score: 250
	// proven: true
}

// Mentees 0, 1 and 2 accept only mentor 0, who has one seat; mentor 1 keeps one free. Mentee 4 accepts nobody.
func ExampleUnmatched() {
	in := &assign.Instance{
		Rows: 5, Cols: 2, Capacity: []int{1, 2},
		RowStart: []int{0, 1, 2, 3, 5, 5},
		Col:      []int32{0, 0, 0, 0, 1},
		Cost:     []int32{30, 20, 50, 10, 40},
	}
	r, err := assign.Solve(context.Background(), in)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, u := range r.Unmatched {
		fmt.Printf("mentee %d: %v", u.Row, u.Cause)
		if len(u.Rows) > 0 {
			fmt.Printf("; mentees %v accept only mentors %v", u.Rows, u.Cols)
		}
		if u.Instead >= 0 {
			fmt.Printf("; instead of mentee %d for %d more", u.Instead, u.Price)
		}
		fmt.Println()
	}
	// Output:
	// mentee 0: all partners full; mentees [0 1 2] accept only mentors [0]; instead of mentee 1 for 10 more
	// mentee 2: all partners full; mentees [0 1 2] accept only mentors [0]; instead of mentee 1 for 30 more
	// mentee 4: no allowed partner
}

// More mentees than seats: somebody stays out, and it is the one without whom the total is best.
func ExampleUnmatched_outbid() {
	in := &assign.Instance{Rows: 3, Cols: 2, Dense: []int32{
		10, 20,
		15, 40,
		12, 30,
	}}
	r, err := assign.Solve(context.Background(), in)
	if err != nil {
		fmt.Println(err)
		return
	}
	u := r.Unmatched[0]
	fmt.Printf("mates %v at %d; mentee %d is %v, and would come in for %d more\n", r.Mate, r.Cost, u.Row, u.Cause, u.Price)
	// Output:
	// mates [1 -1 0] at 32; mentee 1 is outbid, and would come in for 3 more
}

// Verify needs nothing but the instance and the result, and refuses a result that claims too much.
func ExampleVerify() {
	in := &assign.Instance{Rows: 2, Cols: 2, Dense: []int32{
		1, 2,
		1, 5,
	}}
	r, err := assign.Solve(context.Background(), in)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(assign.Verify(in, r))
	r.Mate[0], r.Mate[1], r.Cost = 0, 1, 6 // a solution, but not the best
	fmt.Println(assign.Verify(in, r) != nil)
	// Output:
	// <nil>
	// true
}

// Two mentees and two mentors: the best total leaves one mentee badly off, the fair solution does not.
func ExampleSolveWith() {
	in := &assign.Instance{Rows: 2, Cols: 2, Dense8: []uint8{
		0, 30,
		30, 50,
	}}
	for _, o := range []assign.Objective{assign.Total, assign.Fair} {
		r, err := assign.SolveWith(context.Background(), in, assign.Options{Objective: o})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(o, r.Mate, "at", r.Cost, "proven:", assign.Verify(in, r) == nil)
	}
	// Output:
	// total [0 1] at 50 proven: true
	// fair [1 0] at 60 proven: true
}

// A mentor leaves, a pair is forbidden, and somebody asks what a pair would cost.
func ExampleLive() {
	in := &assign.Instance{Rows: 3, Cols: 3, Capacity: []int{1, 1, 2}, Dense: []int32{
		1, 4, 9,
		2, 3, 8,
		5, 6, 7,
	}}
	l, err := assign.NewLive(context.Background(), in, assign.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(l.Matched(), "pairs at", l.Cost())
	p, _ := l.Price(0, 2)
	fmt.Println("mentee 0 with mentor 2 would cost", p.Cost, "more")
	_ = l.Forbid(0, 0)
	fmt.Println(l.Matched(), "pairs at", l.Cost())
	_ = l.RemoveCol(1)
	fmt.Println(l.Matched(), "pairs at", l.Cost())
	r, _ := l.Result(context.Background())
	fmt.Println(r.Mate, "proven:", assign.Verify(l.Instance(), r) == nil)
	// Output:
	// 3 pairs at 11
	// mentee 0 with mentor 2 would cost 6 more
	// 3 pairs at 13
	// 3 pairs at 18
	// [2 0 2] proven: true
}

// Scores that are computed when they are asked for: only a small part of the pairs is ever kept.
func ExampleImplicit() {
	mentees, mentors := []int32{10, 25, 40}, []int32{38, 12, 24} // years of experience
	in := &assign.Instance{Rows: 3, Cols: 3, Implicit: &assign.Implicit{
		Most: 100,
		Costs: func(row, lo int, out []int32) {
			for k := range out {
				out[k] = max(mentees[row]-mentors[lo+k], mentors[lo+k]-mentees[row])
			}
		},
	}}
	r, err := assign.Solve(context.Background(), in)
	fmt.Println(r.Mate, r.Cost, err)
	// Output:
	// [1 2 0] 5 <nil>
}

// Both sides rank each other, and equal ranks are ties.
func ExampleSolveStable() {
	m := &assign.Market{
		Rows: 2, Cols: 2,
		RowStart: []int{0, 2, 3}, Col: []int32{0, 1, 0},
		RowRank: []int32{1, 1, 1}, // mentee 0 likes both mentors alike, mentee 1 accepts only mentor 0
		ColRank: []int32{1, 1, 2}, // mentor 0 likes mentee 0 better
	}
	r, err := assign.SolveStable(context.Background(), m, assign.StableOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.Mate, "largest:", r.Largest, "verified:", assign.VerifyStable(m, r) == nil)
	// Output:
	// [1 0] largest: true verified: true
}
