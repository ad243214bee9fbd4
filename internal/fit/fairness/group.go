package fairness

import (
	"cmp"
	"slices"

	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/stats"
)

// group is people who are counted together, in this round and in the one before it.
type group struct {
	name   string // as first written; "" for those who told nothing
	merged int    // how many groups were put together; 0 for a group of its own
	now    []Person
	before []Person
}

// small says whether a group is too small to be shown. That nobody of it was in a round tells nothing about anybody.
func (g group) small() bool { return few(len(g.now)) || few(len(g.before)) }

func few(n int) bool { return n > 0 && n < stats.Small }

func (g group) size() int { return len(g.now) + len(g.before) }

// divide makes groups of five or more that together are everybody. Those that are too small are merged; while they are too small still,
// the next smallest joins them. The largest come first, the merged ones last.
func divide(cut Cut, now, before []Person) []group {
	at := map[string]int{}
	var all []group
	add := func(p Person) *group {
		name := p.Group[cut]
		key := fit.Fold(name)
		i, ok := at[key]
		if !ok {
			i = len(all)
			at[key] = i
			all = append(all, group{name: name})
		}
		return &all[i]
	}
	for _, p := range now {
		g := add(p)
		g.now = append(g.now, p)
	}
	for _, p := range before {
		g := add(p)
		g.before = append(g.before, p)
	}
	slices.SortStableFunc(all, func(a, b group) int {
		return cmp.Or(b.size()-a.size(), cmp.Compare(fit.Fold(a.name), fit.Fold(b.name)))
	})
	var shown []group
	var rest group
	join := func(g group) {
		rest.merged++
		rest.now, rest.before = append(rest.now, g.now...), append(rest.before, g.before...)
	}
	for _, g := range all {
		if g.small() {
			join(g)
		} else {
			shown = append(shown, g)
		}
	}
	for rest.merged > 0 && rest.small() && len(shown) > 0 {
		join(shown[len(shown)-1])
		shown = shown[:len(shown)-1]
	}
	if rest.merged > 0 {
		shown = append(shown, rest)
	}
	return shown
}
