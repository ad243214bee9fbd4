// Package db opens SQLite or PostgreSQL and gives both the same face: one SQL text (PostgreSQL's $1 marks), transactions,
// times as fixed-width UTC text, JSON columns, migrations, and a Danish sort order named "da".
//
// SQLite runs in WAL mode with synchronous=FULL, one connection that writes and a small pool that reads. PostgreSQL runs at
// READ COMMITTED: a read that is followed by a write of the same row must use Tx.Lock.
package db
