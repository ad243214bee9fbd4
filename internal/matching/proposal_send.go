package matching

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/notify"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// propose stores an open proposal and writes to those whose turn it is.
func (m *Matches) propose(ctx context.Context, tx *db.Tx, pr programme.Programme, way Way, x Proposal) error {
	x.First, x.Anonymous, x.AnswerBy = way.First, way.Anonymous, m.today(pr).Add(0, 0, way.AnswerDays)
	if !x.Anonymous {
		x.Named = x.Created
	}
	_, err := tx.Exec(ctx, `insert into proposal (id, org_id, programme_id, round_id, mentor_seat_id, mentee_seat_id, reasons, score, status, created_at, first, anonymous, named_at, answer_by)
		values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14)`, x.ID, x.Org, x.Programme, x.Round, x.Mentor.ID, x.Mentee.ID, db.J(x.Reasons), x.Score, x.Status, db.At(x.Created),
		x.First, x.Anonymous, db.At(x.Named), x.AnswerBy)
	if err != nil {
		return err
	}
	for _, side := range Sides {
		if x.First == Together || string(x.First) == string(side) {
			if err := m.tell(ctx, tx, pr, &x, side); err != nil {
				return err
			}
		}
	}
	return m.saveProposal(ctx, tx, x)
}

// tell writes to one side for the first time, or again when the names are there. The caller saves the proposal.
func (m *Matches) tell(ctx context.Context, tx *db.Tx, pr programme.Programme, p *Proposal, side org.Role) error {
	letter := "proposal_" + string(side)
	switch {
	case p.Stage() == Unnamed:
		letter = "offer_unnamed_" + string(side)
	case p.Anonymous:
		letter = "offer_named"
	}
	if side == org.Mentor {
		p.MentorTold = m.Clock.Now()
	} else {
		p.MenteeTold = m.Clock.Now()
	}
	return m.ask(ctx, tx, pr, *p, side, letter, "")
}

// another begins the next step of a proposal: it has its own days, as the programme gives them now.
func (m *Matches) another(ctx context.Context, tx *db.Tx, pr programme.Programme, p *Proposal) error {
	way, err := m.Way(ctx, tx, p.Org, p.Programme)
	if err == nil {
		p.AnswerBy = m.today(pr).Add(0, 0, way.AnswerDays)
	}
	return err
}

// ask sends a letter whose button leads to the proposal. A letter goes once to each side, or once for each value of again.
func (m *Matches) ask(ctx context.Context, tx *db.Tx, pr programme.Programme, p Proposal, side org.Role, letter, again string) error {
	s := p.seat(side)
	path, err := m.Enrolments.WayIn(ctx, tx, &s, "/proposal/"+p.ID)
	if err != nil {
		return err
	}
	return m.send(ctx, tx, pr, s, letter, p, again, path)
}

// write sends a letter to a side that knows of the proposal and still takes part; its button leads to their own page.
func (m *Matches) write(ctx context.Context, tx *db.Tx, pr programme.Programme, p Proposal, side org.Role, letter string) error {
	s := p.seat(side)
	if !p.Told(side) || s.Status != enrolment.Accepted {
		return nil
	}
	return m.send(ctx, tx, pr, s, letter, p, "", s.Path())
}

// send puts one letter about a proposal in the outbox. It names nobody: who it is about is read after signing in.
func (m *Matches) send(ctx context.Context, tx *db.Tx, pr programme.Programme, s enrolment.Seat, letter string, p Proposal, again, path string) error {
	to, err := m.Orgs.Receiver(ctx, tx, s.Org, s.Person.ID)
	if err != nil {
		return err
	}
	key, err := m.worded(ctx, tx, s, letter)
	if err != nil {
		return err
	}
	event := letter + ":" + p.ID + ":" + s.ID
	if again != "" {
		event += ":" + again
	}
	return m.Notify.Send(ctx, tx, notify.Letter{
		Org: s.Org, Event: event, To: notify.To{Name: to.Name, Email: to.Email, Lang: to.Lang}, Key: key, Path: path,
		Args: []any{"name", fit.FirstName(to.Name), "programme", pr.Name, "owner", pr.OwnerName, "owner_email", pr.OwnerEmail, "day", i18n.Date(to.Lang, p.AnswerBy)},
	})
}

func (p Proposal) seat(side org.Role) enrolment.Seat {
	if side == org.Mentor {
		return p.Mentor
	}
	return p.Mentee
}

// today is the calendar day at the programme.
func (m *Matches) today(pr programme.Programme) clock.Date {
	return clock.DateOf(m.Clock.Now().In(pr.Location()))
}
