package org

import (
	"context"
	"slices"
	"strings"

	"github.com/mentorskab/mentorskab/internal/audit"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/document/value"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/people"
)

// mayKeep lets those into the directory who run programmes in the organisation.
func mayKeep(a Actor) error {
	if a.Org == "" {
		return fault.Missing()
	}
	if !a.Has(Admin, Coordinator) {
		return fault.Denied()
	}
	return nil
}

// Directory reads one page of the people of an organisation, by name, and how many there are in all. A search keeps those in whom
// every word of it is found: in name, address, staff number, title, unit or place, whatever the capitals.
func (o *Orgs) Directory(ctx context.Context, a Actor, search string, offset, limit int) (page []Person, total int, err error) {
	if err := mayKeep(a); err != nil {
		return nil, 0, err
	}
	words := strings.Fields(strings.ToLower(search))
	if len(words) == 0 {
		if total, err = db.One[int](ctx, o.DB, "select count(*) from person where org_id=$1", a.Org); err != nil {
			return nil, 0, err
		}
		page, err = db.All(ctx, o.DB, scanPerson, selectPerson+` where org_id=$1 order by name collate "da", id limit $2 offset $3`, a.Org, limit, offset)
		return page, total, err
	}
	// Searched here and not in SQL: the two databases disagree about capitals outside the English alphabet.
	all, err := o.People(ctx, o.DB, a.Org)
	if err != nil {
		return nil, 0, err
	}
	found := slices.DeleteFunc(all, func(p Person) bool { return !p.matches(words) })
	total = len(found)
	offset = min(max(offset, 0), total)
	return found[offset:min(offset+limit, total)], total, nil
}

func (p Person) matches(words []string) bool {
	text := strings.ToLower(strings.Join([]string{p.Name, p.Email, p.StaffNo, p.Title, p.Unit, p.Place}, "\n"))
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
}

// Find reads one person for whoever may keep the directory, with their leader (empty when there is none).
func (o *Orgs) Find(ctx context.Context, a Actor, personID string) (p, leader Person, err error) {
	if err := mayKeep(a); err != nil {
		return p, leader, err
	}
	if p, err = o.Person(ctx, o.DB, a.Org, personID); err != nil || p.Leader == "" {
		return p, leader, err
	}
	leader, err = o.Person(ctx, o.DB, a.Org, p.Leader)
	if fault.Is(err, fault.NotFound) {
		return p, Person{}, nil
	}
	return p, leader, err
}

// ChangePerson adds a person (empty ID) or changes one. leader names their nearest leader by address, staff number or whole name; ""
// means none.
func (o *Orgs) ChangePerson(ctx context.Context, a Actor, told Person, leader string) (p Person, err error) {
	if err := mayKeep(a); err != nil {
		return told, err
	}
	err = o.DB.Write(ctx, func(tx *db.Tx) error {
		p = told
		act := "person_changed"
		if p.ID == "" {
			act, p.Account = "person_added", ""
		} else {
			known, err := o.LockPerson(ctx, tx, a.Org, p.ID)
			if err != nil {
				return err
			}
			p.Account, p.Extra = known.Account, known.Extra
		}
		errs := p.check()
		boss, err := o.leader(ctx, tx, a.Org, p, leader)
		if f := fault.List(err); len(f) > 0 && fault.Is(err, fault.Invalid) {
			errs = append(errs, f...)
		} else if err != nil {
			return err
		}
		other, err := o.PersonByEmail(ctx, tx, a.Org, p.Email)
		if err == nil && other.ID != p.ID {
			errs.Add("email", "org.email_taken", "who", other.Name)
		} else if err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
		if err := errs.Or(); err != nil {
			return err
		}
		p.Leader = boss
		if p, err = o.SavePerson(ctx, tx, a.Org, p); err != nil {
			return err
		}
		return audit.Log(ctx, tx, o.Clock, audit.Entry{Org: a.Org, Account: a.Account, Act: act, Object: p.ID})
	})
	return p, err
}

func (p *Person) check() (errs fault.Fields) {
	p.Name, p.Email = strings.Join(strings.Fields(p.Name), " "), CleanEmail(p.Email)
	if p.Name == "" {
		errs.Add("name", "fault.required", "field", i18n.Key("people.name"))
	}
	if p.Email != "" && !people.ValidEmail(p.Email) {
		errs.Add("email", "fault.bad_email")
	}
	for _, f := range []struct {
		name string
		text *string
	}{{"name", &p.Name}, {"phone", &p.Phone}, {"title", &p.Title}, {"unit", &p.Unit}, {"place", &p.Place}, {"staff_no", &p.StaffNo}} {
		*f.text = strings.TrimSpace(*f.text)
		switch {
		case len([]rune(*f.text)) > 120:
			errs.Add(f.name, "fault.too_long", "field", i18n.Key("org.person_"+f.name), "max", 120)
		case value.HasCPR(*f.text):
			errs.Add(f.name, "org.cpr")
		}
	}
	return errs
}

// leader finds the person whom words name, and refuses one who would stand below p: a circle has no top.
func (o *Orgs) leader(ctx context.Context, q db.Q, orgID string, p Person, words string) (string, error) {
	words = strings.Join(strings.Fields(words), " ")
	if words == "" {
		return "", nil
	}
	all, err := o.People(ctx, q, orgID)
	if err != nil {
		return "", err
	}
	byID := make(map[string]Person, len(all))
	var found []Person
	for _, x := range all {
		byID[x.ID] = x
		if x.Email == CleanEmail(words) || x.StaffNo == words || strings.EqualFold(x.Name, words) {
			found = append(found, x)
		}
	}
	switch {
	case len(found) == 0:
		return "", fault.Field("leader", "org.leader_unknown")
	case len(found) > 1:
		return "", fault.Field("leader", "org.leader_many", "n", len(found))
	case found[0].ID == p.ID:
		return "", fault.Field("leader", "org.leader_self")
	case p.ID != "" && slices.Contains(Chain(byID, found[0].ID), p.ID):
		return "", fault.Field("leader", "org.leader_circle", "who", found[0].Name)
	}
	return found[0].ID, nil
}
