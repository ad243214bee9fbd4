package job

import (
	"context"
	"time"

	"github.com/riverqueue/river"

	"github.com/mentorskab/mentorskab/internal/db"
)

// chore is work that comes back: once an hour or once a day.
type chore struct {
	name string
	turn func(now time.Time) string // names the hour or day that now belongs to
}

// zone is where days begin and end for chores.
var zone = func() *time.Location {
	l, err := time.LoadLocation("Europe/Copenhagen")
	if err != nil {
		return time.UTC
	}
	return l
}()

// Hourly does something once in every hour that the program runs in.
func (j *Jobs) Hourly(name string, f func(ctx context.Context) error) {
	j.every(name, f, func(now time.Time) string { return now.UTC().Format("2006-01-02T15") })
}

// Daily does something once a day, from the given hour on. A program that was not running then does it when it starts.
func (j *Jobs) Daily(name string, hour int, f func(ctx context.Context) error) {
	j.every(name, f, func(now time.Time) string {
		return now.In(zone).Add(-time.Duration(hour) * time.Hour).Format(time.DateOnly)
	})
}

func (j *Jobs) every(name string, f func(ctx context.Context) error, turn func(time.Time) string) {
	j.Handle(name, func(ctx context.Context, _ []byte) error { return f(ctx) })
	j.chores = append(j.chores, chore{name, turn})
}

// Tick makes the jobs of the chores whose turn has come. A turn is taken in the transaction of its job, so it comes once, whoever
// asks, however often, and after however many restarts.
func (j *Jobs) Tick(ctx context.Context) error {
	now := j.clock.Now()
	taken := map[string]string{}
	rows, err := db.All(ctx, j.db, func(s db.Scan) (r [2]string, err error) { err = s(&r[0], &r[1]); return r, err }, "select key, value from setting where key like 'chore.%'")
	if err != nil {
		return err
	}
	for _, r := range rows {
		taken[r[0]] = r[1]
	}
	for _, c := range j.chores {
		key, turn := "chore."+c.name, c.turn(now)
		if taken[key] >= turn {
			continue
		}
		err := j.db.Write(ctx, func(tx *db.Tx) error {
			n, err := tx.Exec(ctx, `insert into setting (key, value, changed_at) values ($1,$2,$3)
				on conflict (key) do update set value=excluded.value, changed_at=excluded.changed_at where setting.value < excluded.value`, key, turn, db.At(now))
			if err != nil || n == 0 {
				return err
			}
			return j.Enqueue(ctx, tx, c.name, struct{}{})
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// tick is River's own periodic job: it looks whether a chore's turn has come.
type tick struct{}

// Kind is River's name of a tick.
func (tick) Kind() string { return "tick" }

var tickOnce = &river.InsertOpts{MaxAttempts: 1}

type tickWorker struct {
	river.WorkerDefaults[tick]
	jobs *Jobs
}

// Work looks once.
func (w *tickWorker) Work(ctx context.Context, _ *river.Job[tick]) error { return w.jobs.Tick(ctx) }
