package fit

import (
	"runtime"

	"github.com/mentorskab/mentorskab/assign"
)

// Options say how to solve; the zero value is a good choice.
type Options struct {
	Threads int // 0 is as many as the machine lets run at once

	// Progress, if not nil, is told how much of the work is done, from 0 to 1 and never less than before, and what is under way.
	// It is called by one goroutine at a time and must return quickly.
	Progress func(done float64, phase Phase)

	listed bool               // every allowed pair is listed, however many there are
	report func(done float64) // of the phase
}

// Phase is a part of solving.
type Phase string

// The phases, in order.
const (
	Scoring    Phase = "scoring"    // rules and points for all pairs
	Pairing    Phase = "pairing"    // the best pairs
	Proving    Phase = "proving"    // the proof is checked
	Explaining Phase = "explaining" // reasons, and causes for those who are left
)

// Phases in order.
var Phases = []Phase{Scoring, Pairing, Proving, Explaining}

// begins is how much is done when a phase begins, as large pools have it.
var begins = map[Phase]float64{Scoring: 0, Pairing: 0.05, Proving: 0.85, Explaining: 0.95}

func (o *Options) begin(p Phase) {
	if o.Progress == nil {
		return
	}
	o.Progress(begins[p], p)
	if p == Scoring {
		o.report = func(done float64) { o.Progress(done*begins[Pairing], Scoring) }
	}
}

// solving turns the solver's progress into ours. How many rounds it will take nobody knows: each takes a part of what is left.
func (o *Options) solving() func(assign.Progress) {
	if o.Progress == nil {
		return nil
	}
	left, most := 1.0, 0.0
	var last assign.Progress
	rows := 1
	return func(p assign.Progress) {
		if p.Phase != last.Phase || p.Round != last.Round {
			left *= 0.85
		}
		last, rows = p, max(rows, p.Done)
		share := 1 - left*(1-0.15*float64(p.Done)/float64(rows))
		if most = max(most, share); p.Done == 0 || share >= most {
			o.Progress(begins[Pairing]+most*(begins[Proving]-begins[Pairing]), Pairing)
		}
	}
}

func (o *Options) threads() int {
	if o.Threads > 0 {
		return o.Threads
	}
	return runtime.GOMAXPROCS(0)
}
