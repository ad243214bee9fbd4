package site

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/visibility"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// Pages is what these pages need.
type Pages struct {
	DB   *db.DB
	Orgs *org.Orgs
}

// Theory credits what the product stands on, and draws its five models.
func (Pages) Theory(v *visit.Visit) error {
	return v.Show(theory(page(v, "site.theory_title"), models))
}

// Help says in short what each role does here.
func (Pages) Help(v *visit.Visit) error {
	first := org.Role("")
	if len(v.Hats) > 0 {
		first = v.Hats[0].Role
	}
	roles := slices.Clone(org.Roles)
	slices.SortStableFunc(roles, func(a, b org.Role) int { // the reader's own role comes first
		switch {
		case a == first:
			return -1
		case b == first:
			return 1
		}
		return 0
	})
	return v.Show(help(page(v, "site.help_title"), roles))
}

// Concern says whom to turn to, with the names of the coordinators of the visitor's own programmes.
func (s Pages) Concern(v *visit.Visit) error {
	var contacts []contact
	for _, h := range v.Hats {
		if h.Programme == "" || slices.ContainsFunc(contacts, func(c contact) bool { return c.programme == h.Programme }) {
			continue
		}
		all, err := s.Orgs.Coordinators(v.Ctx(), s.DB, h.Org, h.Programme)
		if err != nil {
			return err
		}
		for _, r := range all {
			contacts = append(contacts, contact{programme: h.Programme, Programme: h.ProgrammeName, Name: r.Name, Email: r.Email})
		}
	}
	return v.Show(concern(page(v, "site.concern_title"), contacts))
}

// WhoSees is the table of visibility in words.
func (Pages) WhoSees(v *visit.Visit) error {
	return v.Show(whoSees(page(v, "site.seen_title"), byClass()))
}

func page(v *visit.Visit, title string) ui.Page {
	p := v.Page(v.T(title))
	p.Narrow, p.NoIndex = true, false
	return p
}

type contact struct{ programme, Programme, Name, Email string }

// model is one of the method's drawings.
type model struct{ key, diagram string }

var models = []model{
	{"phases", "four-phases"}, {"roles", "nine-roles"}, {"map", "conversation-map"}, {"assumptions", "assumption-layers"}, {"cycle", "kolb-schoen"},
}

// seen is one class with the forms whose fields are in it.
type seen struct {
	Class visibility.Class
	Forms []string
}

// byClass turns the table of visibility round: for each class, what is in it.
func byClass() []seen {
	var out []seen
	for _, class := range visibility.Classes {
		s := seen{Class: class}
		for _, f := range visibility.All() {
			if f.Class == class && !slices.Contains(s.Forms, f.Form) {
				s.Forms = append(s.Forms, f.Form)
			}
		}
		if len(s.Forms) > 0 {
			out = append(out, s)
		}
	}
	return out
}

// seenKey names the text that says what of a form is in a class.
func seenKey(class visibility.Class, form string) string { return "seen." + form + "_" + string(class) }

// Health says to a machine that asks whether the program and its database are there.
func (s Pages) Health(v *visit.Visit) error {
	ctx, cancel := context.WithTimeout(v.Ctx(), 5*time.Second)
	defer cancel()
	if err := s.DB.Ping(ctx); err != nil {
		v.Site.Log.Error("health", "err", err)
		http.Error(v.W, "no database", http.StatusServiceUnavailable)
		return nil
	}
	v.W.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, err := v.W.Write([]byte("ok\n"))
	return err
}
