package job_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/db/dbtest"
	"github.com/mentorskab/mentorskab/internal/job"
)

var silent = slog.New(slog.NewTextHandler(io.Discard, nil))

func openJobs(t *testing.T, d *db.DB, c clock.Clock, prepare func(j *job.Jobs)) *job.Jobs {
	t.Helper()
	j := job.New(d, c, silent)
	j.Backoff = func(int) time.Duration { return 10 * time.Millisecond }
	prepare(j)
	if err := j.Open(t.Context()); err != nil {
		t.Fatal(err)
	}
	return j
}

func start(t *testing.T, j *job.Jobs) {
	t.Helper()
	if err := j.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := j.Stop(ctx); err != nil {
			t.Error(err)
		}
	})
}

// wait fails the test when nothing comes.
func wait[T any](t *testing.T, c <-chan T) (v T) {
	t.Helper()
	select {
	case v = <-c:
	case <-time.After(20 * time.Second):
		t.Fatal("nothing came in 20 seconds")
	}
	return v
}

func TestJobCommitsWithItsCause(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		done := make(chan string, 10)
		j := openJobs(t, d, clock.System{}, func(j *job.Jobs) {
			j.Handle("greet", func(_ context.Context, args []byte) error {
				var a struct{ Name string }
				err := json.Unmarshal(args, &a)
				done <- a.Name
				return err
			})
		})
		stop := errors.New("stop")
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			if err := j.Enqueue(t.Context(), tx, "greet", map[string]string{"Name": "nobody"}); err != nil {
				return err
			}
			return stop
		})
		if !errors.Is(err, stop) {
			t.Fatal(err)
		}
		if n, err := db.One[int](t.Context(), d, "select count(*) from river_job"); err != nil || n != 0 {
			t.Fatalf("after a rollback %d jobs are there, %v", n, err)
		}
		err = d.Write(t.Context(), func(tx *db.Tx) error {
			if _, err := tx.Exec(t.Context(), "insert into setting (key, value, changed_at) values ('before','1','')"); err != nil {
				return err
			}
			if err := j.Enqueue(t.Context(), tx, "greet", map[string]string{"Name": "Åse"}); err != nil {
				return err
			}
			_, err := tx.Exec(t.Context(), "insert into setting (key, value, changed_at) values ('after','1','')")
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if n, err := db.One[int](t.Context(), d, "select count(*) from setting"); err != nil || n != 2 {
			t.Fatalf("%d rows beside the job, %v", n, err)
		}
		start(t, j)
		if got := wait(t, done); got != "Åse" {
			t.Fatalf("worked for %q", got)
		}
	})
}

func TestFailedJobIsTriedAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var tries atomic.Int32
		done := make(chan int32, 1)
		j := openJobs(t, d, clock.System{}, func(j *job.Jobs) {
			j.Handle("stubborn", func(context.Context, []byte) error {
				switch n := tries.Add(1); n {
				case 1:
					return errors.New("not yet")
				case 2:
					panic("not yet either")
				default:
					done <- n
					return nil
				}
			})
		})
		start(t, j)
		enqueue(t, d, j, "stubborn")
		if n := wait(t, done); n != 3 {
			t.Fatalf("done at try %d", n)
		}
	})
}

func enqueue(t *testing.T, d *db.DB, j *job.Jobs, kind string) {
	t.Helper()
	if err := d.Write(t.Context(), func(tx *db.Tx) error { return j.Enqueue(t.Context(), tx, kind, nil) }); err != nil {
		t.Fatal(err)
	}
}

func TestUnknownKindIsRefused(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		j := openJobs(t, d, clock.System{}, func(*job.Jobs) {})
		err := d.Write(t.Context(), func(tx *db.Tx) error { return j.Enqueue(t.Context(), tx, "misspelt", nil) })
		if err == nil {
			t.Fatal("a job that nobody handles was made")
		}
	})
}

func TestManyJobsAreEachDoneOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		const n = 100
		var mu sync.Mutex
		count := map[int]int{}
		var all sync.WaitGroup
		all.Add(n)
		j := openJobs(t, d, clock.System{}, func(j *job.Jobs) {
			j.HandleFew("count-up", 5, func(ctx context.Context, args []byte) error {
				var i int
				if err := json.Unmarshal(args, &i); err != nil {
					return err
				}
				// a job that writes must not stand in the way of those that make jobs
				err := d.Write(ctx, func(tx *db.Tx) error {
					_, err := tx.Exec(ctx, "insert into setting (key, value, changed_at) values ($1,'1','')", "n"+string(args))
					return err
				})
				mu.Lock()
				count[i]++
				if count[i] == 1 {
					all.Done()
				}
				mu.Unlock()
				return err
			})
		})
		start(t, j)
		var makers sync.WaitGroup
		for m := range 4 {
			makers.Go(func() {
				for i := m; i < n; i += 4 {
					if err := d.Write(context.Background(), func(tx *db.Tx) error { return j.Enqueue(context.Background(), tx, "count-up", i) }); err != nil {
						t.Error(err)
					}
				}
			})
		}
		makers.Wait()
		finished := make(chan bool)
		go func() { all.Wait(); close(finished) }()
		wait(t, finished)
		mu.Lock()
		defer mu.Unlock()
		for i, times := range count {
			if times != 1 {
				t.Errorf("job %d was done %d times", i, times)
			}
		}
	})
}

func TestDailyChoreComesOnceADay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		swept := make(chan bool, 10)
		c := clock.NewFake(time.Date(2027, 3, 1, 12, 0, 0, 0, time.UTC))
		prepare := func(j *job.Jobs) {
			j.Daily("sweep", 5, func(context.Context) error { swept <- true; return nil })
		}
		j := openJobs(t, d, c, prepare)
		tick := func(at time.Time, want int) {
			t.Helper()
			c.Set(at)
			var both sync.WaitGroup
			for range 3 {
				both.Go(func() {
					if err := j.Tick(t.Context()); err != nil {
						t.Error(err)
					}
				})
			}
			both.Wait()
			got, err := db.One[int](t.Context(), d, "select count(*) from river_job where kind='task'")
			if err != nil || got != want {
				t.Fatalf("at %s: %d jobs were made, want %d, %v", at, got, want, err)
			}
		}
		tick(time.Date(2027, 3, 1, 12, 0, 0, 0, time.UTC), 1)
		tick(time.Date(2027, 3, 1, 23, 59, 0, 0, time.UTC), 1)
		tick(time.Date(2027, 3, 2, 3, 59, 0, 0, time.UTC), 1) // 4.59 in Copenhagen: not yet
		tick(time.Date(2027, 3, 2, 4, 1, 0, 0, time.UTC), 2)
		tick(time.Date(2027, 3, 9, 4, 1, 0, 0, time.UTC), 3) // a week of silence is one turn, not seven
		j = openJobs(t, d, c, prepare)                       // a restart takes no second turn
		tick(time.Date(2027, 3, 9, 20, 0, 0, 0, time.UTC), 3)
		start(t, j)
		for range 3 {
			wait(t, swept)
		}
	})
}

func TestStopLetsARunningJobFinish(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		began, finish := make(chan bool), make(chan bool)
		var finished atomic.Bool
		j := openJobs(t, d, clock.System{}, func(j *job.Jobs) {
			j.Handle("slow", func(context.Context, []byte) error {
				close(began)
				<-finish
				finished.Store(true)
				return nil
			})
		})
		if err := j.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		enqueue(t, d, j, "slow")
		wait(t, began)
		stopped := make(chan error)
		go func() {
			ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
			defer cancel()
			stopped <- j.Stop(ctx)
		}()
		close(finish)
		if err := wait(t, stopped); err != nil || !finished.Load() {
			t.Fatalf("finished %v, %v", finished.Load(), err)
		}
		if state, err := db.One[string](t.Context(), d, "select state from river_job where kind='task'"); err != nil || state != "completed" {
			t.Fatalf("the job is %q, %v", state, err)
		}
	})
}

// TestLongJob lets a job take longer than others may, and no longer than it may itself.
func TestLongJob(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ended := make(chan error, 10)
		j := openJobs(t, d, clock.System{}, func(j *job.Jobs) {
			j.HandleLong("brood", 1, 50*time.Millisecond, func(ctx context.Context, _ []byte) error {
				until, limited := ctx.Deadline()
				if !limited || time.Until(until) > time.Second {
					ended <- errors.New("no deadline of its own")
					return nil
				}
				<-ctx.Done()
				ended <- ctx.Err()
				return nil
			})
		})
		start(t, j)
		if err := d.Write(t.Context(), func(tx *db.Tx) error { return j.Enqueue(t.Context(), tx, "brood", nil) }); err != nil {
			t.Fatal(err)
		}
		if err := wait(t, ended); !errors.Is(err, context.DeadlineExceeded) {
			t.Fatal(err)
		}
	})
}
