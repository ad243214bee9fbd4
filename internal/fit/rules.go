package fit

import (
	"bytes"
	"encoding/json"
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
	Values     Criterion = "values"     // alike in values and working style
	Times      Criterion = "times"      // free times alone; while it counts nothing, they are half of Practical
	Culture    Criterion = "culture"    // the mentor is a culture bearer
	Text       Criterion = "text"       // the words of what they wrote freely
	Acquainted Criterion = "acquainted" // have not been a pair before, elsewhere
	OwnGender  Criterion = "own_gender" // only for a mentee who asked
)

// Criteria in the order they are shown. A programme's own come after them.
var Criteria = [...]Criterion{
	Goals, Values, Roles, Wishes, Experience, Languages, Practical, Times, Across, Difference, Culture, Text, Acquainted, OwnGender,
}

// newer are the criteria that came with the version of rules. What was written before does not name them.
var newer = []Criterion{Values, Times, Culture, Text, Acquainted, OwnGender}

// Rules is what a programme matches by. Only the ratio of the weights counts: the points of a pair are always out of 100. A
// criterion that nobody in the pool has told anything about gives its share to the others.
type Rules struct {
	Version    int               `json:"version" toml:"version" comment:"Of the form of these rules. A program refuses what is newer than itself."`
	Aim        Aim               `json:"aim,omitempty" toml:"aim" comment:"What is best: total (the most good pairs), fair (no one left with a poor pair) or stable (no two would rather have each other)."`
	Weights    map[Criterion]int `json:"weights" toml:"weights" comment:"How much each criterion counts. Only the ratio matters; 0 leaves one out."`
	Hard       Hard              `json:"hard" toml:"hard" comment:"What keeps two people apart, besides: the same person, the line of leaders, conflicts of interest, vetoes, earlier answers, capacity and clearance."`
	Experience Gap               `json:"experience" toml:"experience" comment:"The gap that is ideal: the mentor's years beyond the mentee's, or levels above."`
	Practical  Reach             `json:"practical" toml:"practical"`
	Own        []Own             `json:"own,omitempty" toml:"own,omitempty" comment:"Criteria of the programme's own, over columns of a list or answers to own questions."`
	Shape      Shape             `json:"shape,omitzero" toml:"shape,omitempty" comment:"What a match looks like: one or several mentors for a mentee, pairs or circles, and who has the experience."`
}

// Hard holds the hard rules that a coordinator can turn on and off.
type Hard struct {
	SameLeader bool `json:"same_leader" toml:"same_leader" comment:"Two with the same nearest leader stay apart."`
	SameUnit   bool `json:"same_unit" toml:"same_unit" comment:"Two from the same unit stay apart."`
	Language   bool `json:"language" toml:"language" comment:"Two without a language in common stay apart."`
	Trained    bool `json:"trained" toml:"trained" comment:"Mentors who have not been trained wait."`
	Zone       bool `json:"zone" toml:"zone" comment:"Two whose clocks are more than zone_hours apart stay apart."`
	ZoneHours  int  `json:"zone_hours" toml:"zone_hours" comment:"The most hours apart, the short way round the clock."`
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

// Version of the form of rules that this program writes.
const Version = 1

// DefaultRules are a fresh programme's: the weights that practice and research suggest (goals 30, values 20, roles 15, experience,
// languages and practicalities 10 each, across units 5), and beside them the say of the two themselves (15) and something to learn
// the other way (5). Where a mentee asks for a mentor of their own gender, that counts as much as a language does. The rest is for a
// coordinator to turn on.
func DefaultRules() Rules {
	return Rules{
		Version: Version,
		Aim:     MostPoints,
		Weights: map[Criterion]int{
			Goals: 30, Roles: 15, Wishes: 15, Experience: 10, Languages: 10, Practical: 10, Across: 5, Difference: 5,
			Values: 20, Times: 0, Culture: 0, Text: 0, Acquainted: 0, OwnGender: 10,
		},
		Hard:       Hard{SameLeader: true, Language: true, ZoneHours: zoneHours},
		Experience: Gap{YearsMin: 5, YearsMax: 15, LevelsMin: 1, LevelsMax: 2},
		Practical:  Reach{TravelMinutes: 45},
	}
}

// zoneHours is a working day's overlap kept: nine to five and noon to eight still share five hours.
const zoneHours = 3

// MaxWeight is the largest weight of one criterion.
const MaxWeight = 100

// Check says what is wrong with rules, one fault per field.
func (r Rules) Check() error {
	if r.Version > Version {
		return fault.New(fault.Invalid, "matching.rules_newer", "version", r.Version, "known", Version)
	}
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
	for i, o := range r.Own {
		o.check(&bad, i, r.Own[:i])
		sum += max(o.Weight, 0)
	}
	if sum == 0 {
		bad.Add("weight_"+string(Criteria[0]), "matching.no_weight")
	}
	number("years_min", r.Experience.YearsMin, 0, 60)
	number("years_max", r.Experience.YearsMax, r.Experience.YearsMin, 60)
	number("levels_min", r.Experience.LevelsMin, 0, 4)
	number("levels_max", r.Experience.LevelsMax, r.Experience.LevelsMin, 4)
	number("travel_minutes", r.Practical.TravelMinutes, 0, 240)
	number("zone_hours", r.Hard.ZoneHours, 0, 12)
	r.Shape.Gather(&bad)
	return bad.Or()
}

// WriteTOML writes rules as the file that the command line reads.
func (r Rules) WriteTOML(w io.Writer) error { return toml.NewEncoder(w).Encode(r) }

// ReadTOML reads such a file. What it leaves out keeps its default, but a criterion that came later than the first eight counts only
// where it is named, so that an old file gives the pairs it gave. What it misspells is refused, for a weight that is silently ignored
// would change who meets whom.
func ReadTOML(b []byte) (Rules, error) {
	r := DefaultRules()
	for _, c := range newer {
		r.Weights[c] = 0
	}
	var form struct{ Version int }
	if toml.Unmarshal(b, &form) == nil && form.Version > Version { // before a new name in it is called misspelt
		return r, Rules{Version: form.Version}.Check()
	}
	d := toml.NewDecoder(bytes.NewReader(b)).DisallowUnknownFields()
	if err := d.Decode(&r); err != nil {
		var strict *toml.StrictMissingError
		if errors.As(err, &strict) && len(strict.Errors) > 0 {
			return r, unknownName(last(strict.Errors[0].Key()))
		}
		return r, &fault.Fault{Kind: fault.Invalid, Key: "matching.rules_unreadable", Args: []any{"why", err.Error()}, Err: err}
	}
	for c := range r.Weights {
		if !slices.Contains(Criteria[:], c) {
			return r, unknownName(string(c))
		}
	}
	if r.Version == 0 {
		r.Version = Version
	}
	return r, r.Check()
}

// UnmarshalJSON reads stored rules: what was not stored then keeps its default, and a criterion that did not exist counts nothing.
func (r *Rules) UnmarshalJSON(b []byte) error {
	type plain Rules
	p := plain{Version: Version, Aim: MostPoints, Hard: Hard{ZoneHours: zoneHours}}
	if err := json.Unmarshal(b, &p); err != nil {
		return err
	}
	*r = Rules(p)
	if r.Version > Version {
		return r.Check()
	}
	return nil
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
