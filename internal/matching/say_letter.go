package matching

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/notify"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// WishPath is where a seat says whom it would like.
func WishPath(seatID string) string { return "/seat/" + seatID + "/wishes" }

// tellWish writes one letter about a round to a seat's person, once. It names nobody but its receiver.
func (m *Matches) tellWish(ctx context.Context, tx *db.Tx, pr programme.Programme, r WishRound, s enrolment.Seat, letter string) error {
	return m.tellAbout(ctx, tx, pr, r, s, letter, "")
}

// tellAbout is tellWish for a letter that may come more than once in a round: about says what each is about.
func (m *Matches) tellAbout(ctx context.Context, tx *db.Tx, pr programme.Programme, r WishRound, s enrolment.Seat, letter, about string) error {
	path, err := m.Enrolments.WayIn(ctx, tx, &s, WishPath(s.ID))
	if err != nil {
		return err
	}
	to, err := m.Orgs.Receiver(ctx, tx, s.Org, s.Person.ID)
	if err != nil {
		return err
	}
	return m.Notify.Send(ctx, tx, notify.Letter{
		Org: s.Org, Event: letter + ":" + r.ID + ":" + s.ID + about, Key: letter, Path: path,
		To:   notify.To{Name: to.Name, Email: to.Email, Lang: to.Lang},
		Args: []any{"name", fit.FirstName(to.Name), "programme", pr.Name, "day", i18n.Date(to.Lang, r.By()), "n", r.Most, "owner", pr.OwnerName, "owner_email", pr.OwnerEmail},
	})
}

// tellLeaders writes to the coordinators that a round is over and how many answered. It says nothing of what was wished.
func (m *Matches) tellLeaders(ctx context.Context, tx *db.Tx, pr programme.Programme, r WishRound, said, of int) error {
	leaders, err := m.Orgs.Coordinators(ctx, tx, r.Org, r.Programme)
	if err != nil {
		return err
	}
	for _, l := range leaders {
		err := m.Notify.Send(ctx, tx, notify.Letter{
			Org: r.Org, Event: "say_done:" + r.ID + ":" + l.Account, Key: "say_done", Path: "/p/" + r.Programme + "/match",
			To:   notify.To{Name: l.Name, Email: l.Email, Lang: l.Lang},
			Args: []any{"name", fit.FirstName(l.Name), "programme", pr.Name, "said", said, "of", of},
		})
		if err != nil {
			return err
		}
	}
	return nil
}
