package visit

import (
	"regexp"

	"github.com/mentorskab/mentorskab/internal/org"
)

// Two ways in that need no role.
const (
	Anyone   org.Role = "anyone"    // signed in or not
	SignedIn org.Role = "signed-in" // any account
)

// Object says what a route's path names; it is found, and the visitor's roles at it, before the handler runs.
type Object string

// The objects. Their path values are {org}, {programme}, {seat}, {proposal}, {pair}.
const (
	None         Object = ""
	Installation Object = "installation" // no path value; roles of hats with no organisation
	Org          Object = "org"
	Programme    Object = "programme"
	Public       Object = "public" // {programme}, for anyone: only one that is open to applications
	Seat         Object = "seat"
	Proposal     Object = "proposal"
	Pair         Object = "pair"
)

// Rate is how often a route may be called.
type Rate string

// The classes of rate: reading is free, writing is held per visitor, signing in per address, uploads are few.
const (
	Read     Rate = "read"
	Write    Rate = "write"
	Sensible Rate = "sign-in"
	Upload   Rate = "upload"
)

// Route is one line of the site's table.
type Route struct {
	Method string
	Path   string
	Allow  []org.Role // one of them is needed; the first that the visitor has is the hat of the page
	Object Object
	Rate   Rate
	Serve  func(*Visit) error
}

// Roles is a list of roles, for short lines in the table.
func Roles(r ...org.Role) []org.Role { return r }

var pathValue = regexp.MustCompile(`\{(\w+)\}`)

// PathValues gives the names in a path.
func (r Route) PathValues() []string {
	var out []string
	for _, m := range pathValue.FindAllStringSubmatch(r.Path, -1) {
		out = append(out, m[1])
	}
	return out
}
