package db

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"

	"github.com/mentorskab/mentorskab/internal/fault"
)

//go:embed migrations/*.sql
var files embed.FS

// Migrate brings the schema to this binary's version. A schema newer than the binary is refused: an older program must not write in it.
func (d *DB) Migrate(ctx context.Context) error {
	names, err := fs.Glob(files, "migrations/*.sql")
	if err != nil || len(names) == 0 {
		return fmt.Errorf("db: no migrations: %w", err)
	}
	var steps []*goose.Migration
	var newest int64
	for _, name := range names {
		text, err := files.ReadFile(name)
		if err != nil {
			return err
		}
		version, err := strconv.ParseInt(strings.SplitN(strings.TrimPrefix(name, "migrations/"), "_", 2)[0], 10, 64)
		if err != nil {
			return fmt.Errorf("db: migration %s: %w", name, err)
		}
		newest = max(newest, version)
		body := Dialect(d.Engine, string(text))
		steps = append(steps, goose.NewGoMigration(version, &goose.GoFunc{RunTx: func(ctx context.Context, tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, body)
			return err
		}}, nil))
	}
	if d.Engine == Postgres {
		if _, err := d.write.ExecContext(ctx, prelude); err != nil {
			return fmt.Errorf("db: collation da: %w", err)
		}
	}
	dialect := database.DialectSQLite3
	if d.Engine == Postgres {
		dialect = database.DialectPostgres
	}
	p, err := goose.NewProvider(dialect, d.write, nil, goose.WithGoMigrations(steps...), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return fmt.Errorf("db: migrations: %w", err)
	}
	at, err := p.GetDBVersion(ctx)
	if err != nil {
		return fmt.Errorf("db: schema version: %w", err)
	}
	if at > newest {
		return fault.New(fault.Conflict, "fault.schema_newer", "schema", at, "program", newest)
	}
	if at == newest {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Minute)
	defer cancel()
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("db: migrate: %w", err)
	}
	return nil
}

// prelude makes what PostgreSQL lacks: Danish order under the name that SQLite has it.
const prelude = `do $$ begin
	if not exists (select 1 from pg_collation where collname = 'da' and collnamespace = current_schema()::regnamespace) then
		create collation da (provider = icu, locale = 'da-DK');
	end if;
end $$;`

var (
	typeNames = regexp.MustCompile(`\b(bigint|boolean|double precision|bytea)\b`)
	tableEnd  = regexp.MustCompile(`(?m)^\);`)
)

// Dialect turns the one migration text, written for PostgreSQL, into the engine's own: SQLite gets its type names and STRICT tables. What
// only one engine can read stands behind a line "-- +sqlite" or "-- +postgres", up to the next such line or "-- +both".
func Dialect(e Engine, text string) string {
	text = onlyFor(e, text)
	if e == Postgres {
		return text
	}
	text = typeNames.ReplaceAllStringFunc(text, func(s string) string {
		return map[string]string{"bigint": "integer", "boolean": "integer", "double precision": "real", "bytea": "blob"}[s]
	})
	return tableEnd.ReplaceAllString(text, ") strict;")
}

func onlyFor(e Engine, text string) string {
	mine, keep := map[Engine]string{SQLite: "sqlite", Postgres: "postgres"}[e], true
	var b strings.Builder
	for line := range strings.Lines(text) {
		if part, marked := strings.CutPrefix(strings.TrimSpace(line), "-- +"); marked {
			keep = part == mine || part == "both"
			continue
		}
		if keep {
			b.WriteString(line)
		}
	}
	return b.String()
}

// SchemaText is every migration in order: it changes whenever the schema does.
func SchemaText() string {
	var b strings.Builder
	names, _ := fs.Glob(files, "migrations/*.sql")
	for _, name := range names {
		text, _ := files.ReadFile(name)
		b.Write(text)
	}
	return b.String()
}
