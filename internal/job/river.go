package job

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"

	"github.com/mentorskab/mentorskab/internal/db"
)

func open(d *db.DB, c *river.Config) (client, error) {
	if d.Engine == db.Postgres {
		return build(riverpgxv5.New(d.Pool), c, bridge)
	}
	return build(riversqlite.New(d.Writer()), c, func(_ context.Context, tx *db.Tx, f func(*sql.Tx) error) error { return f(tx.SQL) })
}

// typed is River with its own idea of a transaction, T; within finds that T inside one of ours.
type typed[T any] struct {
	*river.Client[T]
	driver riverdriver.Driver[T]
	config *river.Config
	within func(ctx context.Context, tx *db.Tx, f func(T) error) error
}

func build[T any](driver riverdriver.Driver[T], c *river.Config, within func(context.Context, *db.Tx, func(T) error) error) (client, error) {
	r, err := river.NewClient(driver, c)
	if err != nil {
		return nil, err
	}
	return typed[T]{r, driver, c, within}, nil
}

func (t typed[T]) migrate(ctx context.Context) error {
	m, err := rivermigrate.New(t.driver, &rivermigrate.Config{Logger: t.config.Logger})
	if err != nil {
		return err
	}
	_, err = m.Migrate(ctx, rivermigrate.DirectionUp, nil)
	return err
}

func (t typed[T]) insert(ctx context.Context, tx *db.Tx, args river.JobArgs, opts *river.InsertOpts) error {
	return t.within(ctx, tx, func(own T) error {
		_, err := t.InsertTx(ctx, own, args, opts)
		return err
	})
}

// bridge hands River the PostgreSQL transaction that database/sql has open on this connection. database/sql keeps it: River may use
// it, never end it.
func bridge(_ context.Context, tx *db.Tx, f func(pgx.Tx) error) error {
	return tx.Conn.Raw(func(driver any) error {
		conn, ok := driver.(*stdlib.Conn)
		if !ok {
			return fmt.Errorf("job: a connection of kind %T", driver)
		}
		return f(borrowed{conn.Conn()})
	})
}

// borrowed is a running transaction seen through its connection, which has the methods that pgx.Tx adds nothing to.
type borrowed struct{ *pgConn }

type pgConn = pgx.Conn // named so, because pgx.Tx has a method Conn

var errBorrowed = errors.New("job: the transaction belongs to its caller")

// Begin is refused: River asks for none when it inserts.
func (borrowed) Begin(context.Context) (pgx.Tx, error) { return nil, errBorrowed }

// Commit is refused.
func (borrowed) Commit(context.Context) error { return errBorrowed }

// Rollback is refused.
func (borrowed) Rollback(context.Context) error { return errBorrowed }

// LargeObjects is not used.
func (borrowed) LargeObjects() pgx.LargeObjects { return pgx.LargeObjects{} }

// Conn is the connection.
func (b borrowed) Conn() *pgx.Conn { return b.pgConn }
