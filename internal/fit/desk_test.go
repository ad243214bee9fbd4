package fit_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/org"
)

func byID(p fit.Pool) fit.Pool {
	order := func(a, b enrolment.Seat) int { return cmp.Compare(a.ID, b.ID) }
	slices.SortFunc(p.Mentors, order)
	slices.SortFunc(p.Mentees, order)
	return p
}

func desk(t *testing.T, pool fit.Pool, rules fit.Rules, marks []fit.Mark) *fit.Desk {
	t.Helper()
	k, err := fit.NewDesk(t.Context(), pool, rules, marks)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// same holds what a desk shows against what solving from the beginning gives.
func same(t *testing.T, k *fit.Desk, pool fit.Pool, rules fit.Rules, marks []fit.Mark) {
	t.Helper()
	cold, err := fit.Solve(t.Context(), pool, rules, marks)
	if err != nil {
		t.Fatal(err)
	}
	got := k.Outcome()
	if !reflect.DeepEqual(got.Pairs, cold.Pairs) {
		t.Fatalf("pairs of the desk\n%+v\nsolved cold\n%+v", short(got), short(cold))
	}
	if !reflect.DeepEqual(got.Summary, cold.Summary) {
		t.Fatalf("summary of the desk\n%+v\nsolved cold\n%+v", got.Summary, cold.Summary)
	}
	if len(got.Left) != len(cold.Left) {
		t.Fatalf("the desk leaves %d, solved cold %d", len(got.Left), len(cold.Left))
	}
	for i, l := range got.Left {
		if c := cold.Left[i]; l.Seat != c.Seat || l.Cause != c.Cause || l.Price != c.Price || l.Free != c.Free {
			t.Fatalf("left by the desk %+v, solved cold %+v", l, c)
		}
	}
}

func short(o fit.Outcome) (out []string) {
	for _, p := range o.Pairs {
		out = append(out, fmt.Sprint(p.Mentee, " ", p.Mentor, " ", p.Score, " ", p.Locked))
	}
	return out
}

// TestDeskIsWhatSolveGives makes hundreds of random changes on random pools and holds each against a solution from the beginning.
func TestDeskIsWhatSolveGives(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 5))
	refused, made := 0, 0
	for range 60 {
		pool, rules := byID(randomPool(r, 1+r.IntN(8), 1+r.IntN(12))), randomRules(r)
		var marks []fit.Mark
		k := desk(t, pool, rules, marks)
		for range 12 {
			mark := fit.Mark{
				Mentor: pool.Mentors[r.IntN(len(pool.Mentors))].ID, Mentee: pool.Mentees[r.IntN(len(pool.Mentees))].ID,
				Kind: []fit.MarkKind{fit.Lock, fit.Lock, fit.Forbid}[r.IntN(3)],
			}
			next := fit.With(marks, mark)
			if len(marks) > 0 && r.IntN(3) == 0 {
				next = slices.Delete(slices.Clone(marks), 0, 1)
			}
			err := k.Mark(t.Context(), next)
			if fault.Is(err, fault.Conflict) {
				refused++ // and nothing has changed
			} else if err != nil {
				t.Fatal(err)
			} else {
				marks = next
				made++
			}
			same(t, k, pool, rules, marks)
		}
	}
	if refused < 20 || made < 200 {
		t.Fatalf("%d refused and %d made: the test has lost its teeth", refused, made)
	}
}

// TestWhyNotIsTrue forces every pair that is not put together and solves from the beginning: the price must be that.
func TestWhyNotIsTrue(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 13))
	priced, needed := 0, 0
	for range 200 {
		pool, rules := byID(randomPool(r, 1+r.IntN(5), 1+r.IntN(7))), randomRules(r)
		k := desk(t, pool, rules, nil)
		now := k.Outcome()
		for _, m := range pool.Mentors {
			for _, e := range pool.Mentees {
				w, err := k.Why(t.Context(), m.ID, e.ID)
				if err != nil {
					t.Fatal(err)
				}
				if w.Rule != "" || w.Now {
					continue
				}
				priced++
				forced, err := fit.Solve(t.Context(), pool, rules, []fit.Mark{{Mentor: m.ID, Mentee: e.ID, Kind: fit.Lock}})
				if err != nil {
					t.Fatal(err)
				}
				if pairs, points := forced.Summary.Matched-now.Summary.Matched, forced.Summary.Total-now.Summary.Total; pairs != w.Pairs || points != w.Points {
					t.Fatalf("why says %d pairs and %d points, forcing it gives %d and %d", w.Pairs, w.Points, pairs, points)
				}
				if !reflect.DeepEqual(w.Moves, fit.Moves(now, forced)) {
					t.Fatalf("why moves %+v, forcing it %+v", w.Moves, fit.Moves(now, forced))
				}
				if w.Needs > 0 {
					needed++
					if w.Pairs == 0 && w.Needs != 1-w.Points {
						t.Fatalf("needs %d points more, and costs %d", w.Needs, -w.Points)
					}
				}
			}
		}
		same(t, k, pool, rules, nil) // asking has changed nothing
	}
	if priced < 300 || needed < 50 {
		t.Fatalf("%d priced, %d needed", priced, needed)
	}
}

// TestDeskFollowsThePool lets people come, go, tell something else and take more or fewer, and holds the desk against a solution from
// the beginning each time.
func TestDeskFollowsThePool(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 34))
	for range 40 {
		rules := randomRules(r)
		all := byID(randomPool(r, 3+r.IntN(8), 3+r.IntN(12)))
		pool := all
		pool.Mentors, pool.Mentees = slices.Clone(all.Mentors[1:]), slices.Clone(all.Mentees[2:])
		var marks []fit.Mark
		k := desk(t, pool, rules, marks)
		for range 14 {
			pool.Mentors, pool.Mentees, pool.Barriers, pool.Earlier = slices.Clone(pool.Mentors), slices.Clone(pool.Mentees), slices.Clone(pool.Barriers), slices.Clone(pool.Earlier)
			switch r.IntN(8) {
			case 0: // another mentor, or one who comes back
				if s := all.Mentors[r.IntN(len(all.Mentors))]; !slices.ContainsFunc(pool.Mentors, func(o enrolment.Seat) bool { return o.ID == s.ID }) {
					pool.Mentors = append(pool.Mentors, s)
				}
			case 1:
				if s := all.Mentees[r.IntN(len(all.Mentees))]; !slices.ContainsFunc(pool.Mentees, func(o enrolment.Seat) bool { return o.ID == s.ID }) {
					pool.Mentees = append(pool.Mentees, s)
				}
			case 2:
				if n := len(pool.Mentees); n > 1 {
					pool.Mentees = slices.Delete(pool.Mentees, n-1, n)
				}
			case 3:
				if len(pool.Mentors) > 1 {
					pool.Mentors = slices.Delete(pool.Mentors, 0, 1)
				}
			case 4:
				pool.Mentors[r.IntN(len(pool.Mentors))].Capacity = r.IntN(4)
			case 5:
				pool.Mentees[r.IntN(len(pool.Mentees))].Profile = all.Mentees[r.IntN(len(all.Mentees))].Profile
			case 6:
				pool.Barriers = append(pool.Barriers, enrolment.Barrier{MentorPerson: pool.Mentors[0].Person.ID, MenteePerson: pool.Mentees[r.IntN(len(pool.Mentees))].Person.ID, Kind: enrolment.Veto})
			case 7:
				pool.Earlier = append(pool.Earlier, fit.Couple{Mentor: pool.Mentors[0].ID, Mentee: pool.Mentees[r.IntN(len(pool.Mentees))].ID})
			}
			pool = byID(pool)
			next := fit.With(marks, fit.Mark{Mentor: pool.Mentors[r.IntN(len(pool.Mentors))].ID, Mentee: pool.Mentees[r.IntN(len(pool.Mentees))].ID, Kind: []fit.MarkKind{fit.Lock, fit.Forbid}[r.IntN(2)]})
			if fit.CheckMarks(pool, rules, next) == nil {
				marks = next
			} else if fit.CheckMarks(pool, rules, marks) != nil {
				marks = nil
			}
			if err := k.Pool(t.Context(), pool, rules, marks); err != nil {
				t.Fatal(err)
			}
			same(t, k, pool, rules, marks)
		}
	}
}

// TestRemedyIsTrue gives the mentor who could take one more that place and puts the two together: everybody else must stay.
func TestRemedyIsTrue(t *testing.T) {
	r := rand.New(rand.NewPCG(55, 89))
	tried, grouped := 0, 0
	for range 200 {
		pool, rules := byID(randomPool(r, 1+r.IntN(5), 3+r.IntN(9))), randomRules(r)
		now := desk(t, pool, rules, nil).Outcome()
		for _, l := range now.Left {
			if l.Remedy.More == "" {
				continue
			}
			tried++
			wider := pool
			wider.Mentors = slices.Clone(pool.Mentors)
			at := slices.IndexFunc(wider.Mentors, func(s enrolment.Seat) bool { return s.ID == l.Remedy.More })
			wider.Mentors[at].Capacity++
			out, err := fit.Solve(t.Context(), wider, rules, []fit.Mark{{Mentor: l.Remedy.More, Mentee: l.Seat, Kind: fit.Lock}})
			if err != nil {
				t.Fatal(err)
			}
			moves := fit.Moves(now, out)
			if len(moves) != 1 || moves[0].Mentee != l.Seat || moves[0].After != l.Remedy.Points {
				t.Fatalf("remedy %+v for %s moves %+v", l.Remedy, l.Seat, moves)
			}
			if l.Remedy.Short < 1 || l.Remedy.Short >= l.Rivals+1 {
				t.Fatalf("%+v", l)
			}
			if l.Rivals < 2 {
				continue
			}
			grouped++
			wider.Mentors = slices.Clone(pool.Mentors)
			wider.Mentors = append(wider.Mentors, enrolment.Seat{
				ID: "mentor-who-suits-all", Role: org.Mentor, Capacity: l.Remedy.Short, Person: org.Person{ID: "new"}, TrainedOn: "2026-08-01", Profile: enrolment.Profile{Cleared: true},
			})
			if out, err = fit.Solve(t.Context(), wider, rules, nil); err != nil || out.Summary.Matched != now.Summary.Matched+l.Remedy.Short {
				t.Fatalf("%d places more for %d rivals make %d pairs of %d, %v", l.Remedy.Short, l.Rivals, out.Summary.Matched, now.Summary.Matched, err)
			}
		}
	}
	if tried < 100 || grouped < 20 {
		t.Fatalf("%d tried, %d in groups", tried, grouped)
	}
}
