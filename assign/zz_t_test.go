package assign

import (
	"context"
	"fmt"
	"testing"
	"time"
)

func TestStages(t *testing.T) {
	for _, n := range []int{1000, 2000, 5000} {
		for _, f := range []string{"uni", "quest"} {
			in := denseOf(f, n, n, 0, 0, uint64(n+7))
			for _, w := range []int{12, 16, 24, 32} {
				coreWidth = w
				for k := range 3 {
					last := time.Now()
					st := ""
					first := last
					r, err := SolveWith(context.Background(), in, Options{Progress: func(p Progress) {
						if p.Done == 0 {
							st += fmt.Sprintf(" %v ", time.Since(last).Round(10*time.Microsecond)) + p.Stage.String()
							last = time.Now()
						}
					}})
					if err != nil {
						t.Fatal(err)
					}
					st += fmt.Sprint(" ", time.Since(last).Round(10*time.Microsecond))
					a := time.Now()
					Verify(in, r)
					if k == 2 {
						fmt.Println(f, n, w, time.Since(first).Round(10*time.Microsecond), st, "verify", time.Since(a))
					}
				}
			}
		}
	}
}
