package matching_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/fit/fittest"
	"github.com/mentorskab/mentorskab/internal/org"
)

const replayEnv = "MENTORSKAB_REPLAY"

// TestStoredRunsReplay stores a round in either engine, takes it out, and solves it again in a fresh process with other threads.
func TestStoredRunsReplay(t *testing.T) {
	if file := os.Getenv(replayEnv); file != "" {
		replayHere(t, file)
		return
	}
	sums := map[string]bool{}
	each(t, func(h *house) {
		h.leadership()
		r := h.solve()
		back, content, err := h.m.TakeRun(h.Context(), h.lead, r.ID)
		if err != nil || back.Number != r.Number {
			h.Fatal(back, err)
		}
		runs, err := h.m.Runs(h.Context(), h.lead)
		if err != nil || len(runs) != 1 {
			h.Fatal(runs, err)
		}
		logged, err := db.One[int](h.Context(), h.m.DB, "select count(*) from audit_entry where org_id=$1 and act='match_run' and object=$2 and account_id=$3", h.org, r.ID, h.lead.Account)
		if err != nil || logged != 1 {
			h.Fatalf("taken and logged %d times: %v", logged, err)
		}
		noted, err := db.One[int](h.Context(), h.m.DB, "select count(*) from audit_entry where org_id=$1 and act='match_solved' and detail like $2", h.org, "%"+runs[r.ID]+"%")
		if err != nil || noted != 1 {
			h.Fatalf("the sum is not in the log: %d, %v", noted, err)
		}
		file := filepath.Join(h.TempDir(), "run.json.gz")
		if err := os.WriteFile(file, content, 0o600); err != nil {
			h.Fatal(err)
		}
		for _, threads := range []string{"1", "5"} {
			c := exec.CommandContext(h.Context(), os.Args[0], "-test.run=TestStoredRunsReplay$")
			c.Env = append(os.Environ(), replayEnv+"="+file, "GOMAXPROCS="+threads)
			out, err := c.CombinedOutput()
			if want := "same true engine true sum " + runs[r.ID]; err != nil || !strings.Contains(string(out), want) {
				h.Errorf("%s threads: %v\n%s\nwant %s", threads, err, out, want)
			}
		}
		text := unpacked(h, content)
		for _, s := range fittest.Leadership(h).Mentors[:12] {
			if strings.Contains(text, s.Person.Name) || strings.Contains(text, "@example.dk") {
				h.Fatalf("%s is in the file", s.Person.Name)
			}
		}
		sums[fmt.Sprint(strings.Count(text, `"score"`))] = true
	})
	if len(sums) > 1 {
		t.Errorf("the engines matched differently: %v", sums)
	}
}

func replayHere(t *testing.T, file string) {
	t.Helper()
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
	fmt.Printf("same %v engine %v sum %s\n", got.Same(), got.SameEngine, got.Sum)
}

// leadership seats a part of the leadership set, with marks and barriers.
func (h *house) leadership() (mentors, mentees []enrolment.Seat) {
	h.Helper()
	for _, s := range fittest.Leadership(h).Mentors[:12] {
		mentors = append(mentors, h.seat(s.Role, s.Person.Name, s.Capacity, s.Profile))
	}
	for i, s := range fittest.Leadership(h).Mentees[:20] {
		s.Profile.Wishes = []string{mentors[i%12].Person.ID, mentors[(i+5)%12].Person.ID}
		s.Profile.Motivation = "jeg vil gerne " + s.Person.Name
		mentees = append(mentees, h.seat(s.Role, s.Person.Name, 1, s.Profile))
	}
	h.write(func(tx *db.Tx) error {
		return h.m.Enrolments.AddBarrier(h.Context(), tx, h.org, h.programme, enrolment.Barrier{MentorPerson: mentors[2].Person.ID, MenteePerson: mentees[2].Person.ID, Kind: enrolment.Veto, By: mentees[2].Person.ID})
	})
	for i, kind := range []fit.MarkKind{fit.Lock, fit.Forbid} {
		if err := h.m.Mark(h.Context(), h.lead, mentors[i].ID, mentees[i+4].ID, kind); err != nil {
			h.Fatal(err)
		}
	}
	return mentors, mentees
}

func unpacked(h *house, content []byte) string {
	h.Helper()
	z, err := gzip.NewReader(bytes.NewReader(content))
	if err != nil {
		h.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		h.Fatal(err)
	}
	return string(b)
}

// TestRunsGoWithPeople deletes somebody who was in a round, then a round's programme: the copies of the answers are gone.
func TestRunsGoWithPeople(t *testing.T) {
	each(t, func(h *house) {
		mentors, mentees := h.leadership()
		first := h.solve()
		left, _, err := h.m.LeftOf(h.Context(), h.lead, first, org.Mentee, 0, 1)
		if err != nil || len(left) == 0 {
			h.Fatalf("nobody is left: %v", err)
		}
		late := h.mentee("Sen Ankomst", "delegering")
		second := h.solve()
		have := func(want ...string) {
			h.Helper()
			runs, err := h.m.Runs(h.Context(), h.lead)
			if err != nil || len(runs) != len(want) {
				h.Fatalf("runs %v, want %v, %v", runs, want, err)
			}
			for _, r := range want {
				if runs[r] == "" {
					h.Fatalf("runs %v, want %v", runs, want)
				}
			}
		}
		erase := func(s enrolment.Seat) {
			h.Helper()
			h.write(func(tx *db.Tx) error {
				_, err := tx.Exec(h.Context(), "delete from person where org_id=$1 and id=$2", h.org, s.Person.ID)
				return err
			})
		}
		have(first.ID, second.ID)
		erase(late)
		have(first.ID) // only the second had that person
		_, _, err = h.m.TakeRun(h.Context(), h.lead, second.ID)
		h.want(err, fault.Gone, "run.gone")
		for _, s := range mentees {
			if s.ID == left[0].Party.Seat { // somebody without a partner is in the run too
				erase(s)
			}
		}
		have()
		third := h.solve()
		have(third.ID)
		erase(mentors[1])
		have()
		fourth := h.solve()
		have(fourth.ID)
		h.write(func(tx *db.Tx) error {
			_, err := tx.Exec(h.Context(), "delete from programme where id=$1", h.programme)
			return err
		})
		n, err := db.One[int](h.Context(), h.m.DB, "select count(*) from match_run")
		if err != nil || n != 0 {
			h.Fatalf("%d runs after their programme: %v", n, err)
		}
	})
}

func TestRunsOfOthersDoNotExist(t *testing.T) {
	each(t, func(h *house) {
		h.leadership()
		r := h.solve()
		lead := h.lead
		h.open()
		_, _, err := h.m.TakeRun(h.Context(), h.lead, r.ID)
		h.want(err, fault.NotFound, "fault.not_found")
		if runs, err := h.m.Runs(h.Context(), h.lead); err != nil || len(runs) != 0 {
			h.Fatal(runs, err)
		}
		for _, role := range []org.Role{org.Sponsor, org.Facilitator, org.Mentor, org.Mentee} {
			a := lead
			a.Roles = []org.Role{role}
			if _, _, err := h.m.TakeRun(h.Context(), a, r.ID); !fault.Is(err, fault.Forbidden) {
				h.Fatalf("%s: %v", role, err)
			}
		}
	})
}
