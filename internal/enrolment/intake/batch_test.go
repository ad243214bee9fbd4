package intake_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/db/dbtest"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/enrolment/intake"
	"github.com/mentorskab/mentorskab/internal/enrolment/roster"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
)

// TestFix: a cell that somebody writes anew is read like any other, and a CPR number gets in that way neither.
func TestFix(t *testing.T) {
	each(t, func(h *house) {
		b, actor := h.receive("messy/06-email-forms.csv")
		ctx := h.Context()
		if err := h.in.Fix(ctx, actor, b.Programme, b.ID, 8, map[int]string{2: "anne.winther@example.dk", 0: "Anne"}); err != nil {
			h.Fatal(err)
		}
		err := h.in.Fix(ctx, actor, b.Programme, b.ID, 9, map[int]string{5: "cpr 210140-8508"})
		if !fault.Is(err, fault.Invalid) {
			h.Error(err)
		}
		got, err := h.in.Batch(ctx, actor, b.Programme, b.ID)
		if err != nil || len(got.Setup.Fixes) != 1 || got.Setup.Fixes["C8"] != "anne.winther@example.dk" {
			h.Errorf("%v %v", got.Setup.Fixes, err)
		}
		r, err := h.in.Save(ctx, actor, b.Programme, b.ID)
		if err != nil || r.Counts.Refused != 4 || r.Counts.People != 10 {
			h.Errorf("%+v %v", r.Counts, err)
		}
		if strings.Contains(h.dump(true), "8508") {
			h.Error("the digits were kept")
		}
	})
}

// TestBatchEndsOnce: what is done is done; its table and what was decided about it are gone, its figures stay.
func TestBatchEndsOnce(t *testing.T) {
	each(t, func(h *house) {
		b, actor := h.receive("messy/03-header-twice.csv")
		ctx := h.Context()
		if err := h.in.Start(ctx, actor, b.Programme, b.ID); err != nil {
			h.Fatal(err)
		}
		h.in.Wait()
		done, err := h.in.Batch(ctx, actor, b.Programme, b.ID)
		if err != nil || done.Status != intake.Done || done.Result.Counts.People != 24 || done.Applied.IsZero() {
			h.Fatalf("%+v %v", done, err)
		}
		if n := h.count("select count(*) from import_batch where id=$1 and length(content)=0 and mapping='{}'", b.ID); n != 1 {
			h.Error("the file was kept")
		}
		for what, err := range map[string]error{
			"save":    second(h.in.Save(ctx, actor, b.Programme, b.ID)),
			"start":   h.in.Start(ctx, actor, b.Programme, b.ID),
			"answer":  h.in.Answer(ctx, actor, b.Programme, b.ID, 2, "yes"),
			"discard": h.in.Discard(ctx, actor, b.Programme, b.ID),
		} {
			if err == nil {
				h.Errorf("%s works twice", what)
			}
		}
		if n := h.count("select count(*) from audit_entry where act='import_participants' and object=$1", b.ID); n != 1 {
			h.Errorf("%d lines in the audit", n)
		}
		old, actor := h.receive("messy/03-header-twice.csv")
		if before, err := h.in.Before(ctx, actor, old); err != nil || before.ID != b.ID {
			h.Errorf("%+v %v", before, err)
		}
		h.clock.Set(h.clock.Now().Add(intake.Keep + time.Minute))
		if err := h.in.Forget(ctx); err != nil {
			h.Fatal(err)
		}
		if _, err := h.in.Batch(ctx, actor, old.Programme, old.ID); !fault.Is(err, fault.NotFound) {
			h.Errorf("a day later: %v", err)
		}
		if list, err := h.in.Recent(ctx, actor, b.Programme, 5); err != nil || len(list) != 1 {
			h.Errorf("%v %v", list, err)
		}
	})
}

func second[T any](_ T, err error) error { return err }

// TestStoppedProgram: a batch that was being saved when the program stopped is open again, says so, and can be saved.
func TestStoppedProgram(t *testing.T) {
	each(t, func(h *house) {
		b, actor := h.receive("messy/03-header-twice.csv")
		h.write(func(tx *db.Tx) error {
			_, err := tx.Exec(h.Context(), "update import_batch set status='saving' where id=$1", b.ID)
			return err
		})
		got, err := h.in.Batch(h.Context(), actor, b.Programme, b.ID)
		if err != nil || got.Status != intake.Open || got.Result.Failed != "import.failed_stopped" {
			h.Errorf("%s %q %v", got.Status, got.Result.Failed, err)
		}
		if err := h.in.Answer(h.Context(), actor, b.Programme, b.ID, 2, "no"); err != nil {
			h.Error(err)
		}
		if r, err := h.in.Save(h.Context(), actor, b.Programme, b.ID); err != nil || r.Counts.People != 24 {
			h.Errorf("%+v %v", r.Counts, err)
		}
	})
}

// TestTwoSaveAtOnce: only one of them does, and the people are there once.
func TestTwoSaveAtOnce(t *testing.T) {
	each(t, func(h *house) {
		b, actor := h.receive("union/ansoegninger.csv")
		for range 4 {
			if err := h.in.Start(h.Context(), actor, b.Programme, b.ID); err != nil && !fault.Is(err, fault.Gone) {
				h.Error(err)
			}
		}
		h.in.Wait()
		if n := h.count("select count(*) from person where org_id=$1", h.org); n != 316 {
			h.Errorf("%d people", n)
		}
		if n := h.count("select count(*) from audit_entry where object=$1", b.ID); n != 1 {
			h.Errorf("%d lines in the audit", n)
		}
	})
}

// TestClosedProgramme takes no lists, not even one that was sent before.
func TestClosedProgramme(t *testing.T) {
	each(t, func(h *house) {
		b, actor := h.receive("messy/03-header-twice.csv")
		h.write(func(tx *db.Tx) error {
			_, err := tx.Exec(h.Context(), "update programme set status='closed' where id=$1", h.programme)
			return err
		})
		if _, err := h.in.Save(h.Context(), actor, b.Programme, b.ID); !fault.Is(err, fault.Conflict) {
			h.Error(err)
		}
		if b, err := h.in.Batch(h.Context(), actor, b.Programme, b.ID); err != nil || b.Result.Failed != "import.programme_closed" {
			h.Errorf("%q %v", b.Result.Failed, err)
		}
		if _, err := h.in.Receive(h.Context(), actor, h.programme, h.file("messy/03-header-twice.csv"), ""); !fault.Is(err, fault.Conflict) {
			h.Error(err)
		}
		if n := h.count("select count(*) from person"); n != 0 {
			h.Errorf("%d people", n)
		}
	})
}

// TestArrange: the coordinator corrects what the columns mean.
func TestArrange(t *testing.T) {
	each(t, func(h *house) {
		b, err := h.in.Receive(h.Context(), h.lead, h.programme, intake.File{Name: "x.csv", Data: []byte("A;B;C\nÅse Dahl;hjælper;aase.dahl@example.dk\nBo Bach;lærer;bo.bach@example.dk\n")}, "")
		if err != nil {
			h.Fatal(err)
		}
		s := b.Setup
		s.Columns = []roster.Field{roster.FullName, roster.Keep, roster.Email}
		for field, change := range map[string]func(){
			"column_B": func() { s.Columns[1] = roster.FullName },
			"column_A": func() { s.Columns[0] = roster.WeekHours },
			"heading":  func() { s.Heading = 99 },
			"status":   func() { s.Status = enrolment.Declined },
			"age_min":  func() { s.AgeMin = 50 },
		} {
			kept, columns := s, slices.Clone(s.Columns)
			change()
			err := h.in.Arrange(h.Context(), h.lead, h.programme, b.ID, b.Kind, s)
			if list := fault.List(err); len(list) != 1 || list[0].Field != field {
				h.Errorf("%s: %v", field, err)
			}
			s, s.Columns = kept, columns
		}
		if err := h.in.Arrange(h.Context(), h.lead, h.programme, b.ID, roster.Mentors, s); err != nil {
			h.Fatal(err)
		}
		// The kind changed, so the columns were proposed anew: the name shows in the address.
		b, err = h.in.Batch(h.Context(), h.lead, h.programme, b.ID)
		if err != nil || !slices.Equal(b.Setup.Columns, []roster.Field{roster.FullName, roster.Ignore, roster.Email}) {
			h.Fatalf("%v %v", b.Setup.Columns, err)
		}
		s.Heading, s.Status = b.Setup.Heading, enrolment.Waiting
		if err := h.in.Arrange(h.Context(), h.lead, h.programme, b.ID, roster.Mentors, s); err != nil {
			h.Fatal(err)
		}
		if _, err := h.in.Save(h.Context(), h.lead, h.programme, b.ID); err != nil {
			h.Fatal(err)
		}
		seats, err := h.in.Enrolments.Seats(h.Context(), h.in.DB, h.org, h.programme, org.Mentor, enrolment.Waiting)
		if err != nil || len(seats) != 2 || seats[0].Profile.Extra["B"] != "lærer" {
			h.Errorf("%+v %v", seats, err)
		}
	})
}

// TestHatOfSomebodyWithAccount: who can sign in already sees the new seat at once; nobody is mailed.
func TestHatOfSomebodyWithAccount(t *testing.T) {
	each(t, func(h *house) {
		var account string
		h.write(func(tx *db.Tx) error {
			a, err := h.in.Enrolments.People.Ensure(h.Context(), tx, "steen.mortensen@example.dk", "Steen Mortensen", i18n.Danish)
			if err != nil {
				return err
			}
			account = a.ID
			_, err = h.in.Orgs.SavePerson(h.Context(), tx, h.org, org.Person{Name: "Steen Mortensen", Email: a.Email, Account: a.ID})
			return err
		})
		b, actor := h.receive("messy/12-cpr-in-notes.csv")
		s := b.Setup
		s.Status = enrolment.Accepted
		if err := h.in.Arrange(h.Context(), actor, b.Programme, b.ID, b.Kind, s); err != nil {
			h.Fatal(err)
		}
		if _, err := h.in.Save(h.Context(), actor, b.Programme, b.ID); err != nil {
			h.Fatal(err)
		}
		if n := h.count("select count(*) from hat where account_id=$1 and programme_id=$2 and role='mentor'", account, h.programme); n != 1 {
			h.Errorf("%d hats", n)
		}
		if n := h.count("select count(*) from outbox"); n != 0 {
			h.Errorf("%d mails", n)
		}
	})
}

// big makes a list of the shape of testdata/data/gen/big.py: n mentees with everything that can be told.
func big(n int) []byte {
	var b strings.Builder
	b.WriteString("staff_no,name,email,unit,leader_no,level,experience_years,site,max_travel_minutes,video,languages,wanted_competences,themes,wished_roles,times,wished_mentors,vetoes,hired\n")
	first := []string{"Anne", "Bo", "Cecilie", "Ditte", "Emil", "Fatima", "Gitte", "Hassan", "Ida", "Jens"}
	last := []string{"Lund", "Bach", "Østergaard", "Kjær", "Yılmaz", "Nguyen", "Dahl", "Skov", "Friis", "Holm"}
	for i := range n {
		f, l := first[i%10], last[i/10%10]
		fmt.Fprintf(&b, "%07d,%s %s,person.%d@example.dk,U%04d,%07d,%d,%.1f,Viborg,%d,yes,dansk; engelsk,Strategi; Forhandling; Kommunikation,Delegering; Forandring,Coach; Ven; Kritiker,man formiddag; tirs eftermiddag,person.%d@example.dk,,2019-03-0%d\n",
			(i*7919+12345)%9999991, f, l, i, i/40, ((i/20)*7919+12345)%9999991, 2+i%4, float64(i%200)/10, 20+i%5*10, (i+7)%n, 1+i%9)
	}
	return []byte(b.String())
}

// BenchmarkImport10k measures the whole way of 10,000 rows: reading, comparing, and one transaction on SQLite that is synced to disk.
func BenchmarkImport10k(b *testing.B) {
	body := big(10_000)
	for range b.N {
		b.StopTimer()
		h := build(b, dbtest.SQLite(b))
		b.StartTimer()
		batch, err := h.in.Receive(b.Context(), h.lead, h.programme, intake.File{Name: "mentees.csv", Data: body}, roster.Mentees)
		if err != nil {
			b.Fatal(err)
		}
		r, err := h.in.Save(b.Context(), h.lead, h.programme, batch.ID)
		if err != nil || r.Counts.People != 10_000 || r.Counts.Mentees != 10_000 {
			b.Fatal(r.Counts, err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/import")
}

// TestManyRows saves a list that takes many statements of many rows, on both engines.
func TestManyRows(t *testing.T) {
	each(t, func(h *house) {
		b, err := h.in.Receive(h.Context(), h.lead, h.programme, intake.File{Name: "mentees.csv", Data: big(2000)}, roster.Mentees)
		if err != nil {
			h.Fatal(err)
		}
		r, err := h.in.Save(h.Context(), h.lead, h.programme, b.ID)
		if err != nil || r.Counts.Mentees != 2000 || r.Counts.Errors != 0 {
			h.Fatalf("%+v %v", r.Counts, err)
		}
		p := h.in.Progress(h.lead, h.programme, b.ID)
		if p != nil {
			h.Error("it is said to be running still")
		}
		led := h.count("select count(*) from person where leader_id<>''")
		if led < 1900 {
			h.Errorf("%d have a leader", led)
		}
		wishes := 0
		seats, err := h.in.Enrolments.Places(h.Context(), h.in.DB, h.org, h.programme)
		if err != nil {
			h.Fatal(err)
		}
		for _, s := range seats {
			wishes += len(s.Profile.Wishes)
		}
		if wishes != 0 { // nobody here is a mentor yet
			h.Errorf("%d wishes", wishes)
		}
		if n := h.count("select count(*) from seat"); n != 2000 || len(seats) != n {
			h.Errorf("%d seats", n)
		}
	})
}
