package fit_test

import (
	"encoding/json"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/fit/fittest"
	"github.com/mentorskab/mentorskab/internal/org"
)

const data = "../../testdata/data/"

type expectedMatching struct {
	Possible int            `json:"pairs_possible"`
	Blocked  int            `json:"pairs_blocked"`
	ByReason map[string]int `json:"blocked_by_reason"`
	SameUnit int            `json:"same_unit_pairs_soft"`
	Capacity int            `json:"capacity_total"`
	Placed   int            `json:"max_mentees_placed"`
	Wishes   int            `json:"wishes_that_are_blocked"`
	Pairs    []struct{ Mentor, Mentee, Reason string }
}

func expected(t testing.TB) expectedMatching {
	t.Helper()
	b, err := os.ReadFile(data + "expected.json")
	if err != nil {
		t.Fatal(err)
	}
	var all struct {
		Sets struct {
			Leadership struct{ Matching json.RawMessage }
		}
	}
	if err := json.Unmarshal(b, &all); err != nil {
		t.Fatal(err)
	}
	var e expectedMatching
	if err := json.Unmarshal(all.Sets.Leadership.Matching, &e); err != nil {
		t.Fatal(err)
	}
	var list struct {
		Blocked []struct{ Mentor, Mentee, Reason string }
	}
	if err := json.Unmarshal([]byte(strings.Replace(string(all.Sets.Leadership.Matching), `"pairs_blocked"`, `"n"`, 1)), &list); err != nil {
		t.Fatal(err)
	}
	e.Pairs = list.Blocked
	if len(e.Pairs) != e.Blocked || e.Blocked == 0 {
		t.Fatalf("expected.json lists %d of %d", len(e.Pairs), e.Blocked)
	}
	return e
}

func TestLeadershipBlockedPairs(t *testing.T) {
	pool, want := fittest.Leadership(t), expected(t)
	got := map[[2]string]string{}
	possible, sameUnit, blockedWishes := 0, 0, 0
	codes := map[string]string{}
	for _, r := range fittest.Records(t, "leadership/staff.csv") {
		codes[r["Medarbejdernr."]] = r["Enhedskode"]
	}
	for _, mentee := range pool.Mentees {
		for _, c := range fit.Candidates(pool, fit.DefaultRules(), mentee.ID) {
			possible++
			if c.Rule != "" {
				got[[2]string{c.Seat.Person.ID, mentee.Person.ID}] = string(c.Rule)
				if slices.Contains(mentee.Profile.Wishes, c.Seat.Person.ID) {
					blockedWishes++
				}
			}
			if codes[c.Seat.Person.ID] == codes[mentee.Person.ID] && c.Seat.Person.ID != mentee.Person.ID {
				sameUnit++
			}
		}
	}
	if possible != want.Possible || sameUnit != want.SameUnit || blockedWishes != want.Wishes {
		t.Errorf("%d pairs (want %d), %d of one unit (want %d), %d blocked wishes (want %d)", possible, want.Possible, sameUnit, want.SameUnit, blockedWishes, want.Wishes)
	}
	for _, w := range want.Pairs {
		key := [2]string{w.Mentor, w.Mentee}
		if got[key] != w.Reason {
			t.Errorf("mentor %s, mentee %s: %q, want %q", w.Mentor, w.Mentee, got[key], w.Reason)
		}
		delete(got, key)
	}
	for key, rule := range got {
		t.Errorf("blocked without cause: mentor %s, mentee %s by %s", key[0], key[1], rule)
	}
}

func TestLeadershipOptimum(t *testing.T) {
	pool, want := fittest.Leadership(t), expected(t)
	out, err := fit.Solve(t.Context(), pool, fit.DefaultRules(), nil)
	if err != nil {
		t.Fatal(err)
	}
	s := out.Summary
	if s.Places != want.Capacity || s.Matched != want.Placed || len(out.Pairs) != want.Placed || s.Allowed != want.Possible-want.Blocked {
		t.Fatalf("%+v", s)
	}
	byRule := map[string]int{}
	for _, f := range s.Funnel {
		byRule[string(f.Rule)] = f.Count
	}
	for rule, n := range want.ByReason {
		if byRule[rule] != n {
			t.Errorf("funnel: %s %d, want %d", rule, byRule[rule], n)
		}
	}
	waiting := 0
	for _, l := range out.Left {
		if l.Role == org.Mentee {
			waiting++
			if l.Cause != fit.Outbid || l.Rivals <= l.Places {
				t.Errorf("the cause says nothing: %+v", l)
			}
		}
	}
	if waiting != len(pool.Mentees)-want.Placed {
		t.Errorf("%d wait, want %d", waiting, len(pool.Mentees)-want.Placed)
	}
	pairs, total := flow(pool, fit.DefaultRules(), nil)
	if s.Matched != pairs || s.Total != total {
		t.Errorf("%d pairs with %d, an independent flow gives %d with %d", s.Matched, s.Total, pairs, total)
	}
	if again, err := fit.Solve(t.Context(), pool, fit.DefaultRules(), nil); err != nil || !equal(again.Pairs, out.Pairs) {
		t.Errorf("the same pool gave other pairs: %v", err)
	}
}

func equal(a, b []fit.Pair) bool {
	return slices.EqualFunc(a, b, func(x, y fit.Pair) bool {
		return x.Mentor == y.Mentor && x.Mentee == y.Mentee && x.Score == y.Score
	})
}

// flow finds the most pairs at the most points by shortest augmenting paths after Bellman and Ford, one pair at a time: slow, simple and
// another way than the solver's. Points come from Candidates, so that a fault in the solver's own table would show.
func flow(pool fit.Pool, rules fit.Rules, forbidden map[fit.Couple]bool) (pairs, total int) {
	type edge struct{ from, to, room, cost, back int }
	n := 2 + len(pool.Mentees) + len(pool.Mentors)
	var edges []edge
	add := func(from, to, room, cost int) {
		edges = append(edges, edge{from, to, room, cost, len(edges) + 1}, edge{to, from, 0, -cost, len(edges)})
	}
	at := map[string]int{}
	for j, s := range pool.Mentors {
		at[s.ID] = 2 + len(pool.Mentees) + j
		add(at[s.ID], 1, s.Capacity, 0)
	}
	for i, s := range pool.Mentees {
		add(0, 2+i, 1, 0)
		for _, c := range fit.Candidates(pool, rules, s.ID) {
			if c.Rule == "" && !forbidden[fit.Couple{Mentor: c.Seat.ID, Mentee: s.ID}] {
				add(2+i, at[c.Seat.ID], 1, -c.Pair.Score)
			}
		}
	}
	for {
		dist, via := make([]int, n), make([]int, n)
		for v := range dist {
			dist[v], via[v] = math.MaxInt/2, -1
		}
		dist[0] = 0
		for changed := true; changed; {
			changed = false
			for k, e := range edges {
				if e.room > 0 && dist[e.from] < math.MaxInt/2 && dist[e.from]+e.cost < dist[e.to] {
					dist[e.to], via[e.to], changed = dist[e.from]+e.cost, k, true
				}
			}
		}
		if via[1] < 0 {
			return pairs, total
		}
		pairs++
		total -= dist[1]
		for v := 1; v != 0; v = edges[via[v]].from {
			edges[via[v]].room--
			edges[edges[via[v]].back].room++
		}
	}
}

func TestLeadershipForbidAndLock(t *testing.T) {
	pool := fittest.Leadership(t)
	rules := fit.DefaultRules()
	first, err := fit.Solve(t.Context(), pool, rules, nil)
	if err != nil {
		t.Fatal(err)
	}
	weak := first.Pairs[0]
	forbid := fit.Mark{Mentor: weak.Mentor, Mentee: weak.Mentee, Kind: fit.Forbid}
	second, err := fit.Solve(t.Context(), pool, rules, []fit.Mark{forbid})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range second.Pairs {
		if p.Mentor == weak.Mentor && p.Mentee == weak.Mentee {
			t.Fatal("a forbidden pair was proposed")
		}
	}
	pairs, total := flow(pool, rules, map[fit.Couple]bool{{Mentor: weak.Mentor, Mentee: weak.Mentee}: true})
	if second.Summary.Matched != pairs || second.Summary.Total != total {
		t.Errorf("after one no: %d with %d, the flow says %d with %d", second.Summary.Matched, second.Summary.Total, pairs, total)
	}
	if total > first.Summary.Total {
		t.Error("a rule more cannot give more points")
	}

	// Lock each of the left behind to its best mentor in turn: it gets a place, and everybody else is solved around it.
	for _, l := range first.Left {
		if l.Role != org.Mentee {
			continue
		}
		best := fit.Candidates(pool, rules, l.Seat)[0]
		out, err := fit.Solve(t.Context(), pool, rules, []fit.Mark{{Mentor: best.Seat.ID, Mentee: l.Seat, Kind: fit.Lock}})
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(out.Pairs, func(p fit.Pair) bool { return p.Mentee == l.Seat })
		if i < 0 || out.Pairs[i].Mentor != best.Seat.ID || !out.Pairs[i].Locked || out.Summary.Matched != first.Summary.Matched {
			t.Errorf("lock of %s did not hold", l.Seat)
		}
		if loss := first.Summary.Total - out.Summary.Total; loss < l.Price {
			t.Errorf("%s came in for %d, but the price was said to be %d", l.Seat, loss, l.Price)
		}
	}
}
