package fit_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/fit/fittest"
	"github.com/mentorskab/mentorskab/internal/org"
)

var update = flag.Bool("update", false, "write the golden files")

func runOf(t testing.TB, pool fit.Pool, rules fit.Rules, marks []fit.Mark) fit.Run {
	t.Helper()
	out, err := fit.Solve(t.Context(), pool, rules, marks)
	if err != nil {
		t.Fatal(err)
	}
	r, err := fit.NewRun(pool, rules, marks, out)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestEngine holds the points and choices for fixed pools. When they change, fit.Engine must be raised: -update refuses otherwise.
func TestEngine(t *testing.T) {
	const file = "testdata/engine.txt"
	var b strings.Builder
	fmt.Fprintf(&b, "engine %d rules %d\n", fit.Engine, fit.RulesFormat)
	fmt.Fprintf(&b, "leadership %s\n", runOf(t, fittest.Leadership(t), fit.DefaultRules(), nil).ResultSum)
	r := rand.New(rand.NewPCG(2026, 11))
	for n := range 40 {
		pool, rules := randomPool(r, 1+r.IntN(20), 1+r.IntN(30)), randomRules(r)
		fmt.Fprintf(&b, "random %d %s\n", n, runOf(t, pool, rules, randomMarks(r, pool, rules)).ResultSum)
	}
	got := b.String()
	was, err := os.ReadFile(file)
	if err != nil && !*update {
		t.Fatal(err)
	}
	if got == string(was) {
		return
	}
	head, _, _ := strings.Cut(string(was), "\n")
	if strings.HasPrefix(got, head+"\n") && len(was) > 0 {
		t.Fatal("points or choices have changed: raise Engine in engine.go (or RulesFormat), then write the golden file with -update")
	}
	if !*update {
		t.Fatal("the engine is new: write the golden file with -update")
	}
	if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
		t.Fatal(err)
	}
}

// randomMarks gives marks that can stand together.
func randomMarks(r *rand.Rand, pool fit.Pool, rules fit.Rules) (marks []fit.Mark) {
	for range r.IntN(4) {
		if len(pool.Mentors) == 0 || len(pool.Mentees) == 0 {
			return nil
		}
		m := fit.Mark{Mentor: pool.Mentors[r.IntN(len(pool.Mentors))].ID, Mentee: pool.Mentees[r.IntN(len(pool.Mentees))].ID, Kind: []fit.MarkKind{fit.Lock, fit.Forbid}[r.IntN(2)]}
		if fit.CheckMarks(pool, rules, append(slices.Clone(marks), m)) == nil {
			marks = append(marks, m)
		}
	}
	return marks
}

// left are the fields that a snapshot leaves out, and why nothing is lost by it. What is neither here nor in a snapshot fails the test.
var left = map[string]string{
	"Profile.Motivation": "free text for the coordinator", "Profile.Direction": "free text for the partner", "Profile.Hours": "not compared",
	"Profile.Extra": "a programme's own questions", "Profile.Gender": "kept as a sign where a wish counts", "Profile.OwnGender": "read only where the rules count it", "Profile.DutyOn": "a date", "Profile.DeclareOn": "a date", "Profile.AgreeOn": "a date",
	"Person.Account": "who signs in", "Person.StaffNo": "names a person", "Person.Name": "names a person", "Person.Email": "names a person", "Person.Phone": "names a person",
	"Person.Title": "not compared", "Person.Leader": "stands in Leaders", "Person.Extra": "not compared", "Person.Changed": "a time",
	"Seat.Org": "known to who stores it", "Seat.Programme": "known to who stores it", "Seat.Status": "all are accepted", "Seat.Source": "not compared", "Seat.Note": "the coordinator's own",
	"Seat.Applied": "a time", "Seat.Decided": "a time", "Seat.Changed": "a time", "Seat.Paused": "who has paused is not in the pool",
}

// TestSnapshotHoldsWhatMatters fills every field with something of its own and holds that each is either in the snapshot or known not to
// matter, and that what is left out is nowhere in it.
func TestSnapshotHoldsWhatMatters(t *testing.T) {
	seat := func(n int, role org.Role) enrolment.Seat {
		var s enrolment.Seat
		fill(reflect.ValueOf(&s).Elem(), fmt.Sprintf("x%d-", n))
		s.Role, s.Capacity, s.Person.ID = role, 2, fmt.Sprintf("person-%d", n)
		return s
	}
	pool := fit.Pool{
		Mentors: []enrolment.Seat{seat(1, org.Mentor)}, Mentees: []enrolment.Seat{seat(2, org.Mentee)}, Trained: true,
		Leaders:  map[string]org.Person{"person-2": {ID: "person-2", Leader: "person-3", Name: "secret-leader"}, "elsewhere": {ID: "elsewhere", Leader: "person-1"}},
		Barriers: []enrolment.Barrier{{MentorPerson: "person-1", MenteePerson: "person-2", Kind: enrolment.Veto, By: "secret-by"}}, Earlier: []fit.Couple{{Mentor: "x1-ID", Mentee: "x2-ID"}},
		Taken: map[string]int{"x1-ID": 1, "x2-ID": 1},
	}
	if n := reflect.TypeFor[fit.Pool]().NumField(); n != 8 {
		t.Fatalf("a pool has %d fields: teach Shoot, Snapshot.Pool and this test the new ones", n)
	}
	b, err := json.Marshal(fit.Shoot(pool, fit.Rules{}))
	if err != nil {
		t.Fatal(err)
	}
	text := string(b)
	for _, secret := range []string{"secret-leader", "secret-by", "elsewhere"} {
		if strings.Contains(text, secret) {
			t.Errorf("%s is in the snapshot", secret)
		}
	}
	back := fit.Shoot(fit.Shoot(pool, fit.Rules{}).Pool(), fit.Rules{})
	if again, _ := json.Marshal(back); string(again) != text {
		t.Errorf("a snapshot of a snapshot differs:\n%s\n%s", text, again)
	}
	got := fit.Shoot(pool, fit.Rules{}).Pool().Mentors[0]
	check := func(prefix string, typ reflect.Type, of reflect.Value) {
		for i := range typ.NumField() {
			name := prefix + "." + typ.Field(i).Name
			_, known := left[name]
			if kept := !of.Field(i).IsZero(); kept == known {
				t.Errorf("%s: kept %v, said to be left out %v. A field that rules or points read belongs in the snapshot; another one in the list of this test", name, kept, known)
			}
		}
	}
	check("Profile", reflect.TypeFor[enrolment.Profile](), reflect.ValueOf(got.Profile))
	check("Person", reflect.TypeFor[org.Person](), reflect.ValueOf(got.Person))
	got.Status, got.Profile.Unsettled = "", nil
	check("Seat", reflect.TypeFor[enrolment.Seat](), reflect.ValueOf(got))
	for _, name := range []string{"Motivation", "Direction", "Gender", "Name", "Email", "Phone", "StaffNo", "Note", "Words"} {
		if strings.Contains(text, "x1-"+name) {
			t.Errorf("%s is in the snapshot:\n%s", name, text)
		}
	}
}

// TestSnapshotHoldsWhatTheRulesCount keeps own words, own questions and gender only where they count, and the points are the same then.
func TestSnapshotHoldsWhatTheRulesCount(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 9))
	for n := range 60 {
		pool, rules := randomPool(r, 1+r.IntN(6), 1+r.IntN(8)), randomRules(r)
		pool.Acquainted = [][2]string{{pool.Mentors[0].Person.ID, pool.Mentees[0].Person.ID}}
		want, err := fit.Solve(t.Context(), pool, rules, nil)
		if err != nil {
			t.Fatal(err)
		}
		got, err := fit.Solve(t.Context(), fit.Shoot(pool, rules).Pool(), rules, nil)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(shares(got), shares(want)) {
			t.Fatalf("pool %d: of a snapshot\n%v\nnot\n%v", n, shares(got), shares(want))
		}
	}
}

func shares(out fit.Outcome) (list []string) {
	for _, p := range out.Pairs {
		list = append(list, fmt.Sprint(p.Mentee, p.Mentor, p.Score, p.Shares))
	}
	return list
}

// fill puts a value of its own into every field, named after it.
func fill(v reflect.Value, prefix string) {
	for i := range v.NumField() {
		f, name := v.Field(i), prefix+v.Type().Field(i).Name
		switch f.Interface().(type) {
		case clock.Date:
			f.SetString("2026-01-01")
			continue
		}
		switch f.Kind() {
		case reflect.String:
			f.SetString(name)
		case reflect.Int:
			f.SetInt(3)
		case reflect.Float64:
			f.SetFloat(4.5)
		case reflect.Bool:
			f.SetBool(true)
		case reflect.Map:
			f.Set(reflect.ValueOf(map[string]string{"a": name}))
		case reflect.Slice:
			one := reflect.New(f.Type().Elem()).Elem()
			switch one.Kind() {
			case reflect.Struct:
				fill(one, prefix)
			case reflect.Int:
				one.SetInt(3)
			default:
				one.SetString(name)
			}
			f.Set(reflect.Append(f, one))
		case reflect.Struct:
			if f.Type().PkgPath() != "time" {
				fill(f, prefix)
			}
		}
	}
}

// TestRunsReplay writes random runs to files, reads them, solves them again and expects the same of everything.
func TestRunsReplay(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 77))
	for n := range 200 {
		pool, rules := randomPool(r, 1+r.IntN(8), 1+r.IntN(12)), randomRules(r)
		run := runOf(t, pool, rules, randomMarks(r, pool, rules))
		got, err := read(t, run).Replay(t.Context())
		if err != nil || !got.Same() || !got.SameEngine || got.Sum != run.ResultSum {
			t.Fatalf("run %d: %+v, %v", n, got, err)
		}
	}
}

func read(t testing.TB, run fit.Run) fit.Run {
	t.Helper()
	var a, b bytes.Buffer
	for _, w := range []io.Writer{&a, &b} {
		if err := run.Write(w); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Fatal("a run written twice gives two files")
	}
	got, err := fit.ReadRun(&a)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// TestReplayInAnotherProcess solves the same file in fresh processes with another number of threads.
func TestReplayInAnotherProcess(t *testing.T) {
	const name = "MENTORSKAB_RUN"
	if file := os.Getenv(name); file != "" {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		run, err := fit.ReadRun(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		got, err := run.Replay(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		fmt.Printf("same %v sum %s\n", got.Same(), got.Sum)
		return
	}
	r := rand.New(rand.NewPCG(9, 9))
	pool := randomPool(r, 60, 150)
	run := runOf(t, pool, fit.DefaultRules(), randomMarks(r, pool, fit.DefaultRules()))
	file := t.TempDir() + "/run.json.gz"
	var b bytes.Buffer
	if err := run.Write(&b); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, threads := range []string{"1", "2", "7"} {
		c := exec.CommandContext(t.Context(), os.Args[0], "-test.run=TestReplayInAnotherProcess$")
		c.Env = append(os.Environ(), name+"="+file, "GOMAXPROCS="+threads)
		out, err := c.CombinedOutput()
		if want := "same true sum " + run.ResultSum; err != nil || !strings.Contains(string(out), want) {
			t.Errorf("%s threads: %v\n%s\nwant %s", threads, err, out, want)
		}
	}
}

// TestTamperedRunsAreFound changes a run in every way that could matter, also with sums that were mended.
func TestTamperedRunsAreFound(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	pool := randomPool(r, 8, 14)
	marks := randomMarks(r, pool, fit.DefaultRules())
	for name, change := range map[string]func(x *fit.Run){
		"a weight":             func(x *fit.Run) { x.Rules.Weights[fit.Goals]++ },
		"a profile":            func(x *fit.Run) { x.Pool.Mentors[0].Profile.Languages = []string{"fr"} },
		"a place more":         func(x *fit.Run) { x.Pool.Mentors[0].Free++ },
		"a barrier taken away": func(x *fit.Run) { x.Pool.Barriers = x.Pool.Barriers[1:] },
		"a mark": func(x *fit.Run) {
			x.Marks = append(x.Marks, fit.MarkShot{Couple: fit.Couple{Mentor: "nobody", Mentee: "no one"}, Kind: fit.Forbid})
		},
		"the engine":                func(x *fit.Run) { x.Engine = 99 },
		"the recorded result":       func(x *fit.Run) { x.Result = bytes.Replace(x.Result, []byte(`"score":`), []byte(`"score":1`), 1) },
		"result and sum":            func(x *fit.Run) { swap(t, x) },
		"the proof":                 func(x *fit.Run) { x.Proof.Rows = slices.Clone(x.Proof.Rows); x.Proof.Rows[0] += 1 << 30 },
		"a proof of another length": func(x *fit.Run) { x.Proof.Cols = x.Proof.Cols[1:] },
		"a proof about nobody":      func(x *fit.Run) { x.Proof.ShortRows = []int{-1} },
		"the sum":                   func(x *fit.Run) { x.ResultSum = strings.Repeat("0", 64) },
	} {
		run := read(t, runOf(t, pool, fit.DefaultRules(), marks))
		change(&run)
		if got, err := run.Replay(t.Context()); err == nil && got.Same() {
			t.Errorf("%s was changed and not found", name)
		}
	}
}

// swap lets two mentees change partner in the recorded result and mends the sum, as somebody would who knows the format.
func swap(t *testing.T, x *fit.Run) {
	t.Helper()
	var res struct {
		Pairs []map[string]any `json:"pairs"`
		Left  json.RawMessage  `json:"left"`
	}
	if err := json.Unmarshal(x.Result, &res); err != nil {
		t.Fatal(err)
	}
	a, b := res.Pairs[0], res.Pairs[len(res.Pairs)-1]
	a["mentee"], b["mentee"] = b["mentee"], a["mentee"]
	x.Result, _ = json.Marshal(res)
	x.ResultSum = fit.Sum(x.Result)
}

func TestFilesThatAreNoRuns(t *testing.T) {
	pack := func(text string) []byte {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		_, _ = z.Write([]byte(text))
		_ = z.Close()
		return b.Bytes()
	}
	for text, key := range map[string]string{
		`{`: "run.unreadable", `{"format":99}`: "run.format", `{"format":0}`: "run.format", `{"format":1,"extra":1}`: "run.unreadable", `{"format":1}`: "run.unreadable", `[]`: "run.unreadable",
	} {
		_, err := fit.ReadRun(bytes.NewReader(pack(text)))
		if l := fault.List(err); len(l) != 1 || l[0].Key != key {
			t.Errorf("%s: %v, want %s", text, err, key)
		}
	}
	if _, err := fit.ReadRun(strings.NewReader("not compressed")); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
}

// FuzzRun reads and replays whatever it is given: a file comes from outside.
func FuzzRun(f *testing.F) {
	r := rand.New(rand.NewPCG(6, 6))
	for range 4 {
		pool, rules := randomPool(r, 3, 5), randomRules(r)
		b, err := json.Marshal(runOf(f, pool, rules, randomMarks(r, pool, rules)))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add([]byte(`{"format":1,"result":{}}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		var w bytes.Buffer
		z := gzip.NewWriter(&w)
		_, _ = z.Write(b)
		_ = z.Close()
		run, err := fit.ReadRun(&w)
		if err != nil || len(run.Pool.Mentors)*len(run.Pool.Mentees) > 400 {
			return
		}
		if got, err := run.Replay(t.Context()); err == nil && got.Same() && got.Sum != run.ResultSum {
			t.Fatalf("the same, with another sum: %+v", got)
		}
	})
}
