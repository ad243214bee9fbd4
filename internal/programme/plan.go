package programme

import (
	"slices"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
)

// Phase is a stretch of a mentorship, as the programme plans it; each pair moves in its own time.
type Phase string

// The four phases.
const (
	Introduction Phase = "introduction"
	Establishing Phase = "establishing"
	Learning     Phase = "learning"
	Ending       Phase = "closing"
)

// Phases in their order.
var Phases = []Phase{Introduction, Establishing, Learning, Ending}

// Span is when a phase is planned: from its first day to its last.
type Span struct {
	Phase            Phase
	StartsOn, EndsOn clock.Date
}

// Plan is the programme in time: its first and last day, the first day of each phase, and the days of the two evaluations.
type Plan struct {
	StartsOn, EndsOn                                     clock.Date
	IntroductionOn, EstablishingOn, LearningOn, EndingOn clock.Date
	MidwayOn, FinalOn                                    clock.Date
}

// Limits, in months, outside which a programme is warned about: too short to become anything, too long to hold.
const (
	ShortestMonths = 9
	UsualMonths    = 12
	LongestMonths  = 15
	impossible     = 60
	shortestDays   = 28 // less cannot be divided into four phases
)

// plan gathers the dates of a programme and its phases.
func (p Programme) plan(spans []Span) Plan {
	l := Plan{StartsOn: p.StartsOn, EndsOn: p.EndsOn, MidwayOn: p.MidwayOn, FinalOn: p.FinalOn}
	for _, s := range spans {
		switch s.Phase {
		case Introduction:
			l.IntroductionOn = s.StartsOn
		case Establishing:
			l.EstablishingOn = s.StartsOn
		case Learning:
			l.LearningOn = s.StartsOn
		case Ending:
			l.EndingOn = s.StartsOn
		}
	}
	return l
}

// Spans gives the phases of a plan: each ends the day before the next begins, the last with the programme.
func (l Plan) Spans() []Span {
	starts := []clock.Date{l.IntroductionOn, l.EstablishingOn, l.LearningOn, l.EndingOn}
	out := make([]Span, 0, len(Phases))
	for i, phase := range Phases {
		end := l.EndsOn
		if i+1 < len(starts) {
			end = starts[i+1].Add(0, 0, -1)
		}
		out = append(out, Span{phase, starts[i], end})
	}
	return out
}

// Suggest plans the phases and evaluations between two days: a twelfth for the introduction, a sixth for establishing, the last eighth
// for the ending, the midway evaluation in the middle and the final one three weeks before the end.
func Suggest(start, end clock.Date) Plan {
	days := int(end.Time().Sub(start.Time()).Hours()/24) + 1
	return Plan{
		StartsOn: start, EndsOn: end, IntroductionOn: start,
		EstablishingOn: start.Add(0, 0, days/12), LearningOn: start.Add(0, 0, days/12+days/6), EndingOn: end.Add(0, 0, 1-days/8),
		MidwayOn: start.Add(0, 0, days/2), FinalOn: end.Add(0, 0, -min(21, days/8-1)),
	}
}

// LastDay is the last day of a programme that begins on start and lasts so many months.
func LastDay(start clock.Date, months int) clock.Date { return start.Add(0, months, -1) }

// Length is the whole months between two days, both included, and what remains in days.
func Length(start, end clock.Date) (months, days int) {
	after := end.Add(0, 0, 1)
	if start == "" || end == "" || after <= start {
		return 0, 0
	}
	for start.Add(0, months+1, 0) <= after {
		months++
	}
	return months, int(after.Time().Sub(start.Add(0, months, 0).Time()).Hours() / 24)
}

// settle fills in what was left open and moves what was only suggested, when the ends have moved. before is the plan as it was.
func (l Plan) settle(before Plan, months int) Plan {
	if l.EndsOn == "" && l.StartsOn != "" {
		if months == 0 {
			months = UsualMonths
		}
		l.EndsOn = LastDay(l.StartsOn, months)
	}
	if l.StartsOn == "" || l.EndsOn <= l.StartsOn {
		return l
	}
	fresh, old := Suggest(l.StartsOn, l.EndsOn), Plan{}
	if before.StartsOn != "" && before.EndsOn != "" {
		old = Suggest(before.StartsOn, before.EndsOn)
	}
	for _, d := range []struct{ at, was, suggested, now *clock.Date }{
		{&l.IntroductionOn, &before.IntroductionOn, &old.IntroductionOn, &fresh.IntroductionOn},
		{&l.EstablishingOn, &before.EstablishingOn, &old.EstablishingOn, &fresh.EstablishingOn},
		{&l.LearningOn, &before.LearningOn, &old.LearningOn, &fresh.LearningOn},
		{&l.EndingOn, &before.EndingOn, &old.EndingOn, &fresh.EndingOn},
		{&l.MidwayOn, &before.MidwayOn, &old.MidwayOn, &fresh.MidwayOn},
		{&l.FinalOn, &before.FinalOn, &old.FinalOn, &fresh.FinalOn},
	} {
		if *d.at == "" || *d.at == *d.was && *d.was == *d.suggested {
			*d.at = *d.now
		}
	}
	return l
}

// The fields of a plan, as the form names them.
var planFields = []struct {
	name string
	of   func(*Plan) *clock.Date
}{
	{"starts_on", func(l *Plan) *clock.Date { return &l.StartsOn }},
	{"ends_on", func(l *Plan) *clock.Date { return &l.EndsOn }},
	{"introduction_on", func(l *Plan) *clock.Date { return &l.IntroductionOn }},
	{"establishing_on", func(l *Plan) *clock.Date { return &l.EstablishingOn }},
	{"learning_on", func(l *Plan) *clock.Date { return &l.LearningOn }},
	{"closing_on", func(l *Plan) *clock.Date { return &l.EndingOn }},
	{"midway_on", func(l *Plan) *clock.Date { return &l.MidwayOn }},
	{"final_on", func(l *Plan) *clock.Date { return &l.FinalOn }},
}

// read refuses days that do not exist.
func (l *Plan) read() (errs fault.Fields) {
	for _, f := range planFields {
		d, ok := clock.ParseDate(string(*f.of(l)))
		if !ok {
			errs.Add(f.name, "programme.no_such_day")
		}
		*f.of(l) = d
	}
	if l.StartsOn == "" && !slices.ContainsFunc(errs, func(f *fault.Fault) bool { return f.Field == "starts_on" }) {
		errs.Add("starts_on", "programme.start_first")
	}
	return errs
}

// check refuses what cannot be: an end before the start, phases out of order, evaluations at the wrong time.
func (l Plan) check() (errs fault.Fields) {
	if l.EndsOn <= l.StartsOn {
		errs.Add("ends_on", "programme.end_before_start", "start", l.StartsOn)
		return errs
	}
	if l.EndsOn < l.StartsOn.Add(0, 0, shortestDays-1) {
		errs.Add("ends_on", "programme.end_too_soon", "weeks", shortestDays/7)
		return errs
	}
	if l.EndsOn >= l.StartsOn.Add(0, impossible, 0) {
		errs.Add("ends_on", "programme.end_too_late", "years", impossible/12)
		return errs
	}
	var before Span
	for _, s := range l.Spans() {
		switch field := string(s.Phase) + "_on"; {
		case s.StartsOn <= before.StartsOn:
			errs.Add(field, "programme.phase_order", "phase", s.Phase.name(), "before", before.Phase.name())
		case s.StartsOn > l.EndsOn:
			errs.Add(field, "programme.phase_outside", "phase", s.Phase.name())
		}
		before = s
	}
	if l.MidwayOn <= l.StartsOn || l.MidwayOn >= l.EndsOn {
		errs.Add("midway_on", "programme.midway_outside")
	}
	switch {
	case l.FinalOn <= l.MidwayOn:
		errs.Add("final_on", "programme.final_before_midway")
	case l.FinalOn > l.EndsOn.Add(0, 3, 0):
		errs.Add("final_on", "programme.final_too_late")
	}
	return errs
}

func (p Phase) name() i18n.Key { return i18n.Key("programme.phase_" + string(p)) }
