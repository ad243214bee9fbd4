package programme

import (
	"context"
	"slices"
	"strings"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/people"
	"github.com/mentorskab/mentorskab/internal/visibility"
)

// FormPurpose is the step that ties the programme to a strategy.
const FormPurpose = "programme_purpose"

func init() {
	visibility.Register(FormPurpose, visibility.Public, "template", "purpose", "strategic_goal", "indicator", "owner_name", "owner_email")
	visibility.Register(FormPurpose, visibility.Coordinator, "indicator_baseline", "indicator_target")
}

// Template is a purpose that many programmes share, with words to begin from.
type Template string

// The templates; Free has no words of its own.
const (
	Leaders        Template = "leaders"
	PreLeaders     Template = "pre_leaders"
	ProjectLeaders Template = "project_leaders"
	Trainees       Template = "trainees"
	Newcomers      Template = "newcomers"
	Free           Template = "free"
)

// Templates in the order of the deck.
var Templates = []Template{Leaders, PreLeaders, ProjectLeaders, Trainees, Newcomers, Free}

// Purpose is why a programme exists, and how one will see that it helped.
type Purpose struct {
	Template                    Template
	Sentence, Goal              string // Goal is the organisation's strategic goal that the sentence serves
	Indicator, Baseline, Target string
	OwnerName, OwnerEmail       string // who answers for the goal
}

// Stated gathers what the programme says of its purpose.
func (p Programme) Stated() Purpose {
	return Purpose{Template(p.PurposeTemplate), p.Purpose, p.StrategicGoal, p.Indicator, p.IndicatorBaseline, p.IndicatorTarget, p.OwnerName, p.OwnerEmail}
}

// Suggest gives words to begin from, in the programme's language. They are a start, meant to be rewritten.
func (t Template) Suggest(lang i18n.Lang) Purpose {
	if t == Free || !slices.Contains(Templates, t) {
		return Purpose{Template: Free}
	}
	key := "programme.template_" + string(t)
	return Purpose{Template: t, Sentence: i18n.T(lang, key+"_purpose"), Goal: i18n.T(lang, key+"_goal"), Indicator: i18n.T(lang, key+"_indicator")}
}

// Gap is one of the four things without which nobody can be invited.
type Gap struct {
	Field string   // of the form FormPurpose
	Name  i18n.Key // in words
}

// Gaps lists what is missing of purpose, strategic goal, indicator and owner.
func (p Programme) Gaps() []Gap {
	var out []Gap
	for _, g := range []struct {
		text string
		gap  Gap
	}{
		{p.Purpose, Gap{"purpose", "programme.gap_purpose"}},
		{p.StrategicGoal, Gap{"strategic_goal", "programme.gap_strategic_goal"}},
		{p.Indicator, Gap{"indicator", "programme.gap_indicator"}},
		{p.OwnerName, Gap{"owner_name", "programme.gap_owner"}},
	} {
		if g.text == "" {
			out = append(out, g.gap)
		}
	}
	return out
}

// ChangePurpose saves the step. A draft may be saved half written; from the day a programme is open, none of the four can be taken out.
func (ps *Programmes) ChangePurpose(ctx context.Context, a org.Actor, programmeID string, in Purpose) error {
	return ps.change(ctx, a, programmeID, "purpose", func(_ *db.Tx, p *Programme) error {
		in.clean()
		errs := in.check()
		p.PurposeTemplate, p.Purpose, p.StrategicGoal = string(in.Template), in.Sentence, in.Goal
		p.Indicator, p.IndicatorBaseline, p.IndicatorTarget = in.Indicator, in.Baseline, in.Target
		p.OwnerName, p.OwnerEmail = in.OwnerName, in.OwnerEmail
		if p.Status != Draft {
			for _, g := range p.Gaps() {
				errs.Add(g.Field, "programme.gap_once_open", "what", g.Name)
			}
		}
		return errs.Or()
	})
}

func (in *Purpose) clean() {
	for _, s := range []*string{&in.Sentence, &in.Goal, &in.Indicator, &in.Baseline, &in.Target, &in.OwnerName} {
		*s = strings.Join(strings.Fields(*s), " ")
	}
	in.OwnerEmail = org.CleanEmail(in.OwnerEmail)
	if in.Template == "" {
		in.Template = Free
	}
}

func (in Purpose) check() (errs fault.Fields) {
	if !slices.Contains(Templates, in.Template) {
		errs.Add("template", "fault.bad_choice", "field", i18n.Key("programme.template"))
	}
	short(&errs, "purpose", in.Sentence, "programme.purpose", 300)
	short(&errs, "strategic_goal", in.Goal, "programme.strategic_goal", 300)
	short(&errs, "indicator", in.Indicator, "programme.indicator", 300)
	short(&errs, "indicator_baseline", in.Baseline, "programme.indicator_baseline", 120)
	short(&errs, "indicator_target", in.Target, "programme.indicator_target", 120)
	short(&errs, "owner_name", in.OwnerName, "programme.owner_name", 120)
	if in.OwnerEmail != "" && !people.ValidEmail(in.OwnerEmail) {
		errs.Add("owner_email", "fault.bad_email")
	}
	return errs
}
