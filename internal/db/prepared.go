package db

import (
	"context"
	"database/sql/driver"
	"errors"
	"strings"

	"modernc.org/sqlite"
)

// connector opens SQLite connections that keep the statements they have prepared: parsing one costs more than running it. PostgreSQL's
// driver does the same by itself.
type connector struct{ dsn string }

func (c connector) Connect(context.Context) (driver.Conn, error) {
	inner, err := lite.Open(c.dsn)
	if err != nil {
		return nil, err
	}
	full, ok := inner.(fullConn)
	if !ok {
		return nil, errors.Join(errors.New("db: the SQLite driver lacks what is needed"), inner.Close())
	}
	return &preparedConn{fullConn: full, kept: map[string]*keptStmt{}}, nil
}

func (c connector) Driver() driver.Driver { return lite }

// lite is the driver with our collation.
var lite = &sqlite.Driver{}

// fullConn is what the SQLite driver's connection can do.
type fullConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

// mostKept is how many statements a connection keeps; the program has some hundreds.
const mostKept = 500

type preparedConn struct {
	fullConn
	kept map[string]*keptStmt
}

type keptStmt struct {
	driver.Stmt
	busy bool // its rows are being read: a second reader prepares its own
}

// take finds or prepares a statement; nil means that the text must go the ordinary way.
func (c *preparedConn) take(ctx context.Context, text string) (*keptStmt, error) {
	if k := c.kept[text]; k != nil {
		if k.busy {
			return nil, nil //nolint:nilnil // nil is an answer here
		}
		return k, nil
	}
	if strings.Contains(text, ";") { // a script
		return nil, nil //nolint:nilnil // nil is an answer here
	}
	if len(c.kept) >= mostKept {
		for old, k := range c.kept {
			if !k.busy {
				delete(c.kept, old)
				if err := k.Close(); err != nil {
					return nil, err
				}
			}
		}
	}
	s, err := c.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	k := &keptStmt{Stmt: s}
	c.kept[text] = k
	return k, nil
}

// ExecContext runs a statement that gives no rows.
func (c *preparedConn) ExecContext(ctx context.Context, text string, args []driver.NamedValue) (driver.Result, error) {
	k, err := c.take(ctx, text)
	if err != nil {
		return nil, err
	}
	if k != nil {
		if s, ok := k.Stmt.(driver.StmtExecContext); ok {
			return s.ExecContext(ctx, args)
		}
	}
	return c.fullConn.ExecContext(ctx, text, args)
}

// QueryContext runs a statement that gives rows.
func (c *preparedConn) QueryContext(ctx context.Context, text string, args []driver.NamedValue) (driver.Rows, error) {
	k, err := c.take(ctx, text)
	if err != nil {
		return nil, err
	}
	if k != nil {
		if s, ok := k.Stmt.(driver.StmtQueryContext); ok {
			rows, err := s.QueryContext(ctx, args)
			if err != nil {
				return nil, err
			}
			k.busy = true
			return &keptRows{rows, k}, nil
		}
	}
	return c.fullConn.QueryContext(ctx, text, args)
}

// Close ends the connection and its statements.
func (c *preparedConn) Close() error {
	var all []error
	for _, k := range c.kept {
		all = append(all, k.Close())
	}
	clear(c.kept)
	return errors.Join(append(all, c.fullConn.Close())...)
}

// keptRows gives its statement back when it is closed.
type keptRows struct {
	driver.Rows
	of *keptStmt
}

func (r *keptRows) Close() error {
	r.of.busy = false
	return r.Rows.Close()
}
