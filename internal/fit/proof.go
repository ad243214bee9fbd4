package fit

import "github.com/mentorskab/mentorskab/assign"

// Proof is what shows that no other solution is better by the aim. Rows are the mentees that were not locked, columns the mentors,
// both in the order of the pool; a pair costs the points that are missing to full. It is complete with the instance and the pairs:
// Result and Stable put them together again for assign.Verify and assign.VerifyStable.
type Proof struct {
	Aim       Aim     `json:"aim,omitempty"`
	Rows      []int64 `json:"u"`
	Cols      []int64 `json:"v"`
	ShortRows []int   `json:"short_rows,omitempty"`
	ShortCols []int   `json:"short_cols,omitempty"`

	Weight int64 `json:"weight,omitempty"` // of co-mentors: what a step towards an even spread counts for

	// Of the aim that no one is weak: one proof per level, from the greatest cost down. Grain is what a unit of cost is, in hundredths
	// of a point: costs are rounded up to it (see Coarse).
	Grain  int          `json:"grain,omitempty"`
	Levels []LevelProof `json:"levels,omitempty"`

	// Of the stable aim: no more than Bound pairs are possible, stable or not, since every allowed pair has its mentee or its mentor here.
	// That the pairs are stable is seen from the ranks alone.
	Bound     int   `json:"bound,omitempty"`
	CoverRows []int `json:"cover_rows,omitempty"`
	CoverCols []int `json:"cover_cols,omitempty"`
}

// LevelProof proves that no solution as good at all greater costs has fewer pairs at this one.
type LevelProof struct {
	Cost        int32   `json:"cost"`
	Rows        []int64 `json:"u"`
	Cols        []int64 `json:"v"`
	ShortRows   []int   `json:"short_rows,omitempty"`
	ShortCols   []int   `json:"short_cols,omitempty"`
	StarvedRows []int   `json:"starved_rows,omitempty"`
	StarvedCols []int   `json:"starved_cols,omitempty"`
}

func proofOf(t task, res *assign.Result) Proof {
	p := Proof{Aim: t.aim, Rows: res.U, Cols: res.V, ShortRows: places(res.ShortRows), ShortCols: places(res.ShortCols)}
	if res.Objective == assign.Fair {
		p.Grain, p.Rows, p.Cols = int(t.grain), nil, nil // which are 0
	}
	for _, l := range res.LevelProofs {
		p.Levels = append(p.Levels, LevelProof{
			Cost: l.Cost, Rows: l.U, Cols: l.V, ShortRows: places(l.ShortRows), ShortCols: places(l.ShortCols),
			StarvedRows: places(l.StarvedRows), StarvedCols: places(l.StarvedCols),
		})
	}
	if t.stable != nil {
		p.Bound, p.CoverRows, p.CoverCols = t.stable.UpperBound, places(t.stable.CoverRows), places(t.stable.CoverCols)
	}
	return p
}

// Result puts a proof and pairs together as package assign verifies them. in holds the costs, by Coarse where Grain is above 1; mate is
// the column of each row, or -1.
func (p Proof) Result(in *assign.Instance, mate []int32) *assign.Result {
	res := &assign.Result{Mate: mate, U: p.Rows, V: p.Cols}
	res.ShortRows, res.ShortCols = side(in, p.ShortRows, p.ShortCols)
	at := map[int32]int{}
	for i, j := range mate {
		if j < 0 {
			res.Unmatched = append(res.Unmatched, assign.Unmatched{Row: i})
			continue
		}
		cost, _ := in.CostOf(i, int(j))
		res.Matched++
		res.Cost += int64(cost)
		at[cost]++
	}
	if p.Aim != NoneWeak {
		return res
	}
	res.Objective, res.U, res.V = assign.Fair, make([]int64, in.Rows), make([]int64, in.Cols)
	for _, l := range p.Levels {
		res.Levels = append(res.Levels, assign.Level{Cost: l.Cost, Pairs: at[l.Cost]})
		one := assign.LevelProof{Cost: l.Cost, U: l.Rows, V: l.Cols}
		one.ShortRows, one.ShortCols = side(in, l.ShortRows, l.ShortCols)
		one.StarvedRows, one.StarvedCols = side(in, l.StarvedRows, l.StarvedCols)
		res.LevelProofs = append(res.LevelProofs, one)
	}
	return res
}

// Stable puts a proof and pairs together as assign.VerifyStable takes them.
func (p Proof) Stable(m *assign.Market, mate []int32) *assign.StableResult {
	res := &assign.StableResult{Mate: mate, UpperBound: p.Bound, CoverRows: among(m.Rows, p.CoverRows), CoverCols: among(m.Cols, p.CoverCols)}
	for _, j := range mate {
		if j >= 0 {
			res.Matched++
		}
	}
	res.Largest = res.Matched == res.UpperBound
	return res
}

// Coarse rounds a cost up to whole grains.
func Coarse(cost, grain int32) int32 { return (cost + grain - 1) / grain }

// side is both halves of a side, of which one may be empty; nil where there is none.
func side(in *assign.Instance, rows, cols []int) (inRows, inCols []bool) {
	if len(rows)+len(cols) == 0 {
		return nil, nil
	}
	return among(in.Rows, rows), among(in.Cols, cols)
}

// among leaves out who is not there.
func among(n int, on []int) []bool {
	out := make([]bool, n)
	for _, k := range on {
		if k >= 0 && k < n {
			out[k] = true
		}
	}
	return out
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
