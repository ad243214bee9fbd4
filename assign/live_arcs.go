package assign

import (
	"context"
	"slices"
)

// arcs are the pairs that a Live looks at: all that are listed, and of a matrix or an implicit instance those of each row
// that cost least over U+V. How far the duals may move before others matter is noted, so that most edits read none of them.
type arcs struct {
	list   [][]arc   // per row, by column
	users  [][]int32 // per column: the rows that list it; some may no longer
	extent int64     // no cost is beyond it

	src      *source
	base     [2]int // rows and columns that the source has
	edits    edits
	goneBase int     // of the columns of the source, those removed
	bound    []int64 // per row: pairs that are not listed cost at least U+V while U+raised is at most this
	raised   int64   // how much V of any column can have risen, all in all
	shown    int     // pairs of a row that are listed
}

type arc struct{ col, cost int32 }

func (l *Live) listAll(ctx context.Context, s *solver) error {
	n, m := s.in.Rows, s.in.Cols
	l.list, l.users = make([][]arc, n), make([][]int32, m)
	if s.src == nil {
		flat := make([]arc, len(s.core.Col))
		for i := range n {
			cols, costs := s.core.row(i)
			own := flat[:len(cols):len(cols)]
			flat = flat[len(cols):]
			for k, j := range cols {
				own[k] = arc{j, costs[k]}
				l.extent = max(l.extent, int64(costs[k]), -int64(costs[k])-1)
			}
			l.list[i] = own
		}
		t := transposed(s.core)
		for j := range m {
			l.users[j] = t.row[t.start[j]:t.start[j+1]:t.start[j+1]]
		}
		return nil
	}
	l.src, l.extent, l.shown = s.src, s.src.extent, coreWidth
	l.src.report = nil
	l.base, l.edits = [2]int{n, m}, edits{}
	l.bound = make([]int64, n)
	rows := make([][]hit, n)
	if err := s.src.best(ctx, l.v, l.shown, rows); err != nil {
		return err
	}
	for i, pairs := range rows {
		l.limit(int32(i), pairs)
		l.show(int32(i), pairs, false)
	}
	return nil
}

// show lists the pairs of row i that a reading found best, those that were edited, and the one of its seat; with keep,
// also all that were listed before.
func (l *Live) show(i int32, pairs []hit, keep bool) {
	old := l.list[i]
	own := make([]arc, 0, len(pairs)+1)
	for _, h := range pairs {
		if !l.edited(i, h.col) {
			own = append(own, arc{h.col, h.cost})
		}
	}
	for _, a := range old {
		if keep || a.col == l.mate[i] || l.edited(i, a.col) {
			own = append(own, a)
		}
	}
	if j := l.mate[i]; j >= 0 && len(old) == 0 {
		c, _ := l.src.costOf(i, j)
		own = append(own, arc{j, c})
	}
	slices.SortFunc(own, func(a, b arc) int { return int(a.col) - int(b.col) })
	own = slices.CompactFunc(own, func(a, b arc) bool { return a.col == b.col })
	for _, a := range own {
		if _, was := find(old, a.col); !was {
			l.users[a.col] = append(l.users[a.col], i)
		}
	}
	l.list[i] = own
}

// room is how many pairs of row i a reading gives, so that enough remain of those that are as the source says.
func (l *Live) room(i int32) int { return l.shown + len(l.edits[i]) + l.goneBase }

func find(list []arc, j int32) (int, bool) {
	return slices.BinarySearchFunc(list, j, func(a arc, j int32) int { return int(a.col) - int(j) })
}

// costOf gives the cost of a pair as it is now, and whether it is allowed.
func (l *Live) costOf(i, j int32) (int32, bool) {
	if k, ok := find(l.list[i], j); ok {
		return l.list[i][k].cost, true
	}
	if l.src == nil || l.edited(i, j) {
		return 0, false
	}
	return l.src.costOf(i, j)
}

// edits are the pairs of a matrix or an implicit instance that are no longer as it says: their costs, NotAllowed for those
// that were forbidden.
type edits map[int32]map[int32]int32

func (e edits) set(i, j, cost int32) {
	if e[i] == nil {
		e[i] = map[int32]int32{}
	}
	e[i][j] = cost
}

// edited says whether the source does not know a pair as it is now.
func (l *Live) edited(i, j int32) bool {
	if int(i) >= l.base[0] || int(j) >= l.base[1] || l.goneCol[j] {
		return true
	}
	_, ok := l.edits[i][j]
	return ok
}

// put lists a pair, or gives it another cost.
func (l *Live) put(i, j, cost int32) {
	l.extent = max(l.extent, int64(cost), -int64(cost)-1)
	if l.src != nil {
		l.edits.set(i, j, cost)
	}
	if k, ok := find(l.list[i], j); ok {
		l.list[i][k].cost = cost
		return
	}
	l.add(i, arc{j, cost})
}

// insert lists the allowed pair of a row and a column if it is not.
func (l *Live) insert(i, j int32) {
	if _, ok := find(l.list[i], j); !ok {
		c, _ := l.costOf(i, j)
		l.add(i, arc{j, c})
	}
}

func (l *Live) add(i int32, a arc) {
	k, _ := find(l.list[i], a.col)
	l.list[i] = slices.Insert(l.list[i], k, a)
	l.users[a.col] = append(l.users[a.col], i)
}

// drop takes a pair off the list for good.
func (l *Live) drop(i, j int32) {
	if l.src != nil {
		l.edits.set(i, j, NotAllowed)
	}
	if k, ok := find(l.list[i], j); ok {
		l.list[i] = slices.Delete(l.list[i], k, k+1)
	}
}

// refresh reads the rows again for which pairs that are not listed may matter, and seats those anew that would do better,
// until there are none.
func (l *Live) refresh() {
	if l.src == nil {
		return
	}
	if l.raised > 8*big || l.raised < -8*big { // so that it never becomes too great
		for i := range l.bound {
			if l.bound[i] < far {
				l.bound[i] -= l.raised
			}
		}
		l.raised = 0
	}
	// Once a row was seated anew nothing more is dropped, for else two pairs could take turns without end.
	for keep := false; ; keep = true {
		var stale []int32
		for i, most := range l.bound {
			if l.u[i]+l.raised > most && !l.absent(int32(i)) {
				stale = append(stale, int32(i))
			}
		}
		if len(stale) == 0 {
			return
		}
		if !keep && len(stale) > len(l.bound)/staleShare {
			stale = l.present() // soon the others would be, and each edit till then would read some
		}
		// One row after the other: as long as a row is not seated by them, pairs that would do better must not be listed.
		for k, pairs := range l.reread(stale) {
			l.show(stale[k], pairs, keep)
			if i := stale[k]; l.least(i) < l.u[i] {
				l.reseat(i)
			}
		}
	}
}

// staleShare is the part of the rows above which all are read again.
const staleShare = 64

// present lists the rows that take part.
func (l *Live) present() []int32 {
	var rows []int32
	for i, most := range l.bound {
		if most < far && !l.absent(int32(i)) {
			rows = append(rows, int32(i))
		}
	}
	return rows
}

// reread gives the best pairs of some rows as they are now, and notes what that says of all their others.
func (l *Live) reread(rows []int32) [][]hit {
	p := l.src.prices(l.v[:l.base[1]], 0)
	found := make([][]hit, len(rows))
	l.src.parts(len(rows), func(w *reader, k int) {
		list := shortlist{room: l.room(rows[k])}
		l.src.shortest(w, int(rows[k]), p, barred+far/2, &list)
		found[k] = list.pairs
	})
	for k, i := range rows {
		l.limit(i, found[k])
	}
	return found
}

// limit notes how far U of row i may rise before pairs may matter that a reading did not give.
func (l *Live) limit(i int32, pairs []hit) {
	l.bound[i] = far
	if len(pairs) == l.room(i) {
		l.bound[i] = pairs[len(pairs)-1].less + l.raised
	}
}

// least is the U that the listed pairs of row i allow.
func (l *Live) least(i int32) int64 {
	u := int64(big)
	for _, a := range l.list[i] {
		u = min(u, int64(a.cost)-l.v[a.col])
	}
	return u
}

// absent says whether row i takes no part: it was removed, or is locked.
func (l *Live) absent(i int32) bool { return l.gone[i] || l.locked[i] >= 0 }
