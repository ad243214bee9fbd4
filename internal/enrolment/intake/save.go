package intake

import (
	"context"
	"log/slog"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/mentorskab/mentorskab/internal/audit"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/org"
)

// Progress is how far the saving of a batch has come; safe to read while it runs.
type Progress struct {
	done, total atomic.Int64
}

// Counts gives rows written and rows to write; 0, 0 while the list is being compared.
func (p *Progress) Counts() (done, total int) { return int(p.done.Load()), int(p.total.Load()) }

// Progress of a batch that is being saved here and now; nil when it is not.
func (in *Intake) Progress(a org.Actor, programmeID, batchID string) *Progress {
	if may(a, programmeID) != nil {
		return nil
	}
	return in.progress(batchID)
}

func (in *Intake) progress(batchID string) *Progress {
	in.mu.Lock()
	defer in.mu.Unlock()
	return in.running[batchID]
}

// Start begins to save a batch and returns at once; Batch tells when it is done and Progress how far it is. It goes on when the
// visitor leaves. A second call while it runs changes nothing.
func (in *Intake) Start(ctx context.Context, a org.Actor, programmeID, batchID string) error {
	p, b, err := in.claim(ctx, a, programmeID, batchID)
	if err != nil || p == nil {
		return err
	}
	in.work.Add(1)
	go func() {
		defer in.work.Done()
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 15*time.Minute)
		defer cancel()
		if _, err := in.run(ctx, a, b, p); err != nil {
			in.log().Error("import", "batch", batchID, "err", err) // nobody waits for this work
		}
	}()
	return nil
}

// Save saves a batch and waits for it.
func (in *Intake) Save(ctx context.Context, a org.Actor, programmeID, batchID string) (Result, error) {
	p, b, err := in.claim(ctx, a, programmeID, batchID)
	if err != nil || p == nil {
		return Result{}, err
	}
	return in.run(ctx, a, b, p)
}

// Wait returns when nothing is being saved any more.
func (in *Intake) Wait() { in.work.Wait() }

// claim makes a batch this program's to save; nil when it is being saved already.
func (in *Intake) claim(ctx context.Context, a org.Actor, programmeID, batchID string) (*Progress, Batch, error) {
	b, err := in.Batch(ctx, a, programmeID, batchID)
	if err != nil {
		return nil, b, err
	}
	in.mu.Lock()
	defer in.mu.Unlock()
	switch {
	case in.running[batchID] != nil:
		return nil, b, nil
	case b.Status != Open:
		return nil, b, fault.New(fault.Gone, "import.done_already")
	}
	if in.running == nil {
		in.running = map[string]*Progress{}
	}
	p := &Progress{}
	in.running[batchID] = p
	return p, b, nil
}

// run saves a batch in one transaction. When it fails nothing is stored, the batch is open again and says why.
func (in *Intake) run(ctx context.Context, a org.Actor, b Batch, p *Progress) (out Result, err error) {
	defer func() {
		if err != nil && !fault.Is(err, fault.Gone) {
			in.fail(context.WithoutCancel(ctx), b, err)
		}
		in.mu.Lock()
		delete(in.running, b.ID)
		in.mu.Unlock()
	}()
	err = in.DB.Write(ctx, func(tx *db.Tx) error {
		if err := in.lock(ctx, tx, b); err != nil {
			return err
		}
		b, t, err := read(ctx, tx, b.Org, b.Programme, b.ID, tx.Lock())
		switch {
		case err != nil:
			return err
		case b.Status == Done:
			return fault.New(fault.Gone, "import.done_already")
		}
		plan, err := in.plan(ctx, tx, b, t)
		if err != nil {
			return err
		}
		if err := in.write(ctx, tx, b, plan, p); err != nil {
			return err
		}
		out = result(plan)
		if err := status(ctx, tx, b, Done, out, in.Clock.Now()); err != nil {
			return err
		}
		return in.record(ctx, tx, a, b, plan.Counts)
	})
	return out, err
}

// lock holds the programme, or the organisation, so that nobody else gives out its seats or changes its directory meanwhile.
func (in *Intake) lock(ctx context.Context, tx *db.Tx, b Batch) error {
	if b.Programme == "" {
		_, err := db.One[string](ctx, tx, "select id from organisation where id=$1"+tx.Lock(), b.Org)
		return err
	}
	if _, err := db.One[string](ctx, tx, "select id from programme where org_id=$1 and id=$2"+tx.Lock(), b.Org, b.Programme); err != nil {
		return err
	}
	return in.open(ctx, tx, b.Org, b.Programme)
}

// fail opens a batch again and keeps why it was not saved.
func (in *Intake) fail(ctx context.Context, b Batch, why error) {
	key := "import.failed_error"
	if all := fault.List(why); len(all) > 0 && !fault.Is(why, fault.Internal) && all[0].Key != "fault.exists" {
		key = all[0].Key
	}
	err := in.DB.Write(ctx, func(tx *db.Tx) error { return status(ctx, tx, b, Open, Result{Failed: key}, time.Time{}) })
	if err != nil {
		in.log().Error("import", "batch", b.ID, "err", err)
	}
}

func (in *Intake) log() *slog.Logger {
	if in.Log != nil {
		return in.Log
	}
	return slog.Default()
}

// write carries out a plan.
func (in *Intake) write(ctx context.Context, tx *db.Tx, b Batch, plan *Plan, p *Progress) error {
	p.total.Store(int64(len(plan.People) + len(plan.Seats)))
	if err := in.Orgs.SavePeople(ctx, tx, b.Org, plan.People, func(n int) { p.done.Store(int64(n)) }); err != nil {
		return err
	}
	if b.Programme == "" {
		return nil
	}
	accounts := map[string]string{}
	for _, o := range plan.Outcomes {
		if o.entry != nil && o.entry.person.Account != "" {
			accounts[o.entry.person.ID] = o.entry.person.Account
		}
	}
	saved := len(plan.People)
	err := in.Enrolments.SavePlaces(ctx, tx, b.Org, b.Programme, plan.Seats, accounts, func(n int) { p.done.Store(int64(saved + n)) })
	if err != nil {
		return err
	}
	return in.Enrolments.AddBarriers(ctx, tx, b.Org, b.Programme, plan.Barriers)
}

// record writes what was done into the audit, in figures.
func (in *Intake) record(ctx context.Context, tx *db.Tx, a org.Actor, b Batch, c Counts) error {
	act := "import_participants"
	if b.Programme == "" {
		act = "import_staff"
	}
	detail := map[string]string{}
	for name, n := range map[string]int{"rows": c.Imported, "refused": c.Refused, "people": c.People + c.Staff, "seats": c.Mentors + c.Mentees, "changed": c.Changed} {
		detail[name] = strconv.Itoa(n)
	}
	return audit.Log(ctx, tx, in.Clock, audit.Entry{Org: b.Org, Programme: b.Programme, Account: a.Account, Act: act, Object: b.ID, Detail: detail})
}
