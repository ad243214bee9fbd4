package fit_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/org"
)

// small makes a random pool without full seats, so that what Candidates says of scores is what Solve reads, and its score table.
func small(r *rand.Rand, shape fit.Shape, mentors, mentees int) (p fit.Pool, rules fit.Rules, score [][]int) {
	p = randomPool(r, mentors, mentees)
	for j := range p.Mentors {
		p.Mentors[j].Capacity = 1 + r.IntN(4)
	}
	p = shape.Places(p)
	p.Taken = map[string]int{}
	for _, s := range slices.Concat(p.Mentors, p.Mentees) {
		if s.Capacity > 1 && r.IntN(4) == 0 {
			p.Taken[s.ID] = 1 + r.IntN(s.Capacity-1)
		}
	}
	rules = fit.DefaultRules()
	rules.Shape = shape
	at := map[string]int{}
	for j, s := range p.Mentors {
		at[s.ID] = j
	}
	for _, s := range p.Mentees {
		row := slices.Repeat([]int{-1}, mentors)
		for _, c := range fit.Candidates(p, rules, s.ID) {
			if c.Rule == "" {
				row[at[c.Seat.ID]] = c.Pair.Score
			}
		}
		score = append(score, row)
	}
	return p, rules, score
}

// value is what an outcome is worth, the most important first.
type value []int

func (v value) less(w value) bool { return slices.Compare(v, w) < 0 }

// bestCircles tries every outcome in circles.
func bestCircles(p fit.Pool, shape fit.Shape, score [][]int) value {
	load, best := make([]int, len(p.Mentors)), value{-1}
	var at func(i, pairs, total int)
	at = func(i, pairs, total int) {
		if i == len(score) {
			for j, n := range load {
				if n > 0 && n+p.Taken[p.Mentors[j].ID] < shape.Least {
					return
				}
			}
			if v := (value{pairs, total}); best.less(v) {
				best = v
			}
			return
		}
		at(i+1, pairs, total)
		for j, points := range score[i] {
			s := p.Mentors[j]
			if points < 0 || load[j] == p.Free(s) || load[j]+p.Taken[s.ID] >= shape.Most {
				continue
			}
			load[j]++
			at(i+1, pairs+1, total+points)
			load[j]--
		}
	}
	at(0, 0, 0)
	return best
}

func TestCirclesAgainstEveryOutcome(t *testing.T) {
	closedSome, left, standing := 0, map[fit.Cause]int{}, 0
	for seed := range uint64(500) {
		r := rand.New(rand.NewPCG(seed, 41))
		shape := fit.Shape{Form: fit.Groups, Least: 2 + r.IntN(2)}
		shape.Most = shape.Least + r.IntN(3)
		p, rules, score := small(r, shape, 1+r.IntN(4), 1+r.IntN(6))
		out, err := fit.Solve(t.Context(), p, rules, nil)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		s := out.Summary
		if got, want := (value{s.Matched, s.Total}), bestCircles(p, shape, score); !slices.Equal(got, want) || !s.Proven() {
			t.Errorf("seed %d: %v, the best of all is %v, proven %v", seed, got, want, s.Proven())
		}
		load := map[string]int{}
		for _, x := range out.Pairs {
			load[x.Mentor]++
		}
		said := map[string]fit.Left{}
		for _, l := range out.Left {
			said[l.Seat] = l
			left[l.Cause]++
		}
		if len(out.Pairs)+countOf(out.Left, org.Mentee) != len(p.Mentees) {
			t.Errorf("seed %d: %d pairs and %d left of %d", seed, len(out.Pairs), countOf(out.Left, org.Mentee), len(p.Mentees))
		}
		for _, m := range p.Mentors {
			n := load[m.ID]
			standing += min(p.Taken[m.ID], 1)
			if n > 0 && (n+p.Taken[m.ID] < shape.Least || n+p.Taken[m.ID] > shape.Most || n > p.Free(m)) {
				t.Errorf("seed %d: %d and %d in a circle of %d to %d", seed, n, p.Taken[m.ID], shape.Least, shape.Most)
			}
			if l, is := said[m.ID]; is && l.Cause == fit.SmallCircle {
				closedSome++
				if n > 0 {
					t.Errorf("seed %d: a mentor with a circle of %d is told that it came to nothing", seed, n)
				}
			}
		}
		for i, x := range p.Mentees { // said to be too few for a circle: then there is a mentor who is allowed, and who has nobody
			if l := said[x.ID]; l.Cause == fit.SmallCircle && !slices.ContainsFunc(p.Mentors, func(m enrolment.Seat) bool {
				return load[m.ID] == 0 && score[i][slices.IndexFunc(p.Mentors, func(o enrolment.Seat) bool { return o.ID == m.ID })] >= 0
			}) {
				t.Errorf("seed %d: no circle that came to nothing could have had %s", seed, x.ID)
			}
		}
	}
	if closedSome < 100 || left[fit.AllFull]+left[fit.Outbid] < 20 || left[fit.NoPartner] < 20 || standing < 50 {
		t.Errorf("the pools are too tame: %d closed, %v, %d standing", closedSome, left, standing)
	}
}

func countOf(all []fit.Left, role org.Role) (n int) {
	for _, l := range all {
		if l.Role == role {
			n++
		}
	}
	return n
}

// bestPanel tries every outcome in which mentees have several mentors.
func bestPanel(p fit.Pool, shape fit.Shape, score [][]int, locked map[[2]int]bool) value {
	load, best := make([]int, len(p.Mentors)), value{-1}
	spread := make([]int, shape.Mentors())
	var at func(i, total int)
	at = func(i, total int) {
		if i == len(score) {
			if v := append(slices.Clone(value(spread)), total); best.less(v) {
				best = v
			}
			return
		}
		had := p.Taken[p.Mentees[i].ID]
	sets:
		for set := range 1 << len(load) {
			n, points := 0, 0
			for j := range load {
				in := set>>j&1 == 1
				if locked[[2]int{i, j}] && !in {
					continue sets
				}
				if in {
					n++
					points += score[i][j]
					if score[i][j] < 0 || load[j] == p.Free(p.Mentors[j]) {
						continue sets
					}
				}
			}
			if had+n > shape.Mentors() {
				continue
			}
			for j := range load {
				load[j] += set >> j & 1
			}
			for k := range spread { // how many partners there are if nobody counts more than k+1
				spread[k] += min(had+n, k+1)
			}
			at(i+1, total+points)
			for j := range load {
				load[j] -= set >> j & 1
			}
			for k := range spread {
				spread[k] -= min(had+n, k+1)
			}
		}
	}
	at(0, 0)
	return best
}

func TestPanelsAgainstEveryOutcome(t *testing.T) {
	several, short, withLocks, left := 0, 0, 0, map[fit.Cause]int{}
	for seed := range uint64(500) {
		r := rand.New(rand.NewPCG(seed, 43))
		shape := fit.Shape{Partners: 2 + r.IntN(2)}
		p, rules, score := small(r, shape, 1+r.IntN(3), 1+r.IntN(4))
		locked, marks, held := map[[2]int]bool{}, []fit.Mark(nil), map[string]int{}
		for i, row := range score {
			for j, points := range row {
				mentor, mentee := p.Mentors[j], p.Mentees[i]
				if points >= 0 && r.IntN(6) == 0 && held[mentor.ID] < p.Free(mentor) && held[mentee.ID] < p.Free(mentee) {
					held[mentor.ID]++
					held[mentee.ID]++
					locked[[2]int{i, j}] = true
					marks = append(marks, fit.Mark{Mentor: mentor.ID, Mentee: mentee.ID, Kind: fit.Lock})
				}
			}
		}
		withLocks += min(len(marks), 1)
		out, err := fit.Solve(t.Context(), p, rules, marks)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		has, total, holds := map[string]int{}, 0, 0
		for _, x := range out.Pairs {
			has[x.Mentee]++
			total += x.Score
			if x.Locked {
				holds++
			}
		}
		got, served := make(value, shape.Mentors(), shape.Mentors()+1), 0
		for _, s := range p.Mentees {
			n := has[s.ID] + p.Taken[s.ID]
			for k := range shape.Mentors() {
				got[k] += min(n, k+1)
			}
			served += min(has[s.ID], 1)
			several += max(has[s.ID]-1, 0)
			short += min(max(shape.Mentors()-n, 0), has[s.ID])
		}
		if got, want := append(got, total), bestPanel(p, shape, score, locked); !slices.Equal(got, want) {
			t.Errorf("seed %d: %v, the best of all is %v", seed, got, want)
		}
		s := out.Summary
		if s.Matched != len(out.Pairs) || s.Total != total || s.Served != served || s.Locked != len(marks) || holds != len(marks) || s.Waiting() != len(p.Mentees)-served && served > 0 {
			t.Errorf("seed %d: the summary says %+v of %d pairs, %d points, %d served, %d locks", seed, s, len(out.Pairs), total, served, len(marks))
		}
		for _, l := range out.Left {
			if l.Role == org.Mentee {
				left[l.Cause]++
				if has[l.Seat] > 0 {
					t.Errorf("seed %d: %s is left and has %d", seed, l.Seat, has[l.Seat])
				}
				if l.Cause == fit.AllFull && l.Rivals <= l.Places {
					t.Errorf("seed %d: %d rivals for %d places are said to be too many", seed, l.Rivals, l.Places)
				}
			}
		}
	}
	if several < 60 || short < 50 || withLocks < 100 || left[fit.AllFull] < 10 || left[fit.NoPartner] < 10 {
		t.Errorf("the pools are too tame: %d further mentors, %d short, %d with locks, %v", several, short, withLocks, left)
	}
}

// TestCirclesWithLocks holds that a lock opens its circle, and that one which cannot have enough is refused by name.
func TestCirclesWithLocks(t *testing.T) {
	circles := func(mentors, mentees, least, most int) (fit.Pool, fit.Rules) {
		p := fit.Pool{}
		for j := range mentors {
			p.Mentors = append(p.Mentors, enrolment.Seat{ID: fmt.Sprint("m", j), Role: org.Mentor, Capacity: 8, Person: org.Person{ID: fmt.Sprint("pm", j), Name: fmt.Sprint("Mentor ", j)}})
		}
		for i := range mentees {
			p.Mentees = append(p.Mentees, enrolment.Seat{ID: fmt.Sprint("e", i), Role: org.Mentee, Capacity: 1, Person: org.Person{ID: fmt.Sprint("pe", i), Name: fmt.Sprint("Mentee ", i)}})
		}
		rules := fit.DefaultRules()
		rules.Shape = fit.Shape{Form: fit.Groups, Least: least, Most: most}
		return p, rules
	}
	p, rules := circles(3, 8, 4, 8)
	out, err := fit.Solve(t.Context(), p, rules, []fit.Mark{{Mentor: "m2", Mentee: "e0", Kind: fit.Lock}})
	if err != nil {
		t.Fatal(err)
	}
	in := map[string]int{}
	for _, x := range out.Pairs {
		in[x.Mentor]++
	}
	if len(out.Pairs) != 8 || in["m2"] < 4 {
		t.Errorf("%v", in)
	}
	if _, err := fit.Solve(t.Context(), p, rules, []fit.Mark{{Mentor: "m0", Mentee: "e0", Kind: fit.Lock}, {Mentor: "m1", Mentee: "e1", Kind: fit.Lock}, {Mentor: "m2", Mentee: "e2", Kind: fit.Lock}}); !fault.Is(err, fault.Conflict) {
		t.Errorf("three circles of four opened for eight: %v", err)
	}
	p.Mentors[1].Capacity = 3
	if _, err := fit.Solve(t.Context(), p, rules, []fit.Mark{{Mentor: "m1", Mentee: "e1", Kind: fit.Lock}}); fault.List(err)[0].Args[1] != "Mentor 1" {
		t.Errorf("a circle whose mentor has three places: %v", err)
	}
}

// TestManyCirclesAreHonest solves more circles than can be tried, and holds the bound that is told against the solution.
func TestManyCirclesAreHonest(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	shape := fit.Shape{Form: fit.Groups, Least: 4, Most: 8}
	p := shape.Places(randomPool(r, 40, 120))
	for j := range p.Mentors {
		p.Mentors[j].Capacity = 8
	}
	p.Taken = nil
	rules := fit.DefaultRules()
	rules.Shape = shape
	out, err := fit.Solve(t.Context(), p, rules, nil)
	if err != nil {
		t.Fatal(err)
	}
	c := out.Summary.Circles
	if c.Proven && c.Pairs+c.Points > 0 || !c.Proven && c.Pairs+c.Points == 0 || c.Proven != out.Summary.Proven() {
		t.Errorf("%+v", c)
	}
	again, err := fit.Solve(t.Context(), p, rules, nil)
	if err != nil || !slices.EqualFunc(out.Pairs, again.Pairs, func(a, b fit.Pair) bool { return a.Mentor == b.Mentor && a.Mentee == b.Mentee }) || *c != *again.Summary.Circles {
		t.Errorf("solved again it is another: %v", err)
	}
	t.Logf("%d mentees of %d in %d circles, %d points; %+v", out.Summary.Matched, len(p.Mentees), c.Count, out.Summary.Total, *c)
}
