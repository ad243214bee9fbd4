package org

import (
	"context"
	"strings"
	"time"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/visibility"
)

// FormPerson is the form of a person's directory facts.
const FormPerson = "person"

func init() {
	visibility.Register(FormPerson, visibility.Coordinator, "name", "email", "phone", "title", "unit", "place", "leader", "staff_no")
}

// Person is someone in an organisation's directory. Leader is the person id of their leader.
type Person struct {
	ID, Account, StaffNo, Name, Email, Phone, Title, Unit, Place, Leader string
	Extra                                                                map[string]string
	Changed                                                              time.Time
}

const selectPerson = `select id, account_id, staff_no, name, email, phone, title, unit, place, leader_id, extra, changed_at from person`

func scanPerson(s db.Scan) (p Person, err error) {
	var extra db.JSON[map[string]string]
	var at db.Time
	err = s(&p.ID, &p.Account, &p.StaffNo, &p.Name, &p.Email, &p.Phone, &p.Title, &p.Unit, &p.Place, &p.Leader, &extra, &at)
	p.Extra, p.Changed = extra.V, at.Time
	return p, err
}

// Person reads one person of the organisation.
func (o *Orgs) Person(ctx context.Context, q db.Q, orgID, personID string) (Person, error) {
	return db.Get(ctx, q, scanPerson, selectPerson+" where org_id=$1 and id=$2", orgID, personID)
}

// LockPerson reads a person who is about to be changed: nobody else changes them until the transaction ends.
func (o *Orgs) LockPerson(ctx context.Context, tx *db.Tx, orgID, personID string) (Person, error) {
	return db.Get(ctx, tx, scanPerson, selectPerson+" where org_id=$1 and id=$2"+tx.Lock(), orgID, personID)
}

// PersonByEmail finds a person of the organisation by address.
func (o *Orgs) PersonByEmail(ctx context.Context, q db.Q, orgID, email string) (Person, error) {
	return db.Get(ctx, q, scanPerson, selectPerson+" where org_id=$1 and email=$2 and email<>''", orgID, CleanEmail(email))
}

// PersonOf finds an account's person in the organisation.
func (o *Orgs) PersonOf(ctx context.Context, q db.Q, orgID, accountID string) (Person, error) {
	return db.Get(ctx, q, scanPerson, selectPerson+" where org_id=$1 and account_id=$2 and account_id<>''", orgID, accountID)
}

// People reads the whole directory, by name in Danish order. Size: one organisation's staff list, up to some 10,000.
func (o *Orgs) People(ctx context.Context, q db.Q, orgID string) ([]Person, error) {
	return db.All(ctx, q, scanPerson, selectPerson+` where org_id=$1 order by name collate "da", id`, orgID)
}

// SavePerson adds (empty ID) or changes a person and returns it with its ID.
func (o *Orgs) SavePerson(ctx context.Context, tx *db.Tx, orgID string, p Person) (Person, error) {
	p.Email = CleanEmail(p.Email)
	p.Name = strings.Join(strings.Fields(p.Name), " ")
	if p.Extra == nil {
		p.Extra = map[string]string{}
	}
	p.Changed = o.Clock.Now()
	if p.ID == "" {
		p.ID = id.New()
		_, err := tx.Exec(ctx, `insert into person (id, org_id, account_id, staff_no, name, email, phone, title, unit, place, leader_id, extra, created_at, changed_at)
			values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$13)`,
			p.ID, orgID, p.Account, p.StaffNo, p.Name, p.Email, p.Phone, p.Title, p.Unit, p.Place, p.Leader, db.J(p.Extra), db.At(p.Changed))
		return p, err
	}
	_, err := tx.Exec(ctx, `update person set account_id=$3, staff_no=$4, name=$5, email=$6, phone=$7, title=$8, unit=$9, place=$10, leader_id=$11, extra=$12, changed_at=$13
		where org_id=$1 and id=$2`, orgID, p.ID, p.Account, p.StaffNo, p.Name, p.Email, p.Phone, p.Title, p.Unit, p.Place, p.Leader, db.J(p.Extra), db.At(p.Changed))
	return p, err
}

// Chain returns the ids of a person's leaders, nearest first; it stops at a circle.
func Chain(byID map[string]Person, personID string) []string {
	var out []string
	seen := map[string]bool{personID: true}
	for p := byID[personID]; p.Leader != "" && !seen[p.Leader]; p = byID[p.Leader] {
		seen[p.Leader] = true
		out = append(out, p.Leader)
	}
	return out
}

// CleanEmail is the one form in which addresses are stored and compared.
func CleanEmail(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// Receiver is where and in which language a person gets mail.
type Receiver struct {
	Person, Account, Name, Email string
	Lang                         i18n.Lang
}

// Receiver finds a person's address and language: the account's own choice, else the organisation's language.
func (o *Orgs) Receiver(ctx context.Context, q db.Q, orgID, personID string) (Receiver, error) {
	return db.Get(ctx, q, func(s db.Scan) (r Receiver, err error) {
		err = s(&r.Person, &r.Account, &r.Name, &r.Email, &r.Lang)
		return r, err
	}, `select n.id, n.account_id, n.name, coalesce(a.email, n.email), coalesce(a.lang, o.lang)
		from person n join organisation o on o.id = n.org_id left join account a on a.id = n.account_id where n.org_id=$1 and n.id=$2`, orgID, personID)
}
