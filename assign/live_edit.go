package assign

import (
	"fmt"
	"slices"
)

// reseat takes row i from where it is and brings it back in the best way.
func (l *Live) reseat(i int32) {
	to := l.mate[i]
	if to < 0 {
		to = int32(l.cols())
	}
	l.unseat(i)
	l.u[i] = l.least(i)
	l.augment(i, -1, to)
}

// enter brings in row i, which took no part; leave takes it out.
func (l *Live) enter(i int32) {
	l.u[i] = l.least(i)
	l.augment(i, -1, int32(l.cols()))
}

func (l *Live) leave(i int32) {
	j := l.mate[i]
	l.unseat(i)
	if j >= 0 {
		l.augment(-1, int32(l.cols()), j)
	}
}

// settle brings column j to where neither a row more nor one less would do better, after its seats or minimum changed.
func (l *Live) settle(j int32) {
	hub := int32(l.cols())
	for l.load[j] > l.hi[j] {
		l.load[j]--
		l.augment(-1, j, hub)
	}
	for {
		if add, ok := l.oneMore(j); ok && add < 0 {
			l.load[j]++
			l.augment(-1, hub, j)
		} else if take, ok := l.oneLess(j); ok && take < 0 {
			l.load[j]--
			l.augment(-1, j, hub)
		} else {
			return
		}
	}
}

// Forbid takes away the allowed pair of a row and a column; it does nothing if the pair is not allowed anyway.
func (l *Live) Forbid(row, col int) error {
	if err := l.check(row, col); err != nil {
		return err
	}
	i, j := int32(row), int32(col)
	if l.locked[i] == j {
		return fmt.Errorf("%w: row %d is locked to column %d", ErrEdit, row, col)
	}
	if l.mate[i] == j {
		l.unseat(i)
		l.drop(i, j)
		l.u[i] = l.least(i)
		l.augment(i, -1, j)
	} else {
		l.drop(i, j)
	}
	l.refresh()
	return nil
}

// SetCost gives a pair another cost. A pair that was not allowed is so from now on.
func (l *Live) SetCost(row, col int, cost int32) error {
	if err := l.check(row, col); err != nil {
		return err
	}
	if err := l.fits(cost); err != nil {
		return err
	}
	i, j := int32(row), int32(col)
	old, was := l.costOf(i, j)
	mine := l.mate[i] == j || l.locked[i] == j
	l.put(i, j, cost)
	if mine && was {
		l.cost += int64(cost) - int64(old)
	}
	switch less := int64(cost) - l.v[j]; {
	case l.absent(i):
	case mine && cost < old:
		l.u[i] = less // what else the row may use is now worse than this by more
	case mine && cost > old, less < l.u[i]:
		l.reseat(i)
	}
	l.refresh()
	return nil
}

func (l *Live) fits(cost int32) error {
	extent := max(l.extent, int64(cost), -int64(cost)-1)
	return sizeError(l.rows(), extent)
}

// Lock gives a row a column whatever it costs the others: the pair must be allowed and the column have a seat that is not
// locked already.
func (l *Live) Lock(row, col int) error {
	if err := l.check(row, col); err != nil {
		return err
	}
	i, j := int32(row), int32(col)
	cost, ok := l.costOf(i, j)
	switch {
	case l.locked[i] == j:
		return nil
	case l.locked[i] >= 0:
		return fmt.Errorf("%w: row %d is locked to column %d", ErrEdit, row, l.locked[i])
	case !ok:
		return fmt.Errorf("%w: row %d may not use column %d", ErrEdit, row, col)
	case l.hi[j] == 0:
		return fmt.Errorf("%w: column %d has no seat that is not locked", ErrEdit, col)
	}
	// The row takes a seat with it. Whoever had that seat may have the one that the row leaves, or the one that is not counted.
	l.locked[i] = j
	hub := int32(l.cols())
	from, to := hub, l.mate[i]
	l.unseat(i)
	if l.load[j] == l.hi[j] || to == j {
		l.load[j]--
		l.reserve(j, +1)
		from = j
	}
	if to < 0 {
		to = hub
	}
	if from != to {
		l.augment(-1, from, to)
	}
	if from == hub {
		l.reserve(j, +1)
	}
	l.settle(j)
	l.matched++
	l.cost += int64(cost)
	l.refresh()
	return nil
}

// Unlock lets a row that was locked have any column again.
func (l *Live) Unlock(row int) error {
	if row < 0 || row >= l.rows() || l.gone[row] || l.locked[row] < 0 {
		return fmt.Errorf("%w: row %d is not locked", ErrEdit, row)
	}
	i, j := int32(row), l.locked[row]
	cost, _ := l.costOf(i, j)
	l.matched--
	l.cost -= int64(cost)
	l.locked[i] = -1
	if l.src != nil && int(i) < l.base[0] {
		l.show(i, l.reread([]int32{i})[0], false) // much may have changed while it took no part
	}
	l.u[i] = l.least(i)
	l.reserve(j, -1)
	l.load[j]++
	if take, _ := l.oneLess(j); take >= 0 {
		l.augment(i, -1, j) // for the seat that it brings back
	} else {
		l.load[j]--
		l.augment(i, -1, int32(l.cols()))
	}
	l.settle(j)
	l.refresh()
	return nil
}

// reserve changes how many seats of column j are locked.
func (l *Live) reserve(j int32, by int) {
	l.taken[j] += by
	l.hi[j] = l.cap[j] - l.taken[j]
	l.lo[j] = max(0, l.min[j]-l.taken[j])
}

// SetCapacity gives a column another number of seats, at least as many as rows are locked to it and as its minimum says.
func (l *Live) SetCapacity(col, seats int) error {
	if col < 0 || col >= l.cols() || l.goneCol[col] {
		return fmt.Errorf("%w: there is no column %d", ErrEdit, col)
	}
	if seats < l.taken[col] || seats < l.min[col] {
		return fmt.Errorf("%w: %d seats for column %d, which has %d rows locked to it and a minimum of %d", ErrEdit, seats, col, l.taken[col], l.min[col])
	}
	l.cap[col], l.hi[col] = seats, seats-l.taken[col]
	l.settle(int32(col))
	l.refresh()
	return nil
}

// SetMinimum says how many rows a column should have at least, no more than it has seats.
func (l *Live) SetMinimum(col, least int) error {
	if col < 0 || col >= l.cols() || l.goneCol[col] {
		return fmt.Errorf("%w: there is no column %d", ErrEdit, col)
	}
	if least < 0 || least > l.cap[col] {
		return fmt.Errorf("%w: a minimum of %d for column %d, which has %d seats", ErrEdit, least, col, l.cap[col])
	}
	l.min[col] = least
	l.lo[col] = max(0, least-l.taken[col])
	l.settle(int32(col))
	l.refresh()
	return nil
}

// Pair is a row or a column that another may have, at a cost.
type Pair struct {
	With int
	Cost int32
}

// AddRow adds a row with its allowed pairs and gives its number. key is used if the instance has keys.
func (l *Live) AddRow(pairs []Pair, key int64) (int, error) {
	if err := l.checkPairs(pairs, l.cols(), l.goneCol); err != nil {
		return 0, err
	}
	if l.rowKeys != nil && slices.Contains(l.rowKeys, key) {
		return 0, fmt.Errorf("%w: %w: row key %d", ErrEdit, ErrKey, key)
	}
	i := int32(l.rows())
	l.mate, l.place, l.u = append(l.mate, -1), append(l.place, 0), append(l.u, 0)
	l.locked, l.gone, l.list = append(l.locked, -1), append(l.gone, false), append(l.list, nil)
	if l.rowKeys != nil {
		l.rowKeys = append(l.rowKeys, key)
	}
	if l.src != nil {
		l.bound = append(l.bound, far)
	}
	for _, p := range pairs {
		l.put(i, int32(p.With), p.Cost)
	}
	l.enter(i)
	l.refresh()
	return int(i), nil
}

// RemoveRow takes a row away. Its number is not used again.
func (l *Live) RemoveRow(row int) error {
	if row < 0 || row >= l.rows() || l.gone[row] {
		return fmt.Errorf("%w: there is no row %d", ErrEdit, row)
	}
	if l.locked[row] >= 0 {
		if err := l.Unlock(row); err != nil {
			return err
		}
	}
	l.gone[row] = true
	l.leave(int32(row))
	l.list[row] = nil
	l.refresh()
	return nil
}

// AddCol adds a column with seats, a minimum and the rows that may use it, and gives its number.
func (l *Live) AddCol(seats, least int, pairs []Pair, key int64) (int, error) {
	if seats < 0 || least < 0 || least > seats {
		return 0, fmt.Errorf("%w: a column of %d seats with a minimum of %d", ErrEdit, seats, least)
	}
	if err := l.checkPairs(pairs, l.rows(), l.gone); err != nil {
		return 0, err
	}
	if l.colKeys != nil && slices.Contains(l.colKeys, key) {
		return 0, fmt.Errorf("%w: %w: column key %d", ErrEdit, ErrKey, key)
	}
	j := int32(l.cols())
	v := int64(0)
	for _, p := range pairs {
		if !l.absent(int32(p.With)) {
			v = min(v, int64(p.Cost)-l.u[p.With])
		}
	}
	l.v, l.at, l.users = append(l.v, v), append(l.at, nil), append(l.users, nil)
	l.cap, l.min, l.taken = append(l.cap, seats), append(l.min, least), append(l.taken, 0)
	l.hi, l.lo, l.load, l.goneCol = append(l.hi, seats), append(l.lo, least), append(l.load, 0), append(l.goneCol, false)
	if l.colKeys != nil {
		l.colKeys = append(l.colKeys, key)
	}
	l.search.grow(l.cols())
	for _, p := range pairs {
		l.put(int32(p.With), j, p.Cost)
	}
	l.settle(j)
	l.refresh()
	return int(j), nil
}

// RemoveCol takes a column away, with its locks. Its number is not used again.
func (l *Live) RemoveCol(col int) error {
	if col < 0 || col >= l.cols() || l.goneCol[col] {
		return fmt.Errorf("%w: there is no column %d", ErrEdit, col)
	}
	j := int32(col)
	for i, k := range l.locked {
		if k == j {
			if err := l.Unlock(i); err != nil {
				return err
			}
		}
	}
	if err := l.SetMinimum(col, 0); err != nil {
		return err
	}
	if err := l.SetCapacity(col, 0); err != nil {
		return err
	}
	for _, i := range l.users[j] {
		l.drop(i, j)
	}
	l.users[j], l.goneCol[col] = nil, true
	if col < l.base[1] {
		l.goneBase++
	}
	return nil
}

func (l *Live) checkPairs(pairs []Pair, n int, gone []bool) error {
	seen := make(map[int]bool, len(pairs))
	for _, p := range pairs {
		if p.With < 0 || p.With >= n || gone[p.With] || seen[p.With] {
			return fmt.Errorf("%w: %d is no partner, or comes twice", ErrEdit, p.With)
		}
		seen[p.With] = true
		if err := l.fits(p.Cost); err != nil {
			return err
		}
	}
	return nil
}
