package db

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"time"
)

const layout = "2006-01-02T15:04:05.000000Z"

// Time is a moment as stored: UTC, microseconds, fixed-width text, so that text order is time order on both engines.
// The zero Time is stored as "".
type Time struct{ time.Time }

// At wraps t.
func At(t time.Time) Time { return Time{t.UTC().Truncate(time.Microsecond)} }

// Value writes the fixed-width text.
func (t Time) Value() (driver.Value, error) {
	if t.IsZero() {
		return "", nil
	}
	return t.UTC().Format(layout), nil
}

// Scan reads text or NULL.
func (t *Time) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		t.Time = time.Time{}
		return nil
	case string:
		return t.parse(v)
	case []byte:
		return t.parse(string(v))
	case time.Time:
		t.Time = v.UTC()
		return nil
	}
	return fmt.Errorf("db: cannot read %T as time", src)
}

func (t *Time) parse(s string) (err error) {
	if s == "" {
		t.Time = time.Time{}
		return nil
	}
	t.Time, err = time.Parse(layout, s)
	return err
}

// JSON stores any value as a text column of JSON.
type JSON[T any] struct{ V T }

// J wraps v.
func J[T any](v T) JSON[T] { return JSON[T]{v} }

// Value writes JSON text.
func (j JSON[T]) Value() (driver.Value, error) {
	b, err := json.Marshal(j.V)
	return string(b), err
}

// Scan reads JSON text; "" and NULL leave the zero value.
func (j *JSON[T]) Scan(src any) error {
	var b []byte
	switch v := src.(type) {
	case nil:
	case string:
		b = []byte(v)
	case []byte:
		b = v
	default:
		return fmt.Errorf("db: cannot read %T as JSON", src)
	}
	var zero T
	j.V = zero
	if len(b) == 0 {
		return nil
	}
	return json.Unmarshal(b, &j.V)
}
