package visit

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"
	"unicode"

	"github.com/a-h/templ"

	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/people"
	"github.com/mentorskab/mentorskab/internal/web/ui"
)

// Page fills the shell of a page: language, theme, menu and switcher follow from the visit. title is already translated.
func (v *Visit) Page(title string) ui.Page {
	p := ui.Page{
		Lang: string(v.Lang), Title: title, T: v.T, NoIndex: true, Org: v.Place.OrgName, ProgrammeName: v.Place.ProgrammeName,
		LangURL: "/language", LangNext: v.here(), BrandURL: "/", Flash: v.flash(),
	}
	if c, err := v.R.Cookie("theme"); err == nil && (c.Value == "dag" || c.Value == "aften") {
		p.Theme = c.Value
	}
	if v.Account.ID == "" {
		return p
	}
	p.User = &ui.UserView{Name: v.Account.Name, Initials: Initials(v.Account.Name)}
	p.ProfileURL, p.SignOutURL = "/account", "/sign-out"
	if v.Role != "" {
		p.Role = v.T("role." + string(v.Role))
	}
	switch v.Role {
	case org.Mentor, org.Mentee:
		p.Kind, p.User.Role = ui.KindPair, string(v.Role)
	case org.Coordinator, org.Facilitator:
		p.Kind = ui.KindCoordinator
	case org.Sponsor:
		p.Kind = ui.KindSponsor
	case org.Admin:
		p.Kind = ui.KindAdmin
	}
	p.Nav = v.nav()
	if len(p.Nav) == 0 {
		p.Kind = ui.KindPlain
	}
	for _, h := range v.Hats {
		label := h.ProgrammeName
		if h.Programme == "" {
			label = v.T("nav.whole_organisation")
		}
		name := h.OrgName
		if h.Org == "" {
			name, label = v.T("nav.installation"), v.T("nav.all_organisations")
		}
		p.Switcher = append(p.Switcher, ui.SwitchItem{
			Org: name, Label: label, Role: v.T("role." + string(h.Role)), URL: HatURL(h),
			Current: h.Org == v.Place.Org && h.Role == v.Role && (h.Programme == v.Place.Programme || h.Programme == ""),
		})
	}
	switch {
	case p.ProgrammeName != "":
	case p.Org != "":
		p.ProgrammeName = p.Org
	case v.Route.Object == Installation && v.Role != "":
		p.ProgrammeName = v.T("nav.installation")
	case len(p.Switcher) > 1: // a page of no programme, such as help: the way back to one
		p.ProgrammeName = v.T("nav.choose")
	}
	return p
}

// here is the address of the page a visitor stands on: of the form when a post shows it again.
func (v *Visit) here() string {
	if v.R.Method == http.MethodGet {
		return people.LocalPath(v.R.URL.RequestURI())
	}
	from, err := url.Parse(v.R.Referer())
	if err != nil || from.Host != v.R.Host {
		return "/"
	}
	return people.LocalPath(from.RequestURI())
}

// HatURL is the start page of a hat.
func HatURL(h org.Hat) string { return h.Path() }

type navEntry struct{ key, path, icon string }

// nav is the menu of the visitor's hat at this place.
func (v *Visit) nav() []ui.NavItem {
	var entries []navEntry
	switch v.Role {
	case org.Coordinator, org.Facilitator, org.Admin:
		base := "/p/" + v.Place.Programme
		switch {
		case v.Place.Programme != "" && v.Role == org.Facilitator:
			entries = []navEntry{{"training", base + "/training", "school"}, {"about", base + "/about", "world"}}
		case v.Place.Programme != "":
			entries = []navEntry{
				{"overview", base, "home"},
				{"people", base + "/people", "users"},
				{"training", base + "/training", "school"},
				{"match", base + "/match", "arrows-join-2"},
				{"pairs", base + "/pairs", "heart-handshake"},
				{"talks", base + "/talks", "messages"},
				{"evaluation", base + "/evaluation", "chart-bar"},
				{"about", base + "/about", "world"},
				{"setup", base + "/setup", "settings"},
			}
		case v.Place.Org != "":
			base = "/o/" + v.Place.Org
			entries = []navEntry{{"programmes", base, "home"}, {"directory", base + "/directory", "users"}}
			if v.Role == org.Admin {
				entries = append(entries, navEntry{"access", base + "/access", "key"}, navEntry{"settings", base + "/settings", "settings"}, navEntry{"audit", base + "/audit", "clipboard-list"})
			}
		case v.Route.Object == Installation && v.Role != "":
			entries = []navEntry{{"organisations", "/admin", "home"}, {"mail", "/admin/mail", "mail"}}
		}
	case org.Sponsor:
		base := "/p/" + v.Place.Programme + "/sponsor"
		entries = []navEntry{{"quarter", base, "chart-bar"}, {"commitment", base + "/commitment", "clipboard-list"}}
	case org.Mentor, org.Mentee:
		if v.Place.Seat == "" {
			return nil
		}
		entries = []navEntry{{"home", "/seat/" + v.Place.Seat, "home"}}
		pair := v.Place.Pair
		if pair == "" {
			var err error
			if pair, err = current(v.Ctx(), v.Site.DB, v.Place.Org, v.Place.Seat); err != nil {
				v.Site.Log.Error("menu", "err", err)
			}
		}
		if pair != "" {
			entries = append(entries, navEntry{"meetings", "/pair/" + pair + "/meetings", "calendar-event"}, navEntry{"agreement", "/pair/" + pair + "/agreement", "file-text"})
		}
		if offered, err := talks(v.Ctx(), v.Site.DB, v.Place.Org, v.Place.Programme); err != nil {
			v.Site.Log.Error("menu", "err", err)
		} else if offered {
			entries = append(entries, navEntry{"talks", "/seat/" + v.Place.Seat + "/talks", "messages"})
		}
	}
	out := make([]ui.NavItem, 0, len(entries))
	best := -1
	for i, e := range entries {
		out = append(out, ui.NavItem{Key: e.key, Label: v.T("nav." + e.key), URL: e.path, Icon: e.icon})
		at := v.R.URL.Path
		if (at == e.path || strings.HasPrefix(at, e.path+"/")) && (best < 0 || len(e.path) > len(entries[best].path)) {
			best = i
		}
	}
	if best >= 0 {
		out[best].Current = true
	}
	return out
}

// Initials gives the first letters of the first and last name.
func Initials(name string) string {
	words := strings.FieldsFunc(name, unicode.IsSpace)
	if len(words) == 0 {
		return "?"
	}
	first := []rune(words[0])[:1]
	if len(words) == 1 {
		return strings.ToUpper(string(first))
	}
	last := []rune(words[len(words)-1])[:1]
	return strings.ToUpper(string(first) + string(last))
}

// errorPage puts the error into the shell.
func errorPage(p ui.Page, e ui.ErrorView) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return ui.Shell(p).Render(templ.WithChildren(ctx, ui.ErrorPage(p, e)), w)
	})
}
