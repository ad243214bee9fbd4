package stats_test

import (
	"fmt"

	"github.com/mentorskab/mentorskab/internal/stats"
)

// Of 27 answers on a scale from 1 to 5 seven are 3 or lower, too few in each value to be shown alone.
func ExamplePublish() {
	var answers []stats.Answer
	for value, n := range []int{1, 2, 4, 12, 8} {
		for range n {
			answers = append(answers, stats.Answer{Person: len(answers), Value: value})
		}
	}
	for _, c := range stats.Publish(stats.Scale{Values: 5}, 1, answers).Cells {
		fmt.Printf("%d-%d: %d\n", c.From+1, c.To+1, c.Count)
	}
	// Output:
	// 1-3: 7
	// 4-4: 12
	// 5-5: 8
}

// Three of 24 have stopped. Once the 21 are shown, the 24 cannot be.
func ExampleLedger() {
	l := stats.NewLedger([]string{"going", "stopped"}, map[string]int{"going": 21, "stopped": 3})
	fmt.Println(l.Count(func(kind string) bool { return kind == "going" }))
	fmt.Println(l.Count(func(string) bool { return true }))
	// Output:
	// 21 true
	// 0 false
}
