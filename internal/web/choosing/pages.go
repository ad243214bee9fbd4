package choosing

import (
	"strconv"

	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// Pages is what these pages need.
type Pages struct {
	Matches *matching.Matches
}

func home(v *visit.Visit) string    { return "/seat/" + v.Place.Seat }
func wishes(v *visit.Visit) string  { return matching.WishPath(v.Place.Seat) }
func mentors(v *visit.Visit) string { return wishes(v) + "/mentors" }
func rest(v *visit.Visit) string    { return home(v) + "/pause" }

// told sends a visitor whose button was refused back to the page it stood on, with the reason.
func told(v *visit.Visit, err error, back string) error {
	if v.Faults(err) == nil {
		return err
	}
	f := fault.List(err)[0]
	v.Say("mind", f.Key, f.Args...)
	return v.Go(back)
}

// atOnce is how many reasons a card shows before it is unfolded.
const atOnce = 4

// cardView is somebody in a round as a page shows them.
type cardView struct {
	ID, Title, Work string
	Initials, Role  string
	Tag, TagKind    string // where it stands
	TagIcon         string
	Message         string // a mentee's words to a mentor
	Reasons         []ui.Reason
	MoreReasons     []ui.Reason // folded away
	Brings          []broughtView
	Acts            []ui.Action
	Write           *ui.Field // to this mentor
	WriteURL        string
	Seat            string
}

// broughtView is one thing that somebody brings.
type broughtView struct {
	Label, Text string
	Voice       bool // in their own words
}

// card says of somebody what their round shows. place is where they stand on the page, from 1.
func card(v *visit.Visit, r matching.WishRound, c matching.WishCard, place int) cardView {
	other := org.Mentor
	if v.Actor.Side == org.Mentor {
		other = org.Mentee
	}
	out := cardView{ID: "card-" + strconv.Itoa(place), Title: c.Name, Role: string(other), Seat: c.Seat}
	named := c.Name != ""
	if named {
		out.Initials = visit.Initials(c.Name)
	} else {
		out.Title, out.Initials = v.T("say.card_"+string(other), "n", c.Number), strconv.Itoa(c.Number)
	}
	switch p := c.Work; {
	case p.Title != "" && p.Unit != "":
		out.Work = p.Title + ", " + p.Unit
	default:
		out.Work = p.Title + p.Unit
	}
	own, theirs := fit.FirstName(v.Account.Name), fit.FirstName(c.Name)
	if !named {
		theirs = v.T("say.the_" + string(other))
	}
	mentor, mentee := theirs, own
	if v.Actor.Side == org.Mentor {
		mentor, mentee = own, theirs
	}
	for _, x := range c.Reasons {
		out.Reasons = append(out.Reasons, ui.Reason{Label: x.Text(v.Lang, mentor, mentee), Speaks: "+"})
	}
	out.Reasons, out.MoreReasons = out.Reasons[:min(atOnce, len(out.Reasons))], out.Reasons[min(atOnce, len(out.Reasons)):]
	out.Brings = brings(v, c.Brings, other)
	return out
}

// brings lists what a partner may see of someone: strengths first.
func brings(v *visit.Visit, p enrolment.Profile, role org.Role) []broughtView {
	var out []broughtView
	add := func(key, text string, voice bool) {
		if text != "" {
			out = append(out, broughtView{v.T("pairs.brings_" + key), text, voice})
		}
	}
	series := func(words []string) string { return fit.Series(v.Lang, words[:min(len(words), 6)]) }
	add("strengths", series(p.Strengths), false)
	add("competences_"+string(role), series(p.Competences), false)
	add("themes_"+string(role), series(p.Themes), false)
	if role == org.Mentee {
		add("direction", p.Direction, true)
	}
	var tongues []string
	for _, code := range p.Languages {
		tongues = append(tongues, fit.LanguageName(v.Lang, code))
	}
	if len(tongues) > 0 {
		out = append(out, broughtView{v.T("say.brings_languages"), series(tongues), false})
	}
	if p.HasYears && p.Years > 0 {
		add("years", v.T("pairs.years", "n", int(p.Years)), false)
	}
	add("site", p.Site, false)
	return out
}

// press is a button that makes one move about somebody.
func press(v *visit.Visit, c cardView, move matching.WishMove, key, icon, kind, back string) ui.Action {
	return ui.Action{
		Label: v.T("say." + key), Icon: icon, Kind: kind, Small: true, Method: "post", URL: wishes(v),
		Hidden: map[string]string{"other": c.Seat, "move": string(move), "back": back},
		Attrs:  map[string]any{"aria-label": v.T("say."+key) + ": " + c.Title},
	}
}

// by is the last day of the phase that runs, as a sentence writes it.
func by(v *visit.Visit, r matching.WishRound) string { return i18n.Date(v.Lang, r.By()) }
