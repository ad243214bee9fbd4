package report

import (
	"slices"

	"github.com/mentorskab/mentorskab/internal/evaluation"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// Light is one of the six success criteria as it stands today: its state, the evidence, and the one thing that would turn it green.
type Light struct {
	Criterion programme.Criterion
	State     programme.State
	Word      string // key of a word instead of the state's own; ""
	Says      []programme.Say
	Fix       programme.Say // zero where nothing has to be done
	To        string        // where it is done, below the programme's address
}

// Title is the key of the criterion's name.
func (l Light) Title() string { return programme.Light{Criterion: l.Criterion}.Title() }

// The limits behind the lights.
const (
	trainedMost = 0.80 // of the mentors trained: a light that must be watched; below it is red
	lateFew     = 0.05 // of the pairs without an agreement in time: the same
	changedMany = 0.20 // of the mentees have changed mentor
	changedSome = 3    // and at least so many
)

// Lights works out the six, in the order of the deck. c decides what may be told in figures.
func Lights(f Facts, c Counts) []Light {
	return []Light{purpose(f), anchored(f), prepared(f, c), expectations(f, c), length(f, c), evaluated(f)}
}

// begun tells whether people are let in, so that what set-up lacks holds the programme back.
func (f Facts) begun() bool {
	return f.Programme.Status == programme.Open || f.Programme.Status == programme.Running
}

// ready is a light as set-up knows it.
func (f Facts) ready(c programme.Criterion) Light {
	at := slices.IndexFunc(f.Ready, func(l programme.Light) bool { return l.Criterion == c })
	if at < 0 {
		return Light{Criterion: c, State: programme.Wait}
	}
	r := f.Ready[at]
	l := Light{Criterion: c, State: r.State, Says: r.Says, To: "setup/" + r.Step}
	if l.State == programme.Wait && f.begun() {
		l.State = programme.Bad
	}
	return l
}

func (l Light) fix(key string, args ...any) Light {
	if l.State != programme.OK {
		l.Fix = programme.Say{Key: key, Args: args}
	}
	return l
}

func purpose(f Facts) Light { return f.ready(programme.ClearPurpose).fix("report.fix_purpose") }

func anchored(f Facts) Light {
	l := f.ready(programme.Anchored)
	switch {
	case f.Sponsor.ID == "":
		return l.fix("report.fix_sponsor_name")
	case !f.Sponsor.IsSigned():
		if f.Programme.Status == programme.Running {
			l.State = programme.Bad
		}
		return l.fix("report.fix_sponsor_sign")
	}
	return l.fix("report.fix_sponsor_time")
}

func accepted(m Mentor) bool { return m.Stage == Unmatched }

func prepared(f Facts, c Counts) Light {
	all, trained := f.Mentors[Mentor{Unmatched, false}]+f.Mentors[Mentor{Unmatched, true}], f.Mentors[Mentor{Unmatched, true}]
	if all == 0 {
		l := f.ready(programme.Prepared)
		if f.Programme.Training.MentorOn != "" && l.State != programme.OK { // the day is set; nobody is there to be trained yet
			l.State = programme.Mind
		}
		return l.fix("report.fix_training_date")
	}
	l := Light{Criterion: programme.Prepared, State: programme.OK, To: "training", Says: []programme.Say{c.mentorShare("report.trained_", accepted, func(m Mentor) bool { return m.Trained })}}
	day := f.Programme.Training.MentorOn
	switch {
	case trained == all:
		return l
	case day >= f.Today():
		l.State, l.Word = programme.Wait, "report.word_planned"
		l.Says = append(l.Says, programme.Say{Key: "report.training_on", Args: []any{"date", day}})
		return l.fix("report.fix_training_hold", "date", day)
	case float64(trained) >= trainedMost*float64(all):
		l.State = programme.Mind
	default:
		l.State = programme.Bad
	}
	return l.fix("report.fix_training")
}

func expectations(f Facts, c Counts) Light {
	going, signed, late := 0, 0, 0
	for k, n := range f.Mentees {
		if !k.going() {
			continue
		}
		going += n
		if k.Signed {
			signed += n
		}
		if k.Late {
			late += n
		}
	}
	if going == 0 {
		return f.ready(programme.Expectations).fix("report.fix_agreement_choose")
	}
	l := Light{Criterion: programme.Expectations, State: programme.OK, To: "pairs", Says: []programme.Say{c.menteeShare("report.signed_", Mentee.going, func(m Mentee) bool { return m.Signed })}}
	if signed == going {
		return l
	}
	if late == 0 {
		l.State, l.Word = programme.Wait, "report.word_under_way"
		l.Says = append(l.Says, programme.Say{Key: "report.signed_in_time", Args: []any{"days", LateDays}})
		return l.fix("report.fix_sign")
	}
	l.State = programme.Bad
	if float64(late) < lateFew*float64(going) {
		l.State = programme.Mind
	}
	if n := c.Mentees(func(m Mentee) bool { return m.Late }); n.Shown {
		l.Says = append(l.Says, programme.Say{Key: "report.late", Args: []any{"n", n.N, "days", LateDays}})
	} else {
		l.Says = append(l.Says, programme.Say{Key: "report.late_some", Args: []any{"days", LateDays}})
	}
	return l.fix("report.fix_late")
}

func length(f Facts, c Counts) Light {
	l := f.ready(programme.RightLength).fix("report.fix_length")
	paired := 0
	for k, n := range f.Mentees {
		if k.paired() {
			paired += n
		}
	}
	switch {
	case paired == 0:
		return l
	case f.Changes == 0:
		l.Says = append(slices.Clone(l.Says), programme.Say{Key: "report.changes_none"})
	case c.Protects():
		l.Says = append(slices.Clone(l.Says), programme.Say{Key: "report.changes_some"})
	default:
		l.Says = append(slices.Clone(l.Says), programme.Say{Key: "report.changes", Args: []any{"n", f.Changes}})
	}
	if l.State == programme.OK && f.Changes >= changedSome && float64(f.Changes) > changedMany*float64(paired) {
		l.State, l.To = programme.Mind, "pairs"
		return l.fix("report.fix_changes")
	}
	return l
}

func evaluated(f Facts) Light {
	var current, next *evaluation.Status // the newest that has been opened, and the one that comes after it
	for i := range f.Plan {
		switch {
		case f.Plan[i].Survey != nil:
			current, next = &f.Plan[i], nil
		case next == nil:
			next = &f.Plan[i]
		}
	}
	switch {
	case current == nil && next != nil:
		return ahead(f, *next)
	case current == nil:
		return f.ready(programme.Evaluated)
	case current.Open():
		l := Light{Criterion: programme.Evaluated, State: programme.Wait, Word: "report.word_open", To: "evaluation", Says: []programme.Say{
			{Key: "report.evaluation_open", Args: []any{"kind", kindName(current.Kind), "closes", current.Survey.ClosesOn}}, responseSays(current.Response),
		}}
		return l.fix("report.fix_answer")
	}
	return behind(f, *current, next)
}

// ahead is the light before the first survey.
func ahead(f Facts, next evaluation.Status) Light {
	l := f.ready(programme.Evaluated)
	switch {
	case l.State != programme.OK: // there are no dates
		return l.fix("report.fix_evaluation_date")
	case f.Programme.Status == programme.Running && next.Planned < f.Today():
		l.State, l.To = programme.Bad, "evaluation"
		l.Says = []programme.Say{{Key: "report.evaluation_overdue", Args: []any{"kind", kindName(next.Kind), "date", next.Planned}}}
		return l.fix("report.fix_open", "kind", kindName(next.Kind))
	}
	l.State, l.Word, l.To = programme.Wait, "report.word_planned", "evaluation"
	return l.fix("report.fix_wait", "kind", kindName(next.Kind), "date", next.Planned)
}

// behind is the light once a survey has closed.
func behind(f Facts, current evaluation.Status, next *evaluation.Status) Light {
	r := current.Survey.Figures.Response
	l := Light{Criterion: programme.Evaluated, State: programme.OK, To: "evaluation", Says: []programme.Say{{Key: "report.evaluation_closed", Args: []any{"kind", kindName(current.Kind)}}, responseSays(r)}}
	switch {
	case !r.All.Shown():
		l.State = programme.Mind
		l = l.fix("report.fix_few")
	case r.All.Rate() < evaluation.RateWeak:
		l.State = programme.Bad
		l = l.fix("report.fix_response")
	case r.All.Rate() < evaluation.RateGood:
		l.State = programme.Mind
		l = l.fix("report.fix_response")
	}
	if next == nil {
		return l
	}
	switch {
	case next.Planned == "" && f.Programme.Status == programme.Running:
		l.State, l.To = programme.Bad, "setup/time"
		return l.fix("report.fix_evaluation_date")
	case next.Planned != "" && next.Planned < f.Today() && f.Programme.Status == programme.Running:
		l.State = programme.Bad
		l.Says = append(l.Says, programme.Say{Key: "report.evaluation_overdue", Args: []any{"kind", kindName(next.Kind), "date", next.Planned}})
		return l.fix("report.fix_open", "kind", kindName(next.Kind))
	case next.Planned != "":
		l.Says = append(l.Says, programme.Say{Key: "report.evaluation_next", Args: []any{"kind", kindName(next.Kind), "date", next.Planned}})
	}
	return l
}
