package demo

import (
	"time"

	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/talk"
)

// talks opens a programme's one-off conversations: four mentors put up times beside their pairs, and three mentees book.
func (s *story) talks(lead org.Actor, seed time.Time) error {
	if err := s.m.Talks.SaveSetting(s.ctx, lead, talk.Setting{Offered: true, Ahead: 2}); err != nil {
		return err
	}
	mentors, err := s.m.Enrolments.Seats(s.ctx, s.m.DB, lead.Org, lead.Programme, org.Mentor, enrolment.Accepted)
	if err != nil {
		return err
	}
	for i, o := range []talk.Offer{
		{Minutes: 60, Places: 1, Every: 2, Months: 2, Place: "Rådhuset, lokale Lærken"},
		{Minutes: 30, Places: 1, Every: 1, Months: 1, Video: "https://video.example.org/samtale-2"},
		{Minutes: 45, Places: 1, Place: "Biblioteket"},
		{Minutes: 60, Places: 3, Every: 4, Months: 3, Place: "Kantinen på Havnegade"},
	} {
		o.Start = s.workday(s.since(seed), 5+i, 15-float64(i))
		if _, err := s.m.Talks.Offer(s.ctx, pair.SeatActor(mentors[3*i]), o); err != nil {
			return err
		}
	}
	mentees, err := s.m.Enrolments.Seats(s.ctx, s.m.DB, lead.Org, lead.Programme, org.Mentee, enrolment.Accepted)
	if err != nil {
		return err
	}
	for i, about := range []string{"Min første MUS-samtale som leder.", "Hvordan jeg siger nej opad uden at lukke døren.", "At lede nogen, jeg har delt kontor med i otte år."} {
		mentee := pair.SeatActor(mentees[4*i+2])
		open, err := s.m.Talks.Open(s.ctx, s.m.DB, mentee)
		if err != nil || len(open) == 0 {
			return err
		}
		k, err := s.m.Talks.Book(s.ctx, mentee, open[i%len(open)].Times[0].ID, about)
		if err != nil {
			return err
		}
		if i == 0 {
			s.at(k.Time.End().Add(time.Hour), func() error { return s.m.Talks.Say(s.ctx, mentee, k.ID, true) })
		}
	}
	return nil
}
