package fairness

import "github.com/mentorskab/mentorskab/internal/stats"

// Why a cut, a figure or the round before is not shown.
type Why string

// The reasons.
const (
	Untold   Why = "untold"    // nobody has told which group they are in
	OneGroup Why = "one_group" // there are not two groups of five to compare
	TooFew   Why = "too_few"   // it would be about, or give away, fewer than five
	NoSpread Why = "no_spread" // all have the same: there is nothing to compare
	Nobody   Why = "nobody"    // nobody is in the figure: nobody asked, or nobody has a partner
)

// Table is one cut of one side. Why is set when there is nothing to show.
type Table struct {
	Cut    Cut
	Why    Why
	Groups []Group
	// Why a figure is missing from the whole table; "" when it is there. NoBefore: why the round before is not beside it.
	NoMatched, NoFirst, NoScore, NoBefore Why
}

// Group is one group with its figures. Merged: it is that many small groups put together; Name is "" then, and for those who told nothing.
type Group struct {
	Name   string
	Merged int
	People int
	Now    Figures
	Before *Figures // nil without a round before, or when it may not be shown
}

// Figures is how one round treated a group. A figure that may not be shown is nil.
type Figures struct {
	People  int
	Matched *Share // who has a partner
	First   *Share // who got their first wish, of those who asked for somebody
	Score   *Mean  // of those who have a partner, hundredths of a point
}

// Verdict is what a comparison with the best-off group shows.
type Verdict string

// The verdicts.
const (
	Best         Verdict = "best" // it is the best-off group
	NoDifference Verdict = "none" // no demonstrable difference: chance alone could have made it
	WorseOff     Verdict = "worse"
	NoVerdict    Verdict = "" // nothing to judge by
)

// Share is a part of a group, with what it may be.
type Share struct {
	stats.Part
	Range   stats.Interval // Wilson
	Ratio   stats.Interval // to the best-off group: Katz
	Gap     stats.Interval // less the best-off group: Newcombe
	Verdict Verdict        // by Ratio
}

// Mean is a group's mean score, with what it may be.
type Mean struct {
	stats.Sample
	Ratio   float64        // to the best-off group
	Gap     stats.Interval // less the best-off group: Welch; hundredths of a point
	Judged  bool           // Gap has limits
	Verdict Verdict
}
