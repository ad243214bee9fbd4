package pair

import (
	"context"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/org"
)

// scope is which pairs are summed up, and when.
type scope struct {
	org, programme, pair string
	now                  time.Time
	zone                 *time.Location
}

// inScope joins rows of m to a programme's pairs; inPair to one of them. They are two texts, so that one pair is found by index.
const (
	inScope = " join pair x on x.id = m.pair_id where m.org_id=$1 and x.org_id=$1 and x.programme_id=$2 and $3=''"
	inPair  = " join pair x on x.id = m.pair_id where m.org_id=$1 and x.org_id=$1 and x.programme_id=$2 and m.pair_id=$3"
)

func (c scope) where() string {
	if c.pair == "" {
		return inScope
	}
	return inPair
}

// each reads rows that begin with a pair's ID and hands them to that pair.
func each(ctx context.Context, q db.Q, at map[string]*Summary, read func(db.Scan) (string, func(*Summary), error), text string, args ...any) error {
	type row struct {
		id  string
		add func(*Summary)
	}
	rows, err := db.All(ctx, q, func(s db.Scan) (r row, err error) {
		r.id, r.add, err = read(s)
		return r, err
	}, text, args...)
	for _, r := range rows {
		if s := at[r.id]; s != nil {
			r.add(s)
		}
	}
	return err
}

func addAgreements(ctx context.Context, q db.Q, at map[string]*Summary, c scope) error {
	return each(ctx, q, at, func(s db.Scan) (id string, add func(*Summary), err error) {
		var signed db.Time
		var weeks int
		err = s(&id, &signed, &weeks)
		return id, func(t *Summary) {
			t.AgreementSigned, t.Weeks = clock.DateOf(signed.In(c.zone)), weeks
			t.AgreementVersions++
		}, err
	}, "select m.pair_id, m.signed_at, m.weeks from agreement m"+c.where()+" and m.signed_at<>'' order by m.version", c.org, c.programme, c.pair)
}

func addMeetings(ctx context.Context, q db.Q, at map[string]*Summary, c scope) error {
	return each(ctx, q, at, func(s db.Scan) (id string, add func(*Summary), err error) {
		var held, minutes, cancelled int
		var first, last, next db.Time
		err = s(&id, &held, &minutes, &first, &last, &next, &cancelled)
		return id, func(t *Summary) {
			t.MeetingsHeld, t.MinutesHeld, t.CancelledInRow = held, minutes, cancelled
			t.FirstHeld, t.LastHeld, t.NextMeeting = first.Time, last.Time, next.Time
		}, err
	}, `select m.pair_id, sum(case when m.status='held' then 1 else 0 end), cast(sum(case when m.status='held' then m.minutes else 0 end) as bigint),
		min(case when m.status='held' then m.starts_at end), max(case when m.status='held' then m.starts_at end),
		min(case when m.status in ('proposed','accepted') and m.starts_at>$4 then m.starts_at end),
		sum(case when m.status='cancelled' and m.starts_at>coalesce((select max(h.starts_at) from meeting h where h.org_id=m.org_id and h.pair_id=m.pair_id and h.status='held'),'') then 1 else 0 end)
		from meeting m`+c.where()+" group by m.pair_id", c.org, c.programme, c.pair, db.At(c.now))
}

func addPulses(ctx context.Context, q db.Q, at map[string]*Summary, c scope) error {
	return each(ctx, q, at, func(s db.Scan) (id string, add func(*Summary), err error) {
		var side org.Role
		var n int
		err = s(&id, &side, &n)
		return id, func(t *Summary) {
			if side == org.Mentor {
				t.PulseMentor = n
			} else {
				t.PulseMentee = n
			}
		}, err
	}, "select m.pair_id, u.side, count(*) from pulse u join meeting m on m.id = u.meeting_id"+c.where()+" group by m.pair_id, u.side", c.org, c.programme, c.pair)
}

func addEndings(ctx context.Context, q db.Q, at map[string]*Summary, c scope) error {
	return each(ctx, q, at, func(s db.Scan) (id string, add func(*Summary), err error) {
		var e Ending
		err = s(&id, &e.Kind, &e.RematchMentor, &e.RematchMentee, &e.On)
		return id, func(t *Summary) { t.Ending = &e }, err
	}, "select m.pair_id, m.kind, m.rematch_mentor, m.rematch_mentee, m.ended_on from ending m"+c.where(), c.org, c.programme, c.pair)
}
