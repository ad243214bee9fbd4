// Package fault is the one error type that crosses package borders. A fault names what went wrong as a message key, never
// as a sentence: the edge (web, command line) translates Key with Args and picks a status from Kind.
package fault

import (
	"errors"
	"fmt"
)

// Kind says what sort of failure it is; the edge maps it to a status.
type Kind uint8

// The kinds. The zero value is Internal, so that an untyped error never reaches a visitor.
const (
	Internal Kind = iota
	Invalid
	NotFound
	Forbidden
	Conflict
	Gone
	Limited
)

func (k Kind) String() string {
	return [...]string{"internal", "invalid", "not found", "forbidden", "conflict", "gone", "limited"}[k]
}

// Fault is an error with a kind, a message key and its arguments.
type Fault struct {
	Kind  Kind
	Key   string // key of i18n
	Args  []any  // name, value, name, value ... as i18n takes them
	Field string // form field it belongs to, if any
	Op    string // where it arose, for the log
	Err   error  // what caused it, for the log only
}

func (f *Fault) Error() string {
	s := f.Kind.String() + ": " + f.Key
	if f.Field != "" {
		s += " [" + f.Field + "]"
	}
	if len(f.Args) > 0 {
		s += fmt.Sprint(" ", f.Args)
	}
	if f.Op != "" {
		s = f.Op + ": " + s
	}
	if f.Err != nil {
		s += ": " + f.Err.Error()
	}
	return s
}

func (f *Fault) Unwrap() error { return f.Err }

// New makes a fault; args are name, value pairs for the message.
func New(kind Kind, key string, args ...any) *Fault { return &Fault{Kind: kind, Key: key, Args: args} }

// Field makes an Invalid fault that belongs to one form field.
func Field(field, key string, args ...any) *Fault {
	return &Fault{Kind: Invalid, Field: field, Key: key, Args: args}
}

// Missing is the answer for an object that does not exist or belongs to someone else: the two look the same.
func Missing() *Fault { return New(NotFound, "fault.not_found") }

// Denied is the answer for an object that is visible but an act on it is not allowed.
func Denied() *Fault { return New(Forbidden, "fault.forbidden") }

// Fields is several field faults from one form.
type Fields []*Fault

func (fs Fields) Error() string {
	errs := make([]error, len(fs))
	for i, f := range fs {
		errs[i] = f
	}
	return errors.Join(errs...).Error()
}

// Or returns the faults as an error, or nil when there are none.
func (fs Fields) Or() error {
	if len(fs) == 0 {
		return nil
	}
	return fs
}

// Add appends a field fault.
func (fs *Fields) Add(field, key string, args ...any) { *fs = append(*fs, Field(field, key, args...)) }

// KindOf reads the kind of any error; untyped errors are Internal, several field faults are Invalid.
func KindOf(err error) Kind {
	var many Fields
	if errors.As(err, &many) {
		return Invalid
	}
	var f *Fault
	if errors.As(err, &f) {
		return f.Kind
	}
	return Internal
}

// Is tells whether err is of the kind.
func Is(err error, kind Kind) bool { return err != nil && KindOf(err) == kind }

// List returns every fault inside err, for a form's error summary.
func List(err error) []*Fault {
	var many Fields
	if errors.As(err, &many) {
		return many
	}
	var f *Fault
	if errors.As(err, &f) {
		return []*Fault{f}
	}
	return nil
}
