package fit

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/mentorskab/mentorskab/internal/org"
)

// RunFormat is the version of the form in which a run is stored.
const RunFormat = 1

// Run is a pool that was solved, with all that is needed to solve it again somewhere else and see that the same comes out. Aim stands in
// the rules.
type Run struct {
	Format      int             `json:"format"`
	Engine      int             `json:"engine"`
	RulesFormat int             `json:"rules_format"`
	Rules       Rules           `json:"rules"`
	Marks       []MarkShot      `json:"marks"`
	Pool        Snapshot        `json:"pool"`
	Result      json.RawMessage `json:"result"` // canonical: pairs, points by criterion, who is left and why
	Proof       Proof           `json:"proof"`
	InputSum    string          `json:"input_sha256"`  // of everything above Result
	ResultSum   string          `json:"result_sha256"` // of Result
}

// MarkShot is a mark as it is stored.
type MarkShot struct {
	Couple
	Kind MarkKind `json:"kind"`
	Over []Rule   `json:"over,omitempty"` // rules that a lock sets aside; why is not kept
}

// result is the canonical form of what came out: sorted by ids, so that it does not depend on an order of presentation.
type result struct {
	Pairs []resultPair `json:"pairs"`
	Left  []resultLeft `json:"left"`
}

type resultPair struct {
	Couple
	Score  int     `json:"score"`
	Shares []Share `json:"points"`
	Locked bool    `json:"locked,omitempty"`
}

type resultLeft struct {
	Seat string   `json:"seat"`
	Role org.Role `json:"role"`
	Left
}

// NewRun gathers a run. marks are those the outcome was solved with.
func NewRun(pool Pool, rules Rules, marks []Mark, out Outcome) (Run, error) {
	r := Run{Format: RunFormat, Engine: Engine, RulesFormat: RulesFormat, Rules: rules, Marks: []MarkShot{}, Pool: Shoot(pool, rules), Proof: out.Proof}
	for _, m := range marks {
		r.Marks = append(r.Marks, MarkShot{Couple{m.Mentor, m.Mentee}, m.Kind, m.bends().list()})
	}
	var err error
	if r.Result, err = canonical(out); err != nil {
		return r, err
	}
	r.ResultSum = sum(r.Result)
	r.InputSum, err = r.inputSum()
	return r, err
}

// canonical writes a result as bytes that are the same wherever and whenever it is solved.
func canonical(out Outcome) ([]byte, error) {
	res := result{Pairs: []resultPair{}, Left: []resultLeft{}}
	for _, p := range out.Pairs {
		res.Pairs = append(res.Pairs, resultPair{Couple{p.Mentor, p.Mentee}, p.Score, p.Shares, p.Locked})
	}
	slices.SortFunc(res.Pairs, func(a, b resultPair) int { return compareCouples(a.Couple, b.Couple) })
	for _, l := range out.Left {
		res.Left = append(res.Left, resultLeft{l.Seat, l.Role, l})
	}
	slices.SortFunc(res.Left, func(a, b resultLeft) int { return cmp.Compare(a.Seat, b.Seat) })
	return json.Marshal(res)
}

func sum(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}

// inputSum is the sum over all that was solved, without what came out.
func (r Run) inputSum() (string, error) {
	r.Result, r.Proof, r.InputSum, r.ResultSum = nil, Proof{}, "", ""
	b, err := json.Marshal(r)
	return sum(b), err
}

// Replayed is what solving a run again showed.
type Replayed struct {
	Outcome     Outcome
	Sum         string // of what came out this time
	SameEngine  bool   // the run was made by this version of the engine
	Input       bool   // pool, rules and marks are as they were when the run was written
	Recorded    bool   // the recorded result is as it was when the run was written
	Proof       bool   // the recorded proof shows that no solution is better than the recorded one
	Pairs       bool   // the same pairs
	Points      bool   // the same points by criterion
	Bytes       bool   // the same bytes: left and causes too
	WhyNotProof string // for a log; not for a reader
}

// Same says whether everything held.
func (r Replayed) Same() bool {
	return r.Input && r.Recorded && r.Proof && r.Pairs && r.Points && r.Bytes
}

// Replay solves a run again and holds it against what it says.
func (r Run) Replay(ctx context.Context) (Replayed, error) {
	var out Replayed
	out.SameEngine = r.Engine == Engine && r.RulesFormat == RulesFormat
	var recorded result
	if err := json.Unmarshal(r.Result, &recorded); err != nil {
		return out, fmt.Errorf("fit: the recorded result: %w", err)
	}
	var compact bytes.Buffer
	if err := json.Compact(&compact, r.Result); err != nil {
		return out, fmt.Errorf("fit: the recorded result: %w", err)
	}
	input, err := r.inputSum()
	if err != nil {
		return out, err
	}
	out.Input, out.Recorded = input == r.InputSum, sum(compact.Bytes()) == r.ResultSum
	pool, marks := r.Pool.Pool(), r.marks()
	if err := proven(pool, r.Rules, marks, recorded, r.Proof); err != nil {
		out.WhyNotProof = err.Error()
	} else {
		out.Proof = true
	}
	if out.Outcome, err = Solve(ctx, pool, r.Rules, marks); err != nil {
		return out, err
	}
	again, err := canonical(out.Outcome)
	if err != nil {
		return out, err
	}
	var now result
	if err := json.Unmarshal(again, &now); err != nil {
		return out, err
	}
	out.Sum = sum(again)
	out.Pairs = slices.EqualFunc(recorded.Pairs, now.Pairs, func(a, b resultPair) bool { return a.Couple == b.Couple })
	out.Points = out.Pairs && slices.EqualFunc(recorded.Pairs, now.Pairs, func(a, b resultPair) bool {
		return a.Score == b.Score && slices.Equal(a.Shares, b.Shares)
	})
	out.Bytes = bytes.Equal(compact.Bytes(), again)
	return out, nil
}

func (r Run) marks() []Mark {
	out := make([]Mark, 0, len(r.Marks))
	for _, m := range r.Marks {
		mark := Mark{Mentor: m.Mentor, Mentee: m.Mentee, Kind: m.Kind, Over: m.Over}
		if len(m.Over) > 0 {
			mark.Reason = strings.Repeat("·", ReasonMin)
		}
		out = append(out, mark)
	}
	return out
}

// Pairs reads the recorded pairs, without reasons: the words of people who may have changed them since.
func (r Run) Pairs() ([]Pair, error) {
	var recorded result
	if err := json.Unmarshal(r.Result, &recorded); err != nil {
		return nil, fmt.Errorf("fit: the recorded result: %w", err)
	}
	out := make([]Pair, 0, len(recorded.Pairs))
	for _, p := range recorded.Pairs {
		out = append(out, Pair{Mentor: p.Mentor, Mentee: p.Mentee, Score: p.Score, Shares: p.Shares, Locked: p.Locked})
	}
	return out, nil
}
