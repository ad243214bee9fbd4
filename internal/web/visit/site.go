package visit

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/people"
	"github.com/mentorskab/mentorskab/internal/web/assets"
)

// Site is what all visits share.
type Site struct {
	DB      *db.DB
	People  *people.People
	Orgs    *org.Orgs
	Clock   clock.Clock
	Log     *slog.Logger
	BaseURL string // scheme and host, no slash at the end: the only source of links in mails
	Host    string // the only name it answers under; "" for any
	Demo    bool   // shows the mailbox
	Proxied bool   // a proxy stands in front and says in X-Forwarded-For who comes
	limits  limiter
}

// Secure tells whether the site is served over https; cookies follow it.
func (s *Site) Secure() bool { return strings.HasPrefix(s.BaseURL, "https://") }

// Handler builds the whole site from its table of routes.
func (s *Site) Handler(routes []Route) http.Handler {
	mux := http.NewServeMux()
	for _, r := range routes {
		mux.Handle(r.Method+" "+r.Path, s.serve(r))
	}
	mux.Handle("GET "+assets.Prefix, assets.Handler())
	mux.Handle("/", s.serve(Route{Allow: Roles(Anyone), Rate: Read, Serve: func(*Visit) error { return fault.Missing() }}))
	guard := http.NewCrossOriginProtection()
	guard.SetDenyHandler(s.serve(Route{Allow: Roles(Anyone), Rate: Read, Serve: func(*Visit) error {
		return fault.New(fault.Forbidden, "fault.cross_site")
	}}))
	return s.headers(guard.Handler(mux))
}

const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
	"form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

func (s *Site) headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
		if s.Secure() {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		if s.Host != "" && r.Host != s.Host && r.URL.Path != "/healthz" { // asked under a name that is not ours
			http.Error(w, http.StatusText(http.StatusMisdirectedRequest), http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// CookieName is the session cookie: bound to this host where the site has https, which the prefix demands.
func (s *Site) CookieName() string {
	if s.Secure() {
		return "__Host-session"
	}
	return "session"
}

func (s *Site) serve(route Route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := &Visit{W: w, R: r, Site: s, Route: route}
		w.Header().Set("Cache-Control", "no-store")
		defer func() {
			if p := recover(); p != nil {
				if p == http.ErrAbortHandler { //nolint:errorlint // the sentinel itself is what net/http documents
					panic(p)
				}
				s.Log.Error("panic", "route", route.Path, "what", p, "stack", string(debug.Stack()))
				v.fail(errors.New("panic"))
			}
		}()
		if err := v.arrive(); err != nil {
			v.fail(err)
			return
		}
		if err := route.Serve(v); err != nil {
			v.fail(err)
		}
	})
}

// arrive finds out who comes, where to, and whether they may.
func (v *Visit) arrive() error {
	s, ctx := v.Site, v.R.Context()
	v.chooseLang("")
	if !s.limits.allow(v.Route.Rate, v.client(), s.Clock.Now()) {
		return fault.New(fault.Limited, "fault.limited")
	}
	if c, err := v.R.Cookie(s.CookieName()); err == nil && c.Value != "" {
		v.token = c.Value
		session, err := s.People.Session(ctx, c.Value)
		switch {
		case err == nil:
			v.session = session
			v.Account = session.Account
			v.chooseLang(session.Account.Lang)
			if v.Hats, err = s.Orgs.Hats(ctx, v.Account.ID); err != nil {
				return err
			}
		case !fault.Is(err, fault.NotFound):
			return err
		}
	}
	value := ""
	if name := string(v.Route.Object); name != "" {
		if v.Route.Object == Public {
			name = string(Programme)
		}
		value = v.R.PathValue(name)
	}
	var err error
	if v.Place, err = find(ctx, s.DB, v.Route.Object, value); err != nil {
		return v.hide(err)
	}
	direction, err := turn(ctx, s.DB, v.Place)
	if err != nil {
		return err
	}
	v.wording(direction)
	roles, side := rolesAt(&v.Place, v.Route.Object, v.Account.ID, v.Hats)
	v.Actor = org.Actor{
		Account: v.Account.ID, Name: v.Account.Name, Email: v.Account.Email, Lang: v.Lang,
		Org: v.Place.Org, Programme: v.Place.Programme, Roles: roles, Side: side, Seat: v.Place.Seat,
	}
	return v.admit()
}

// admit holds the route's roles. What a visitor has no role at does not exist for them; where they have another role, they are told.
func (v *Visit) admit() error {
	for _, want := range v.Route.Allow {
		switch {
		case want == Anyone, want == SignedIn && v.Account.ID != "":
			return nil
		case v.Actor.Has(want) && v.Account.ID != "":
			v.Role = want
			return nil
		}
	}
	if v.Account.ID == "" {
		return errSignIn
	}
	if len(v.Actor.Roles) > 0 && v.Route.Object != None {
		return fault.Denied()
	}
	if v.Route.Object == None || v.Route.Object == Installation {
		return fault.Denied()
	}
	return fault.Missing()
}

// hide sends a visitor who is not signed in to the sign-in page for missing and foreign objects alike.
func (v *Visit) hide(err error) error {
	if v.Account.ID == "" && fault.Is(err, fault.NotFound) && !slices.Contains(v.Route.Allow, Anyone) {
		return errSignIn
	}
	return err
}

var errSignIn = errors.New("sign in first")

// client is the address that a visitor comes from. Of X-Forwarded-For only the last entry counts: the proxy wrote it, the rest anyone.
func (v *Visit) client() string {
	if all := v.R.Header.Values("X-Forwarded-For"); v.Site.Proxied && len(all) > 0 {
		entries := strings.Split(all[len(all)-1], ",")
		return strings.TrimSpace(entries[len(entries)-1])
	}
	host := v.R.RemoteAddr
	if i := strings.LastIndexByte(host, ':'); i > 0 {
		host = host[:i]
	}
	return host
}

func (v *Visit) chooseLang(account i18n.Lang) {
	v.Lang = account
	if v.Lang == "" {
		if c, err := v.R.Cookie("lang"); err == nil {
			v.Lang = i18n.Parse(c.Value)
		} else {
			v.Lang = accepted(v.R.Header.Get("Accept-Language"))
		}
	}
	v.T = i18n.For(v.Lang)
}

// accepted reads the browser's wish: Danish and its neighbours get Danish, no wish gets Danish, all else English.
func accepted(header string) i18n.Lang {
	first, _, _ := strings.Cut(strings.ToLower(header), ",")
	switch {
	case first == "", strings.HasPrefix(first, "da"), strings.HasPrefix(first, "nb"), strings.HasPrefix(first, "no"), strings.HasPrefix(first, "sv"), first == "*":
		return i18n.Danish
	}
	return i18n.English
}

// Ctx is the request's context.
func (v *Visit) Ctx() context.Context { return v.R.Context() }

// Now is the present in the place's zone.
func (v *Visit) Now() time.Time { return v.Site.Clock.Now().In(v.Location()) }

// Location is the time zone of the place.
func (v *Visit) Location() *time.Location {
	if v.Place.Zone != "" {
		if l, err := time.LoadLocation(v.Place.Zone); err == nil {
			return l
		}
	}
	l, err := time.LoadLocation("Europe/Copenhagen")
	if err != nil {
		return time.UTC
	}
	return l
}
