// Package visibility is the one table of who sees what: every field a person fills in belongs to one class. The label beside the
// field, the page "who sees what", exports and tests read it.
package visibility

import "slices"

// Class says who can see a field.
type Class string

// The classes, from the most closed to the most open.
const (
	Mine        Class = "mine"        // sealed: only its author
	Pair        Class = "pair"        // sealed: the two in the pair
	Two         Class = "two"         // readable by the server, shown to the two in the pair and to nobody else
	Partner     Class = "partner"     // readable by the server, shown to the coordinator and to the two, also while they are only proposed
	Statistics  Class = "statistics"  // shown only as figures over five people or more
	Coordinator Class = "coordinator" // the coordinator of the programme, and the person it is about
	Public      Class = "public"      // anyone in the programme, or on its public page
)

// Classes in order.
var Classes = []Class{Mine, Pair, Two, Partner, Statistics, Coordinator, Public}

// Field is one thing a person fills in. Form names the form, Name the field in it.
type Field struct {
	Form, Name string
	Class      Class
}

var fields []Field

// Register adds fields of a form; slices call it once, at start.
func Register(form string, class Class, names ...string) {
	for _, n := range names {
		if slices.ContainsFunc(fields, func(f Field) bool { return f.Form == form && f.Name == n }) {
			panic("visibility: " + form + "." + n + " twice")
		}
		fields = append(fields, Field{form, n, class})
	}
}

// Of gives the class of a field.
func Of(form, name string) (Class, bool) {
	for _, f := range fields {
		if f.Form == form && f.Name == name {
			return f.Class, true
		}
	}
	return "", false
}

// All returns every field, by form in the order of registration.
func All() []Field { return slices.Clone(fields) }

// Names returns the fields of a form: the only ones its handler accepts.
func Names(form string) []string {
	var out []string
	for _, f := range fields {
		if f.Form == form {
			out = append(out, f.Name)
		}
	}
	return out
}
