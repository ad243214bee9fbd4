package job

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
)

// Work is what a job does. An error means: try again later.
type Work func(ctx context.Context, args []byte) error

// Jobs is the queue and those who work on it.
type Jobs struct {
	db      *db.DB
	clock   clock.Clock
	log     *slog.Logger
	work    map[string]Work
	queues  map[string]river.QueueConfig // beside the default: of kinds that few may do at once
	most    map[string]time.Duration     // of kinds that may take longer than Timeout
	chores  []chore
	client  client
	started bool

	// Backoff is how long a job waits after its nth failure. Set it before Open.
	Backoff func(failures int) time.Duration
}

// client is River on either database.
type client interface {
	migrate(ctx context.Context) error
	insert(ctx context.Context, tx *db.Tx, args river.JobArgs, opts *river.InsertOpts) error
	Start(ctx context.Context) error
	Stop(ctx context.Context) error
	StopAndCancel(ctx context.Context) error
}

// New makes a queue in a database.
func New(d *db.DB, c clock.Clock, log *slog.Logger) *Jobs {
	return &Jobs{
		db: d, clock: c, log: log, work: map[string]Work{}, Backoff: Backoff,
		queues: map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: 12}}, most: map[string]time.Duration{},
	}
}

// Backoff waits longer after each failure: 10 s, 30 s, 2 min, 10 min, 1 h, then every three hours.
func Backoff(failures int) time.Duration {
	waits := []time.Duration{10 * time.Second, 30 * time.Second, 2 * time.Minute, 10 * time.Minute, time.Hour}
	if failures >= 1 && failures <= len(waits) {
		return waits[failures-1]
	}
	return 3 * time.Hour
}

// Timeout is how long one job may take. What a dead program left half done is taken up again after twice that time.
const Timeout = 5 * time.Minute

// attempts at three hours apart are three weeks.
const attempts = 170

// Handle names the work of a kind of job, in small letters with dashes. All kinds are named before Start.
func (j *Jobs) Handle(kind string, w Work) {
	if _, twice := j.work[kind]; twice || j.started {
		panic("job: " + kind + " is handled twice, or too late")
	}
	j.work[kind] = w
}

// HandleFew is Handle for a kind that at most so many may do at once; it never keeps the others waiting.
func (j *Jobs) HandleFew(kind string, atOnce int, w Work) {
	j.Handle(kind, w)
	j.queues[kind] = river.QueueConfig{MaxWorkers: atOnce}
}

// HandleLong is HandleFew for a kind that may take as long as most instead of Timeout.
func (j *Jobs) HandleLong(kind string, atOnce int, most time.Duration, w Work) {
	j.HandleFew(kind, atOnce, w)
	j.most[kind] = most
}

// task is every job's form in River: one kind of its, our kind inside.
type task struct {
	Do   string          `json:"do"`
	With json.RawMessage `json:"with"`
}

// Kind is River's name of a task.
func (task) Kind() string { return "task" }

// Open makes River's own tables and the client. It is needed before Enqueue, and after our own migrations.
func (j *Jobs) Open(ctx context.Context) error {
	workers := river.NewWorkers()
	river.AddWorker(workers, &worker{jobs: j})
	river.AddWorker(workers, &tickWorker{jobs: j})
	var err error
	if j.client, err = open(j.db, &river.Config{
		Workers: workers, Logger: slog.New(quiet{j.log.Handler()}), RetryPolicy: policy{j},
		Queues: j.queues, FetchCooldown: 10 * time.Millisecond, FetchPollInterval: time.Second,
		MaxAttempts: attempts, JobTimeout: Timeout, RescueStuckJobsAfter: 2 * Timeout,
		PeriodicJobs: []*river.PeriodicJob{river.NewPeriodicJob(river.PeriodicInterval(time.Minute),
			func() (river.JobArgs, *river.InsertOpts) { return tick{}, tickOnce }, &river.PeriodicJobOpts{RunOnStart: true})},
	}); err != nil {
		return fmt.Errorf("job: %w", err)
	}
	if err := j.client.migrate(ctx); err != nil {
		return fmt.Errorf("job: tables: %w", err)
	}
	return nil
}

// Start begins to work.
func (j *Jobs) Start(ctx context.Context) error {
	j.started = true
	if err := j.client.Start(context.WithoutCancel(ctx)); err != nil {
		return fmt.Errorf("job: start: %w", err)
	}
	return nil
}

// Stop takes no new job, lets those that run finish until ctx ends, then breaks them off; they are done again at the next start.
func (j *Jobs) Stop(ctx context.Context) error {
	if !j.started {
		return nil
	}
	err := j.client.Stop(ctx)
	if err == nil {
		return nil
	}
	after, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	return errors.Join(fmt.Errorf("job: stop: %w", err), j.client.StopAndCancel(after))
}

// Enqueue makes a job that exists if and only if the transaction commits. args becomes JSON.
func (j *Jobs) Enqueue(ctx context.Context, tx *db.Tx, kind string, args any) error {
	if _, known := j.work[kind]; !known {
		return fmt.Errorf("job: nobody handles %q", kind)
	}
	body, err := json.Marshal(args)
	if err != nil {
		return fmt.Errorf("job: %s: %w", kind, err)
	}
	var opts *river.InsertOpts
	if _, own := j.queues[kind]; own {
		opts = &river.InsertOpts{Queue: kind}
	}
	if err := j.client.insert(ctx, tx, task{kind, body}, opts); err != nil {
		return fmt.Errorf("job: %s: %w", kind, err)
	}
	return nil
}

type worker struct {
	river.WorkerDefaults[task]
	jobs *Jobs
}

// Work does one job.
func (w *worker) Work(ctx context.Context, job *river.Job[task]) error {
	do, known := w.jobs.work[job.Args.Do]
	if !known {
		return fmt.Errorf("job: nobody handles %q", job.Args.Do)
	}
	err := do(ctx, job.Args.With)
	if err != nil {
		w.jobs.log.Warn("job failed", "kind", job.Args.Do, "attempt", job.Attempt, "err", err)
	}
	return err
}

// Timeout is how long a job may take; 0 is Timeout.
func (w *worker) Timeout(job *river.Job[task]) time.Duration { return w.jobs.most[job.Args.Do] }

type policy struct{ jobs *Jobs }

// NextRetry says when a failed job is tried again.
func (p policy) NextRetry(row *rivertype.JobRow) time.Time {
	return time.Now().Add(p.jobs.Backoff(len(row.Errors) + 1))
}

// quiet passes River's own warnings and errors on, not its day-to-day.
type quiet struct{ slog.Handler }

// Enabled holds back what is below a warning.
func (q quiet) Enabled(ctx context.Context, l slog.Level) bool {
	return l >= slog.LevelWarn && q.Handler.Enabled(ctx, l)
}

// Handle passes a record on, but not that something was broken off because the program stops.
func (q quiet) Handle(ctx context.Context, r slog.Record) error {
	stopped := false
	r.Attrs(func(a slog.Attr) bool {
		stopped = stopped || strings.Contains(a.Value.String(), context.Canceled.Error())
		return !stopped
	})
	if stopped {
		return nil
	}
	return q.Handler.Handle(ctx, r)
}

// WithAttrs keeps the limit.
func (q quiet) WithAttrs(a []slog.Attr) slog.Handler { return quiet{q.Handler.WithAttrs(a)} }

// WithGroup keeps the limit.
func (q quiet) WithGroup(name string) slog.Handler { return quiet{q.Handler.WithGroup(name)} }
