package org

import (
	"slices"
	"strings"

	"github.com/mentorskab/mentorskab/internal/i18n"
)

// Role is what a person is in an organisation or a programme.
type Role string

// The roles. Admin may be for one organisation, or (org_id "") for the installation.
const (
	Admin       Role = "administrator"
	Coordinator Role = "coordinator"
	Sponsor     Role = "sponsor"
	Facilitator Role = "facilitator"
	Mentor      Role = "mentor"
	Mentee      Role = "mentee"
)

// Roles in the order they are shown.
var Roles = []Role{Admin, Coordinator, Sponsor, Facilitator, Mentor, Mentee}

// Actor is who acts. Roles are those held in this Org, and (when Programme is set) this Programme; a page about one pair narrows
// Mentor and Mentee to the two in it.
type Actor struct {
	Account   string
	Name      string
	Email     string
	Lang      i18n.Lang
	Org       string
	Programme string
	Roles     []Role
	Side      Role // Mentor or Mentee when the page is about a seat, proposal or pair of the actor's own
	Seat      string
}

// Has tells whether the actor has any of the roles.
func (a Actor) Has(roles ...Role) bool {
	return slices.ContainsFunc(roles, func(r Role) bool { return slices.Contains(a.Roles, r) })
}

// System acts for a job or the seed in one organisation: it has every role and no account.
func System(orgID string) Actor { return Actor{Org: orgID, Roles: Roles, Lang: i18n.Danish} }

// FirstName is how a mail or a page greets someone.
func FirstName(name string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(name), " ")
	return first
}
