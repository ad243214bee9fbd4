package stats_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mentorskab/mentorskab/internal/stats"
)

// people makes answers of one class: so many persons for each value.
func people(class, first int, counts ...int) []stats.Answer {
	var out []stats.Answer
	for value, n := range counts {
		for range n {
			out = append(out, stats.Answer{Person: first + len(out), Class: class, Value: value})
		}
	}
	return out
}

func TestPublish(t *testing.T) {
	five := stats.Scale{Values: 5, Aside: true, Home: 2}
	for name, c := range map[string]struct {
		scale   stats.Scale
		classes int
		answers []stats.Answer
		want    stats.Figures
	}{
		"all apart": {five, 1, people(0, 0, 5, 6, 7, 8, 9, 5), stats.Figures{
			N:       40,
			Cells:   []stats.Cell{{0, 0, false, 5}, {1, 1, false, 6}, {2, 2, false, 7}, {3, 3, false, 8}, {4, 4, false, 9}, {-1, -1, true, 5}},
			Classes: [][]stats.Cell{{{0, 0, false, 5}, {1, 1, false, 6}, {2, 2, false, 7}, {3, 3, false, 8}, {4, 4, false, 9}, {-1, -1, true, 5}}},
		}},
		"few at the low end are put together": {five, 1, people(0, 0, 1, 2, 4, 12, 8), stats.Figures{
			N:       27,
			Cells:   []stats.Cell{{0, 2, false, 7}, {3, 3, false, 12}, {4, 4, false, 8}},
			Classes: [][]stats.Cell{{{0, 2, false, 7}, {3, 3, false, 12}, {4, 4, false, 8}}},
		}},
		"nobody is a figure": {five, 1, people(0, 0, 0, 0, 5, 9), stats.Figures{
			N:       14,
			Cells:   []stats.Cell{{0, 0, false, 0}, {1, 1, false, 0}, {2, 2, false, 5}, {3, 3, false, 9}, {4, 4, false, 0}},
			Classes: [][]stats.Cell{{{0, 0, false, 0}, {1, 1, false, 0}, {2, 2, false, 5}, {3, 3, false, 9}, {4, 4, false, 0}}},
		}},
		"two who do not know stand with the middle": {five, 1, people(0, 0, 0, 0, 3, 9, 6, 2), stats.Figures{
			N:       20,
			Cells:   []stats.Cell{{0, 0, false, 0}, {1, 1, false, 0}, {2, 2, true, 5}, {3, 3, false, 9}, {4, 4, false, 6}},
			Classes: [][]stats.Cell{{{0, 0, false, 0}, {1, 1, false, 0}, {2, 2, true, 5}, {3, 3, false, 9}, {4, 4, false, 6}}},
		}},
		"four people":                  {five, 1, people(0, 0, 0, 0, 0, 0, 4), stats.Figures{Hidden: true}},
		"one person with five answers": {five, 1, []stats.Answer{{0, 0, 4}, {0, 0, 4}, {0, 0, 4}, {0, 0, 4}, {0, 0, 4}}, stats.Figures{Hidden: true}},
		"a class of three takes the other class with it": {stats.Scale{Values: 2}, 2, append(people(0, 0, 1, 2), people(1, 3, 6, 6)...), stats.Figures{
			N:     15,
			Cells: []stats.Cell{{0, 0, false, 7}, {1, 1, false, 8}},
		}},
		"the classes are divided more coarsely than the whole": {stats.Scale{Values: 3}, 2, append(people(0, 0, 3, 3, 6), people(1, 12, 5, 3, 9)...), stats.Figures{
			N:       29,
			Cells:   []stats.Cell{{0, 0, false, 8}, {1, 1, false, 6}, {2, 2, false, 15}},
			Classes: [][]stats.Cell{{{0, 1, false, 6}, {2, 2, false, 6}}, {{0, 1, false, 8}, {2, 2, false, 9}}},
		}},
		"an empty class hides nothing": {stats.Scale{Values: 2}, 2, people(0, 0, 5, 5), stats.Figures{
			N:       10,
			Cells:   []stats.Cell{{0, 0, false, 5}, {1, 1, false, 5}},
			Classes: [][]stats.Cell{{{0, 0, false, 5}, {1, 1, false, 5}}, {{0, 0, false, 0}, {1, 1, false, 0}}},
		}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, stats.Publish(c.scale, c.classes, c.answers)); diff != "" {
				t.Fatal(diff)
			}
		})
	}
}

func TestMeanOnlyWhereEveryValueIsShown(t *testing.T) {
	f := stats.Publish(stats.Scale{Values: 5}, 1, people(0, 0, 0, 0, 5, 10, 5))
	if mean, n, ok := stats.Mean(f.Cells, 1); !ok || n != 20 || mean != 4 {
		t.Fatalf("mean %v of %d, %v", mean, n, ok)
	}
	f = stats.Publish(stats.Scale{Values: 5}, 1, people(0, 0, 0, 1, 5, 10, 5))
	if mean, _, ok := stats.Mean(f.Cells, 1); ok {
		t.Fatalf("mean %v beside merged values", mean)
	}
}

func TestShare(t *testing.T) {
	f := stats.Publish(stats.Scale{Values: 5, Aside: true, Home: 2}, 1, people(0, 0, 1, 2, 4, 12, 8, 6))
	if k, n, ok := stats.Share(f.Cells, 3); !ok || k != 20 || n != 27 {
		t.Fatalf("%d of %d, %v", k, n, ok)
	}
	if _, _, ok := stats.Share(f.Cells, 2); ok {
		t.Fatal("a share was told across a part that is shown as one")
	}
	if _, _, ok := stats.Share(nil, 3); ok {
		t.Fatal("a share of nothing")
	}
}

func TestMedian(t *testing.T) {
	if m, ok := stats.Median([]float64{9, 1, 4, 12, 7}); !ok || m != 7 {
		t.Fatal(m, ok)
	}
	if m, ok := stats.Median([]float64{9, 1, 4, 12, 7, 8}); !ok || m != 7.5 {
		t.Fatal(m, ok)
	}
	if _, ok := stats.Median([]float64{1, 2, 3, 4}); ok {
		t.Fatal("the median of four people was told")
	}
}

func TestLedgerShowsWhatIsAskedFirst(t *testing.T) {
	const waiting, learning, ended = "waiting", "learning", "ended"
	l := stats.NewLedger([]string{waiting, learning, ended}, map[string]int{waiting: 1, learning: 21, ended: 2})
	if n, ok := l.Count(func(k string) bool { return k == learning }); !ok || n != 21 {
		t.Fatal(n, ok)
	}
	if n, ok := l.Count(func(string) bool { return true }); ok {
		t.Fatalf("%d were told: three remain", n)
	}
	if n, ok := l.Count(func(k string) bool { return k == "nobody" }); !ok || n != 0 {
		t.Fatal(n, ok)
	}
	if _, ok := l.Count(func(k string) bool { return k == waiting }); ok {
		t.Fatal("one person was told")
	}
}

func TestLedgerShowsAllOrNone(t *testing.T) {
	is := func(want ...string) func(string) bool {
		return func(k string) bool { return slices.Contains(want, k) }
	}
	kinds := []string{"a", "b", "c"}
	l := stats.NewLedger(kinds, map[string]int{"a": 7, "b": 1, "c": 9})
	if n, ok := l.CountAll(is("a"), is("b"), is("c")); ok {
		t.Fatal(n)
	}
	if n, ok := l.CountAll(is("a", "b"), is("c")); !ok || !slices.Equal(n, []int{8, 9}) {
		t.Fatal(n, ok)
	}
	if _, ok := l.Count(is("a")); ok {
		t.Fatal("what a refused question asked for left no trace, and what an answered one told was forgotten")
	}
	if n, ok := l.Count(is(kinds...)); !ok || n != 17 {
		t.Fatal(n, ok)
	}
}
