package assign

import (
	"context"
	"fmt"
	"os"
	"slices"
	"testing"
	"time"
)

func TestLiveSpeed(t *testing.T) {
	var insts []*Instance
	var names []string
	names = append(names, "uni5000", "quest5000", "cuni5000")
	insts = append(insts, denseOf("uni", 5000, 5000, 0, 0, 1007), denseOf("quest", 5000, 5000, 0, 0, 1007), denseOf("uni", 5000, 1500, 1, 5, 51))
	for _, f := range []string{"s100", "c5"} {
		fr, _ := os.Open("/tmp/pb/" + f + ".mbn")
		in, _ := ReadMBN(fr)
		names = append(names, f)
		insts = append(insts, in)
	}
	for k, in := range insts {
		t0 := time.Now()
		if _, err := Solve(context.Background(), in); err != nil {
			t.Fatal(err)
		}
		cold := time.Since(t0)
		t0 = time.Now()
		l, err := NewLive(context.Background(), in, Options{})
		if err != nil {
			t.Fatal(err)
		}
		made := time.Since(t0)
		r := rng(5)
		l.Reads()
		for _, kind := range []string{"forbid", "cost", "lock", "capacity", "price"} {
			var times []time.Duration
			var reads []int64
			for range 200 {
				i := r.n(in.Rows)
				j := r.n(in.Cols)
				t1 := time.Now()
				switch kind {
				case "forbid":
					if l.Mate(i) < 0 {
						continue
					}
					l.Forbid(i, l.Mate(i))
				case "cost":
					if a := l.arcs.list[i]; len(a) > 0 {
						x := a[r.n(len(a))]
						l.SetCost(i, int(x.col), x.cost-x.cost/3)
					}
				case "lock":
					if a := l.arcs.list[i]; len(a) > 0 && l.locked[i] < 0 {
						l.Lock(i, int(a[r.n(len(a))].col))
						times = append(times, time.Since(t1))
						t1 = time.Now()
						l.Unlock(i)
					}
				case "capacity":
					c := l.cap[j]
					l.SetCapacity(j, c+1)
					times = append(times, time.Since(t1))
					t1 = time.Now()
					l.SetCapacity(j, c)
				case "price":
					l.Price(i, j)
				}
				times = append(times, time.Since(t1))
				reads = append(reads, l.Reads())
			}
			slices.Sort(times)
			slices.Sort(reads)
			n := len(times)
			fmt.Println(names[k], kind, "cold", cold, "made", made, "median", times[n/2], "p90", times[n*9/10], "max", times[n-1], "reads med", reads[len(reads)/2], "max", float64(reads[len(reads)-1])/float64(in.Rows*in.Cols))
		}
	}
}
