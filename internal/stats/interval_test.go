package stats_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/mentorskab/mentorskab/internal/stats"
)

func near(a, b, within float64) bool { return math.Abs(a-b) <= within }

// TestWilson holds the interval against Newcombe 1998 (single proportion), table I, method 3.
func TestWilson(t *testing.T) {
	for p, want := range map[stats.Part][2]float64{
		{81, 263}: {0.2553, 0.3662}, {15, 148}: {0.0624, 0.1605}, {0, 20}: {0, 0.1611}, {1, 29}: {0.0061, 0.1718},
	} {
		if got := stats.Wilson(p); !near(got.Low, want[0], 0.00006) || !near(got.High, want[1], 0.00006) {
			t.Errorf("%v: %+v, want %v", p, got, want)
		}
	}
	if got := stats.Wilson(stats.Part{7, 7}); got.High != 1 || got.Low <= 0.5 {
		t.Errorf("%+v", got)
	}
}

// TestNewcombe holds the interval against Newcombe 1998 (difference between independent proportions), table II, method 10; and against
// the example that the report must not call an effect.
func TestNewcombe(t *testing.T) {
	for _, c := range []struct {
		a, b      stats.Part
		low, high float64
	}{
		{stats.Part{56, 70}, stats.Part{48, 80}, 0.0524, 0.3339},
		{stats.Part{9, 10}, stats.Part{3, 10}, 0.1705, 0.8090},
		{stats.Part{6, 7}, stats.Part{2, 7}, 0.0582, 0.8062},
		{stats.Part{5, 56}, stats.Part{0, 29}, -0.0381, 0.1926},
		{stats.Part{0, 10}, stats.Part{0, 20}, -0.1611, 0.2775},
		{stats.Part{0, 10}, stats.Part{0, 10}, -0.2775, 0.2775},
		{stats.Part{10, 10}, stats.Part{0, 20}, 0.6791, 1},
		{stats.Part{10, 10}, stats.Part{0, 10}, 0.6075, 1},
	} {
		if got := stats.Newcombe(c.a, c.b); !near(got.Low, c.low, 0.00006) || !near(got.High, c.high, 0.00006) {
			t.Errorf("%v %v: %+v, want %v to %v", c.a, c.b, got, c.low, c.high)
		}
	}
	got := stats.Newcombe(stats.Part{18, 20}, stats.Part{48, 60})
	if !near(got.Point, 0.10, 1e-9) || math.Round(got.Low*100) != -12 || math.Round(got.High*100) != 24 || !got.Holds(0) {
		t.Errorf("18 of 20 against 48 of 60: %+v, want 0.10 (-0.12 to 0.24)", got)
	}
}

// TestKatz holds the interval against the physicians' study of aspirin (Agresti, Categorical Data Analysis, 3.1.2: 189 of 11,034 against
// 104 of 11,037 give 1.82, 1.43 to 2.31), and where the formula breaks down.
func TestKatz(t *testing.T) {
	got := stats.Katz(stats.Part{189, 11034}, stats.Part{104, 11037})
	if !near(got.Point, 1.82, 0.005) || !near(got.Low, 1.43, 0.005) || !near(got.High, 2.31, 0.005) {
		t.Errorf("%+v", got)
	}
	for _, c := range [][2]stats.Part{{{0, 8}, {5, 8}}, {{5, 8}, {0, 8}}, {{0, 8}, {0, 9}}, {{8, 8}, {9, 9}}} {
		got := stats.Katz(c[0], c[1])
		if !(got.Low > 0 && got.Low < got.Point && got.Point < got.High) || math.IsInf(got.High, 0) {
			t.Errorf("%v: %+v", c, got)
		}
	}
	same := stats.Katz(stats.Part{8, 8}, stats.Part{9, 9})
	if !same.Holds(1) {
		t.Errorf("all of both: %+v", same)
	}
}

// TestWelch holds the interval against the example of R's t.test: the sleep data of Student 1908.
func TestWelch(t *testing.T) {
	a := stats.Summarise([]float64{0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0})
	b := stats.Summarise([]float64{1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4})
	got, ok := stats.Welch(a, b)
	if !ok || !near(got.Point, -1.58, 1e-9) || !near(got.Low, -3.3654832, 1e-6) || !near(got.High, 0.2054832, 1e-6) {
		t.Errorf("%+v %v", got, ok)
	}
	for _, s := range [][]float64{nil, {3}} {
		if _, ok := stats.Welch(stats.Summarise(s), b); ok {
			t.Errorf("an interval from %v", s)
		}
	}
	if _, ok := stats.Welch(stats.Summarise([]float64{2, 2, 2}), stats.Summarise([]float64{3, 3})); ok {
		t.Error("an interval without any spread")
	}
}

// TestIntervalsHoldTheTruth draws many samples and counts how often the interval holds what they were drawn from: about 95 of 100.
func TestIntervalsHoldTheTruth(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 2))
	const rounds = 4000
	draw := func(n int, p float64) stats.Part {
		k := 0
		for range n {
			if r.Float64() < p {
				k++
			}
		}
		return stats.Part{k, n}
	}
	held := map[string]int{}
	for range rounds {
		a, b := draw(40, 0.7), draw(60, 0.85)
		if stats.Newcombe(a, b).Holds(0.7 - 0.85) {
			held["Newcombe"]++
		}
		if stats.Katz(a, b).Holds(0.7 / 0.85) {
			held["Katz"]++
		}
		if stats.Wilson(a).Holds(0.7) {
			held["Wilson"]++
		}
		x, y := make([]float64, 8), make([]float64, 25)
		for i := range x {
			x[i] = r.NormFloat64() * 3
		}
		for i := range y {
			y[i] = 1 + r.NormFloat64()
		}
		if w, ok := stats.Welch(stats.Summarise(x), stats.Summarise(y)); ok && w.Holds(-1) {
			held["Welch"]++
		}
	}
	for name, n := range held {
		if share := float64(n) / rounds; share < 0.93 || share > 0.975 {
			t.Errorf("%s holds the truth in %.3f of the samples", name, share)
		}
	}
	if len(held) != 4 {
		t.Errorf("%v", held)
	}
}
