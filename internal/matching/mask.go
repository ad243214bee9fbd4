package matching

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
)

// mask puts serial numbers in place of names while a programme matches without them. The zero mask shows names.
type mask struct {
	lang   i18n.Lang
	number map[string]int // by seat; nil for names as they are
	role   map[string]org.Role
}

// mask reads whether the programme hides names, and numbers its seats in the order in which they came, mentors and mentees apart.
func (m *Matches) mask(ctx context.Context, q db.Q, a org.Actor) (mask, error) {
	way, err := m.Way(ctx, q, a.Org, a.Programme)
	if err != nil || !way.HideNames {
		return mask{}, err
	}
	k := mask{lang: a.Lang, number: map[string]int{}, role: map[string]org.Role{}}
	n := map[org.Role]int{}
	_, err = db.All(ctx, q, func(s db.Scan) (struct{}, error) {
		var seat string
		var role org.Role
		err := s(&seat, &role)
		n[role]++
		k.number[seat], k.role[seat] = n[role], role
		return struct{}{}, err
	}, "select id, role from seat where org_id=$1 and programme_id=$2 order by id", a.Org, a.Programme)
	return k, err
}

// name is what stands for a seat's name.
func (k mask) name(seat, name string) string {
	if k.number == nil || seat == "" {
		return name
	}
	return i18n.T(k.lang, "board.serial_"+string(k.role[seat]), "n", k.number[seat])
}

func (k mask) party(p *Party) {
	if k.number != nil {
		p.Name, p.Title = k.name(p.Seat, ""), ""
	}
}

func (k mask) seat(s *enrolment.Seat) {
	if k.number != nil {
		s.Person = org.Person{ID: s.Person.ID, Name: k.name(s.ID, ""), Unit: s.Person.Unit}
	}
}

// people hides the names in a map of parties.
func (k mask) people(all map[string]Party) map[string]Party {
	for seat, p := range all {
		k.party(&p)
		all[seat] = p
	}
	return all
}
