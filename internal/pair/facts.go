package pair

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// Facts is a pair as it is counted: what Summary tells, without people, places and pulses.
type Facts struct {
	ID, MentorSeat, MenteeSeat string
	MenteeStatus               enrolment.Status // of the mentee's seat, today
	Phase                      Phase
	StartedOn, EndsOn          clock.Date
	PausedOn, PausedUntil      clock.Date
	AgreementSigned            clock.Date
	Weeks                      int
	MeetingsHeld               int
	FirstHeld, LastHeld        time.Time
	NextMeeting                time.Time
	CancelledInRow             int
	Ending                     *Ending
}

// Rests tells whether the pair is on pause on a day.
func (f Facts) Rests(today clock.Date) bool {
	return Pair{PausedOn: f.PausedOn, PausedUntil: f.PausedUntil}.Rests(today)
}

// Signals says what may need a hand, as Summary's do.
func (f Facts) Signals(now time.Time) []Signal {
	return Summary{
		Pair: Pair{Phase: f.Phase, StartedOn: f.StartedOn, EndsOn: f.EndsOn, PausedOn: f.PausedOn, PausedUntil: f.PausedUntil}, AgreementSigned: f.AgreementSigned, Weeks: f.Weeks,
		MeetingsHeld: f.MeetingsHeld, FirstHeld: f.FirstHeld, LastHeld: f.LastHeld, NextMeeting: f.NextMeeting, CancelledInRow: f.CancelledInRow, Ending: f.Ending,
	}.Signals(now)
}

// Facts reads a programme's pairs as they are counted, oldest first. Three queries that stay within an index: a programme of a
// thousand pairs takes some milliseconds.
func (p *Pairs) Facts(ctx context.Context, q db.Q, pr programme.Programme) ([]Facts, error) {
	zone := pr.Location()
	all, err := db.All(ctx, q, func(s db.Scan) (f Facts, err error) {
		var agreed, held string
		if err = s(&f.ID, &f.MentorSeat, &f.MenteeSeat, &f.MenteeStatus, &f.Phase, &f.StartedOn, &f.EndsOn, &f.PausedOn, &f.PausedUntil, &agreed, &held); err != nil {
			return f, err
		}
		return f, f.read(agreed, held, zone)
	}, `select x.id, x.mentor_seat_id, x.mentee_seat_id, t.status, x.phase, x.started_on, x.ends_on, x.paused_on, x.paused_until,
		coalesce((select a.signed_at || ' ' || cast(a.weeks as text) from agreement a where a.pair_id=x.id and a.signed_at<>'' order by a.version desc limit 1), ''),
		(select cast(count(*) as text) || ' ' || coalesce(min(m.starts_at), '') || ' ' || coalesce(max(m.starts_at), '') from meeting m where m.org_id=x.org_id and m.pair_id=x.id and m.status='held')
		from pair x join seat t on t.id = x.mentee_seat_id where x.org_id=$1 and x.programme_id=$2 order by x.id`, pr.Org, pr.ID)
	if err != nil {
		return nil, err
	}
	at := make(map[string]*Facts, len(all))
	for i := range all {
		at[all[i].ID] = &all[i]
	}
	if err := addAhead(ctx, q, at, pr, p.Clock.Now()); err != nil {
		return nil, err
	}
	_, err = db.All(ctx, q, func(s db.Scan) (struct{}, error) {
		var id string
		var e Ending
		err := s(&id, &e.Kind, &e.RematchMentor, &e.RematchMentee, &e.On)
		if f := at[id]; f != nil {
			f.Ending = &e
		}
		return struct{}{}, err
	}, "select m.pair_id, m.kind, m.rematch_mentor, m.rematch_mentee, m.ended_on from ending m"+inScope, pr.Org, pr.ID, "")
	return all, err
}

// read takes apart what one query tells of the agreement ("signed weeks") and of the meetings held ("count first last").
func (f *Facts) read(agreed, held string, zone *time.Location) error {
	var signed, first, last db.Time
	if at, weeks, ok := strings.Cut(agreed, " "); ok {
		if err := signed.Scan(at); err != nil {
			return err
		}
		f.AgreementSigned = clock.DateOf(signed.In(zone))
		f.Weeks, _ = strconv.Atoi(weeks)
	}
	parts := strings.Split(held, " ")
	f.MeetingsHeld, _ = strconv.Atoi(parts[0])
	if f.MeetingsHeld == 0 {
		return nil
	}
	if err := errors.Join(first.Scan(parts[1]), last.Scan(parts[2])); err != nil {
		return err
	}
	f.FirstHeld, f.LastHeld = first.Time, last.Time
	return nil
}

// addAhead adds what the meetings that were not held tell: the next one, and cancellations since the last one held.
func addAhead(ctx context.Context, q db.Q, at map[string]*Facts, pr programme.Programme, now time.Time) error {
	_, err := db.All(ctx, q, func(s db.Scan) (struct{}, error) {
		var id, status string
		var starts db.Time
		err := s(&id, &status, &starts)
		f := at[id]
		switch {
		case f == nil || err != nil:
		case status == "cancelled" && starts.After(f.LastHeld):
			f.CancelledInRow++
		case status != "cancelled" && starts.After(now) && (f.NextMeeting.IsZero() || starts.Before(f.NextMeeting)):
			f.NextMeeting = starts.Time
		}
		return struct{}{}, err
	}, "select m.pair_id, m.status, m.starts_at from meeting m"+inScope+" and m.status in ('proposed','accepted','cancelled')", pr.Org, pr.ID, "")
	return err
}

// Named reads some pairs with their people, by ID.
func (p *Pairs) Named(ctx context.Context, q db.Q, orgID string, ids []string) (map[string]Pair, error) {
	out := map[string]Pair{}
	if len(ids) == 0 {
		return out, nil
	}
	args := []any{orgID}
	marks := make([]string, len(ids))
	for i, one := range ids {
		args = append(args, one)
		marks[i] = "$" + strconv.Itoa(i+2)
	}
	all, err := db.All(ctx, q, scanPair, selectPair+" where x.org_id=$1 and x.id in ("+strings.Join(marks, ",")+")", args...)
	for _, x := range all {
		out[x.ID] = x
	}
	return out, err
}

// Names is who the two of a pair are.
type Names struct{ ID, Mentee, Mentor string }

// Names reads who the pairs of a programme are, by the mentee's name in Danish order.
func (p *Pairs) Names(ctx context.Context, q db.Q, orgID, programmeID string) ([]Names, error) {
	return db.All(ctx, q, func(s db.Scan) (n Names, err error) {
		err = s(&n.ID, &n.Mentee, &n.Mentor)
		return n, err
	}, `select x.id, ep.name, rp.name from pair x join seat es on es.id = x.mentee_seat_id join person ep on ep.id = es.person_id
		join seat rs on rs.id = x.mentor_seat_id join person rp on rp.id = rs.person_id where x.org_id=$1 and x.programme_id=$2 order by ep.name collate "da", x.id`, orgID, programmeID)
}

// Month is how often the pairs of a programme met in a calendar month, written 2026-09.
type Month struct {
	Month string
	Pair  string // in MonthsOf; "" in Months
	Held  int
}

const heldMeetings = " from meeting m join pair x on x.id = m.pair_id where m.org_id=$1 and x.org_id=$1 and x.programme_id=$2 and m.status='held' group by substr(m.starts_at,1,7)"

// Months counts the meetings held in each month, earliest first.
func (p *Pairs) Months(ctx context.Context, q db.Q, orgID, programmeID string) ([]Month, error) {
	return db.All(ctx, q, func(s db.Scan) (m Month, err error) {
		err = s(&m.Month, &m.Held)
		return m, err
	}, "select substr(m.starts_at,1,7), count(*)"+heldMeetings+" order by 1", orgID, programmeID)
}

// MonthsOf counts them for each pair apart.
func (p *Pairs) MonthsOf(ctx context.Context, q db.Q, orgID, programmeID string) ([]Month, error) {
	return db.All(ctx, q, func(s db.Scan) (m Month, err error) {
		err = s(&m.Month, &m.Pair, &m.Held)
		return m, err
	}, "select substr(m.starts_at,1,7), m.pair_id, count(*)"+heldMeetings+", m.pair_id order by 1", orgID, programmeID)
}
