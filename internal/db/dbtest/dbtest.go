// Package dbtest gives tests a fresh, migrated database of each engine.
package dbtest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/id"
)

// Env names the PostgreSQL server that tests may make databases on; `make test` starts one and sets it.
const Env = "MENTORSKAB_TEST_POSTGRES"

var skipped sync.Once

// Each runs f on a fresh SQLite file and, where Env is set, on a fresh PostgreSQL database.
func Each(t *testing.T, f func(t *testing.T, d *db.DB)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { f(t, SQLite(t)) })
	if os.Getenv(Env) == "" {
		skipped.Do(func() { fmt.Fprintln(os.Stderr, "!!! "+Env+" is not set: nothing here is tested on PostgreSQL") })
		return
	}
	t.Run("postgres", func(t *testing.T) { f(t, Postgres(t)) })
}

// Sources runs f with the address of a fresh, empty database of each engine, for what opens its own.
func Sources(t *testing.T, f func(t *testing.T, source string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { f(t, filepath.Join(t.TempDir(), "test.db")) })
	server := os.Getenv(Env)
	if server == "" {
		skipped.Do(func() { fmt.Fprintln(os.Stderr, "!!! "+Env+" is not set: nothing here is tested on PostgreSQL") })
		return
	}
	t.Run("postgres", func(t *testing.T) {
		admin, err := pgx.Connect(t.Context(), server)
		if err != nil {
			t.Fatalf("%s: %v", Env, err)
		}
		t.Cleanup(func() { _ = admin.Close(context.Background()) })
		name := "t_" + strings.ReplaceAll(id.New(), "-", "")
		if _, err := admin.Exec(t.Context(), "create database "+name); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _, _ = admin.Exec(context.Background(), "drop database if exists "+name+" with (force)") })
		f(t, withDatabase(t, server, name))
	})
}

var lite struct {
	once sync.Once
	body []byte
	err  error
}

// SQLite returns a fresh database in the test's folder, copied from one that was migrated once.
func SQLite(t testing.TB) *db.DB {
	t.Helper()
	lite.once.Do(func() {
		dir, err := os.MkdirTemp("", "mentorskab-schema")
		if err != nil {
			lite.err = err
			return
		}
		defer func() { _ = os.RemoveAll(dir) }()
		file := filepath.Join(dir, "schema.db")
		d, err := db.Open(t.Context(), file)
		if err != nil {
			lite.err = err
			return
		}
		if lite.err = d.Migrate(t.Context()); lite.err != nil {
			return
		}
		if lite.err = d.Close(); lite.err != nil {
			return
		}
		lite.body, lite.err = os.ReadFile(file)
	})
	if lite.err != nil {
		t.Fatalf("migrate: %v", lite.err)
	}
	file := filepath.Join(t.TempDir(), "test.db")
	if err := os.WriteFile(file, lite.body, 0o600); err != nil {
		t.Fatal(err)
	}
	return open(t, file)
}

// Postgres returns a fresh database cloned from a migrated template.
func Postgres(t testing.TB) *db.DB {
	t.Helper()
	server := os.Getenv(Env)
	ctx := t.Context()
	admin, err := pgx.Connect(ctx, server)
	if err != nil {
		t.Fatalf("%s: %v", Env, err)
	}
	t.Cleanup(func() { _ = admin.Close(context.Background()) })
	template := makeTemplate(t, admin, server)
	name := "t_" + strings.ReplaceAll(id.New(), "-", "")
	if _, err := admin.Exec(ctx, "create database "+name+" template "+template); err != nil {
		t.Fatalf("clone: %v", err)
	}
	t.Cleanup(func() { _, _ = admin.Exec(context.Background(), "drop database if exists "+name+" with (force)") })
	return open(t, withDatabase(t, server, name))
}

// makeTemplate migrates one template per schema text; an advisory lock lets only one test process make it.
func makeTemplate(t testing.TB, admin *pgx.Conn, server string) string {
	ctx := t.Context()
	sum := sha256.Sum256([]byte(db.SchemaText()))
	name := "template_" + hex.EncodeToString(sum[:8])
	if _, err := admin.Exec(ctx, "select pg_advisory_lock(4711)"); err != nil {
		t.Fatal(err)
	}
	defer func() { _, _ = admin.Exec(context.Background(), "select pg_advisory_unlock(4711)") }()
	var there bool
	if err := admin.QueryRow(ctx, "select exists (select 1 from pg_database where datname = $1)", name).Scan(&there); err != nil {
		t.Fatal(err)
	}
	if there {
		return name
	}
	if _, err := admin.Exec(ctx, "create database "+name+"_new"); err != nil {
		t.Fatal(err)
	}
	d, err := db.Open(ctx, withDatabase(t, server, name+"_new"))
	if err != nil {
		t.Fatal(err)
	}
	err = d.Migrate(ctx)
	_ = d.Close()
	if err != nil {
		t.Fatalf("migrate postgres: %v", err)
	}
	if _, err := admin.Exec(ctx, "alter database "+name+"_new rename to "+name); err != nil {
		t.Fatal(err)
	}
	return name
}

func withDatabase(t testing.TB, server, name string) string {
	u, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	u.Path = "/" + name
	return u.String()
}

func open(t testing.TB, source string) *db.DB {
	t.Helper()
	d, err := db.Open(t.Context(), source)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	return d
}
