package fairness_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/fit/fairness"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/stats"
)

// crowd makes people in groups: n of each, of whom some are matched.
func crowd(cut fairness.Cut, from int, groups ...[3]int) (out []fairness.Person) {
	for g, size := range groups {
		for i := range size[0] {
			p := fairness.Person{Seat: fmt.Sprintf("s%d", from+len(out)), Group: map[fairness.Cut]string{cut: string(rune('A' + g))}, Matched: i < size[1]}
			p.Asked, p.First = true, i < size[2]
			if p.Matched {
				p.Score = float64(6000 + 100*i)
			}
			out = append(out, p)
		}
	}
	return out
}

func TestGroupsThatAreTooSmallAreMerged(t *testing.T) {
	for name, c := range map[string]struct {
		groups [][3]int
		want   string
	}{
		"none is small":            {[][3]int{{9, 8, 1}, {5, 5, 2}}, "A:9 B:5 "},
		"two small ones together":  {[][3]int{{9, 8, 1}, {7, 5, 2}, {3, 1, 1}, {2, 1, 1}}, "A:9 B:7 +2:5 "},
		"the next smallest joins":  {[][3]int{{9, 8, 1}, {7, 5, 2}, {6, 5, 1}, {1, 1, 1}}, "A:9 B:7 +2:7 "},
		"only one group is left":   {[][3]int{{9, 8, 1}, {1, 1, 1}}, "one_group"},
		"all are small":            {[][3]int{{2, 1, 1}, {2, 1, 1}, {2, 1, 1}}, "one_group"},
		"as many as there must be": {[][3]int{{5, 1, 1}, {5, 5, 1}}, "A:5 B:5 "},
	} {
		table := fairness.Compare(fairness.Unit, crowd(fairness.Unit, 0, c.groups...), nil)
		got := string(table.Why)
		for _, g := range table.Groups {
			label := g.Name
			if g.Merged > 0 {
				label = fmt.Sprintf("+%d", g.Merged)
			}
			got += fmt.Sprintf("%s:%d ", label, g.People)
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestNothingIsComparedThatNobodyTold(t *testing.T) {
	people := crowd(fairness.Unit, 0, [3]int{9, 8, 1}, [3]int{9, 8, 1})
	if table := fairness.Compare(fairness.Gender, people, nil); table.Why != fairness.Untold || table.Groups != nil {
		t.Errorf("%+v", table)
	}
}

// TestFigures works one table out on paper: 8 of 10 and 15 of 15 have a partner.
func TestFigures(t *testing.T) {
	table := fairness.Compare(fairness.Unit, crowd(fairness.Unit, 0, [3]int{10, 8, 2}, [3]int{15, 15, 6}), nil)
	a, b := table.Groups[1].Now, table.Groups[0].Now // the largest first
	if table.Groups[0].Name != "B" || a.Matched.Part != (stats.Part{K: 8, N: 10}) || b.Matched.Verdict != fairness.Best || a.Matched.Verdict != fairness.NoDifference {
		t.Fatalf("%+v %+v", a.Matched, b.Matched)
	}
	if !near(a.Matched.Ratio.Point, 0.8) || !a.Matched.Ratio.Holds(1) || !near(a.Matched.Gap.Point, -0.2) {
		t.Errorf("%+v", a.Matched)
	}
	if a.First.Part != (stats.Part{K: 2, N: 10}) || !near(a.First.Ratio.Point, 0.5) || a.First.Verdict != fairness.NoDifference {
		t.Errorf("%+v", a.First)
	}
	if !near(a.Score.Mean, 6350) || !near(b.Score.Mean, 6700) || !near(a.Score.Gap.Point, -350) || !a.Score.Judged || a.Score.Verdict != fairness.WorseOff {
		t.Errorf("%+v", a.Score) // 3.5 points with limits at 0.4 and 6.6
	}
	large := fairness.Compare(fairness.Unit, crowd(fairness.Unit, 0, [3]int{200, 120, 2}, [3]int{200, 180, 6}), nil)
	if got := large.Groups[0].Now.Matched; got.Verdict != fairness.WorseOff || !near(got.Ratio.Point, 2.0/3) {
		t.Errorf("120 of 200 against 180 of 200: %+v", got)
	}
	for _, table := range []fairness.Table{
		fairness.Compare(fairness.Unit, crowd(fairness.Unit, 0, [3]int{10, 10, 0}, [3]int{15, 15, 0}), nil),
	} {
		for _, g := range table.Groups {
			if g.Now.Matched.Ratio.Point != 1 || g.Now.Matched.Verdict == fairness.WorseOff || g.Now.First != nil {
				t.Errorf("%+v", g.Now)
			}
		}
		if table.NoFirst != fairness.NoSpread {
			t.Errorf("nobody got a wish: %q", table.NoFirst)
		}
	}
}

func near(a, b float64) bool { return math.Abs(a-b) < 1e-9 }

func TestASensitiveCutGivesNobodyAway(t *testing.T) {
	for name, c := range map[string]struct {
		groups [][3]int
		shown  bool
	}{
		"one without a partner":          {[][3]int{{20, 19, 6}, {20, 20, 6}}, false},
		"all have one":                   {[][3]int{{20, 20, 6}, {20, 20, 6}}, true},
		"five without, all in one group": {[][3]int{{20, 15, 6}, {20, 20, 6}}, true},
		"enough of everything":           {[][3]int{{20, 15, 6}, {20, 12, 6}}, true},
		"few with a partner":             {[][3]int{{20, 4, 6}, {20, 12, 6}}, false},
	} {
		table := fairness.Compare(fairness.Gender, crowd(fairness.Gender, 0, c.groups...), nil)
		if got := table.NoMatched == ""; got != c.shown {
			t.Errorf("%s: shown %v", name, got)
		}
		if plain := fairness.Compare(fairness.Unit, crowd(fairness.Unit, 0, c.groups...), nil); plain.NoMatched != "" {
			t.Errorf("%s: what the coordinator sees anyway is hidden", name)
		}
	}
	same := crowd(fairness.Gender, 0, [3]int{20, 15, 6}, [3]int{20, 12, 6})
	joined := append(append([]fairness.Person{}, same...), crowd(fairness.Gender, 100, [3]int{1, 1, 1})...)
	moved := append([]fairness.Person{}, same...)
	moved[0].Matched = false
	for name, now := range map[string][]fairness.Person{"one has joined": joined, "one has lost a partner": moved} {
		if table := fairness.Compare(fairness.Gender, now, same); table.NoBefore != fairness.TooFew || table.Groups[0].Before != nil {
			t.Errorf("%s: the round before is beside it", name)
		}
	}
	if table := fairness.Compare(fairness.Gender, same, same); table.NoBefore != "" || table.Groups[0].Before == nil {
		t.Error("the same people, and the round before is hidden")
	}
}

// TestNobodyIsLeftOver throws random crowds at it and adds and subtracts what is shown.
func TestNobodyIsLeftOver(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 15))
	seen := map[string]int{}
	for n := range 2000 {
		draw := func() (out [][3]int) {
			for range 1 + r.IntN(7) {
				size := r.IntN(14)
				out = append(out, [3]int{size, r.IntN(size + 1), r.IntN(size + 1)})
			}
			return out
		}
		cut := fairness.Cuts[r.IntN(len(fairness.Cuts))]
		now := crowd(cut, 0, draw()...)
		var before []fairness.Person
		if r.IntN(2) == 0 {
			before = crowd(cut, r.IntN(20), draw()...)
		}
		for i := range now {
			now[i].Asked = r.IntN(3) > 0
			now[i].First = now[i].First && now[i].Asked
		}
		table := fairness.Compare(cut, now, before)
		asked, matched := 0, 0
		for _, p := range now {
			if p.Asked {
				asked++
			}
			if p.Matched {
				matched++
			}
		}
		for _, g := range table.Groups {
			if g.Now.First != nil {
				asked -= g.Now.First.N
			}
			if g.Now.Score != nil {
				matched -= g.Now.Score.N
			}
		}
		for what, rest := range map[string]int{"asked": asked, "have a partner": matched} {
			if shown := table.NoFirst == "" && what == "asked" || table.NoScore == "" && what != "asked"; table.Why == "" && shown && rest > 0 && rest < 5 {
				t.Fatalf("crowd %d: %d who %s are left over\n%+v", n, rest, what, table)
			}
		}
		if bad := leak(table, len(now), len(before)); bad != "" {
			t.Fatalf("crowd %d: %s\n%+v", n, bad, table)
		}
		seen["why "+string(table.Why)]++
		seen["first "+string(table.NoFirst)]++
	}
	for _, want := range []string{"why ", "why one_group", "first ", "first too_few"} {
		if seen[want] < 20 {
			t.Errorf("too few crowds try %q: %v", want, seen)
		}
	}
	planted := fairness.Table{Cut: fairness.Unit, Groups: []fairness.Group{{Name: "A", People: 9}, {Name: "B", People: 4}}}
	if leak(planted, 13, 0) == "" {
		t.Error("a group of four was planted and not found")
	}
	planted = fairness.Table{Cut: fairness.Unit, Groups: []fairness.Group{{Name: "A", People: 9}}}
	if leak(planted, 13, 0) == "" {
		t.Error("four that follow by subtraction were planted and not found")
	}
}

// leak looks for a group of one to four that is shown or follows by subtraction.
func leak(t fairness.Table, now, before int) string {
	if t.Why != "" {
		if len(t.Groups) > 0 {
			return "groups although there is a reason to show none"
		}
		return ""
	}
	few := func(n int) bool { return n > 0 && n < 5 }
	sum, sumBefore := 0, 0
	for _, g := range t.Groups {
		sum += g.People
		if few(g.People) {
			return "a group of " + fmt.Sprint(g.People)
		}
		if g.Before != nil {
			sumBefore += g.Before.People
			if few(g.Before.People) {
				return "a group of " + fmt.Sprint(g.Before.People) + " in the round before"
			}
		}
		for _, f := range []*fairness.Figures{&g.Now, g.Before} {
			if f == nil {
				continue
			}
			for _, s := range []*fairness.Share{f.Matched, f.First} {
				if s == nil {
					continue
				}
				if s.N < 5 {
					return "a share of " + fmt.Sprint(s.N)
				}
				if t.Cut.Sensitive() && (few(s.K) || few(s.N-s.K) || few(f.People-s.N)) {
					return "a sensitive share of few"
				}
			}
			if f.Score != nil && f.Score.N < 5 {
				return "a mean of " + fmt.Sprint(f.Score.N)
			}
		}
	}
	if few(now-sum) || now < sum {
		return "the groups leave somebody over"
	}
	if t.NoBefore == "" && before > 0 && sumBefore != before {
		return "the groups of the round before leave somebody over"
	}
	return ""
}

func TestPeopleOfARound(t *testing.T) {
	seat := func(role org.Role, id string, places int, p enrolment.Profile) enrolment.Seat {
		return enrolment.Seat{ID: id, Role: role, Capacity: places, Profile: p, Person: org.Person{ID: "p" + id, Unit: " Havn  og  vej", Place: "Vejle"}}
	}
	pool := fit.Pool{
		Mentors: []enrolment.Seat{seat(org.Mentor, "m", 2, enrolment.Profile{Languages: []string{" ", "da"}}), seat(org.Mentor, "full", 1, enrolment.Profile{})},
		Mentees: []enrolment.Seat{
			seat(org.Mentee, "a", 1, enrolment.Profile{Wishes: []string{"pm", "x"}, Site: "Ribe"}), seat(org.Mentee, "b", 1, enrolment.Profile{Wishes: []string{"x", "pm"}}), seat(org.Mentee, "c", 1, enrolment.Profile{}),
		},
		Taken: map[string]int{"full": 1},
	}
	got := fairness.People(pool, []fit.Pair{{Mentor: "m", Mentee: "a", Score: 8000}, {Mentor: "m", Mentee: "b", Score: 5000}}, func(seat string) string { return "g" + seat })
	mentors, mentees := got[org.Mentor], got[org.Mentee]
	if len(mentors) != 1 || len(mentees) != 3 {
		t.Fatalf("%+v", got)
	}
	if m := mentors[0]; !m.Matched || m.Score != 6500 || m.Asked || m.Group[fairness.Language] != "da" || m.Group[fairness.Unit] != "Havn og vej" || m.Group[fairness.Site] != "Vejle" || m.Group[fairness.Gender] != "gm" {
		t.Errorf("%+v", m)
	}
	a, b, c := mentees[0], mentees[1], mentees[2]
	if !a.First || !a.Matched || a.Group[fairness.Site] != "Ribe" || b.First || !b.Asked || b.Score != 5000 || c.Matched || c.Asked {
		t.Errorf("%+v", mentees)
	}
}

func TestGenderOf(t *testing.T) {
	for want, profiles := range map[string][]enrolment.Profile{
		string(enrolment.Woman): {{Gender: "woman"}, {Extra: map[string]string{"gender": " Kvinde "}}}, string(enrolment.Man): {{Gender: "man"}, {Extra: map[string]string{"gender": "M"}}},
		string(enrolment.OtherGender): {{Gender: "other"}}, "": {{}, {Extra: map[string]string{"gender": "vil ikke sige det"}}},
	} {
		for _, p := range profiles {
			if got := fairness.GenderOf(p); got != want {
				t.Errorf("%+v: %q, want %q", p, got, want)
			}
		}
	}
}
