package fit

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
	"runtime"
	"slices"
	"sync"

	"github.com/mentorskab/mentorskab/assign"
	"github.com/mentorskab/mentorskab/internal/fault"
)

// Desk is a pool with the best pairs laid out on it, kept the best while marks, places and people change. What it shows after any
// number of changes is what Solve gives for the same pool, rules and marks. Only the aim of most points can be kept by small repairs;
// for the others each change is solved from the beginning. A Desk is not safe for concurrent use.
type Desk struct {
	pool  Pool // as it was given
	cold  bool // each change is solved from the beginning: live and what belongs to it are not used
	d     *deck
	marks []Mark
	m     marked
	live  *assign.Live

	row, col map[string]int // seat -> its place in live
	rowKey   map[string]int64
	colKey   map[string]int64
	spent    map[int64]bool  // keys, also of those who are gone
	apart    map[Rule]int    // pairs that each rule keeps apart, without marks
	known    map[Couple]Pair // explained already
	scorer   *scorer         // without marks
	out      Outcome
}

// Move is a mentee who gets another partner; From or To is "" for none. Before and After are hundredths of a point.
type Move struct {
	Mentee, From, To string
	Before, After    int
}

// NewDesk solves a pool and lays it out. Marks that contradict each other are refused as Solve refuses them.
func NewDesk(ctx context.Context, pool Pool, rules Rules, marks []Mark) (*Desk, error) {
	k := &Desk{}
	return k, k.lay(ctx, pool, rules, marks)
}

// lay starts from the beginning: everything is scored and solved.
func (k *Desk) lay(ctx context.Context, pool Pool, rules Rules, marks []Mark) error {
	d := opened(pool, rules)
	m, err := d.mark(marks)
	if err != nil {
		return err
	}
	if rules.Aim != "" && rules.Aim != MostPoints || rules.Shape.Grouped() || rules.Shape.Mentors() > 1 {
		out, err := Solve(ctx, pool, rules, marks)
		if err == nil {
			*k = Desk{pool: pool, cold: true, d: d, m: m, marks: slices.Clone(marks), out: out}
		}
		return err
	}
	in := &assign.Instance{Rows: len(d.mentees), Cols: len(d.mentors), Holes: true, Dense: make([]int32, len(d.mentees)*len(d.mentors))}
	in.Capacity = make([]int, in.Cols)
	row, col := make(map[string]int, in.Rows), make(map[string]int, in.Cols)
	for j := range d.mentors {
		in.Capacity[j] = d.pool.Free(d.mentors[j].seat)
		col[d.mentors[j].seat.ID] = j
	}
	scorer := d.scorer(marked{})
	for i := range d.mentees {
		row[d.mentees[i].seat.ID] = i
	}
	apart, err := scorer.matrix(ctx, in)
	if err != nil {
		return err
	}
	for at := range m.forbidden {
		in.Dense[int(at.mentee)*in.Cols+int(at.mentor)] = assign.NotAllowed
	}
	var rowKey, colKey map[string]int64
	in.RowKeys, rowKey = keys(d.mentees)
	in.ColKeys, colKey = keys(d.mentors)
	live, err := assign.NewLive(ctx, in, assign.Options{Threads: runtime.GOMAXPROCS(0)})
	if err != nil {
		return fmt.Errorf("fit: desk: %w", err)
	}
	*k = Desk{pool: pool, d: d, live: live, m: marked{locked: map[int32]int32{}, taken: map[int32]int{}, forbidden: maps.Clone(m.forbidden)}, row: row, col: col, rowKey: rowKey, colKey: colKey, spent: map[int64]bool{}, apart: apart, scorer: scorer, known: map[Couple]Pair{}}
	for _, of := range []map[string]int64{rowKey, colKey} {
		for _, key := range of {
			k.spent[key] = true
		}
	}
	if err := k.mark(m); err != nil {
		return err
	}
	k.marks = slices.Clone(marks)
	return k.settle(ctx)
}

// keys orders seats by their id, with room between for those who come later.
func keys(cards []card) (list []int64, of map[string]int64) {
	ids := make([]string, len(cards))
	for i := range cards {
		ids[i] = cards[i].seat.ID
	}
	slices.Sort(ids)
	of = make(map[string]int64, len(ids))
	for place, id := range ids {
		of[id] = int64(place+1) << 24
	}
	list = make([]int64, len(cards))
	for i := range cards {
		list[i] = of[cards[i].seat.ID]
	}
	return list, of
}

// matrix writes what every pair costs into an instance, NotAllowed for those whom a rule keeps apart, and counts by which.
func (s *scorer) matrix(ctx context.Context, in *assign.Instance) (apart map[Rule]int, err error) {
	apart = map[Rule]int{}
	var mu sync.Mutex
	err = each(ctx, in.Rows, Options{}, func(next func() (int, bool)) {
		w := s.worker()
		defer s.back(w)
		var n tallies
		for i, ok := next(); ok; i, ok = next() {
			s.fences.row(int32(i), w.fence, &n, nil)
			w.row = int32(i)
			s.write(w, int32(i), 0, in.Dense[i*in.Cols:(i+1)*in.Cols])
		}
		mu.Lock()
		defer mu.Unlock()
		for k, rule := range HardRules {
			if n[k] > 0 {
				apart[rule] += n[k]
			}
		}
	})
	return apart, err
}

func (d *deck) cost(mentor, mentee int32) int32 {
	if d.apart(mentor, mentee) != "" {
		return assign.NotAllowed
	}
	return int32(Full - d.score(mentor, mentee))
}

// Mark changes the marks to these. Marks that cannot all stand are refused, and nothing is changed.
func (k *Desk) Mark(ctx context.Context, marks []Mark) error {
	m, err := k.d.mark(marks)
	if err != nil {
		return err
	}
	if k.cold {
		return k.lay(ctx, k.pool, k.d.rules, marks)
	}
	if err := k.mark(m); err != nil {
		return errors.Join(err, k.lay(ctx, k.pool, k.d.rules, k.marks))
	}
	k.marks = slices.Clone(marks)
	return k.settle(ctx)
}

// mark brings live from the marks it has to others: what goes first makes room for what comes.
func (k *Desk) mark(m marked) error {
	d := k.d
	for _, i := range slices.Sorted(maps.Keys(k.m.locked)) {
		if j, still := m.locked[i]; still && j == k.m.locked[i] {
			continue
		}
		if err := k.live.Unlock(k.rowOf(i)); err != nil {
			return err
		}
		if cost := d.cost(k.m.locked[i], i); cost == assign.NotAllowed { // a lock that overrode a rule
			if err := k.live.Forbid(k.rowOf(i), k.colOf(k.m.locked[i])); err != nil {
				return err
			}
		}
	}
	for _, at := range couples(k.m.forbidden) {
		if cost := d.cost(at.mentor, at.mentee); !m.forbidden[at] && cost != assign.NotAllowed {
			if err := k.live.SetCost(k.rowOf(at.mentee), k.colOf(at.mentor), cost); err != nil {
				return err
			}
		}
	}
	for _, at := range couples(m.forbidden) {
		if !k.m.forbidden[at] {
			if err := k.live.Forbid(k.rowOf(at.mentee), k.colOf(at.mentor)); err != nil {
				return err
			}
		}
	}
	for _, i := range slices.Sorted(maps.Keys(m.locked)) {
		j := m.locked[i]
		if was, had := k.m.locked[i]; had && was == j {
			continue
		}
		if d.cost(j, i) == assign.NotAllowed {
			if err := k.live.SetCost(k.rowOf(i), k.colOf(j), int32(Full-d.score(j, i))); err != nil {
				return err
			}
		}
		if err := k.live.Lock(k.rowOf(i), k.colOf(j)); err != nil {
			return err
		}
	}
	k.m = m
	return nil
}

// couples orders a set of two, so that the same marks are always made in the same order.
func couples(set map[couple]bool) []couple {
	out := slices.Collect(maps.Keys(set))
	slices.SortFunc(out, func(a, b couple) int {
		if a.mentee != b.mentee {
			return int(a.mentee - b.mentee)
		}
		return int(a.mentor - b.mentor)
	})
	return out
}

func (k *Desk) rowOf(mentee int32) int { return k.row[k.d.mentees[mentee].seat.ID] }
func (k *Desk) colOf(mentor int32) int { return k.col[k.d.mentors[mentor].seat.ID] }

// settle reads the solution off live, checks its proof and explains what is new.
func (k *Desk) settle(ctx context.Context) error {
	res, err := k.live.Result(ctx)
	if err != nil {
		return fmt.Errorf("fit: desk: %w", err)
	}
	if err := assign.Verify(k.live.Instance(), res); err != nil {
		return fmt.Errorf("fit: the proof does not hold: %w", err)
	}
	k.out = k.outcome(res)
	return nil
}

// quickFrom is from how many pairs on a desk does not count pairs who would rather have each other: one more reading of all pairs would be
// half of an answer.
const quickFrom = 1 << 18

// outcome turns a result over the places of live into one over the deck, in which locked mentees are no rows, as Solve has it.
func (k *Desk) outcome(res *assign.Result) Outcome {
	d := k.d
	mentors := make([]int, len(d.mentors)) // place in the deck -> in live
	at := map[int]int{}                    // and back
	for j := range d.mentors {
		mentors[j] = k.colOf(int32(j))
		at[mentors[j]] = j
	}
	t := task{tally: maps.Clone(k.apart), aim: MostPoints, grain: 1, ctx: context.Background(), scorer: k.scorer.with(k.m), quick: len(d.mentors)*len(d.mentees) > quickFrom}
	for at := range k.m.forbidden {
		if d.apart(at.mentor, at.mentee) == "" {
			t.tally[Forbidden]++
		}
	}
	for at := range k.m.over { // what a lock set aside is allowed
		t.tally[d.apart(at.mentor, at.mentee)]--
		t.tally[d.without(at.mentor, at.mentee, k.m)]++
	}
	t.in.Cols = len(d.mentors)
	t.in.Capacity = make([]int, len(d.mentors))
	for j := range d.mentors {
		t.in.Capacity[j] = d.pool.Free(d.mentors[j].seat) - k.m.taken[int32(j)]
	}
	short := &assign.Result{Matched: res.Matched - len(k.m.locked), Cost: res.Cost}
	place := map[int]int{} // row in live -> row of the task
	for i := range int32(len(d.mentees)) {
		if _, locked := k.m.locked[i]; locked {
			continue
		}
		row := k.rowOf(i)
		place[row] = len(t.rows)
		t.rows = append(t.rows, i)
		mate := int32(-1)
		if j := res.Mate[row]; j >= 0 {
			mate = int32(at[int(j)])
		}
		short.Mate, short.U = append(short.Mate, mate), append(short.U, res.U[row])
		if res.ShortRows != nil {
			short.ShortRows = append(short.ShortRows, res.ShortRows[row])
		}
	}
	t.in.Rows = len(t.rows)
	for _, j := range mentors {
		short.V = append(short.V, res.V[j])
		if res.ShortCols != nil {
			short.ShortCols = append(short.ShortCols, res.ShortCols[j])
		}
	}
	for _, u := range res.Unmatched {
		row, here := place[u.Row]
		if !here {
			continue
		}
		v := assign.Unmatched{Row: row, Cause: u.Cause, Instead: -1, Price: u.Price}
		for _, r := range u.Rows {
			if p, ok := place[r]; ok {
				v.Rows = append(v.Rows, p)
			}
		}
		for _, c := range u.Cols {
			if j, ok := at[c]; ok {
				v.Cols = append(v.Cols, j)
			}
		}
		if p, ok := place[u.Instead]; ok && u.Instead >= 0 {
			v.Instead = p
		} else {
			v.Price = 0
		}
		short.Unmatched = append(short.Unmatched, v)
	}
	slices.SortFunc(short.Unmatched, func(a, b assign.Unmatched) int { return a.Row - b.Row })
	d.known = k.known
	out := d.outcome(t, k.m, short)
	out.Summary.Full = len(k.pool.Mentors) - len(d.mentors)
	for _, p := range out.Pairs {
		p.Locked = false
		k.known[Couple{p.Mentor, p.Mentee}] = p
	}
	return out
}

// Outcome is what Solve would give now.
func (k *Desk) Outcome() Outcome { return k.out }

// Moves lists who has another partner in b than in a, by mentee in the order of b and then of a. Where a mentee has several, each that
// comes stands for one that goes as long as there are any.
func Moves(a, b Outcome) []Move {
	two := func(p Pair) Couple { return Couple{p.Mentor, p.Mentee} }
	stays := make(map[Couple]bool, len(a.Pairs))
	for _, p := range a.Pairs {
		stays[two(p)] = false
	}
	for _, p := range b.Pairs {
		if _, was := stays[two(p)]; was {
			stays[two(p)] = true
		}
	}
	gone := map[string][]Pair{} // by mentee
	for _, p := range a.Pairs {
		if !stays[two(p)] {
			gone[p.Mentee] = append(gone[p.Mentee], p)
		}
	}
	var out []Move
	for _, p := range b.Pairs {
		if stays[two(p)] {
			continue
		}
		v := Move{Mentee: p.Mentee, To: p.Mentor, After: p.Score}
		if from := gone[p.Mentee]; len(from) > 0 {
			v.From, v.Before, gone[p.Mentee] = from[0].Mentor, from[0].Score, from[1:]
		}
		out = append(out, v)
	}
	for _, p := range a.Pairs {
		if rest := gone[p.Mentee]; len(rest) > 0 && rest[0].Mentor == p.Mentor {
			gone[p.Mentee] = rest[1:]
			out = append(out, Move{Mentee: p.Mentee, From: p.Mentor, Before: p.Score})
		}
	}
	return out
}

// Why answers "why not these two?".
type Why struct {
	Rule   Rule // keeps the two apart; nothing below is known then but Pair
	Pair   Pair
	Now    bool   // they are put together already
	Pairs  int    // how many pairs there would be more, or fewer if below 0
	Points int    // what the total would gain, or lose if below 0: hundredths
	Moves  []Move // who would get another partner, the two included
	Needs  int    // how many points more would put the two together by themselves; 0 if none would
	Lacks  []Share
}

// Why says what it would cost the whole to put two together: it is tried, solved and taken back. A mark that cannot be set aside for
// it, because the mentor's places are all locked, is a Conflict that names it.
func (k *Desk) Why(ctx context.Context, mentor, mentee string) (Why, error) {
	j, okMentor := k.d.mentorAt(mentor)
	i, okMentee := k.d.menteeAt(mentee)
	if !okMentor || !okMentee {
		return Why{}, fault.Missing()
	}
	w := Why{Rule: k.d.without(j, i, k.m), Pair: k.d.pair(j, i)}
	if w.Rule != "" {
		return w, nil
	}
	if slices.ContainsFunc(k.out.Pairs, func(p Pair) bool { return p.Mentor == mentor && p.Mentee == mentee }) {
		w.Now = true
		return w, nil
	}
	if _, locked := k.m.locked[i]; !locked && !k.cold {
		if low, _, err := k.live.Range(k.rowOf(i), k.colOf(j)); err == nil {
			if needs := int64(Full-w.Pair.Score) - low + 1; low > math.MinInt64 && needs <= int64(Full-w.Pair.Score) {
				w.Needs = int(needs)
			}
		}
	}
	w.Lacks = lacks(w.Pair)
	out, err := k.tried(ctx, With(k.marks, Mark{Mentor: mentor, Mentee: mentee, Kind: Lock}))
	if err != nil {
		return w, err
	}
	w.Pairs, w.Points, w.Moves = out.Summary.Matched-k.out.Summary.Matched, out.Summary.Total-k.out.Summary.Total, Moves(k.out, out)
	return w, nil
}

// With gives marks with one more. A lock takes the place of another lock of the same mentee, and any mark that of one on the same two.
func With(marks []Mark, add Mark) []Mark {
	out := slices.DeleteFunc(slices.Clone(marks), func(m Mark) bool {
		return m.Mentee == add.Mentee && (m.Mentor == add.Mentor || m.Kind == Lock && add.Kind == Lock)
	})
	return append(out, add)
}

// lacks orders the criteria by how many points a pair misses of them, those that miss nothing left out.
func lacks(p Pair) []Share {
	out := slices.DeleteFunc(slices.Clone(p.Shares), func(s Share) bool { return s.Got == s.Of })
	slices.SortStableFunc(out, func(a, b Share) int { return (b.Of - b.Got) - (a.Of - a.Got) })
	return out
}

// tried is what there would be with other marks. The desk stays as it is.
func (k *Desk) tried(ctx context.Context, marks []Mark) (Outcome, error) {
	m, err := k.d.mark(marks)
	if err != nil {
		return Outcome{}, err
	}
	if k.cold {
		return Solve(ctx, k.pool, k.d.rules, marks)
	}
	was := k.m
	if err := k.mark(m); err != nil {
		return Outcome{}, errors.Join(err, k.lay(ctx, k.pool, k.d.rules, k.marks))
	}
	res, err := k.live.Result(ctx)
	var out Outcome
	if err == nil {
		out = k.outcome(res)
	}
	if back := k.mark(was); back != nil {
		return out, errors.Join(err, back, k.lay(ctx, k.pool, k.d.rules, k.marks))
	}
	return out, err
}

// Best lists the mentors who suit a mentee best, at most n: those whom no rule or mark keeps apart, by points.
func (k *Desk) Best(mentee string, n int) ([]Pair, error) {
	i, ok := k.d.menteeAt(mentee)
	if !ok {
		return nil, fault.Missing()
	}
	best, _ := k.d.best(len(k.d.mentors), n, func(j int32) (int32, int32) { return j, i }, k.m)
	var out []Pair
	for _, j := range best {
		out = append(out, k.d.pair(j, i))
	}
	return out, nil
}
