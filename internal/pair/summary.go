package pair

import (
	"context"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
)

// Summary is a pair with the facts that the coordinator's pages and the report need. It holds no word that the two have written.
type Summary struct {
	Pair
	AgreementSigned     clock.Date // when the newest version in force got its second signature; "" for none
	AgreementVersions   int        // how many have been in force
	Weeks               int        // agreed rhythm in weeks; 0 when not agreed
	MeetingsHeld        int
	MinutesHeld         int
	FirstHeld, LastHeld time.Time // zero for none
	NextMeeting         time.Time // the nearest one ahead, proposed or accepted
	CancelledInRow      int       // cancelled since the last one that was held
	PulseMentor         int       // pulses answered, by side
	PulseMentee         int
	Ending              *Ending // nil while the pair goes on; without the private reason
}

// SignalKind is a sign that a pair may need a hand. It comes from dates and counts, never from what was said.
type SignalKind string

// The signals.
const (
	NoFirstMeeting SignalKind = "no_first_meeting" // 21 days after the start
	Gap            SignalKind = "gap"              // 1.5 times the agreed rhythm, nothing planned
	TwoCancelled   SignalKind = "two_cancelled"    // two cancellations in a row
	Unsigned       SignalKind = "unsigned"         // no agreement after the second meeting
)

// Signal is one sign. Days is how long it has been; 0 where that says nothing.
type Signal struct {
	Kind SignalKind
	Days int
}

// The limits. A pair that has agreed no rhythm is expected to meet about once a month.
const (
	firstMeetingDays = 21
	defaultWeeks     = 4
	signBefore       = 2 // meetings
)

// Rests tells whether a pair is on pause on a day: one that was to last until a day is over on it, also when nobody has said so.
func (p Pair) Rests(today clock.Date) bool {
	return p.PausedOn != "" && (p.PausedUntil == "" || today < p.PausedUntil)
}

// Signals says what may need a hand on a day. A pair on pause or at its end has none.
func (s Summary) Signals(now time.Time) []Signal {
	if s.Phase == Closed || s.Rests(clock.DateOf(now)) {
		return nil
	}
	var out []Signal
	today := clock.DateOf(now).Time()
	if s.MeetingsHeld == 0 {
		if days := int(today.Sub(s.StartedOn.Time()).Hours() / 24); days >= firstMeetingDays {
			out = append(out, Signal{NoFirstMeeting, days})
		}
	} else {
		weeks := s.Weeks
		if weeks == 0 {
			weeks = defaultWeeks
		}
		days := int(now.Sub(s.LastHeld).Hours() / 24)
		if s.NextMeeting.IsZero() && s.Phase != Closing && days*2 > weeks*7*3 {
			out = append(out, Signal{Gap, days})
		}
	}
	if s.CancelledInRow >= 2 {
		out = append(out, Signal{TwoCancelled, 0})
	}
	if s.MeetingsHeld >= signBefore && s.AgreementSigned == "" {
		out = append(out, Signal{Unsigned, 0})
	}
	return out
}

// List reads a programme's pairs with their facts, by the mentee's name in Danish order. Five queries, however many pairs.
func (p *Pairs) List(ctx context.Context, q db.Q, orgID, programmeID string) ([]Summary, error) {
	pairs, err := db.All(ctx, q, scanPair, selectPair+` where x.org_id=$1 and x.programme_id=$2 order by ep.name collate "da", x.created_at`, orgID, programmeID)
	if err != nil {
		return nil, err
	}
	return p.summaries(ctx, q, scope{org: orgID, programme: programmeID}, pairs)
}

// Summary reads the facts of one pair.
func (p *Pairs) Summary(ctx context.Context, q db.Q, orgID, pairID string) (Summary, error) {
	x, err := p.Pair(ctx, q, orgID, pairID)
	if err != nil {
		return Summary{}, err
	}
	all, err := p.summaries(ctx, q, scope{org: orgID, programme: x.Programme, pair: pairID}, []Pair{x})
	if err != nil {
		return Summary{}, err
	}
	return all[0], nil
}

// summaries adds what is known of the pairs in a scope.
func (p *Pairs) summaries(ctx context.Context, q db.Q, c scope, pairs []Pair) ([]Summary, error) {
	pr, err := p.Programmes.Get(ctx, q, c.org, c.programme)
	if err != nil {
		return nil, err
	}
	c.now, c.zone = p.Clock.Now(), pr.Location()
	all := make([]Summary, len(pairs))
	at := make(map[string]*Summary, len(pairs))
	for i, x := range pairs {
		all[i].Pair = x
		at[x.ID] = &all[i]
	}
	for _, add := range []func(context.Context, db.Q, map[string]*Summary, scope) error{addAgreements, addMeetings, addPulses, addEndings} {
		if err := add(ctx, q, at, c); err != nil {
			return nil, err
		}
	}
	return all, nil
}
