package fit

// A line is one criterion for a whole row: a mentee beside all mentors. It adds to w.sums what each pair misses of the criterion's
// points, for the mentors from lo to below hi (multiples of block; the last may lie behind the last mentor), or leaves a row of that in
// w.rows, to be added with the others. What it adds is d.of[i] less d.got(i, …), to the number: got is the definition, and
// TestRowsArePairs holds every line to it.
type line interface {
	add(w *worker, mentee int32, lo, hi int)
}

// lines makes the lines of a deck.
type lines struct {
	d     *deck
	words *counted // made once
}

// of gives a criterion's line. One that is not named here is plain: right, but twenty times slower, which is felt from a million
// pairs on. To add a fast one, say what hangs on what:
//
//	classed   what counts of a mentor, and of a mentee, takes few values: points by class and class
//	counted   points hang on a count: of subjects in common, of times in common
//	patched   nearly all pairs get the points of their classes, and the few others are listed
func (c *lines) of(i int) line {
	d := c.d
	if at := i - len(Criteria); at >= 0 { // the programme's own
		told := func(c *card, b []byte) []byte { return ownKey(&c.own[at], b) }
		return d.classedBy(i, told, told, func(m, n *card) int { return d.fitOwn(at, m, n) })
	}
	switch d.criteria[i] {
	case Goals:
		return c.goals(i)
	case Difference:
		return c.difference(i)
	case Roles:
		return d.classed(i, rolesOffered, rolesWished)
	case Experience:
		return d.classed(i, experienceKey, experienceKey)
	case Languages:
		return d.classed(i, tonguesKey, tonguesKey)
	case Across:
		return d.classed(i, unitKey, unitKey)
	case Wishes:
		return d.wished(i)
	case Practical:
		if d.timesApart() {
			return d.classedBy(i, d.placeKey, d.placeKey, d.fitPlace)
		}
		return d.practical(i, true)
	case Times:
		return d.practical(i, false)
	case Values:
		return d.styled(i)
	case Culture:
		return d.classed(i, cultureKey, noKey)
	case OwnGender:
		return d.classed(i, genderKey, genderKey)
	case Text:
		return d.written(i)
	case Acquainted:
		return d.acquainted(i)
	}
	return plain{d, i}
}

// plain scores pair by pair.
type plain struct {
	d *deck
	i int
}

func (p plain) add(w *worker, mentee int32, lo, hi int) {
	d, n := p.d, &p.d.mentees[mentee]
	for j := lo; j < min(hi, len(d.mentors)); j++ {
		w.sums.add(j-lo, d.of[p.i]-d.got(p.i, &d.mentors[j], n))
	}
}

// worker is what one goroutine scores rows with.
type worker struct {
	row    int32 // of the fence; -1 none
	fence  []uint64
	all    lanes // room for a row of sums, of which sums is the part that is asked for
	sums   lanes
	rows   [][]uint64 // to be added to sums
	count  octets
	counts [][]uint64 // to be added up in count
	zeros  []uint64
	tables map[line]*rowTable
	dots   []int64 // by mentor
}

// rowTable is a table that a line has made for one row.
type rowTable struct {
	row   int32
	octet [256]uint16
	class []uint16
}

// table gives a line's table, and whether it must be made anew for a row.
func (w *worker) table(l line, row int32) (t *rowTable, stale bool) {
	t = w.tables[l]
	if t == nil {
		t = &rowTable{row: -1}
		w.tables[l] = t
	}
	stale = t.row != row
	t.row = row
	return t, stale
}
