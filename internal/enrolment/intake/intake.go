package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/document/table"
	"github.com/mentorskab/mentorskab/internal/document/value"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/enrolment/roster"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/programme"
	"github.com/mentorskab/mentorskab/internal/visibility"
)

// Keep is how long a file waits to be looked over before it is forgotten.
const Keep = 24 * time.Hour

// The forms of the pages that take a list in.
const (
	FormFile    = "import_file"
	FormColumns = "import_columns"
	FormSame    = "import_same"
	FormRow     = "import_row"
)

func init() {
	visibility.Register(FormFile, visibility.Coordinator, "file", "kind")
	visibility.Register(FormColumns, visibility.Coordinator, "kind", "heading", "status", "age_min", "age_max", "garbled", "swapped", "column_*", "again")
	visibility.Register(FormSame, visibility.Coordinator, "row", "same", "back")
	visibility.Register(FormRow, visibility.Coordinator, "column_*")
}

// Intake is the verbs of taking lists in.
type Intake struct {
	DB         *db.DB
	Clock      clock.Clock
	Orgs       *org.Orgs
	Programmes *programme.Programmes
	Enrolments *enrolment.Enrolments
	Log        *slog.Logger // nil: the default one

	mu      sync.Mutex
	running map[string]*Progress
	work    sync.WaitGroup
}

// may lets in who takes lists into a programme, or (programme "") a staff list into an organisation.
func may(a org.Actor, programmeID string) error {
	switch {
	case a.Org == "", a.Programme != programmeID && (a.Programme != "" || !a.Has(org.Admin)):
		return fault.Missing()
	case !a.Has(org.Coordinator, org.Admin):
		return fault.Denied()
	}
	return nil
}

// Receive reads a file and keeps its table until somebody has looked it over. kind "" is guessed; without a programme it is a
// staff list. Civil registration numbers are gone before anything is stored.
func (in *Intake) Receive(ctx context.Context, a org.Actor, programmeID string, f File, kind roster.Kind) (Batch, error) {
	if err := may(a, programmeID); err != nil {
		return Batch{}, err
	}
	if err := in.open(ctx, in.DB, a.Org, programmeID); err != nil {
		return Batch{}, err
	}
	switch {
	case programmeID == "":
		kind = roster.Staff
	case kind != "" && !slices.Contains(roster.Kinds, kind):
		return Batch{}, fault.Field("kind", "fault.bad_choice", "field", "kind")
	}
	t, err := table.Read(f.Name, f.Data)
	if err != nil {
		return Batch{}, fileFault(err)
	}
	t = roster.Withhold(t)
	o := roster.Guess(t, kind, clock.DateOf(in.Clock.Now()))
	if programmeID != "" && o.Kind == roster.Staff { // only guessed: nobody asked for one here
		o = roster.Guess(t, roster.Everyone, o.Today)
	}
	sum := sha256.Sum256(f.Data)
	b := Batch{
		ID: id.New(), Org: a.Org, Programme: programmeID, Account: a.Account, Kind: o.Kind, File: t.Name, Hash: hex.EncodeToString(sum[:]),
		Setup: Setup{Heading: o.Heading, Columns: o.Columns, AgeMin: o.AgeMin, AgeMax: o.AgeMax, Status: usual(o.Kind)}, Status: Open, Rows: len(t.Rows), Created: in.Clock.Now(),
	}
	err = in.DB.Write(ctx, func(tx *db.Tx) error {
		if err := forget(ctx, tx, in.Clock.Now().Add(-Keep)); err != nil {
			return err
		}
		return insert(ctx, tx, b, t)
	})
	return b, err
}

// fileFault puts what is wrong with a file at the field it was sent with.
func fileFault(err error) error {
	var f *fault.Fault
	if errors.As(err, &f) && f.Kind == fault.Invalid {
		at := *f
		at.Field = "file"
		return &at
	}
	return err
}

// open refuses lists for a programme that is over, or that is another organisation's.
func (in *Intake) open(ctx context.Context, q db.Q, orgID, programmeID string) error {
	if programmeID == "" {
		return nil
	}
	p, err := in.Programmes.Get(ctx, q, orgID, programmeID)
	if err == nil && p.Status == programme.Closed {
		return fault.New(fault.Conflict, "import.programme_closed")
	}
	return err
}

// usual is the status that people on a list of this kind have.
func usual(k roster.Kind) enrolment.Status {
	switch k {
	case roster.WaitingList:
		return enrolment.Waiting
	case roster.Everyone:
		return enrolment.Applied
	}
	return enrolment.Accepted
}

// Arrange keeps how a batch is to be read. A change of kind proposes the columns anew.
func (in *Intake) Arrange(ctx context.Context, a org.Actor, programmeID, batchID string, kind roster.Kind, s Setup) error {
	return in.change(ctx, a, programmeID, batchID, func(b *Batch, t table.Table) error {
		if programmeID == "" && kind != roster.Staff || programmeID != "" && !slices.Contains(roster.Kinds, kind) {
			return fault.Field("kind", "fault.bad_choice", "field", "kind")
		}
		if !slices.Contains([]enrolment.Status{enrolment.Accepted, enrolment.Applied, enrolment.Waiting}, s.Status) {
			return fault.Field("status", "fault.bad_choice", "field", "status")
		}
		if s.Heading < 0 || s.Heading > len(t.Rows) {
			return fault.Field("heading", "import.bad_heading", "rows", len(t.Rows))
		}
		if s.AgeMin < 0 || s.AgeMax > 120 || s.AgeMin > s.AgeMax {
			return fault.Field("age_min", "import.bad_age")
		}
		if kind != b.Kind || s.Heading != b.Setup.Heading {
			o := in.guess(t, kind, s.Heading)
			s.Columns = o.Columns
			if kind != b.Kind {
				s.Status = usual(kind)
			}
		}
		allowed, used := roster.Fields(kind), map[roster.Field]bool{}
		for c, f := range s.Columns {
			if f == roster.Ignore || f == roster.Keep {
				continue
			}
			if !slices.Contains(allowed, f) {
				return fault.Field(ColumnField(c), "fault.bad_choice", "field", ColumnField(c))
			}
			if used[f] {
				return fault.Field(ColumnField(c), "import.field_twice")
			}
			used[f] = true
		}
		s.Same, s.Fixes = b.Setup.Same, b.Setup.Fixes
		b.Kind, b.Setup = kind, s
		return nil
	})
}

// ColumnField is the name of the form field that says what a column means.
func ColumnField(column int) string { return "column_" + table.ColumnName(column) }

func (in *Intake) guess(t table.Table, kind roster.Kind, heading int) roster.Options {
	return roster.GuessAt(t, kind, heading, clock.DateOf(in.Clock.Now()))
}

// Answer keeps whether the person of a row is the one it was taken for: "yes", "no", or "" to be asked again.
func (in *Intake) Answer(ctx context.Context, a org.Actor, programmeID, batchID string, row int, same string) error {
	return in.change(ctx, a, programmeID, batchID, func(b *Batch, t table.Table) error {
		if row < 1 || row > len(t.Rows) {
			return fault.Missing()
		}
		if b.Setup.Same == nil {
			b.Setup.Same = map[int]bool{}
		}
		switch same {
		case "yes", "no":
			b.Setup.Same[row] = same == "yes"
		case "":
			delete(b.Setup.Same, row)
		default:
			return fault.Field("same", "fault.bad_choice", "field", "same")
		}
		return nil
	})
}

// Fix keeps what is to stand in cells instead: column -> text, in one row. An unchanged cell is left as it is.
func (in *Intake) Fix(ctx context.Context, a org.Actor, programmeID, batchID string, row int, texts map[int]string) error {
	return in.change(ctx, a, programmeID, batchID, func(b *Batch, t table.Table) error {
		if row < 1 || row > len(t.Rows) || row == b.Setup.Heading {
			return fault.Missing()
		}
		for c, text := range texts {
			if c < 0 || c >= table.MaxColumns {
				return fault.Missing()
			}
			if value.HasCPR(text) {
				return fault.Field(ColumnField(c), "import.code_cpr_number", "heading", table.ColumnName(c))
			}
			if len(text) > 4*roster.MaxCell {
				return fault.Field(ColumnField(c), "import.code_cell_too_long", "heading", table.ColumnName(c))
			}
			if t.Cell(row, c).Text == text && t.Cell(row, c).Kind != table.Withheld {
				delete(b.Setup.Fixes, table.Address(row, c))
				continue
			}
			if b.Setup.Fixes == nil {
				b.Setup.Fixes = map[string]string{}
			}
			b.Setup.Fixes[table.Address(row, c)] = text
		}
		return nil
	})
}

// change reads an open batch, lets f change how it is read, and keeps that.
func (in *Intake) change(ctx context.Context, a org.Actor, programmeID, batchID string, f func(b *Batch, t table.Table) error) error {
	if err := may(a, programmeID); err != nil {
		return err
	}
	return in.DB.Write(ctx, func(tx *db.Tx) error {
		b, t, err := read(ctx, tx, a.Org, programmeID, batchID, tx.Lock())
		if err != nil {
			return err
		}
		if in.awake(b).Status != Open {
			return fault.New(fault.Conflict, "import.not_open")
		}
		if err := f(&b, t); err != nil {
			return err
		}
		return update(ctx, tx, b)
	})
}

// Batch reads what is known of a batch, without its table.
func (in *Intake) Batch(ctx context.Context, a org.Actor, programmeID, batchID string) (Batch, error) {
	if err := may(a, programmeID); err != nil {
		return Batch{}, err
	}
	b, err := find(ctx, in.DB, a.Org, programmeID, batchID)
	return in.awake(b), err
}

// Table reads a batch with its table.
func (in *Intake) Table(ctx context.Context, a org.Actor, programmeID, batchID string) (Batch, table.Table, error) {
	if err := may(a, programmeID); err != nil {
		return Batch{}, table.Table{}, err
	}
	b, t, err := read(ctx, in.DB, a.Org, programmeID, batchID, "")
	if err == nil && b.Status == Done {
		err = fault.New(fault.Gone, "import.done_already")
	}
	return in.awake(b), t, err
}

// awake opens a batch again that was being saved by a program that stopped: nothing of it was stored.
func (in *Intake) awake(b Batch) Batch {
	switch running := in.progress(b.ID) != nil; {
	case b.Status == Saving && !running:
		b.Status, b.Result.Failed = Open, "import.failed_stopped"
	case b.Status == Open && running:
		b.Status = Saving
	}
	return b
}

// View is a batch as it is looked over.
type View struct {
	Batch Batch
	Table table.Table
	Plan  *Plan
}

// Look is the dry run: what saving a batch would do now. It changes nothing.
func (in *Intake) Look(ctx context.Context, a org.Actor, programmeID, batchID string) (w View, err error) {
	if w.Batch, w.Table, err = in.Table(ctx, a, programmeID, batchID); err != nil {
		return w, err
	}
	w.Plan, err = in.plan(ctx, in.DB, w.Batch, w.Table, &Progress{})
	return w, err
}

// plan compares a table with what the organisation knows through q.
func (in *Intake) plan(ctx context.Context, q db.Q, b Batch, t table.Table, p *Progress) (*Plan, error) {
	o := b.Options(clock.DateOf(in.Clock.Now()))
	if missing := o.Missing(); len(missing) > 0 {
		return nil, fault.New(fault.Conflict, "import.columns_first")
	}
	d, err := in.directory(ctx, q, b.Org, b.Programme)
	if err != nil {
		return nil, err
	}
	list := roster.ReadEach(t, o, func(done, total int) { p.rows(done, 2*total) })
	s := Settings{Status: b.Setup.Status, Same: b.Setup.Same, Each: func(done, total int) { p.rows(total+done, 2*total) }}
	return Make(d, list, s, func(int, string) string { return id.New() }), nil
}

// directory reads what the organisation knows: four queries, however long the list.
func (in *Intake) directory(ctx context.Context, q db.Q, orgID, programmeID string) (d Directory, err error) {
	if d.People, err = in.Orgs.Everyone(ctx, q, orgID); err != nil {
		return d, err
	}
	if d.Taking, err = in.Enrolments.Taking(ctx, q, orgID); err != nil || programmeID == "" {
		return d, err
	}
	if d.Seats, err = in.Enrolments.Places(ctx, q, orgID, programmeID); err != nil {
		return d, err
	}
	d.Barriers, err = in.Enrolments.Barriers(ctx, q, orgID, programmeID)
	// What is quiet is as if it were not there: a list that says the same must not be told that it is known.
	d.Barriers = slices.DeleteFunc(d.Barriers, func(b enrolment.Barrier) bool { return b.Quiet })
	return d, err
}

// Recent lists the last files taken into a programme or, without one, as staff lists.
func (in *Intake) Recent(ctx context.Context, a org.Actor, programmeID string, limit int) ([]Batch, error) {
	if err := may(a, programmeID); err != nil {
		return nil, err
	}
	return recent(ctx, in.DB, a.Org, programmeID, limit)
}

// Before finds when the very same file was taken in; the zero Batch when it was not.
func (in *Intake) Before(ctx context.Context, a org.Actor, b Batch) (Batch, error) {
	if err := may(a, b.Programme); err != nil {
		return Batch{}, err
	}
	return before(ctx, in.DB, b)
}

// Discard forgets a batch that is not to be saved.
func (in *Intake) Discard(ctx context.Context, a org.Actor, programmeID, batchID string) error {
	if err := may(a, programmeID); err != nil {
		return err
	}
	if in.progress(batchID) != nil {
		return fault.New(fault.Conflict, "import.not_open")
	}
	return in.DB.Write(ctx, func(tx *db.Tx) error { return remove(ctx, tx, a.Org, programmeID, batchID) })
}

// Forget deletes every file that nobody looked over in time; a daily job calls it.
func (in *Intake) Forget(ctx context.Context) error {
	return in.DB.Write(ctx, func(tx *db.Tx) error { return forget(ctx, tx, in.Clock.Now().Add(-Keep)) })
}
