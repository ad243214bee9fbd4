package db_test

import (
	"context"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/db/dbtest"
	"github.com/mentorskab/mentorskab/internal/fault"
)

var update = flag.Bool("update", false, "write the golden files")

func put(t *testing.T, d *db.DB, key, value string) error {
	t.Helper()
	return d.Write(t.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(t.Context(), "insert into setting (value, key, changed_at) values ($2, $1, $3)", key, value, db.At(time.Now()))
		return err
	})
}

func TestNumberedMarksAreBoundByNumber(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		if err := put(t, d, "name", "Ærø"); err != nil {
			t.Fatal(err)
		}
		got, err := db.One[string](t.Context(), d, "select value from setting where key = $1", "name")
		if err != nil || got != "Ærø" {
			t.Fatalf("got %q, %v", got, err)
		}
	})
}

func TestSecondRowOfSameKeyIsConflict(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		if err := put(t, d, "a", "1"); err != nil {
			t.Fatal(err)
		}
		if err := put(t, d, "a", "2"); !fault.Is(err, fault.Conflict) {
			t.Fatalf("want conflict, got %v", err)
		}
	})
}

func TestFailedWriteLeavesNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ran := false
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			tx.After(func() { ran = true })
			if _, err := tx.Exec(t.Context(), "insert into setting (key, value, changed_at) values ('x','1','')"); err != nil {
				return err
			}
			return errors.New("stop")
		})
		n, err2 := db.One[int](t.Context(), d, "select count(*) from setting")
		if err == nil || err2 != nil || n != 0 || ran {
			t.Fatalf("err %v, %v; rows %d; after ran %v", err, err2, n, ran)
		}
	})
}

func TestConcurrentReadModifyWriteLosesNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		if err := put(t, d, "n", ""); err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				for range 10 {
					err := d.Write(context.Background(), func(tx *db.Tx) error {
						v, err := db.One[string](context.Background(), tx, "select value from setting where key='n'"+tx.Lock())
						if err != nil {
							return err
						}
						_, err = tx.Exec(context.Background(), "update setting set value=$1 where key='n'", v+"x")
						return err
					})
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		v, err := db.One[string](t.Context(), d, "select value from setting where key='n'")
		if err != nil || len(v) != 80 {
			t.Fatalf("%d updates of 80 kept, %v", len(v), err)
		}
	})
}

func TestDanishOrder(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for _, k := range []string{"Åse", "Ørsted", "Ærø", "Zenia", "Anna"} {
			if err := put(t, d, k, ""); err != nil {
				t.Fatal(err)
			}
		}
		got, err := db.Column[string](t.Context(), d, `select key from setting order by key collate "da"`)
		if want := []string{"Anna", "Zenia", "Ærø", "Ørsted", "Åse"}; err != nil || !slices.Equal(got, want) {
			t.Fatalf("got %v, %v", got, err)
		}
	})
}

func TestTimesComeBack(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		at := time.Date(2026, 11, 24, 9, 30, 0, 123456000, time.FixedZone("CET", 3600))
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(t.Context(), "insert into setting (key, value, changed_at) values ('x','1',$1)", db.At(at))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		got, err := db.One[db.Time](t.Context(), d, "select max(changed_at) from setting")
		if err != nil || !got.Equal(at) {
			t.Fatalf("got %v, %v", got, err)
		}
	})
}

func TestMissingRowIsNotFound(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		if _, err := db.One[string](t.Context(), d, "select value from setting where key='no'"); !fault.Is(err, fault.NotFound) {
			t.Fatalf("got %v", err)
		}
	})
}

func TestReadsCannotWrite(t *testing.T) {
	d := dbtest.SQLite(t)
	if _, err := db.Column[string](t.Context(), d, "insert into setting (key,value,changed_at) values ('a','b','') returning key"); err == nil {
		t.Fatal("a read handle wrote")
	}
}

func TestNewerSchemaIsRefused(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		if err := d.Migrate(t.Context()); err != nil {
			t.Fatalf("second migrate: %v", err)
		}
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(t.Context(), "insert into goose_db_version (version_id, is_applied) values (9999, $1)", true)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := d.Migrate(t.Context()); !fault.Is(err, fault.Conflict) {
			t.Fatalf("want refusal, got %v", err)
		}
	})
}

// TestSchema holds the whole schema as one golden text, so that a change of it is seen in review.
func TestSchema(t *testing.T) {
	d := dbtest.SQLite(t)
	all, err := db.Column[string](t.Context(), d, "select sql from sqlite_master where sql is not null and name not like 'goose%' and name not like 'sqlite%' order by tbl_name, type desc, name")
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Join(all, ";\n\n") + ";\n"
	file := filepath.Join("schema.sql")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Fatalf("schema differs from schema.sql (go test ./internal/db -update writes it):\n%s", diff)
	}
}

// TestEnginesHaveTheSameColumns compares the two schemas column by column.
func TestEnginesHaveTheSameColumns(t *testing.T) {
	if os.Getenv(dbtest.Env) == "" {
		t.Logf("!!! %s is not set: engines not compared", dbtest.Env)
		return
	}
	lite, err := db.Column[string](t.Context(), dbtest.SQLite(t), `select m.name || '.' || c.name || ' ' || c."notnull" from sqlite_master m, pragma_table_info(m.name) c
		where m.type='table' and m.name not like 'goose%' and m.name not like 'sqlite%' and c.pk = 0 order by 1`)
	if err != nil {
		t.Fatal(err)
	}
	pg, err := db.Column[string](t.Context(), dbtest.Postgres(t), `select c.table_name || '.' || c.column_name || ' ' || case c.is_nullable when 'NO' then 1 else 0 end from information_schema.columns c
		where c.table_schema='public' and c.table_name not like 'goose%' and not exists (
			select 1 from information_schema.key_column_usage k join information_schema.table_constraints tc using (constraint_name, table_name)
			where tc.constraint_type='PRIMARY KEY' and k.table_name=c.table_name and k.column_name=c.column_name)`)
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(lite)
	slices.Sort(pg)
	if diff := cmp.Diff(lite, pg); diff != "" {
		t.Fatal(diff)
	}
}

// Two transactions that take the same two rows in opposite order: one is broken off, begins again, and neither is lost.
func TestDeadlockBeginsAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := t.Context()
		for _, key := range []string{"a", "b"} {
			if err := put(t, d, key, ""); err != nil {
				t.Fatal(err)
			}
		}
		var both sync.WaitGroup // each holds its first row; SQLite has one writer and lets nobody wait for another
		both.Add(2)
		var wg sync.WaitGroup
		for _, order := range [][]string{{"a", "b"}, {"b", "a"}} {
			wg.Go(func() {
				runs := 0
				err := d.Write(ctx, func(tx *db.Tx) error {
					runs++
					for i, key := range order {
						if _, err := tx.Exec(ctx, "update setting set value = value || 'x' where key=$1", key); err != nil {
							return err
						}
						if d.Engine == db.Postgres && runs == 1 && i == 0 {
							both.Done()
							both.Wait()
						}
					}
					return nil
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		got, err := db.Column[string](ctx, d, "select value from setting where key in ('a','b')")
		if err != nil || !slices.Equal(got, []string{"xx", "xx"}) {
			t.Fatalf("got %q, %v", got, err)
		}
	})
}
