package matching_test

import (
	"encoding/json"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/document/table"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/org"
)

const data = "../../testdata/data/"

// records reads a file of the data set by its headings: small and separate from the import, whose own tests hold it to the same counts.
func records(t testing.TB, file string) []map[string]string {
	t.Helper()
	b, err := os.ReadFile(data + file)
	if err != nil {
		t.Fatal(err)
	}
	tab, err := table.Read(file, b)
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for n := 2; n <= len(tab.Rows); n++ {
		row := map[string]string{}
		for col, head := range tab.Rows[0] {
			row[head.Text] = strings.TrimSpace(tab.Cell(n, col).Text)
		}
		if !table.BlankRow(tab.Rows[n-1]) {
			out = append(out, row)
		}
	}
	return out
}

func split(s string) []string {
	var out []string
	for _, w := range strings.Split(s, ",") {
		if w = strings.TrimSpace(w); w != "" {
			out = append(out, w)
		}
	}
	return out
}

func decimal(s string) float64 {
	x, err := strconv.ParseFloat(strings.ReplaceAll(s, ",", "."), 64)
	if err != nil {
		return 0
	}
	return x
}

func staffNo(s string) string {
	if len(s) < 6 {
		return strings.Repeat("0", 6-len(s)) + s
	}
	return s
}

var roleWords = map[string]enrolment.MentorRole{
	"Rollemodel": enrolment.RoleModel, "Sparringspartner": enrolment.SparringPartner, "Rådgiver": enrolment.Adviser, "Videndeler": enrolment.KnowledgeSharer,
	"Coach": enrolment.Coach, "Kritiker": enrolment.Critic, "Netværker": enrolment.Networker, "Døråbner": enrolment.DoorOpener, "Ven": enrolment.Friend,
}

func rolesOf(s string) (out []enrolment.MentorRole) {
	for _, w := range split(s) {
		if _, after, ranked := strings.Cut(w, ". "); ranked {
			w = after
		}
		out = append(out, roleWords[w])
	}
	return out
}

func timesOf(s string) (out []string) {
	days := map[string]string{"man": "mon", "tirs": "tue", "ons": "wed", "tors": "thu", "fre": "fri"}
	for _, w := range split(s) {
		day, half, _ := strings.Cut(w, " ")
		out = append(out, days[day]+map[string]string{"formiddag": "_am", "eftermiddag": "_pm"}[half])
	}
	return out
}

func profileOf(r map[string]string) enrolment.Profile {
	level, _ := strconv.Atoi(r["Ledelsesniveau (1-5)"])
	travel, _ := strconv.Atoi(r["Maks. rejsetid (min.)"])
	return enrolment.Profile{
		Languages: split(r["Sprog"]), Level: level, Years: decimal(r["Ledererfaring (år)"]), HasYears: r["Ledererfaring (år)"] != "",
		Site: r["Tjenestested"], Video: map[string]string{"Ja": "yes", "Nej": "no"}[r["Video er i orden"]], TravelMax: travel, Times: timesOf(r["Tider"]),
	}
}

// leadership is the pool of the leadership programme, as it is once the coordinator has settled the veto by first name only.
func leadership(t testing.TB) matching.Pool {
	t.Helper()
	p := matching.Pool{Leaders: map[string]org.Person{}}
	for _, r := range records(t, "leadership/staff.csv") {
		id := r["Medarbejdernr."]
		if _, twice := p.Leaders[id]; !twice {
			p.Leaders[id] = org.Person{ID: id, Leader: r["Leders medarbejdernr."], Name: r["Fornavn"] + " " + r["Efternavn"]}
		}
	}
	found := map[string]map[string]string{"mentor": {}, "mentee": {}} // side -> name or address -> person
	type veto struct{ side, person, words string }
	var vetoes []veto
	wishes := map[int]string{}
	for _, r := range records(t, "leadership/mentors.csv") {
		s := enrolment.Seat{Role: org.Mentor, Capacity: 1, Profile: profileOf(r), Status: enrolment.Accepted}
		id := staffNo(r["Medarbejdernr."])
		s.ID, s.Person = "mentor-"+id, org.Person{ID: id, Name: r["Fornavn"] + " " + r["Efternavn"], Unit: r["Afdeling"]}
		if n, err := strconv.Atoi(r["Antal mentees (1-2)"]); err == nil {
			s.Capacity = n
		}
		if strings.HasPrefix(r["Mentorkursus gennemført"], "Ja") {
			s.TrainedOn = clock.Date("2026-08-01")
		}
		s.Profile.Competences, s.Profile.Themes = split(r["Kompetencer"]), split(r["Ledelsestemaer jeg kan hjælpe med"])
		s.Profile.Roles, s.Profile.RolesNot = rolesOf(r["Roller jeg gerne tager"]), rolesOf(r["Roller jeg helst undgår"])
		found["mentor"][strings.ToLower(s.Person.Name)], found["mentor"][strings.ToLower(r["E-mail"])] = id, id
		vetoes = append(vetoes, veto{"mentor", id, r["Vil ikke matches med"]})
		p.Mentors = append(p.Mentors, s)
	}
	for i, r := range records(t, "leadership/mentees.csv") {
		s := enrolment.Seat{Role: org.Mentee, Capacity: 1, Profile: profileOf(r), Status: enrolment.Accepted}
		id := staffNo(r["Medarbejdernr."])
		s.ID, s.Person = "mentee-"+id, org.Person{ID: id, Name: r["Navn"], Unit: r["Afdeling"]}
		s.Profile.Strengths, s.Profile.Competences = split(r["Mine styrker"]), split(r["Kompetencer jeg søger"])
		s.Profile.Themes, s.Profile.Roles = split(r["Ledelsestemaer jeg vil arbejde med"]), rolesOf(r["Ønskede roller (prioriteret)"])
		found["mentee"][strings.ToLower(r["Navn"])], found["mentee"][strings.ToLower(r["Mailadresse"])] = id, id
		vetoes, wishes[i] = append(vetoes, veto{"mentee", id, r["Vil ikke matches med"]}), r["Ønskede mentorer"]
		p.Mentees = append(p.Mentees, s)
	}
	for i, list := range wishes {
		for _, w := range split(list) {
			if id := found["mentor"][strings.ToLower(w)]; id != "" {
				p.Mentees[i].Profile.Wishes = append(p.Mentees[i].Profile.Wishes, id)
			}
		}
	}
	for _, v := range vetoes {
		for _, w := range split(v.words) {
			b := enrolment.Barrier{Kind: enrolment.Veto, MentorPerson: v.person, MenteePerson: found["mentee"][strings.ToLower(w)], By: v.person}
			if v.side == "mentee" {
				b.MentorPerson, b.MenteePerson = found["mentor"][strings.ToLower(w)], v.person
			}
			if b.MentorPerson != "" && b.MenteePerson != "" {
				p.Barriers = append(p.Barriers, b)
			}
		}
	}
	return p
}

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
	pool, want := leadership(t), expected(t)
	got := map[[2]string]string{}
	possible, sameUnit, blockedWishes := 0, 0, 0
	codes := map[string]string{}
	for _, r := range records(t, "leadership/staff.csv") {
		codes[r["Medarbejdernr."]] = r["Enhedskode"]
	}
	for _, mentee := range pool.Mentees {
		for _, c := range matching.Candidates(pool, matching.DefaultRules(), mentee.ID) {
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
	pool, want := leadership(t), expected(t)
	out, err := matching.Solve(t.Context(), pool, matching.DefaultRules(), nil)
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
			if l.Cause != matching.Outbid || l.Rivals <= l.Places {
				t.Errorf("the cause says nothing: %+v", l)
			}
		}
	}
	if waiting != len(pool.Mentees)-want.Placed {
		t.Errorf("%d wait, want %d", waiting, len(pool.Mentees)-want.Placed)
	}
	pairs, total := flow(pool, matching.DefaultRules(), nil)
	if s.Matched != pairs || s.Total != total {
		t.Errorf("%d pairs with %d, an independent flow gives %d with %d", s.Matched, s.Total, pairs, total)
	}
	if again, err := matching.Solve(t.Context(), pool, matching.DefaultRules(), nil); err != nil || !equal(again.Pairs, out.Pairs) {
		t.Errorf("the same pool gave other pairs: %v", err)
	}
}

func equal(a, b []matching.Pair) bool {
	return slices.EqualFunc(a, b, func(x, y matching.Pair) bool {
		return x.Mentor == y.Mentor && x.Mentee == y.Mentee && x.Score == y.Score
	})
}

// flow finds the most pairs at the most points by shortest augmenting paths after Bellman and Ford, one pair at a time: slow, simple and
// another way than the solver's. Points come from Candidates, so that a fault in the solver's own table would show.
func flow(pool matching.Pool, rules matching.Rules, forbidden map[matching.Couple]bool) (pairs, total int) {
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
		for _, c := range matching.Candidates(pool, rules, s.ID) {
			if c.Rule == "" && !forbidden[matching.Couple{Mentor: c.Seat.ID, Mentee: s.ID}] {
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
	pool := leadership(t)
	rules := matching.DefaultRules()
	first, err := matching.Solve(t.Context(), pool, rules, nil)
	if err != nil {
		t.Fatal(err)
	}
	weak := first.Pairs[0]
	forbid := matching.Mark{Mentor: weak.Mentor, Mentee: weak.Mentee, Kind: matching.Forbid}
	second, err := matching.Solve(t.Context(), pool, rules, []matching.Mark{forbid})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range second.Pairs {
		if p.Mentor == weak.Mentor && p.Mentee == weak.Mentee {
			t.Fatal("a forbidden pair was proposed")
		}
	}
	pairs, total := flow(pool, rules, map[matching.Couple]bool{{Mentor: weak.Mentor, Mentee: weak.Mentee}: true})
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
		best := matching.Candidates(pool, rules, l.Seat)[0]
		out, err := matching.Solve(t.Context(), pool, rules, []matching.Mark{{Mentor: best.Seat.ID, Mentee: l.Seat, Kind: matching.Lock}})
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(out.Pairs, func(p matching.Pair) bool { return p.Mentee == l.Seat })
		if i < 0 || out.Pairs[i].Mentor != best.Seat.ID || !out.Pairs[i].Locked || out.Summary.Matched != first.Summary.Matched {
			t.Errorf("lock of %s did not hold", l.Seat)
		}
		if loss := first.Summary.Total - out.Summary.Total; loss < l.Price {
			t.Errorf("%s came in for %d, but the price was said to be %d", l.Seat, loss, l.Price)
		}
	}
}
