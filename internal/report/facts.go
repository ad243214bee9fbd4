package report

import (
	"context"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/evaluation"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// Reports is the slice's verbs.
type Reports struct {
	DB          *db.DB
	Clock       clock.Clock
	Programmes  *programme.Programmes
	Enrolments  *enrolment.Enrolments
	Matches     *matching.Matches
	Pairs       *pair.Pairs
	Evaluations *evaluation.Evaluations
}

// Facts is what is known of a programme on a day, in figures: no names of those who take part.
type Facts struct {
	Now       time.Time // in the programme's zone
	Programme programme.Programme
	Ready     []programme.Light // the lights as set-up knows them
	Sponsor   programme.Commitment
	Mentors   map[Mentor]int
	Mentees   map[Mentee]int
	Changes   int // mentees who have had more than one mentor
	Pairs     []pair.Facts
	Plan      []evaluation.Status
}

// Today is the day at the programme.
func (f Facts) Today() clock.Date { return clock.DateOf(f.Now) }

// Going gives the pairs on their way.
func (f Facts) Going() []pair.Facts {
	var out []pair.Facts
	for _, p := range f.Pairs {
		if p.Phase != pair.Closed {
			out = append(out, p)
		}
	}
	return out
}

// facts gathers, the pairs beside the rest and whatever also reads. The number of queries does not grow with the programme.
func (r *Reports) facts(ctx context.Context, orgID, programmeID string, also func(ctx context.Context) error) (f Facts, err error) {
	if f.Programme, err = r.Programmes.Get(ctx, r.DB, orgID, programmeID); err != nil {
		return f, err
	}
	f.Now = r.Clock.Now().In(f.Programme.Location())
	var counts []enrolment.Count
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() (err error) {
		f.Pairs, err = r.Pairs.Facts(ctx, r.DB, f.Programme)
		return err
	})
	g.Go(func() (err error) {
		if f.Ready, err = r.Programmes.Readiness(ctx, r.DB, orgID, programmeID); err != nil {
			return err
		}
		if f.Sponsor, err = r.Programmes.Commitment(ctx, r.DB, orgID, programmeID); err != nil {
			return err
		}
		if counts, err = r.Enrolments.Counts(ctx, r.DB, orgID, programmeID); err != nil {
			return err
		}
		if f.Plan, err = r.Evaluations.Plan(ctx, r.DB, f.Programme); err != nil {
			return err
		}
		return also(ctx)
	})
	if err := g.Wait(); err != nil {
		return f, err
	}
	f.Mentors, f.Mentees, f.Changes = people(counts, f.Pairs, f.Today())
	return f, nil
}

// Stage is how far a person has come in a programme.
type Stage string

// The stages. A mentee with several pairs stands where the newest is.
const (
	Asked        Stage = "asked"  // has applied, or stands on the waiting list
	Turned       Stage = "turned" // was declined or withdrew, without a pair
	Unmatched    Stage = "unmatched"
	Introduction Stage = "introduction"
	Establishing Stage = "establishing"
	Learning     Stage = "learning"
	Closing      Stage = "closing"
	Completed    Stage = "completed"
	Stopped      Stage = "stopped"
)

var (
	stages = []Stage{Asked, Turned, Unmatched, Introduction, Establishing, Learning, Closing, Completed, Stopped}
	// Phases are the stages of a pair on its way.
	Phases = []Stage{Introduction, Establishing, Learning, Closing}
)

// Mentor is a kind of mentor, for counting: Asked, Turned or, once accepted, Unmatched, whether in a pair or not.
type Mentor struct {
	Stage   Stage
	Trained bool
}

// Mentee is a kind of mentee, for counting.
type Mentee struct {
	Stage  Stage
	Met    bool // at least once
	Signed bool
	Late   bool // has not signed, LateDays after the pair began
}

// going tells whether the mentee is in a pair that goes on.
func (m Mentee) going() bool {
	return m.Stage == Introduction || m.Stage == Establishing || m.Stage == Learning || m.Stage == Closing
}

// paired tells whether the mentee has or has had a pair.
func (m Mentee) paired() bool { return m.going() || m.Stage == Completed || m.Stage == Stopped }

// LateDays is when an agreement should at the latest be signed.
const LateDays = 60

// people sorts everybody who takes part into kinds.
func people(counts []enrolment.Count, pairs []pair.Facts, today clock.Date) (map[Mentor]int, map[Mentee]int, int) {
	mentors, mentees := map[Mentor]int{}, map[Mentee]int{}
	newest, taken, changes := map[string]pair.Facts{}, map[enrolment.Status]int{}, 0
	for _, p := range pairs { // oldest first
		if _, again := newest[p.MenteeSeat]; again {
			changes++
		} else {
			taken[p.MenteeStatus]++
		}
		newest[p.MenteeSeat] = p
	}
	for _, p := range newest {
		mentees[kind(p, today)]++
	}
	for _, c := range counts {
		stage := Turned
		switch c.Status {
		case enrolment.Applied, enrolment.Waiting:
			stage = Asked
		case enrolment.Accepted:
			stage = Unmatched
		}
		if c.Role == org.Mentor {
			mentors[Mentor{stage, true}] += c.Trained
			mentors[Mentor{stage, false}] += c.N - c.Trained
		} else {
			mentees[Mentee{Stage: stage}] += c.N - taken[c.Status]
		}
	}
	return mentors, mentees, changes
}

func kind(p pair.Facts, today clock.Date) Mentee {
	m := Mentee{Stage: Stage(p.Phase), Met: p.MeetingsHeld > 0, Signed: p.AgreementSigned != ""}
	if p.Phase == pair.Closed {
		m.Stage = Stopped
		if p.Ending != nil && p.Ending.Kind == pair.Completed {
			m.Stage = Completed
		}
		return m
	}
	m.Late = !m.Signed && p.StartedOn.Add(0, 0, LateDays) < today
	return m
}
