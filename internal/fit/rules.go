package fit

import (
	"bytes"
	"errors"
	"io"
	"slices"

	"github.com/pelletier/go-toml/v2"

	"github.com/mentorskab/mentorskab/internal/fault"
)

// Criterion is one thing that makes a pair better or worse.
type Criterion string

// The criteria.
const (
	Goals      Criterion = "goals"      // what the mentee seeks and the mentor can give
	Wishes     Criterion = "wishes"     // who asked for whom
	Roles      Criterion = "roles"      // roles wished and roles offered
	Experience Criterion = "experience" // enough of a gap, but not two worlds
	Languages  Criterion = "languages"
	Practical  Criterion = "practical" // place, video and times
	Across     Criterion = "across"    // from different units
	Difference Criterion = "difference"
)

// Criteria in the order they are shown.
var Criteria = [...]Criterion{Goals, Roles, Wishes, Experience, Languages, Practical, Across, Difference}

// Rules is what a programme matches by. Only the ratio of the weights counts: the points of a pair are always out of 100. A
// criterion that nobody in the pool has told anything about gives its share to the others.
type Rules struct {
	Aim        Aim               `json:"aim,omitempty" toml:"aim" comment:"What is best: total (the most good pairs), fair (no one left with a poor pair) or stable (no two would rather have each other)."`
	Weights    map[Criterion]int `json:"weights" toml:"weights" comment:"How much each criterion counts. Only the ratio matters; 0 leaves one out."`
	Hard       Hard              `json:"hard" toml:"hard" comment:"What keeps two people apart, besides: the same person, the line of leaders, conflicts of interest, vetoes, earlier answers, capacity and clearance."`
	Experience Gap               `json:"experience" toml:"experience" comment:"The gap that is ideal: the mentor's years beyond the mentee's, or levels above."`
	Practical  Reach             `json:"practical" toml:"practical"`
	Shape      Shape             `json:"shape,omitzero" toml:"shape,omitempty" comment:"What a match looks like: one or several mentors for a mentee, pairs or circles, and who has the experience."`
}

// Hard holds the hard rules that a coordinator can turn on and off.
type Hard struct {
	SameLeader bool `json:"same_leader" toml:"same_leader" comment:"Two with the same nearest leader stay apart."`
	SameUnit   bool `json:"same_unit" toml:"same_unit" comment:"Two from the same unit stay apart."`
	Language   bool `json:"language" toml:"language" comment:"Two without a language in common stay apart."`
	Trained    bool `json:"trained" toml:"trained" comment:"Mentors who have not been trained wait."`
}

// Gap is the ideal distance in experience.
type Gap struct {
	YearsMin  int `json:"years_min" toml:"years_min"`
	YearsMax  int `json:"years_max" toml:"years_max"`
	LevelsMin int `json:"levels_min" toml:"levels_min"`
	LevelsMax int `json:"levels_max" toml:"levels_max"`
}

// Reach is how far it is fair to travel.
type Reach struct {
	TravelMinutes int `json:"travel_minutes" toml:"travel_minutes" comment:"Both must be ready to travel this long when they work in different places and do not use video."`
}

// Aim says which of the solutions with the most pairs is the best.
type Aim string

// The aims.
const (
	MostPoints  Aim = "total"  // the greatest sum of points
	NoneWeak    Aim = "fair"   // the fewest weakest pairs, then the fewest of the next weakest, and so on
	StableWants Aim = "stable" // no mentee and mentor who would both rather have each other
)

// Aims in the order they are shown.
var Aims = []Aim{MostPoints, NoneWeak, StableWants}

// DefaultRules are a fresh programme's. The 20 points that research gives to likeness in values and working style need a questionnaire;
// until there is one they are given to the say of the two themselves (wishes, 15) and to difference in strengths (5).
func DefaultRules() Rules {
	return Rules{
		Aim:        MostPoints,
		Weights:    map[Criterion]int{Goals: 30, Roles: 15, Wishes: 15, Experience: 10, Languages: 10, Practical: 10, Across: 5, Difference: 5},
		Hard:       Hard{SameLeader: true, Language: true},
		Experience: Gap{YearsMin: 5, YearsMax: 15, LevelsMin: 1, LevelsMax: 2},
		Practical:  Reach{TravelMinutes: 45},
	}
}

// MaxWeight is the largest weight of one criterion.
const MaxWeight = 100

// Check says what is wrong with rules, one fault per field.
func (r Rules) Check() error {
	var bad fault.Fields
	number := func(field string, v, low, high int) {
		if v < low || v > high {
			bad.Add(field, "matching.bad_number", "min", low, "max", high)
		}
	}
	if r.Aim != "" && !slices.Contains(Aims, r.Aim) {
		bad.Add("aim", "matching.bad_aim", "aim", string(r.Aim))
	}
	sum := 0
	for _, c := range Criteria {
		number("weight_"+string(c), r.Weights[c], 0, MaxWeight)
		sum += max(r.Weights[c], 0)
	}
	if sum == 0 {
		bad.Add("weight_"+string(Criteria[0]), "matching.no_weight")
	}
	number("years_min", r.Experience.YearsMin, 0, 60)
	number("years_max", r.Experience.YearsMax, r.Experience.YearsMin, 60)
	number("levels_min", r.Experience.LevelsMin, 0, 4)
	number("levels_max", r.Experience.LevelsMax, r.Experience.LevelsMin, 4)
	number("travel_minutes", r.Practical.TravelMinutes, 0, 240)
	r.Shape.check(&bad)
	return bad.Or()
}

// WriteTOML writes rules as the file that the command line reads.
func (r Rules) WriteTOML(w io.Writer) error { return toml.NewEncoder(w).Encode(r) }

// ReadTOML reads such a file. What it leaves out keeps its default; what it misspells is refused, for a weight that is silently
// ignored would change who meets whom.
func ReadTOML(b []byte) (Rules, error) {
	r := DefaultRules()
	d := toml.NewDecoder(bytes.NewReader(b)).DisallowUnknownFields()
	if err := d.Decode(&r); err != nil {
		var strict *toml.StrictMissingError
		if errors.As(err, &strict) && len(strict.Errors) > 0 {
			return r, unknownName(last(strict.Errors[0].Key()))
		}
		return r, &fault.Fault{Kind: fault.Invalid, Key: "matching.rules_unreadable", Args: []any{"why", err.Error()}, Err: err}
	}
	for c := range r.Weights {
		if _, known := DefaultRules().Weights[c]; !known {
			return r, unknownName(string(c))
		}
	}
	return r, r.Check()
}

func unknownName(name string) error {
	return fault.New(fault.Invalid, "matching.rules_unknown", "name", name)
}

func last(path []string) string {
	if len(path) == 0 {
		return ""
	}
	return path[len(path)-1]
}
