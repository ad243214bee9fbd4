package matching

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/notify"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/visibility"
)

// FormReview is the form of the one who looks at a colleague's draft.
const FormReview = "match_review"

func init() { visibility.Register(FormReview, visibility.Coordinator, "round", "revision", "note") }

// maxNote is how many characters a reviewer may write.
const maxNote = 2000

// AskReview asks the other coordinators to look at the draft before it is sent. With nobody else to ask it is a Conflict.
func (m *Matches) AskReview(ctx context.Context, a org.Actor, roundID string) error {
	return m.review(ctx, a, roundID, -1, func(tx *db.Tx, r Round) error {
		others, err := m.colleagues(ctx, tx, a)
		if err != nil {
			return err
		}
		if len(others) == 0 {
			return fault.New(fault.Conflict, "board.review_nobody")
		}
		_, err = tx.Exec(ctx, "update match_round set asked_by=$3, asked_at=$4, approved_by='', approved_at='', review_note='' where org_id=$1 and id=$2", a.Org, r.ID, a.Account, db.At(m.Clock.Now()))
		if err != nil {
			return err
		}
		for _, to := range others {
			if err := m.tellColleague(ctx, tx, a, to, "review_asked", r); err != nil {
				return err
			}
		}
		return m.log(ctx, tx, a, "match_review_asked", r.ID, nil)
	})
}

// Approve says that a second coordinator has looked at the draft as it is at a revision, and that it may be sent. Who asked for it
// cannot approve it. A draft that has changed since is a Conflict.
func (m *Matches) Approve(ctx context.Context, a org.Actor, roundID string, revision int) error {
	return m.review(ctx, a, roundID, revision, func(tx *db.Tx, r Round) error {
		if err := mayReview(a, r); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, "update match_round set approved_by=$3, approved_at=$4, review_note='' where org_id=$1 and id=$2", a.Org, r.ID, a.Account, db.At(m.Clock.Now()))
		if err != nil {
			return err
		}
		if err := m.tellAsker(ctx, tx, a, "review_approved", r); err != nil {
			return err
		}
		return m.log(ctx, tx, a, "match_review_approved", r.ID, nil)
	})
}

// SendBack gives the draft back to whom asked, with what should change.
func (m *Matches) SendBack(ctx context.Context, a org.Actor, roundID, note string) error {
	note = enrolment.Clean(note)
	switch {
	case len([]rune(note)) < 3:
		return fault.Field("note", "board.review_note_short")
	case len([]rune(note)) > maxNote:
		return fault.Field("note", "enrolment.too_long", "max", maxNote)
	case enrolment.HasCPR(note):
		return fault.Field("note", "enrolment.cpr")
	}
	return m.review(ctx, a, roundID, -1, func(tx *db.Tx, r Round) error {
		if err := mayReview(a, r); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, "update match_round set approved_by=$3, approved_at='', review_note=$4 where org_id=$1 and id=$2", a.Org, r.ID, a.Account, note)
		if err != nil {
			return err
		}
		if err := m.tellAsker(ctx, tx, a, "review_returned", r); err != nil {
			return err
		}
		return m.log(ctx, tx, a, "match_review_returned", r.ID, nil)
	})
}

// Approved tells whether a draft may be sent where two must look at it.
func (r Round) Approved() bool { return !r.Review.Approved.IsZero() }

// Reviewers names who asked for a look at a draft and who looked, by account.
func (m *Matches) Reviewers(ctx context.Context, r Round) (map[string]string, error) {
	out := map[string]string{}
	_, err := db.All(ctx, m.DB, func(s db.Scan) (struct{}, error) {
		var account, name string
		err := s(&account, &name)
		out[account] = name
		return struct{}{}, err
	}, "select id, name from account where id in ($1,$2)", r.Review.AskedBy, r.Review.ApprovedBy)
	return out, err
}

func mayReview(a org.Actor, r Round) error {
	switch r.Review.AskedBy {
	case "":
		return fault.New(fault.Conflict, "board.review_changed")
	case a.Account:
		return fault.New(fault.Conflict, "board.review_own")
	}
	return nil
}

// review runs a step of the review on a draft that is as it was when it was looked at; revision below 0 does not ask.
func (m *Matches) review(ctx context.Context, a org.Actor, roundID string, revision int, do func(tx *db.Tx, r Round) error) error {
	if err := mayLead(a); err != nil {
		return err
	}
	return m.DB.Write(ctx, func(tx *db.Tx) error {
		if err := m.hold(ctx, tx, a); err != nil {
			return err
		}
		r, err := m.round(ctx, tx, a, roundID)
		switch {
		case err != nil:
			return err
		case r.Status != Draft:
			return fault.New(fault.Conflict, "matching.round_"+string(r.Status))
		case revision >= 0 && revision != r.Revision:
			return fault.New(fault.Conflict, "board.review_changed")
		}
		return do(tx, r)
	})
}

// reviewed refuses to send a draft that a second coordinator should have approved.
func (m *Matches) reviewed(ctx context.Context, tx *db.Tx, a org.Actor, r Round) error {
	way, err := m.Way(ctx, tx, a.Org, a.Programme)
	if err == nil && way.FourEyes && !r.Approved() {
		err = fault.New(fault.Conflict, "board.review_needed")
	}
	return err
}

// colleagues are all others who may lead the programme.
func (m *Matches) colleagues(ctx context.Context, q db.Q, a org.Actor) ([]org.Receiver, error) {
	return db.All(ctx, q, func(s db.Scan) (r org.Receiver, err error) {
		err = s(&r.Account, &r.Name, &r.Email, &r.Lang)
		return r, err
	}, `select distinct a.id, a.name, a.email, a.lang from hat h join account a on a.id = h.account_id
		where h.org_id=$1 and a.id<>$3 and (h.programme_id=$2 and h.role='coordinator' or h.programme_id='' and h.role in ('coordinator','admin')) order by a.email`,
		a.Org, a.Programme, a.Account)
}

func (m *Matches) tellAsker(ctx context.Context, tx *db.Tx, a org.Actor, letter string, r Round) error {
	to, err := db.Get(ctx, tx, func(s db.Scan) (r org.Receiver, err error) {
		err = s(&r.Account, &r.Name, &r.Email, &r.Lang)
		return r, err
	}, "select id, name, email, lang from account where id=$1", r.Review.AskedBy)
	if err != nil {
		return err
	}
	return m.tellColleague(ctx, tx, a, to, letter, r)
}

func (m *Matches) tellColleague(ctx context.Context, tx *db.Tx, a org.Actor, to org.Receiver, letter string, r Round) error {
	pr, err := m.Programmes.Get(ctx, tx, a.Org, a.Programme)
	if err != nil {
		return err
	}
	return m.Notify.Send(ctx, tx, notify.Letter{
		Org: a.Org, Event: letter + ":" + r.ID + ":" + to.Account + ":" + db.At(m.Clock.Now()).String(), To: notify.To{Name: to.Name, Email: to.Email, Lang: to.Lang}, Key: letter,
		Path: "/p/" + a.Programme + "/match", Args: []any{"name", fit.FirstName(to.Name), "by", a.Name, "programme", pr.Name, "n", r.Summary.Matched},
	})
}
