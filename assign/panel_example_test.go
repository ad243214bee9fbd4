package assign_test

import (
	"context"
	"fmt"

	"github.com/mentorskab/mentorskab/assign"
)

// Three mentees who each want to meet two mentors. Mentor 0 takes all three, mentor 1 two; mentor 2 takes two and should
// have one at least. Mentee 2 accepts only mentor 0. The scores are out of 100, so the cost is 100 minus the score.
func ExampleSolvePanel() {
	p := &assign.Panel{
		Instance: &assign.Instance{
			Rows: 3, Cols: 3, Capacity: []int{3, 2, 2},
			RowStart: []int{0, 3, 6, 7},
			Col:      []int32{0, 1, 2, 0, 1, 2, 0},
		},
		Demand: []int{2, 2, 2},
	}
	p.Minimum = []int{0, 0, 1}
	for _, score := range []int32{90, 80, 20, 85, 70, 30, 60} {
		p.Cost = append(p.Cost, 100-score)
	}
	r, err := assign.SolvePanel(context.Background(), p)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("mentors of each mentee:", r.Mates)
	fmt.Println("total score:", int64(100*r.Pairs)-r.Cost)
	for _, s := range r.Short {
		fmt.Printf("mentee %d has %d of %d: %v\n", s.Row, s.Has, s.Want, s.Cause)
	}
	fmt.Println("proven:", assign.VerifyPanel(p, r) == nil)
	// Output:
	// mentors of each mentee: [[0 1] [0 2] [0]]
	// total score: 345
	// mentee 2 has 1 of 2: too few allowed partners
	// proven: true
}

// Four mentees want two mentors each, but there are six seats, and three of the mentees share two mentors.
func ExampleShortfall() {
	p := &assign.Panel{
		Instance: &assign.Instance{
			Rows: 4, Cols: 4, Capacity: []int{2, 2, 1, 1},
			RowStart: []int{0, 2, 4, 6, 8},
			Col:      []int32{0, 1, 0, 1, 0, 1, 2, 3},
			Cost:     []int32{5, 5, 6, 6, 7, 7, 0, 0},
		},
		Demand: []int{2, 2, 2, 2},
	}
	r, err := assign.SolvePanel(context.Background(), p)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range r.Short {
		fmt.Printf("mentee %d has %d of %d: mentees %v accept only mentors %v, who give them %d seats where %d are wanted\n",
			s.Row, s.Has, s.Want, s.Rows, s.Cols, s.Seats, s.Wanted)
	}
	// Output:
	// mentee 1 has 1 of 2: mentees [0 1 2] accept only mentors [0 1], who give them 4 seats where 6 are wanted
	// mentee 2 has 1 of 2: mentees [0 1 2] accept only mentors [0 1], who give them 4 seats where 6 are wanted
}
