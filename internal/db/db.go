package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"github.com/mentorskab/mentorskab/internal/fault"
)

// Engine names the database behind a DB.
type Engine string

// The two engines.
const (
	SQLite   Engine = "sqlite"
	Postgres Engine = "postgres"
)

// DB is an open database. Reads go to Query/All/Get, writes to Write.
type DB struct {
	Engine Engine
	Pool   *pgxpool.Pool // PostgreSQL only
	write  *sql.DB
	read   *sql.DB
}

var registerOnce sync.Once

// Open opens a postgres:// URL, or else a SQLite file (made if missing).
func Open(ctx context.Context, source string) (*DB, error) {
	if strings.HasPrefix(source, "postgres://") || strings.HasPrefix(source, "postgresql://") {
		return openPostgres(ctx, source)
	}
	return openSQLite(ctx, source)
}

func openPostgres(ctx context.Context, source string) (*DB, error) {
	config, err := pgxpool.ParseConfig(source)
	if err != nil {
		return nil, fmt.Errorf("db: postgres address: %w", err)
	}
	if !strings.Contains(source, "pool_max_conns") { // jobs listen on one for good, and a page may hold one while it asks for another
		config.MaxConns = 16
	}
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("db: open postgres: %w", err)
	}
	if err := pool.Ping(ctx); err != nil {
		pool.Close()
		return nil, fmt.Errorf("db: reach postgres: %w", err)
	}
	h := stdlib.OpenDBFromPool(pool)
	return &DB{Engine: Postgres, Pool: pool, write: h, read: h}, nil
}

func openSQLite(ctx context.Context, file string) (*DB, error) {
	registerOnce.Do(func() {
		pool := sync.Pool{New: func() any { return collate.New(language.Danish) }}
		_ = lite.RegisterCollationUtf8("da", func(a, b string) int {
			c := pool.Get().(*collate.Collator)
			defer pool.Put(c)
			return c.CompareString(a, b)
		})
	})
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return nil, fmt.Errorf("db: folder: %w", err)
	}
	q := url.Values{"_txlock": {"immediate"}, "_pragma": {
		"journal_mode(WAL)", "synchronous(FULL)", "busy_timeout(10000)", "foreign_keys(1)", "temp_store(MEMORY)", "cache_size(-8000)",
	}}
	dsn := "file:" + (&url.URL{Path: file}).EscapedPath() + "?" + q.Encode()
	w := sql.OpenDB(connector{dsn})
	w.SetMaxOpenConns(1)
	if err := w.PingContext(ctx); err != nil {
		_ = w.Close()
		return nil, fmt.Errorf("db: open %s: %w", file, err)
	}
	q["_pragma"] = append(q["_pragma"], "query_only(1)")
	r := sql.OpenDB(connector{"file:" + (&url.URL{Path: file}).EscapedPath() + "?" + q.Encode()})
	r.SetMaxOpenConns(4)
	r.SetMaxIdleConns(4)
	return &DB{Engine: SQLite, write: w, read: r}, nil
}

// Close releases every connection.
func (d *DB) Close() error {
	err := d.write.Close()
	if d.read != d.write {
		err = errors.Join(err, d.read.Close())
	}
	if d.Pool != nil {
		d.Pool.Close()
	}
	return err
}

// Relax lets a SQLite file be written without waiting for the disk, until the function it returns is called. Only for what can be made
// again from nothing: a demonstration that is being filled.
func (d *DB) Relax(ctx context.Context) (restore func() error, err error) {
	if d.Engine != SQLite {
		return func() error { return nil }, nil
	}
	_, err = d.write.ExecContext(ctx, "pragma synchronous=off")
	return func() error {
		_, err := d.write.ExecContext(ctx, "pragma synchronous=full")
		return err
	}, err
}

// Writer is the handle that jobs and migrations use.
func (d *DB) Writer() *sql.DB { return d.write }

// Ping asks the database for a sign of life.
func (d *DB) Ping(ctx context.Context) error {
	var one int
	return d.read.QueryRowContext(ctx, "select 1").Scan(&one)
}

// Q runs statements: a DB (reads only) or a Tx.
type Q interface {
	query(ctx context.Context, text string, args []any) (*sql.Rows, error)
}

func (d *DB) query(ctx context.Context, text string, args []any) (*sql.Rows, error) {
	return d.read.QueryContext(ctx, d.bind(text), args...)
}

var (
	mark  = regexp.MustCompile(`\$(\d+)`)
	bound sync.Map // SQL text -> SQLite text
)

// bind rewrites $n to ?n for SQLite, where $n would be a name bound in order of appearance.
func (d *DB) bind(text string) string { return bind(d.Engine, text) }

func bind(e Engine, text string) string {
	if e == Postgres {
		return text
	}
	if s, ok := bound.Load(text); ok {
		return s.(string)
	}
	s := mark.ReplaceAllString(text, "?$1")
	bound.Store(text, s)
	return s
}

// Tx is a running transaction.
type Tx struct {
	SQL    *sql.Tx
	Conn   *sql.Conn
	Engine Engine
	after  []func()
}

func (t *Tx) query(ctx context.Context, text string, args []any) (*sql.Rows, error) {
	return t.SQL.QueryContext(ctx, bind(t.Engine, text), args...)
}

// Exec runs a statement and returns the number of rows it touched.
func (t *Tx) Exec(ctx context.Context, text string, args ...any) (int64, error) {
	r, err := t.SQL.ExecContext(ctx, bind(t.Engine, text), args...)
	if err != nil {
		return 0, classify(err)
	}
	return r.RowsAffected()
}

// Lock ends a select whose row will be written: " for update" on PostgreSQL; SQLite's transaction already holds the file.
func (t *Tx) Lock() string {
	if t.Engine == Postgres {
		return " for update"
	}
	return ""
}

// After runs f once the transaction has committed.
func (t *Tx) After(f func()) { t.after = append(t.after, f) }

// attempts is how often Write begins before it gives up.
const attempts = 4

// Write runs f in one transaction: commit when f returns nil, else roll back. When PostgreSQL breaks a transaction off because it and
// another wait for each other, f runs again from the start, so f sets what it gives to its caller and never adds to it.
func (d *DB) Write(ctx context.Context, f func(tx *Tx) error) error {
	for n := 1; ; n++ {
		err := d.once(ctx, f)
		if n == attempts || !deadlocked(err) {
			return err
		}
	}
}

// deadlocked tells whether PostgreSQL chose this transaction to let another one through.
func deadlocked(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && pg.Code == "40P01"
}

func (d *DB) once(ctx context.Context, f func(tx *Tx) error) error {
	conn, err := d.write.Conn(ctx)
	if err != nil {
		return fmt.Errorf("db: connection: %w", err)
	}
	defer func() { _ = conn.Close() }()
	stx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("db: begin: %w", err)
	}
	tx := &Tx{SQL: stx, Conn: conn, Engine: d.Engine}
	done := false
	defer func() {
		if !done { // f failed or panicked
			_ = stx.Rollback()
		}
	}()
	if err := f(tx); err != nil {
		return err
	}
	if err := stx.Commit(); err != nil {
		return fmt.Errorf("db: commit: %w", classify(err))
	}
	done = true
	for _, f := range tx.after {
		f()
	}
	return nil
}

// Scan copies the columns of the present row.
type Scan func(dest ...any) error

// All runs a query and reads every row with read.
func All[T any](ctx context.Context, q Q, read func(Scan) (T, error), text string, args ...any) (out []T, err error) {
	rows, err := q.query(ctx, text, args)
	if err != nil {
		return nil, classify(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		v, err := read(rows.Scan)
		if err != nil {
			return nil, fmt.Errorf("db: scan: %w", err)
		}
		out = append(out, v)
	}
	return out, classify(rows.Err())
}

// Get reads the first row; no row is fault.NotFound.
func Get[T any](ctx context.Context, q Q, read func(Scan) (T, error), text string, args ...any) (T, error) {
	var zero T
	all, err := All(ctx, q, read, text, args...)
	if err != nil {
		return zero, err
	}
	if len(all) == 0 {
		return zero, fault.Missing()
	}
	return all[0], nil
}

// One reads a single value, for counts and lookups.
func One[T any](ctx context.Context, q Q, text string, args ...any) (T, error) {
	return Get(ctx, q, func(s Scan) (v T, err error) { err = s(&v); return }, text, args...)
}

// Column reads one column of every row.
func Column[T any](ctx context.Context, q Q, text string, args ...any) ([]T, error) {
	return All(ctx, q, func(s Scan) (v T, err error) { err = s(&v); return }, text, args...)
}

// classify turns a unique violation into a Conflict fault, so that slices can say it in words.
func classify(err error) error {
	if err == nil {
		return nil
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) && pg.Code == "23505" {
		return &fault.Fault{Kind: fault.Conflict, Key: "fault.exists", Err: err}
	}
	var lite *sqlite.Error
	if errors.As(err, &lite) && (lite.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE || lite.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY) {
		return &fault.Fault{Kind: fault.Conflict, Key: "fault.exists", Err: err}
	}
	return err
}
