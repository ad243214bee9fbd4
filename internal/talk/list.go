package talk

import (
	"context"
	"slices"
	"strings"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/org"
)

// Offerer is a mentor with the times that can still be booked. The seat holds what a partner may see.
type Offerer struct {
	Seat  enrolment.Seat
	Times []Time
}

// Open lists the mentors whom the actor may talk with and their open times, who is free first coming first.
func (t *Talks) Open(ctx context.Context, q db.Q, a org.Actor) ([]Offerer, error) {
	mentee, err := t.mine(ctx, q, a, org.Mentee)
	if err != nil || mentee.Status != enrolment.Accepted {
		return nil, err
	}
	if _, _, err := t.offered(ctx, q, a); fault.Is(err, fault.Conflict) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	times, err := t.times(ctx, q, a.Org, " and x.programme_id=$2 and x.status='open' and x.starts_at>$3 and x.places>"+taken, a.Programme, db.At(t.Clock.Now()))
	if err != nil || len(times) == 0 {
		return nil, err
	}
	mentors, err := t.Enrolments.Seats(ctx, q, a.Org, a.Programme, org.Mentor, enrolment.Accepted)
	if err != nil {
		return nil, err
	}
	of := map[string][]Time{}
	for _, x := range times {
		of[x.Seat] = append(of[x.Seat], x)
	}
	mentors = slices.DeleteFunc(mentors, func(s enrolment.Seat) bool { return len(of[s.ID]) == 0 })
	apart, err := t.Matches.KeptApart(ctx, q, mentee, mentors)
	if err != nil {
		return nil, err
	}
	var out []Offerer
	for _, s := range mentors {
		if apart[s.ID] == "" {
			out = append(out, Offerer{forPartner(s), of[s.ID]})
		}
	}
	slices.SortStableFunc(out, func(a, b Offerer) int { return a.Times[0].Start.Compare(b.Times[0].Start) })
	return out, nil
}

// forPartner is a seat with no more than a partner may see, and no address: the two meet, they do not write.
func forPartner(s enrolment.Seat) enrolment.Seat {
	return enrolment.Seat{
		ID: s.ID, Org: s.Org, Programme: s.Programme, Role: s.Role, Profile: s.Profile.ForPartner(),
		Person: org.Person{ID: s.Person.ID, Name: s.Person.Name, Title: s.Person.Title, Unit: s.Person.Unit},
	}
}

// Time reads a time with its mentor, for a mentee who may book it or could have: a full or closed one is still read.
func (t *Talks) Time(ctx context.Context, q db.Q, a org.Actor, timeID string) (x Time, mentor enrolment.Seat, err error) {
	mentee, err := t.mine(ctx, q, a, org.Mentee)
	if err != nil {
		return x, mentor, err
	}
	if x, err = t.time(ctx, q, a.Org, timeID); err != nil {
		return x, mentor, err
	}
	mentor, err = t.meets(ctx, q, mentee, x)
	return x, forPartner(mentor), err
}

// OwnTime reads a time for the mentor who put it up.
func (t *Talks) OwnTime(ctx context.Context, q db.Q, a org.Actor, timeID string) (Time, error) {
	if _, err := t.mine(ctx, q, a, org.Mentor); err != nil {
		return Time{}, err
	}
	x, err := t.time(ctx, q, a.Org, timeID)
	if err == nil && x.Seat != a.Seat {
		err = fault.Missing()
	}
	return x, err
}

func (t *Talks) time(ctx context.Context, q db.Q, orgID, timeID string) (Time, error) {
	if !id.Valid(timeID) {
		return Time{}, fault.Missing()
	}
	return db.Get(ctx, q, scanTime, "select "+timeColumns+" from talk_time x where x.org_id=$1 and x.id=$2", orgID, timeID)
}

// OwnTimes reads the actor's coming times that are still up, the soonest first.
func (t *Talks) OwnTimes(ctx context.Context, q db.Q, a org.Actor) ([]Time, error) {
	s, err := t.mine(ctx, q, a, org.Mentor)
	if err != nil {
		return nil, err
	}
	return t.times(ctx, q, a.Org, " and x.seat_id=$2 and x.status='open' and x.starts_at>$3", s.ID, db.At(t.Clock.Now()))
}

// Own reads the actor's talks, the soonest first.
func (t *Talks) Own(ctx context.Context, q db.Q, a org.Actor) ([]Talk, error) {
	if _, err := t.mine(ctx, q, a, a.Side); err != nil {
		return nil, err
	}
	column := "k.mentee_seat_id"
	if a.Side == org.Mentor {
		column = "x.seat_id"
	}
	return t.talks(ctx, q, a.Org, " and "+column+"=$2", a.Seat)
}

// Talk reads one talk, for one of the two.
func (t *Talks) Talk(ctx context.Context, q db.Q, a org.Actor, talkID string) (Talk, error) {
	k, err := t.talk(ctx, q, a.Org, talkID)
	if err == nil && !k.holds(a) {
		err = fault.Missing()
	}
	return k, err
}

// Figures are a programme's talks in numbers.
type Figures struct {
	Mentors int // with open times ahead
	Free    int // places that can be booked
	Ahead   int // booked and still to come
	Held    int
	Unsaid  int // should have been, and nobody has said
	Missed  int // did not take place
	Off     int // called off
}

// Figures counts for the coordinator.
func (t *Talks) Figures(ctx context.Context, a org.Actor) (f Figures, err error) {
	if err := mayLead(a); err != nil {
		return f, err
	}
	now := t.Clock.Now()
	times, err := t.times(ctx, t.DB, a.Org, " and x.programme_id=$2 and x.status='open' and x.starts_at>$3", a.Programme, db.At(now))
	if err != nil {
		return f, err
	}
	mentors := map[string]bool{}
	for _, x := range times {
		if x.Free() > 0 {
			mentors[x.Seat] = true
			f.Free += x.Free()
		}
	}
	f.Mentors = len(mentors)
	f.Ahead, f.Held, f.Unsaid, f.Missed, f.Off, err = t.counts(ctx, a, db.At(now))
	return f, err
}

func (t *Talks) counts(ctx context.Context, a org.Actor, now db.Time) (ahead, held, unsaid, missed, off int, err error) {
	_, err = db.Get(ctx, t.DB, func(s db.Scan) (struct{}, error) { return struct{}{}, s(&ahead, &held, &unsaid, &missed, &off) }, `select
			coalesce(sum(case when k.status='booked' and x.starts_at>$3 then 1 else 0 end), 0), coalesce(sum(case when k.status='held' then 1 else 0 end), 0),
			coalesce(sum(case when k.status='booked' and x.starts_at<=$3 then 1 else 0 end), 0), coalesce(sum(case when k.status='missed' then 1 else 0 end), 0),
			coalesce(sum(case when k.status='cancelled' then 1 else 0 end), 0)
		from talk k join talk_time x on x.id = k.time_id where k.org_id=$1 and k.programme_id=$2`, a.Org, a.Programme, now)
	return ahead, held, unsaid, missed, off, err
}

// All lists a programme's talks for the coordinator, the latest first, without what they are about; find narrows by name.
func (t *Talks) All(ctx context.Context, a org.Actor, find string) ([]Talk, error) {
	if err := mayLead(a); err != nil {
		return nil, err
	}
	all, err := t.talks(ctx, t.DB, a.Org, " and k.programme_id=$2", a.Programme)
	slices.Reverse(all)
	find = strings.ToLower(strings.TrimSpace(find))
	all = slices.DeleteFunc(all, func(k Talk) bool {
		return find != "" && !strings.Contains(strings.ToLower(k.Mentor.Name+"\n"+k.Mentee.Name), find)
	})
	for i := range all {
		all[i].About, all[i].Time.Place, all[i].Time.Video = "", "", ""
	}
	return all, err
}
