package talk

import (
	"context"
	"net/url"
	"strings"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/org"
)

// MaxAbout is how many letters say what a talk is about.
const MaxAbout = 300

// Book takes a place at a time for the actor. Of two who book the last place at once, one gets it and the other is told.
func (t *Talks) Book(ctx context.Context, a org.Actor, timeID, about string) (k Talk, err error) {
	about = strings.Join(strings.Fields(about), " ")
	err = t.DB.Write(ctx, func(tx *db.Tx) error {
		mentee, err := t.lockMine(ctx, tx, a, org.Mentee)
		if err != nil {
			return err
		}
		x, err := t.lockTime(ctx, tx, a.Org, timeID)
		if err != nil {
			return err
		}
		mentor, err := t.meets(ctx, tx, mentee, x)
		if err != nil {
			return err
		}
		if err := t.mayBook(ctx, tx, a, x); err != nil {
			return err
		}
		if err := checkAbout(about); err != nil {
			return err
		}
		k = Talk{ID: id.New(), Org: a.Org, Programme: a.Programme, Time: x, Mentor: partyOf(mentor), Mentee: partyOf(mentee), About: about, Status: Booked, Created: t.Clock.Now()}
		k.UID = k.ID + "@" + t.host()
		if k.Organiser, err = t.from(ctx, tx); err != nil {
			return err
		}
		if err := t.addTalk(ctx, tx, k); err != nil {
			return err
		}
		if err := t.invite(ctx, tx, k, "talk_booked"); err != nil {
			return err
		}
		return t.log(ctx, tx, a, "talk_booked", k.ID)
	})
	return k, err
}

// meets reads the mentor of a time whom the mentee may meet. A time of another programme, and a mentor whom a hard rule keeps away, do
// not exist.
func (t *Talks) meets(ctx context.Context, q db.Q, mentee enrolment.Seat, x Time) (enrolment.Seat, error) {
	if x.Programme != mentee.Programme {
		return enrolment.Seat{}, fault.Missing()
	}
	mentor, err := t.Enrolments.Seat(ctx, q, mentee.Org, x.Seat)
	if err != nil {
		return mentor, err
	}
	apart, err := t.Matches.KeptApart(ctx, q, mentee, []enrolment.Seat{mentor})
	if err == nil && apart[mentor.ID] != "" {
		err = fault.Missing()
	}
	return mentor, err
}

// mayBook holds what can change between the moment a time is seen and the moment it is booked.
func (t *Talks) mayBook(ctx context.Context, q db.Q, a org.Actor, x Time) error {
	pr, set, err := t.offered(ctx, q, a)
	if err != nil {
		return err
	}
	own, err := t.talks(ctx, q, a.Org, " and k.mentee_seat_id=$2 and k.status='booked'", a.Seat)
	if err != nil {
		return err
	}
	ahead := 0
	for _, k := range own {
		switch {
		case k.Time.ID == x.ID:
			return fault.New(fault.Conflict, "talk.booked_already")
		case k.Time.Start.Before(x.End()) && x.Start.Before(k.Time.End()):
			return fault.New(fault.Conflict, "talk.overlap", "mentor", k.Mentor.Name)
		case k.Ahead(t.Clock.Now()):
			ahead++
		}
	}
	switch {
	case x.Closed:
		return fault.New(fault.Conflict, "talk.gone")
	case !x.Start.After(t.Clock.Now()):
		return fault.New(fault.Conflict, "talk.begun")
	case x.Free() == 0:
		return fault.New(fault.Conflict, "talk.taken")
	case ahead >= set.Ahead:
		return fault.New(fault.Conflict, "talk.enough", "n", set.Ahead)
	case pr.EndsOn != "" && clock.DateOf(x.Start.In(pr.Location())) > pr.EndsOn:
		return fault.New(fault.Conflict, "talk.gone")
	}
	return nil
}

func checkAbout(about string) error {
	var wrong fault.Fields
	switch n := len([]rune(about)); {
	case n == 0:
		wrong.Add("about", "talk.about_missing")
	case n > MaxAbout:
		wrong.Add("about", "fault.too_long", "field", i18n.Key("talk.about"), "max", MaxAbout)
	case enrolment.HasCPR(about):
		wrong.Add("about", "talk.cpr")
	}
	return wrong.Or()
}

func partyOf(s enrolment.Seat) Party {
	return Party{Seat: s.ID, Person: s.Person.ID, Name: s.Person.Name, Title: s.Person.Title, Unit: s.Person.Unit}
}

// from is the address that invitations come from; host is this site's name.
func (t *Talks) from(ctx context.Context, q db.Q) (string, error) {
	if t.From != nil {
		if s, err := t.From(ctx, q); s != "" || err != nil {
			return s, err
		}
	}
	return "mentorskab@" + t.host(), nil
}

func (t *Talks) host() string {
	if u, err := url.Parse(t.Notify.BaseURL); err == nil && u.Hostname() != "" {
		return u.Hostname()
	}
	return "localhost"
}
