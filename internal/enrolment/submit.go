package enrolment

import (
	"context"
	"strings"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/notify"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// An application waits a week for its address to be confirmed, and one address gets at most five such mails in that time.
const (
	confirmLife = 7 * 24 * time.Hour
	confirmMost = 5
)

// Submitted is what became of an application from the web: a seat, or a mail that asks whether the address is right.
type Submitted struct {
	Seat   Seat
	Mailed bool
}

// Submit takes an application from the web form. Whoever is signed in with the address they wrote has a seat at once; for anyone
// else the application counts when the link in a mail is used, so that nobody can apply in another's name. The answer is the same
// whether the address is known or not.
func (e *Enrolments) Submit(ctx context.Context, a org.Actor, side org.Role, answers Answers) (Submitted, error) {
	var out Submitted
	p, err := e.Programmes.Get(ctx, e.DB, a.Org, a.Programme)
	if err != nil {
		return out, err
	}
	if !Takes(p) {
		return out, fault.New(fault.Conflict, "enrolment.not_open")
	}
	answers = answers.only(Asked(p, side))
	if err := answers.Check(side, Asked(p, side)).Or(); err != nil {
		return out, err
	}
	email := answers.Person().Email
	if a.Account != "" && org.CleanEmail(a.Email) == email {
		err = e.DB.Write(ctx, func(tx *db.Tx) (err error) {
			out.Seat, err = e.enter(ctx, tx, p, side, answers, a.Account)
			return err
		})
		return out, err
	}
	out.Mailed = true
	return out, e.DB.Write(ctx, func(tx *db.Tx) error { return e.ask(ctx, tx, p, side, answers, a.Lang, 0) })
}

// Keep puts an unfinished application aside and mails the way back to it. What is missing may be missing; what is wrong is refused.
func (e *Enrolments) Keep(ctx context.Context, a org.Actor, side org.Role, answers Answers, step int) error {
	p, err := e.Programmes.Get(ctx, e.DB, a.Org, a.Programme)
	if err != nil {
		return err
	}
	if !Takes(p) {
		return fault.New(fault.Conflict, "enrolment.not_open")
	}
	qs := Asked(p, side)
	answers = answers.only(qs)
	for i := range qs {
		qs[i].Needed = qs[i].Name == "email"
	}
	if err := answers.Check(side, qs).Or(); err != nil {
		return err
	}
	return e.DB.Write(ctx, func(tx *db.Tx) error { return e.ask(ctx, tx, p, side, answers, a.Lang, step) })
}

// ask keeps the answers and mails their author: to confirm the address, or (step above 0) to go on at that step.
func (e *Enrolments) ask(ctx context.Context, tx *db.Tx, p programme.Programme, side org.Role, answers Answers, lang i18n.Lang, step int) error {
	now, token, row := e.Clock.Now(), id.Token(), id.New()
	person := answers.Person()
	if _, err := tx.Exec(ctx, "delete from application where expires_at<=$1", db.At(now)); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `insert into application (id, org_id, programme_id, role, email, lang, token_hash, answers, step, created_at, expires_at)
		values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11) on conflict (programme_id, role, email) do update set
		id=excluded.id, lang=excluded.lang, token_hash=excluded.token_hash, answers=excluded.answers, step=excluded.step, sends=application.sends+1`,
		row, p.Org, p.ID, side, person.Email, lang, id.Hash(token), db.J(answers), step, db.At(now), db.At(now.Add(confirmLife)))
	if err != nil {
		return err
	}
	sends, err := db.One[int](ctx, tx, "select sends from application where id=$1", row)
	if err != nil {
		return err
	}
	if sends > confirmMost {
		return fault.New(fault.Limited, "enrolment.asked_enough")
	}
	letter, name := "application_confirm", firstName(person.Name)
	if step > 0 {
		letter = "application_kept"
	}
	if name == "" { // not written yet
		name, _, _ = strings.Cut(person.Email, "@")
	}
	return e.Notify.Send(ctx, tx, notify.Letter{
		Org: p.Org, Event: letter + ":" + row, Key: letter, Path: ConfirmPath(token),
		To:   notify.To{Name: person.Name, Email: person.Email, Lang: lang},
		Args: []any{"name", name, "programme", p.Name, "role", i18n.Key("enrolment.as_" + string(side))},
	})
}

// ConfirmPath is the address in the mail that asks.
func ConfirmPath(token string) string { return "/apply/" + token }

// Pending is an application that waits: for its address to be confirmed, or for its author to go on at Step.
type Pending struct {
	Programme programme.Programme
	Side      org.Role
	Email     string
	Lang      i18n.Lang
	Answers   Answers
	Step      int // 0: all is written
	id        string
}

// Pending reads an application by the token of its mail. Looking spends nothing, as mail scanners open links too.
func (e *Enrolments) Pending(ctx context.Context, token string) (Pending, error) {
	return e.pending(ctx, e.DB, token, "")
}

func (e *Enrolments) pending(ctx context.Context, q db.Q, token, lock string) (p Pending, err error) {
	var orgID, programmeID string
	var answers db.JSON[Answers]
	var expires db.Time
	p, err = db.Get(ctx, q, func(s db.Scan) (p Pending, err error) {
		err = s(&p.id, &orgID, &programmeID, &p.Side, &p.Email, &p.Lang, &answers, &p.Step, &expires)
		return p, err
	}, "select id, org_id, programme_id, role, email, lang, answers, step, expires_at from application where token_hash=$1"+lock, id.Hash(token))
	if fault.Is(err, fault.NotFound) || err == nil && !e.Clock.Now().Before(expires.Time) {
		return p, fault.New(fault.Gone, "enrolment.confirm_gone")
	}
	if err != nil {
		return p, err
	}
	p.Answers = answers.V
	p.Programme, err = e.Programmes.Get(ctx, q, orgID, programmeID)
	return p, err
}

// Confirm makes an application count: the token shows that it comes from its address. It also gives an account, with which the
// applicant can follow, change and withdraw what they wrote; a hat comes only with a yes.
func (e *Enrolments) Confirm(ctx context.Context, token string) (p Pending, t Seat, err error) {
	err = e.DB.Write(ctx, func(tx *db.Tx) error {
		if p, err = e.pending(ctx, tx, token, tx.Lock()); err != nil {
			return err
		}
		if p.Step > 0 {
			return fault.New(fault.Conflict, "enrolment.unfinished")
		}
		if p.Programme.Status == programme.Closed {
			return fault.New(fault.Conflict, "enrolment.closed")
		}
		account, err := e.People.Ensure(ctx, tx, p.Email, p.Answers.Person().Name, p.Lang)
		if err != nil {
			return err
		}
		if t, err = e.enter(ctx, tx, p.Programme, p.Side, p.Answers, account.ID); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, "delete from application where id=$1", p.id)
		return err
	})
	return p, t, err
}

// enter turns verified answers into a seat and says thanks for a new one.
func (e *Enrolments) enter(ctx context.Context, tx *db.Tx, p programme.Programme, side org.Role, answers Answers, account string) (Seat, error) {
	who := answers.Person()
	who.Account = account
	var profile Profile
	before, err := e.seatOf(ctx, tx, p.Org, p.ID, who, side)
	if err == nil {
		profile = before.Profile
	} else if !fault.Is(err, fault.NotFound) {
		return Seat{}, err
	}
	answers.fill(&profile, side, Asked(p, side), e.today(p))
	t, err := e.Apply(ctx, tx, Application{
		Org: p.Org, Programme: p.ID, Person: who, Role: side, Capacity: answers.Capacity(), Profile: profile,
		Source: FromForm, Account: account, Barred: answers.Barred(),
	})
	if err != nil {
		return t, err
	}
	if t.Status == Applied && before.Status != Applied {
		return t, e.write(ctx, tx, t, "seat_received", t.Path()+"/profile")
	}
	return t, nil
}

// seatOf finds the seat that an application would change.
func (e *Enrolments) seatOf(ctx context.Context, q db.Q, orgID, programmeID string, who org.Person, side org.Role) (Seat, error) {
	return db.Get(ctx, q, scanSeat, selectSeat+` where s.org_id=$1 and s.programme_id=$2 and s.role=$3
		and ((n.account_id=$4 and n.account_id<>'') or (n.email=$5 and n.email<>'')) order by case when n.account_id=$4 then 0 else 1 end`,
		orgID, programmeID, side, who.Account, who.Email)
}

// MySeat finds the seat that a visitor holds in a programme on one side.
func (e *Enrolments) MySeat(ctx context.Context, a org.Actor, side org.Role) (Seat, error) {
	if a.Account == "" {
		return Seat{}, fault.Missing()
	}
	return db.Get(ctx, e.DB, scanSeat, selectSeat+" where s.org_id=$1 and s.programme_id=$2 and s.role=$3 and n.account_id=$4", a.Org, a.Programme, side, a.Account)
}

// today is the day it is in the programme's zone.
func (e *Enrolments) today(p programme.Programme) clock.Date {
	return clock.DateOf(e.Clock.Now().In(p.Location()))
}
