package ui

import "net/url"

// Kind says which shell a page stands in.
type Kind int

// The shells.
const (
	KindPlain       Kind = iota // brand and organisation only: application, set-up, public pages
	KindCoordinator             // rail on the left
	KindPair                    // four places on top, the same four in a dock on a phone
	KindSponsor                 // as KindPair with fewer places
	KindAdmin                   // rail, for the installation or the organisation
	KindSignIn                  // no top bar; the page draws its own two halves
	KindRoom                    // the sealed room: dark bar with the way out, no footer
)

func (k Kind) rail() bool { return k == KindCoordinator || k == KindAdmin }
func (k Kind) dock() bool { return k == KindPair || k == KindSponsor || k == KindRoom }

// Page is what every page gives its shell. The zero values of the optional fields draw nothing.
type Page struct {
	Lang  string // "da" or "en"
	Theme string // "dag", "aften" or "" (follow the system)
	Title string // without the product's name
	Kind  Kind
	// T looks up a text: T("ui.pager_shown", "shown", 20, "total", 31).
	T func(key string, args ...any) string

	Org           string
	ProgrammeName string
	Role          string // the role the visitor acts in here, in words
	User          *UserView
	Switcher      []SwitchItem // every hat of this person; one or none draws no menu
	Nav           []NavItem
	Foot          []Link     // nil: the five links every page has
	Flash         *FlashView // message from the page before
	Narrow        bool       // 44 rem instead of 68 rem
	NoIndex       bool       // keep out of search engines

	LangURL    string // POST: changes the language and goes to LangNext
	LangNext   string // this page
	SearchURL  string
	ProfileURL string
	SignOutURL string   // POST
	BackURL    string   // KindRoom: the way out
	RoomState  string   // KindRoom: what is saved, in words
	BrandURL   string   // default "/"
	ThemeCSS   string   // an organisation's own colours, after our style sheet
	Scripts    []string // further files in static/, loaded as modules
}

// UserView is the person who is signed in.
type UserView struct {
	Name, Initials string
	Role           string // "mentor", "mentee" or "": gives the arch its colour
}

// SwitchItem is one hat: a role in a programme of an organisation.
type SwitchItem struct {
	Org, Label, Role, URL string
	Current               bool
	Count                 int // how much waits there
}

// NavItem is one place in the rail, the top bar or the dock.
type NavItem struct {
	Key, Label, URL, Icon string
	Current               bool
	Count                 int // how much waits there; 0 draws nothing
}

// Link is a text with an address.
type Link struct{ Label, URL string }

// FlashView is a message about what just happened. Kind: "good", "mind", "bad" or "".
type FlashView struct{ Kind, Title, Text string }

func (p Page) brandURL() string {
	if p.BrandURL == "" {
		return "/"
	}
	return p.BrandURL
}

func (p Page) otherLang() string {
	if p.Lang == "da" {
		return "en"
	}
	return "da"
}

func (p Page) foot() []Link {
	if p.Foot != nil {
		return p.Foot
	}
	return []Link{
		{p.T("ui.foot_who_sees"), "/who-sees-what"},
		{p.T("ui.foot_help"), "/help"},
		{p.T("ui.foot_concern"), "/concern"},
		{p.T("ui.foot_theory"), "/theory"},
	}
}

// orgs gives the switcher's items by organisation, in the order they came.
func (p Page) orgs() []switchGroup {
	var groups []switchGroup
	at := map[string]int{}
	for _, it := range p.Switcher {
		i, ok := at[it.Org]
		if !ok {
			i = len(groups)
			at[it.Org] = i
			groups = append(groups, switchGroup{Org: it.Org})
		}
		groups[i].Items = append(groups[i].Items, it)
	}
	return groups
}

type switchGroup struct {
	Org   string
	Items []SwitchItem
}

// waiting is what stands at the small screen's menu button.
func (p Page) waiting() int {
	n := 0
	for _, it := range p.Nav {
		n += it.Count
	}
	return n
}

func (p Page) mainClass() string {
	switch {
	case p.Kind == KindSignIn:
		return "signin"
	case p.Kind == KindRoom:
		return "room-main"
	case p.Narrow:
		return "page page-narrow"
	}
	return "page"
}

// WithQuery adds or replaces query values of an address; an empty value removes one. Pagers and filters use it.
func WithQuery(address string, pairs ...string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	q := u.Query()
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] == "" {
			q.Del(pairs[i])
		} else {
			q.Set(pairs[i], pairs[i+1])
		}
	}
	u.RawQuery = q.Encode()
	return u.String()
}
