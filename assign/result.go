package assign

// Result is an optimal solution together with the proof that it is one. The proof is U, V, ShortRows and ShortCols;
// Verify checks it, and doc.go says in plain words what it means.
type Result struct {
	Mate    []int32 // per row: its column, or -1
	Matched int     // how many rows have a column
	Cost    int64   // the sum of the costs of the chosen pairs

	U []int64 // dual value of each row
	V []int64 // dual value of each column

	// The short side: rows that may use only the short columns, all of whose seats are taken by rows of the short
	// side. That is what proves that no more pairs are possible. Both are nil when every row has a column.
	ShortRows, ShortCols []bool

	// The starved side: columns that cannot all have their minimum, and the only rows that may use any of them, all of
	// which do. That is what proves that no more of the minimums can be met. Both are nil when every column has its minimum.
	StarvedRows, StarvedCols []bool

	Unmatched []Unmatched // the rows without a column, ascending, each with its cause
	Unserved  []Unserved  // the columns without their minimum, ascending

	// Of the objective Fair: how many pairs there are at each cost, the greatest first, and a proof of each. U and V are 0 then.
	Objective   Objective
	Levels      []Level
	LevelProofs []LevelProof

	Method string // how the solution was found, in a few words
}

// Unserved is a column that has fewer rows than its minimum, because too few may use it. Rows are all that may use any
// of the columns in Cols, whose minimums together are more than there are Rows: whatever one tries, one of them stays
// short. Columns of one set share the same slices; do not change them.
type Unserved struct {
	Col, Has, Minimum int
	Rows, Cols        []int
}

// Cause says why a row has no column.
type Cause uint8

// The causes, from the simplest to explain to the last.
const (
	NoPartner Cause = iota + 1 // the row has no allowed column
	AllFull                    // seats are left over, but none that this row or those it competes with may use
	Outbid                     // no seat is left over at all, and other rows make a better total
)

func (c Cause) String() string {
	switch c {
	case NoPartner:
		return "no allowed partner"
	case AllFull:
		return "all partners full"
	case Outbid:
		return "outbid"
	}
	return "unknown cause"
}

// Unmatched explains one row without a column.
//
// Rows and Cols are a Hall set that holds the row: the columns in Cols are all that the rows in Rows may use, and they
// have fewer seats than there are rows, so some row of the set stays out in every solution. Rows of one set share
// the same slices; do not change them. Both are empty for NoPartner.
type Unmatched struct {
	Row        int
	Cause      Cause
	Rows, Cols []int

	// Instead is a matched row that could leave so that Row comes in, at the least extra cost, which is Price; other
	// rows may have to change column on the way. It is -1 (and Price 0) when no exchange can bring the row in.
	Instead int
	Price   int64
}

// zone is one of the three parts of an instance between which no best solution has a pair.
type zone uint8

const (
	rest    zone = iota // every row has a column
	short               // every seat is taken
	starved             // every row has a column, and every column at most its minimum
)

func (r *Result) rowZone(i int) zone { return zoneOf(i, r.ShortRows, r.StarvedRows) }
func (r *Result) colZone(j int) zone { return zoneOf(j, r.ShortCols, r.StarvedCols) }

func zoneOf(k int, inShort, inStarved []bool) zone {
	switch {
	case inShort != nil && inShort[k]:
		return short
	case inStarved != nil && inStarved[k]:
		return starved
	}
	return rest
}
