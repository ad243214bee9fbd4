package demo

import (
	"fmt"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair"
)

// course is how a pair does: what happens when, in days from the day it was made. The zero value never meets.
type course struct {
	first    int     // day of the first meeting
	every    int     // days between meetings
	hour     float64 // when they meet
	minutes  int
	place    string
	video    string
	meetings int // at most; 0 for as long as the programme lasts
	signed   int // day of the second signature; 0 for never
	learning bool
	cancels  int // the last so many meetings are called off
	stop     int // day on which the mentee stops; 0 for never
	rematch  string
	pause    int // day on which they pause for four weeks
	closing  bool
	mood     int // 3 to 5: what the pulse is like
}

// follow plans the life of a pair.
func (s *story) follow(x pair.Pair, ends clock.Date, c course) {
	m, ctx := s.m, s.ctx
	mentee, mentor := x.Actor(org.Mentee), x.Actor(org.Mentor)
	day := func(n int, hour float64) time.Time { return s.workday(x.StartedOn, n, hour) }
	do := func(n int, hour float64, f func() error) { s.at(day(n, hour), f) }
	if c.stop > 0 {
		do(c.stop, 20.5, func() error { return m.Pairs.Stop(ctx, mentee, x.ID, "time", c.rematch) })
	}
	open := func(n int) bool { return c.stop == 0 || n < c.stop }
	if c.first == 0 {
		return
	}
	do(1, 9, func() error { return m.Pairs.Advance(ctx, mentee, x.ID, pair.Introduction, "") })
	last := ends
	if c.closing {
		last = ends.Add(0, 0, -14)
	}
	met := 0
	for n, i := c.first, 0; ; n, i = n+c.every, i+1 {
		if c.meetings > 0 && i == c.meetings || !open(n) || s.since(day(n, c.hour)) >= last {
			break
		}
		late := c.meetings > 0 && i >= c.meetings-c.cancels
		s.meeting(x, c, day(n, c.hour), i, late)
		if met++; met == 1 {
			for _, a := range []org.Actor{mentee, mentor} {
				for _, mark := range []pair.Mark{pair.MarkGoOn, pair.MarkExpectations, pair.MarkDirection} {
					if c.learning {
						do(n+3, 19, func() error { return m.Pairs.Tick(ctx, a, x.ID, mark, "yes") })
					}
				}
			}
		}
	}
	if c.signed > 0 && open(c.signed) {
		do(c.signed-4, 20, func() error { return s.agree(x) })
		do(c.signed, 8, func() error { return s.sign(x, mentor) })
		if c.learning {
			do(c.signed+1, 12, func() error { return m.Pairs.Advance(ctx, mentee, x.ID, pair.Establishing, "") })
		}
	}
	if c.pause > 0 {
		do(c.pause, 15, func() error { return m.Pairs.Pause(ctx, mentee, x.ID, s.since(s.clock.Now()).Add(0, 0, 28)) })
	}
	if c.closing {
		s.close(x, ends)
	}
}

// meeting plans one meeting from invitation to pulse.
func (s *story) meeting(x pair.Pair, c course, start time.Time, i int, calledOff bool) {
	m, ctx := s.m, s.ctx
	by, other := x.Actor(org.Mentee), x.Actor(org.Mentor)
	if i%3 == 0 {
		by, other = other, by
	}
	ask := start.AddDate(0, 0, -9).Add(-90 * time.Minute)
	if began := x.Created.Add(26 * time.Hour); ask.Before(began) {
		ask = began
	}
	if !ask.Before(start) {
		return
	}
	s.at(ask, func() error {
		b := pair.Booking{Start: start, Minutes: c.minutes, Place: c.place, Video: c.video, Anyway: true}
		made, err := m.Pairs.Propose(ctx, by, x.ID, b)
		if err != nil {
			return err
		}
		moved := s.chance(18)
		s.at(ask.Add(20*time.Hour), func() error {
			if moved { // another hour suits better
				b.Start = b.Start.Add(time.Hour)
				if err := m.Pairs.Move(ctx, other, x.ID, made.ID, b); err != nil {
					return err
				}
				return m.Pairs.AcceptMeeting(ctx, by, x.ID, made.ID, 1)
			}
			return m.Pairs.AcceptMeeting(ctx, other, x.ID, made.ID, 0)
		})
		if calledOff {
			s.at(start.Add(-26*time.Hour), func() error { return m.Pairs.CancelMeeting(ctx, other, x.ID, made.ID) })
			return nil
		}
		end := start.Add(time.Duration(c.minutes)*time.Minute + time.Hour)
		s.at(end.Add(30*time.Minute), func() error { return m.Pairs.Hold(ctx, by, x.ID, made.ID, b.Start, c.minutes) })
		for _, a := range []struct {
			org.Actor
			share int
		}{{x.Actor(org.Mentee), 68}, {x.Actor(org.Mentor), 52}} {
			if s.chance(a.share) {
				u := s.pulse(c.mood)
				s.at(end.Add(3*time.Hour), func() error { return m.Pairs.AnswerPulse(ctx, a.Actor, x.ID, made.ID, u) })
			}
		}
		return nil
	})
}

// pulse rolls one side's answers round a mood.
func (s *story) pulse(mood int) pair.Pulse {
	if mood == 0 {
		mood = 4
	}
	roll := func() int { return max(1, min(5, mood+[]int{-1, 0, 0, 1, 1}[s.dice.IntN(5)])) }
	return pair.Pulse{Worth: roll(), Free: min(5, roll()+1), Matter: roll(), Challenged: max(1, roll()-s.dice.IntN(2))}
}

// agree writes the first version of the agreement and signs it for the mentee.
func (s *story) agree(x pair.Pair) error {
	mentee := x.Actor(org.Mentee)
	d, err := s.m.Pairs.Suggest(s.ctx, s.m.DB, mentee, x.ID)
	if err != nil {
		return err
	}
	g, err := s.m.Pairs.SaveAgreement(s.ctx, mentee, x.ID, "", d)
	if err != nil {
		return err
	}
	_, err = s.m.Pairs.Sign(s.ctx, mentee, x.ID, g.Base())
	return err
}

// sign puts the second name under the newest version.
func (s *story) sign(x pair.Pair, a org.Actor) error {
	all, err := s.m.Pairs.Agreements(s.ctx, s.m.DB, a, x.ID)
	if err != nil || len(all) == 0 {
		return fmt.Errorf("no agreement to sign: %w", err)
	}
	newest := all[0]
	for _, g := range all {
		if g.Version > newest.Version {
			newest = g
		}
	}
	_, err = s.m.Pairs.Sign(s.ctx, a, x.ID, newest.Base())
	return err
}

// close plans the last phase and the end, in the weeks before the programme ends.
func (s *story) close(x pair.Pair, ends clock.Date) {
	m, ctx := s.m, s.ctx
	mentee, mentor := x.Actor(org.Mentee), x.Actor(org.Mentor)
	s.at(s.workday(ends, -38, 10), func() error { return m.Pairs.Advance(ctx, mentee, x.ID, pair.Learning, "") })
	for _, a := range []org.Actor{mentee, mentor} {
		s.at(s.workday(ends, -12, 18), func() error { return m.Pairs.Tick(ctx, a, x.ID, pair.MarkClosingTalk, "held") })
		s.at(s.workday(ends, -12, 18.5), func() error { return m.Pairs.Tick(ctx, a, x.ID, pair.MarkGoalsReviewed, "yes") })
	}
	s.at(s.workday(ends, -8, 17), func() error { return m.Pairs.Advance(ctx, mentor, x.ID, pair.Closing, "yes") })
}
