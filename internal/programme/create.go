package programme

import (
	"context"
	"strings"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/document/value"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/visibility"
)

// FormBasics is the first step: what the programme is.
const FormBasics = "programme_basics"

func init() {
	visibility.Register(FormBasics, visibility.Public, "name", "kind", "description", "lang", "zone")
	visibility.Register(FormBasics, visibility.Coordinator, "defaults")
}

// Basics is what the first step asks.
type Basics struct {
	Name, Description string
	Kinds             []Kind
	Lang              i18n.Lang
	Zone              string
	// Defaults loads what the kinds suggest, over what was chosen before. A new programme always gets them.
	Defaults bool
}

// Create makes a draft with what its kinds suggest. Whoever makes it becomes its coordinator.
func (ps *Programmes) Create(ctx context.Context, a org.Actor, in Basics) (p Programme, err error) {
	if a.Org == "" {
		return p, fault.Missing()
	}
	if !a.Has(org.Admin, org.Coordinator) {
		return p, fault.Denied()
	}
	home, err := ps.Orgs.Get(ctx, a.Org)
	if err != nil {
		return p, err
	}
	if in.Lang == "" {
		in.Lang = home.Lang
	}
	if in.Zone == "" {
		in.Zone = home.Zone
	}
	if err := in.check(); err != nil {
		return p, err
	}
	p = Programme{ID: id.New(), Org: a.Org, Status: Draft, Created: ps.Clock.Now()}
	in.Defaults = true
	in.into(&p)
	err = ps.DB.Write(ctx, func(tx *db.Tx) error {
		if err := ps.insert(ctx, tx, p); err != nil {
			return err
		}
		if a.Account != "" {
			if err := ps.Orgs.Give(ctx, tx, p.Org, p.ID, a.Account, org.Coordinator); err != nil {
				return err
			}
		}
		return ps.log(ctx, tx, a, p, "programme_created", nil)
	})
	return p, err
}

// ChangeBasics saves the first step.
func (ps *Programmes) ChangeBasics(ctx context.Context, a org.Actor, programmeID string, in Basics) error {
	return ps.change(ctx, a, programmeID, "basics", func(_ *db.Tx, p *Programme) error {
		if err := in.check(); err != nil {
			return err
		}
		in.into(p)
		return nil
	})
}

func (in *Basics) check() error {
	in.Name, in.Description = strings.Join(strings.Fields(in.Name), " "), strings.TrimSpace(in.Description)
	var errs fault.Fields
	need(&errs, "name", in.Name, "programme.name", 120)
	short(&errs, "description", in.Description, "programme.description", 2000)
	switch {
	case len(in.Kinds) == 0:
		errs.Add("kind", "programme.kind_one")
	case !onlyKnown(Kinds, in.Kinds):
		errs.Add("kind", "fault.bad_choice", "field", i18n.Key("programme.kinds"))
	}
	if in.Lang != i18n.Danish && in.Lang != i18n.English {
		errs.Add("lang", "fault.bad_choice", "field", i18n.Key("programme.lang"))
	}
	if !org.ValidZone(in.Zone) {
		errs.Add("zone", "fault.bad_choice", "field", i18n.Key("org.zone"))
	}
	return errs.Or()
}

func (in Basics) into(p *Programme) {
	p.Name, p.Description, p.Kinds, p.Lang, p.Zone = in.Name, in.Description, inOrder(Kinds, in.Kinds), in.Lang, in.Zone
	if in.Defaults {
		p.Settings = Defaults(p.Kinds)
		p.Training.Demanded = demandsTraining(p.Kinds)
	}
}

// need refuses an empty text and one that is too long.
func need(errs *fault.Fields, field, text, label string, limit int) {
	if text == "" {
		errs.Add(field, "programme.need_line")
		return
	}
	short(errs, field, text, label, limit)
}

func short(errs *fault.Fields, field, text, label string, limit int) {
	switch {
	case len([]rune(text)) > limit:
		errs.Add(field, "fault.too_long", "field", i18n.Key(label), "max", limit)
	case value.HasCPR(text):
		errs.Add(field, "org.cpr")
	}
}
