package pair

import (
	"context"
	"slices"
	"time"

	"github.com/mentorskab/mentorskab/internal/audit"
	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/programme"
	"github.com/mentorskab/mentorskab/internal/visibility"
)

// The forms of the ending. The reason is counted, never shown for one pair; the wish for another match is for the coordinator to act on.
const (
	FormEnding  = "ending"
	FormRematch = "rematch"
	FormEnd     = "pair_end" // the coordinator's button, without a field
)

func init() {
	visibility.Register(FormEnding, visibility.Statistics, "reason")
	visibility.Register(FormEnding, visibility.Coordinator, "rematch")
	visibility.Register(FormRematch, visibility.Coordinator, "rematch")
}

// EndingKind says how a pair came to its end.
type EndingKind string

// The kinds.
const (
	Completed     EndingKind = "completed"   // through the last gate
	Stopped       EndingKind = "stopped"     // one of the two stopped, without blame
	ByCoordinator EndingKind = "coordinator" // the coordinator ended it
)

// Reasons are the private codes that someone who stops may give. They are counted, never shown for one pair.
var Reasons = []string{"time", "distance", "chemistry", "goal_reached", "job_change", "trust", "other"}

// Ending is how a pair ended. Who asked is not kept; why stays in the database and is never shown for one pair.
type Ending struct {
	Kind          EndingKind
	RematchMentor string // "", yes or no: wants another match
	RematchMentee string
	On            clock.Date
}

// Rematch is a side's wish for another match.
func (e Ending) Rematch(side org.Role) string {
	if side == org.Mentor {
		return e.RematchMentor
	}
	return e.RematchMentee
}

// Stop ends a pair because one of the two wants to: at any time, without a reason. reason may be a private code, rematch "", yes or no.
func (p *Pairs) Stop(ctx context.Context, a org.Actor, pairID, reason, rematch string) error {
	return p.DB.Write(ctx, func(tx *db.Tx) error {
		x, err := p.open(ctx, tx, a, pairID)
		if err != nil {
			return err
		}
		return p.finish(ctx, tx, x, a, Stopped, reason, rematch)
	})
}

// End ends a pair because its coordinator does.
func (p *Pairs) End(ctx context.Context, a org.Actor, pairID string) error {
	return p.DB.Write(ctx, func(tx *db.Tx) error {
		x, err := p.coordinates(ctx, tx, a, pairID)
		if err != nil {
			return err
		}
		if x.Phase == Closed {
			return fault.New(fault.Conflict, "pair.is_closed")
		}
		return p.finish(ctx, tx, x, a, ByCoordinator, "", "")
	})
}

// Leaving ends the open pairs of a seat that is withdrawn from its programme: giving up a place is a way to stop too. Enrolment calls it.
func (p *Pairs) Leaving(ctx context.Context, tx *db.Tx, s enrolment.Seat) error {
	pairs, err := p.PairsOf(ctx, tx, s.Org, s.ID)
	if err != nil {
		return err
	}
	for _, x := range pairs {
		if x.Phase == Closed {
			continue
		}
		if x, err = p.lockMine(ctx, tx, SeatActor(s), x.ID); err != nil {
			return err
		}
		if x.Phase == Closed { // the other one stopped while this transaction waited
			continue
		}
		if err := p.finish(ctx, tx, x, SeatActor(s), Stopped, "", "no"); err != nil {
			return err
		}
	}
	return nil
}

// ProgrammeCloses refuses to close a programme while pairs are under way: they end in their own time, or the coordinator ends them.
func (p *Pairs) ProgrammeCloses(ctx context.Context, tx *db.Tx, pr programme.Programme) error {
	n, err := db.One[int](ctx, tx, "select count(*) from pair where org_id=$1 and programme_id=$2 and phase<>$3", pr.Org, pr.ID, Closed)
	if err == nil && n > 0 {
		err = fault.New(fault.Conflict, "pair.under_way", "n", n)
	}
	return err
}

// WishRematch says afterwards whether a side wants another match.
func (p *Pairs) WishRematch(ctx context.Context, a org.Actor, pairID, rematch string) error {
	if err := checkRematch(rematch); err != nil {
		return err
	}
	return p.DB.Write(ctx, func(tx *db.Tx) error {
		x, err := p.lockMine(ctx, tx, a, pairID)
		if err != nil {
			return err
		}
		n, err := tx.Exec(ctx, "update ending set "+rematchColumn(a.Side)+"=$3 where org_id=$1 and pair_id=$2", x.Org, x.ID, rematch)
		if err == nil && n == 0 {
			err = fault.New(fault.Conflict, "pair.not_closed")
		}
		return err
	})
}

// Ending reads how a closed pair ended; nil for an open one.
func (p *Pairs) Ending(ctx context.Context, q db.Q, orgID, pairID string) (*Ending, error) {
	all, err := db.All(ctx, q, func(s db.Scan) (e Ending, err error) {
		err = s(&e.Kind, &e.RematchMentor, &e.RematchMentee, &e.On)
		return e, err
	}, "select kind, rematch_mentor, rematch_mentee, ended_on from ending where org_id=$1 and pair_id=$2", orgID, pairID)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return &all[0], nil
}

// EndingReasons counts the private reasons of a programme's endings, for its figures. Whoever shows them must hide small numbers.
func (p *Pairs) EndingReasons(ctx context.Context, q db.Q, orgID, programmeID string) (map[string]int, error) {
	all, err := db.Column[string](ctx, q, "select e.reason from ending e join pair x on x.id = e.pair_id where x.org_id=$1 and x.programme_id=$2 and e.reason<>''", orgID, programmeID)
	out := map[string]int{}
	for _, r := range all {
		out[r]++
	}
	return out, err
}

// finish closes a pair: its seats are free again, what was planned is cancelled in both calendars, the partner and the coordinators
// are told that it has ended and nothing more.
func (p *Pairs) finish(ctx context.Context, tx *db.Tx, x Pair, a org.Actor, kind EndingKind, reason, rematch string) error {
	if reason != "" && !slices.Contains(Reasons, reason) {
		return fault.Field("reason", "fault.bad_choice", "field", i18n.Key("pair.reason"))
	}
	if err := checkRematch(rematch); err != nil {
		return err
	}
	pr, err := p.Programmes.Get(ctx, tx, x.Org, x.Programme)
	if err != nil {
		return err
	}
	ahead, err := db.All(ctx, tx, scanMeeting, selectMeeting+" where org_id=$1 and pair_id=$2 and status in ('proposed','accepted') and starts_at>$3", x.Org, x.ID, db.At(p.Clock.Now()))
	if err != nil {
		return err
	}
	for _, m := range ahead {
		if err := p.cancel(ctx, tx, x, m); err != nil {
			return err
		}
	}
	by := a.Side
	if kind == ByCoordinator {
		by = ""
	}
	mover := by
	if kind == Stopped {
		mover = "" // who asked is theirs
	}
	if err := p.enter(ctx, tx, &x, Closed, mover); err != nil {
		return err
	}
	x.PausedOn, x.PausedUntil = "", ""
	if err := p.savePause(ctx, tx, x); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, "insert into ending (pair_id, org_id, kind, reason, ended_on, created_at) values ($1,$2,$3,$4,$5,$6)",
		x.ID, x.Org, kind, reason, p.today(pr), db.At(p.Clock.Now())); err != nil {
		return err
	}
	if by != "" {
		if _, err := tx.Exec(ctx, "update ending set "+rematchColumn(by)+"=$3 where org_id=$1 and pair_id=$2", x.Org, x.ID, rematch); err != nil {
			return err
		}
	}
	if err := p.tellEnding(ctx, tx, x, kind, by); err != nil {
		return err
	}
	// The log names no account where one of the two stopped: who asked is theirs.
	entry := audit.Entry{Org: x.Org, Programme: x.Programme, Act: "pair_ended_" + string(kind), Object: x.ID}
	if kind == ByCoordinator {
		entry.Account = a.Account
	}
	return audit.Log(ctx, tx, p.Clock, entry)
}

func (p *Pairs) tellEnding(ctx context.Context, tx *db.Tx, x Pair, kind EndingKind, by org.Role) error {
	key := "pair_stopped"
	if kind == Completed {
		key = "pair_completed"
	}
	for _, side := range Sides {
		if side == by {
			continue // they were there when it happened
		}
		if err := p.mail(ctx, tx, x, side, letter{key: key, event: "ended", path: "/pair/" + x.ID}); err != nil {
			return err
		}
	}
	if kind == ByCoordinator {
		return nil
	}
	return p.mailCoordinators(ctx, tx, x, letter{
		key: key + "_coordinator", event: "ended", path: "/pair/" + x.ID + "/facts",
		args: func(lang i18n.Lang, zone *time.Location) []any {
			return []any{"day", i18n.Day(lang, p.Clock.Now().In(zone))}
		},
	})
}

func rematchColumn(side org.Role) string {
	if side == org.Mentor {
		return "rematch_mentor"
	}
	return "rematch_mentee"
}

func checkRematch(s string) error {
	if s != "" && s != "yes" && s != "no" {
		return fault.Field("rematch", "fault.bad_choice", "field", i18n.Key("pair.rematch"))
	}
	return nil
}
