package visit

import (
	"context"
	"slices"
	"strings"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/org"
)

// Place is where a page stands: the object of its path and everything above it.
type Place struct {
	Org, OrgName                           string
	Programme, ProgrammeName, Status, Zone string
	Seat, Proposal, Pair                   string // Seat: of the path, or the visitor's own in the proposal or pair
	Mentor, Mentee                         Party  // of the proposal or pair
	CurrentPair                            string // newest pair of Seat, for the menu
	CurrentSeat                            string
	seatRole                               org.Role
	seatAccount                            string
}

// Party is one of the two.
type Party struct{ Seat, Person, Account, Name, Email string }

// find reads the place of an object. It is the one query that does not know its organisation yet: it finds it.
func find(ctx context.Context, q db.Q, o Object, value string) (p Place, err error) {
	if o == None || o == Installation {
		return p, nil
	}
	if !id.Valid(value) {
		return p, fault.Missing()
	}
	const programme = "o.id, o.name, p.id, p.name, p.status, p.zone"
	const parties = `rs.id, rp.id, rp.account_id, rp.name, rp.email, es.id, ep.id, ep.account_id, ep.name, ep.email`
	const joinParties = ` join seat rs on rs.id = x.mentor_seat_id join person rp on rp.id = rs.person_id
		join seat es on es.id = x.mentee_seat_id join person ep on ep.id = es.person_id`
	const above = " join programme p on p.id = x.programme_id join organisation o on o.id = x.org_id"
	var text string
	dest := []any{&p.Org, &p.OrgName, &p.Programme, &p.ProgrammeName, &p.Status, &p.Zone}
	two := []any{
		&p.Mentor.Seat, &p.Mentor.Person, &p.Mentor.Account, &p.Mentor.Name, &p.Mentor.Email,
		&p.Mentee.Seat, &p.Mentee.Person, &p.Mentee.Account, &p.Mentee.Name, &p.Mentee.Email,
	}
	switch o {
	case Org:
		text = "select o.id, o.name, '', '', '', o.zone from organisation o where o.id=$1"
	case Programme, Public:
		text = "select " + programme + " from programme p join organisation o on o.id = p.org_id where p.id=$1"
	case Seat:
		text = "select " + programme + ", x.id, x.role, n.account_id from seat x join person n on n.id = x.person_id" + above + " where x.id=$1"
		dest = append(dest, &p.Seat, &p.seatRole, &p.seatAccount)
	case Proposal:
		// Of a proposal without names nobody's is known here, so that no page can show one by mistake.
		text = "select " + programme + ", x.id, " + unnamed.Replace(parties) + " from proposal x" + joinParties + above + " where x.id=$1"
		dest = slices.Concat(dest, []any{&p.Proposal}, two)
	case Pair:
		text = "select " + programme + ", x.id, " + parties + " from pair x" + joinParties + above + " where x.id=$1"
		dest = slices.Concat(dest, []any{&p.Pair}, two)
	}
	_, err = db.Get(ctx, q, func(s db.Scan) (struct{}, error) { return struct{}{}, s(dest...) }, text, value)
	return p, err
}

// unnamed leaves the names and addresses of a proposal out while they are not shown yet.
var unnamed = strings.NewReplacer("rp.name", named("rp.name"), "rp.email", named("rp.email"), "ep.name", named("ep.name"), "ep.email", named("ep.email"))

func named(column string) string { return "case when x.named_at='' then '' else " + column + " end" }

// rolesAt works out what an account is at a place. Mentor and mentee count only for the seat, proposal or pair that is their own.
func rolesAt(p *Place, o Object, account string, hats []org.Hat) (roles []org.Role, side org.Role) {
	switch o {
	case None:
		for _, h := range hats {
			if !slices.Contains(roles, h.Role) {
				roles = append(roles, h.Role)
			}
		}
		return roles, ""
	case Installation:
		return org.RolesIn(hats, "", ""), ""
	case Org:
		for _, h := range hats {
			if h.Org == p.Org && !slices.Contains(roles, h.Role) && (h.Programme == "" || h.Role == org.Coordinator) {
				roles = append(roles, h.Role)
			}
		}
		return roles, ""
	case Programme, Public:
		return org.RolesIn(hats, p.Org, p.Programme), ""
	}
	roles = slices.DeleteFunc(org.RolesIn(hats, p.Org, p.Programme), func(r org.Role) bool { return r == org.Mentor || r == org.Mentee })
	switch {
	case account == "":
	case o == Seat && p.seatAccount == account:
		side = p.seatRole
	case o != Seat && p.Mentee.Account == account:
		side, p.Seat = org.Mentee, p.Mentee.Seat
	case o != Seat && p.Mentor.Account == account:
		side, p.Seat = org.Mentor, p.Mentor.Seat
	}
	if side != "" {
		roles = append(roles, side)
	}
	return roles, side
}

// current finds the newest pair of a seat, for the participant's menu.
func current(ctx context.Context, q db.Q, orgID, seat string) (string, error) {
	pairs, err := db.Column[string](ctx, q, "select id from pair where org_id=$1 and (mentor_seat_id=$2 or mentee_seat_id=$2) order by case when phase='closed' then 1 else 0 end, created_at desc limit 1", orgID, seat)
	if err != nil || len(pairs) == 0 {
		return "", err
	}
	return pairs[0], nil
}

// talks tells whether a programme has one-off conversations, for the participant's menu.
func talks(ctx context.Context, q db.Q, orgID, programme string) (bool, error) {
	n, err := db.One[int](ctx, q, "select count(*) from talk_setting where org_id=$1 and programme_id=$2 and offered", orgID, programme)
	return n > 0, err
}
