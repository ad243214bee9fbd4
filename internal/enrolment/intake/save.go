package intake

import (
	"context"
	"fmt"
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
	read, toRead, written, toWrite atomic.Int64
	started                        time.Time
}

// reading is the part of the work, in per cent, that reading and comparing take; writing takes the rest.
const reading = 60

// rows notes how much is read and compared.
func (p *Progress) rows(done, total int) {
	p.read.Store(int64(done))
	p.toRead.Store(int64(total))
}

// Percent is how much of all the work is done.
func (p *Progress) Percent() int {
	share := func(done, total int64) int {
		if total == 0 {
			return 0
		}
		return int(100 * done / total)
	}
	if to := p.toWrite.Load(); to > 0 {
		return reading + share(p.written.Load(), to)*(100-reading)/100
	}
	return share(p.read.Load(), p.toRead.Load()) * reading / 100
}

// Writing gives how many people and seats are written of how many; 0, 0 while the list is being compared.
func (p *Progress) Writing() (done, total int) { return int(p.written.Load()), int(p.toWrite.Load()) }

// Left guesses how much longer it takes, by what it has taken so far; 0 while nobody can tell.
func (p *Progress) Left(now time.Time) time.Duration {
	done := p.Percent()
	if done == 0 {
		return 0
	}
	return now.Sub(p.started) / time.Duration(done) * time.Duration(100-done)
}

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

// Stop waits for what is being saved, as long as ctx lets it; what is not done by then is given up and stores nothing.
func (in *Intake) Stop(ctx context.Context) error {
	done := make(chan struct{})
	go func() {
		in.work.Wait()
		close(done)
	}()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("intake: a list was still being saved: %w", ctx.Err())
	}
}

// claim makes a batch this program's to save; nil when it is being saved already.
func (in *Intake) claim(ctx context.Context, a org.Actor, programmeID, batchID string) (*Progress, Batch, error) {
	b, err := in.Batch(ctx, a, programmeID, batchID)
	if err != nil {
		return nil, b, err
	}
	p := &Progress{started: in.Clock.Now()}
	if first, err := in.register(b, p); !first || err != nil {
		return nil, b, err
	}
	err = in.DB.Write(ctx, func(tx *db.Tx) error { return status(ctx, tx, b, Saving, Result{}, time.Time{}) })
	if err != nil {
		in.unregister(b.ID)
		return nil, b, err
	}
	return p, b, nil
}

// register notes that a batch is being saved here; first is false when it is already.
func (in *Intake) register(b Batch, p *Progress) (first bool, err error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	switch {
	case in.running[b.ID] != nil:
		return false, nil
	case b.Status == Done:
		return false, fault.New(fault.Gone, "import.done_already")
	}
	if in.running == nil {
		in.running = map[string]*Progress{}
	}
	in.running[b.ID] = p
	return true, nil
}

func (in *Intake) unregister(batchID string) {
	in.mu.Lock()
	defer in.mu.Unlock()
	delete(in.running, batchID)
}

// run saves a batch in one transaction. When it fails nothing is stored, the batch is open again and says why.
func (in *Intake) run(ctx context.Context, a org.Actor, b Batch, p *Progress) (out Result, err error) {
	defer func() {
		if err != nil && !fault.Is(err, fault.Gone) {
			in.fail(context.WithoutCancel(ctx), b, err)
		}
		in.unregister(b.ID)
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
		plan, err := in.plan(ctx, tx, b, t, p)
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

// lock holds the organisation, so that no other list changes its directory meanwhile, and the programme, so that nobody else gives out
// its seats.
func (in *Intake) lock(ctx context.Context, tx *db.Tx, b Batch) error {
	if _, err := db.One[string](ctx, tx, "select id from organisation where id=$1"+tx.Lock(), b.Org); err != nil || b.Programme == "" {
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
	p.toWrite.Store(int64(len(plan.People) + len(plan.Seats)))
	if err := in.Orgs.SavePeople(ctx, tx, b.Org, plan.People, func(n int) { p.written.Store(int64(n)) }); err != nil {
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
	err := in.Enrolments.SavePlaces(ctx, tx, b.Org, b.Programme, plan.Seats, accounts, func(n int) { p.written.Store(int64(saved + n)) })
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
