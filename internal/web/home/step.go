package home

import (
	"context"
	"strconv"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/evaluation"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// step is something that could be the one next step; the lowest rank wins. What somebody else waits for comes before one's own.
type step struct {
	rank int
	pair string // the one it is about, if any
	lede string
	ui.NextView
}

// The ranks, most pressing first. Zero is no step at all.
const (
	rankProposal = iota + 1
	rankMeetingAnswer
	rankWish
	rankSurvey
	rankMeetingHeld
	rankSign
	rankPulse
	rankFirstMeeting
	rankGate
	rankAgreement
	rankMarks
	rankNextMeeting
	rankPaused
	rankCalm
)

// facts is what a pair's step follows from.
type facts struct {
	pair.Summary
	gate      pair.Gate
	marks     pair.Marks
	agreement pair.Agreement // the newest version; 0 for none
	history   []pair.Step
	next      *pair.Meeting // the nearest one ahead
	past      *pair.Meeting // the oldest planned one that should have taken place
	unpulsed  *pair.Meeting // the newest one held whose pulse is not answered
	now       time.Time
}

// pulseDays is how long after a meeting its pulse is asked for.
const pulseDays = 30

func (s Pages) facts(ctx context.Context, a org.Actor, pairID string) (f facts, err error) {
	if f.Summary, err = s.Pairs.Summary(ctx, s.DB, a.Org, pairID); err != nil {
		return f, err
	}
	if f.marks, err = s.Pairs.Marks(ctx, s.DB, a.Org, pairID); err != nil {
		return f, err
	}
	if f.gate, err = s.Pairs.Gate(ctx, s.DB, f.Summary, f.marks); err != nil {
		return f, err
	}
	if f.history, err = s.Pairs.History(ctx, s.DB, a.Org, pairID); err != nil {
		return f, err
	}
	versions, err := s.Pairs.Agreements(ctx, s.DB, a, pairID)
	if err != nil {
		return f, err
	}
	if len(versions) > 0 {
		f.agreement = versions[0]
	}
	meetings, err := s.Pairs.Meetings(ctx, s.DB, a, pairID)
	if err != nil {
		return f, err
	}
	answered, err := s.Pairs.Answered(ctx, s.DB, a, pairID)
	f.now = s.Pairs.Clock.Now()
	for i := range meetings { // the latest first
		m := &meetings[i]
		switch {
		case m.Planned() && m.Start.After(f.now):
			f.next = m
		case m.Planned():
			f.past = m
		case m.Status == pair.Held && !answered[m.ID] && f.unpulsed == nil && f.now.Sub(m.Start) < pulseDays*24*time.Hour:
			f.unpulsed = m
		}
	}
	return f, err
}

func proposalStep(v *visit.Visit, o matching.Proposal, side org.Role) step {
	if o.Stage() == matching.Unnamed {
		t := step{rank: rankProposal, lede: v.T("home.proposal_lede")}
		t.NextView = ui.NextView{
			Icon: "heart-handshake", Eyebrow: v.T("home.proposal"), Title: v.T("offer.home_unnamed_title_" + string(side)), Text: v.T("offer.home_unnamed_text"),
			Go: ui.Action{Label: v.T("home.proposal_go"), URL: "/proposal/" + o.ID},
		}
		return t
	}
	partner := other(o, side).Person.Name
	t := step{rank: rankProposal, lede: v.T("home.proposal_lede")}
	t.NextView = ui.NextView{
		Icon: "heart-handshake", Eyebrow: v.T("home.proposal"), Title: v.T("home.proposal_title_"+string(side), "partner", partner), Text: v.T("home.proposal_text"),
		Go: ui.Action{Label: v.T("home.proposal_go"), URL: "/proposal/" + o.ID},
	}
	return t
}

func surveyStep(v *visit.Visit, q evaluation.Asked) step {
	t := step{rank: rankSurvey, pair: q.Pair, lede: v.T("home.survey_lede", "day", i18n.Date(v.Lang, q.Closes))}
	t.NextView = ui.NextView{
		Icon: "message-question", Eyebrow: v.T("home.survey"), Title: v.T("home.survey_title_" + string(q.Kind)), Text: v.T("home.survey_text"),
		Go: ui.Action{Label: v.T("home.survey_go"), URL: evaluation.Path(q.Pair, q.Kind)},
	}
	return t
}

// pairStep finds the next step of one pair.
func pairStep(v *visit.Visit, f facts) step {
	side, url := v.Actor.Side, "/pair/"+f.ID
	first := pair.First(f.Seat(pair.Other(side)).Person.Name)
	_, signed := f.agreement.Signatures[side]
	_, signedByOther := f.agreement.Signatures[pair.Other(side)]
	t := step{pair: f.ID}
	say := func(rank int, key, icon, title, goURL string, args ...any) step {
		args = append(args, "partner", first)
		t.rank, t.lede = rank, v.T("home."+key+"_lede", args...)
		if title == "" {
			title = v.T("home."+key+"_title", args...)
		}
		t.NextView = ui.NextView{
			Icon: icon, Eyebrow: v.T("home."+key, args...), Title: title, Text: v.T("home."+key+"_text", args...), Go: ui.Action{Label: v.T("home."+key+"_go", args...), URL: url + goURL},
			Mentee: visit.Initials(f.Mentee.Person.Name), Mentor: visit.Initials(f.Mentor.Person.Name),
		}
		return t
	}
	when := func(m *pair.Meeting) string {
		return capital(i18n.Moment(v.Lang, m.Start.In(v.Location()))) + "–" + i18n.Clock(v.Lang, m.End().In(v.Location()))
	}
	switch {
	case f.next != nil && f.next.WaitsFor(side, f.now):
		t = say(rankMeetingAnswer, "answer_meeting", "calendar-event", when(f.next), "/meetings/"+f.next.ID+"/accept")
		t.Go.Method, t.Go.Hidden = "post", map[string]string{"sequence": strconv.Itoa(f.next.Sequence)}
		if where := f.next.Where(); where != "" {
			t.Text = where
		}
		t.Others = []ui.Action{{Label: v.T("home.move_meeting"), URL: url + "/meetings/" + f.next.ID + "/move"}}
		return t
	case f.past != nil:
		t = say(rankMeetingHeld, "held", "calendar-event", "", "/meetings/"+f.past.ID+"/held", "day", i18n.Day(v.Lang, f.past.Start.In(v.Location())))
		t.Others = []ui.Action{{Label: v.T("home.not_held"), URL: url + "/meetings/" + f.past.ID + "/cancel"}}
		return t
	case f.agreement.Version > 0 && signedByOther && !signed:
		return say(rankSign, "sign", "file-text", "", "/agreement")
	case f.unpulsed != nil:
		return say(rankPulse, "pulse", "clock", "", "/meetings/"+f.unpulsed.ID+"/pulse", "day", i18n.Day(v.Lang, f.unpulsed.Start.In(v.Location())))
	case f.Rests(clock.DateOf(v.Now())):
		return say(rankPaused, "paused", "player-pause", "", "")
	case f.MeetingsHeld == 0 && f.next == nil:
		return say(rankFirstMeeting, "first_meeting", "calendar-plus", "", "/meetings")
	case f.gate.Open() && f.gate.To != "" && (f.Phase != pair.Learning || f.next == nil):
		return say(rankGate, "gate_"+string(f.gate.To), "arrow-right", "", "")
	case f.Phase == pair.Establishing && f.MeetingsHeld > 0 && f.AgreementSigned == "" && !signed:
		return say(rankAgreement, "agreement", "file-text", "", "/agreement")
	case f.Phase == pair.Establishing && f.MeetingsHeld > 0 && !f.ticked(side):
		return say(rankMarks, "marks", "list-check", "", "#gate")
	case f.next == nil:
		return say(rankNextMeeting, "next_meeting", "calendar-plus", "", "/meetings")
	}
	t = say(rankCalm, "meeting", "calendar-event", when(f.next), "/meetings", "n", f.MeetingsHeld+1)
	if where := f.next.Where(); where != "" {
		t.Text = where
	}
	return t
}

// ticked tells whether a side has done its own part before the learning phase.
func (f facts) ticked(side org.Role) bool {
	for _, i := range f.gate.Items {
		if i.Needed && i.Mark != "" && !i.By[side] {
			return false
		}
	}
	return true
}

// advice picks one short piece of advice that fits where the two are: a key of text and an icon.
func advice(f facts, side org.Role) (key, icon string) {
	mentor := side == org.Mentor
	switch {
	case f.MeetingsHeld == 0 && mentor:
		return "equal", "equal"
	case f.MeetingsHeld == 0:
		return "open", "heart-handshake"
	case f.MeetingsHeld%3 == 0:
		return "expectations", "refresh"
	case f.next != nil && f.next.Start.Sub(f.now) < 36*time.Hour && !mentor:
		return "on_time", "clock"
	case f.next != nil && f.next.Start.Sub(f.now) < 4*24*time.Hour && !mentor:
		return "topics", "list-check"
	case f.Phase == pair.Closing:
		return "ending", "heart-handshake"
	case mentor && f.MeetingsHeld%3 == 1:
		return "hold_back", "ear"
	case mentor:
		return "dare", "message-question"
	case f.MeetingsHeld%3 == 1:
		return "profession", "ear"
	}
	return "say_so", "message-question"
}
