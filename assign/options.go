package assign

// Objective is what the best solution is.
type Objective uint8

// The objectives. Of each the first aim is the most pairs, and a later aim never costs anything of an earlier one.
const (
	Total Objective = iota // then the least total cost
	Fair                   // then the fewest pairs at the greatest cost, then at the next, and so on down; then the least total cost
)

func (o Objective) String() string {
	switch o {
	case Total:
		return "total"
	case Fair:
		return "fair"
	}
	return "unknown objective"
}

// Options say how to solve. The zero value is what Solve does.
type Options struct {
	Objective Objective

	// Threads is how many goroutines read the pairs of a matrix or an implicit instance; less than 2 means one, and
	// more than 256 as many as that. The result is the same for any number.
	Threads int

	// Progress, if not nil, is told how far the work has come, from one goroutine at a time and at least once per phase. It
	// must return quickly.
	Progress func(Progress)

	// MaxMemory, if above 0, is how many bytes may be in use beside the instance. An instance that needs more (see
	// Instance.Memory) is refused with ErrMemory, most often before the work begins.
	MaxMemory int64
}

// Progress is how far a solver has come. Phases come in order, but pricing and pairing may alternate several times.
type Progress struct {
	Phase Phase
	Round int // how often this phase was begun
	Done  int // of the rows, in this round
}

// Phase is a part of the work.
type Phase uint8

// The phases.
const (
	Selecting  Phase = iota + 1 // reading a matrix for the pairs most likely to matter
	Pairing                     // solving over the pairs that are listed
	Pricing                     // reading a matrix for pairs that would do better
	Choosing                    // one solution among all equally good ones
	Explaining                  // why rows have no column
)

func (s Phase) String() string {
	switch s {
	case Selecting:
		return "selecting"
	case Pairing:
		return "pairing"
	case Pricing:
		return "pricing"
	case Choosing:
		return "choosing"
	case Explaining:
		return "explaining"
	}
	return "unknown phase"
}
