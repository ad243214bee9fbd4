package db

import (
	"context"
	"fmt"
	"strconv"
	"strings"
)

// Rows of one statement of Bulk; SQLite takes 32,766 values in a statement, and more rows than this gain nothing.
const bulkRows = 100

// Bulk inserts many rows in few statements: into is "person (id, name)", on what follows the values, such as "on conflict (id) do
// nothing". done, which may be nil, is told how many rows are written. A row stands once only, also when on updates.
func (t *Tx) Bulk(ctx context.Context, into, on string, rows [][]any, done func(n int)) error {
	for start := 0; start < len(rows); start += bulkRows {
		part := rows[start:min(start+bulkRows, len(rows))]
		args := make([]any, 0, len(part)*len(part[0]))
		for _, r := range part {
			args = append(args, r...)
		}
		if _, err := t.SQL.ExecContext(ctx, bulkText(t.Engine, into, on, len(part), len(part[0])), args...); err != nil {
			return fmt.Errorf("db: bulk: %w", classify(err))
		}
		if done != nil {
			done(start + len(part))
		}
	}
	return nil
}

// bulkText writes the statement. SQLite gets marks without numbers, because it looks numbered ones up by name one after the other.
func bulkText(e Engine, into, on string, rows, columns int) string {
	var b strings.Builder
	b.WriteString("insert into " + into + " values ")
	n := 0
	for r := range rows {
		if r > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('(')
		for c := range columns {
			if c > 0 {
				b.WriteByte(',')
			}
			if n++; e == SQLite {
				b.WriteByte('?')
			} else {
				b.WriteString("$" + strconv.Itoa(n))
			}
		}
		b.WriteByte(')')
	}
	return b.String() + " " + on
}
