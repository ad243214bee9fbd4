package pair

import (
	"context"
	"net/url"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/org"
)

// Propose suggests a meeting. Both get an invitation; the other one's asks for an answer.
func (p *Pairs) Propose(ctx context.Context, a org.Actor, pairID string, b Booking) (m Meeting, err error) {
	err = p.DB.Write(ctx, func(tx *db.Tx) error {
		x, err := p.open(ctx, tx, a, pairID)
		if err != nil {
			return err
		}
		if err := b.check(p.Clock.Now()); err != nil {
			return err
		}
		from, err := p.from(ctx, tx)
		if err != nil {
			return err
		}
		m = Meeting{
			ID: id.New(), Org: x.Org, Pair: x.ID, Status: Proposed, Organiser: from, ProposedBy: a.Side,
			Start: b.Start, Minutes: b.Minutes, Place: b.Place, Video: b.Video,
		}
		m.UID = m.ID + "@" + p.host()
		if err := p.free(ctx, tx, x, m, b); err != nil {
			return err
		}
		if err := p.addMeeting(ctx, tx, &m); err != nil {
			return err
		}
		return p.invite(ctx, tx, x, m, "meeting_proposed", a.Side)
	})
	return m, err
}

// AcceptMeeting says yes to the time that the other one suggested. sequence is the one the actor saw: a time that was moved
// meanwhile is not said yes to by mistake.
func (p *Pairs) AcceptMeeting(ctx context.Context, a org.Actor, pairID, meetingID string, sequence int) error {
	return p.plan(ctx, a, pairID, meetingID, func(tx *db.Tx, x Pair, m Meeting) error {
		switch {
		case m.Status == Accepted && m.Sequence == sequence+1:
			return nil // a second press on the button
		case m.Sequence != sequence || m.Status == Accepted:
			return fault.New(fault.Conflict, "pair.meeting_moved_meanwhile")
		case m.ProposedBy == a.Side:
			return fault.New(fault.Conflict, "pair.meeting_own_proposal")
		case !m.Start.After(p.Clock.Now()):
			return fault.New(fault.Conflict, "pair.meeting_over")
		}
		m.Status = Accepted
		m.Sequence++
		if err := p.saveMeeting(ctx, tx, &m); err != nil {
			return err
		}
		return p.invite(ctx, tx, x, m, "meeting_accepted", "")
	})
}

// Move suggests another time, to which the other one must say yes; a change of the place alone leaves an agreed meeting agreed.
func (p *Pairs) Move(ctx context.Context, a org.Actor, pairID, meetingID string, b Booking) error {
	return p.plan(ctx, a, pairID, meetingID, func(tx *db.Tx, x Pair, m Meeting) error {
		if err := b.check(p.Clock.Now()); err != nil {
			return err
		}
		key, by := "meeting_moved", a.Side
		switch {
		case m.Start.Equal(b.Start) && m.Minutes == b.Minutes && m.Place == b.Place && m.Video == b.Video:
			return fault.New(fault.Conflict, "pair.meeting_same")
		case m.Start.Equal(b.Start) && m.Minutes == b.Minutes:
			key, by = "meeting_place", ""
		default:
			m.Status, m.ProposedBy = Proposed, a.Side
		}
		m.Start, m.Minutes, m.Place, m.Video = b.Start, b.Minutes, b.Place, b.Video
		m.Sequence++
		if err := p.free(ctx, tx, x, m, b); err != nil {
			return err
		}
		if err := p.saveMeeting(ctx, tx, &m); err != nil {
			return err
		}
		return p.invite(ctx, tx, x, m, key, by)
	})
}

// CancelMeeting calls a planned meeting off. Nobody has to say why.
func (p *Pairs) CancelMeeting(ctx context.Context, a org.Actor, pairID, meetingID string) error {
	return p.plan(ctx, a, pairID, meetingID, func(tx *db.Tx, x Pair, m Meeting) error {
		return p.cancel(ctx, tx, x, m)
	})
}

func (p *Pairs) cancel(ctx context.Context, tx *db.Tx, x Pair, m Meeting) error {
	m.Status = Cancelled
	m.Sequence++
	if err := p.saveMeeting(ctx, tx, &m); err != nil {
		return err
	}
	return p.invite(ctx, tx, x, m, "meeting_cancelled", "")
}

// plan runs a change of a planned meeting.
func (p *Pairs) plan(ctx context.Context, a org.Actor, pairID, meetingID string, change func(*db.Tx, Pair, Meeting) error) error {
	return p.DB.Write(ctx, func(tx *db.Tx) error {
		x, err := p.open(ctx, tx, a, pairID)
		if err != nil {
			return err
		}
		m, err := p.meeting(ctx, tx, a.Org, pairID, meetingID)
		if err != nil {
			return err
		}
		if !m.Planned() {
			return fault.New(fault.Conflict, "pair.meeting_settled")
		}
		return change(tx, x, m)
	})
}

func (p *Pairs) free(ctx context.Context, tx *db.Tx, x Pair, m Meeting, b Booking) error {
	if b.Anyway {
		return nil
	}
	taken, err := p.clashes(ctx, tx, x, m)
	if err == nil && taken {
		err = &fault.Fault{Kind: fault.Conflict, Key: "pair.meeting_clash", Field: "anyway"}
	}
	return err
}

// from is the address that invitations come from; host is this site's name.
func (p *Pairs) from(ctx context.Context, q db.Q) (string, error) {
	if p.From != nil {
		if s, err := p.From(ctx, q); s != "" || err != nil {
			return s, err
		}
	}
	return "mentorskab@" + p.host(), nil
}

func (p *Pairs) host() string {
	if u, err := url.Parse(p.Notify.BaseURL); err == nil && u.Hostname() != "" {
		return u.Hostname()
	}
	return "localhost"
}
