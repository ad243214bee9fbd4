package web_test

import (
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/evaluation"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// roles works out, apart from the program, what a visitor is at a thing that a route is about.
func (v visitor) roles(o visit.Object, t thing) []org.Role {
	var out []org.Role
	for _, h := range v.Hats {
		here := h.Org == t.Org && (h.Programme == "" || h.Programme == t.Programme)
		side := h.Role == org.Mentor || h.Role == org.Mentee
		switch o {
		case visit.None:
			out = append(out, h.Role)
		case visit.Installation:
			if h.Org == "" {
				out = append(out, h.Role)
			}
		case visit.Org:
			if h.Org == t.Org && (h.Programme == "" || h.Role == org.Coordinator) {
				out = append(out, h.Role)
			}
		case visit.Programme, visit.Public:
			if here {
				out = append(out, h.Role)
			}
		default:
			if here && !side {
				out = append(out, h.Role)
			}
		}
	}
	switch {
	case v.Account == "":
	case o == visit.Seat && v.Account == t.SeatOwner:
		out = append(out, org.Role(t.SeatRole))
	case (o == visit.Pair || o == visit.Proposal) && v.Account == t.Mentor:
		out = append(out, org.Mentor)
	case (o == visit.Pair || o == visit.Proposal) && v.Account == t.Mentee:
		out = append(out, org.Mentee)
	}
	return out
}

// The verdicts of the table over one visit.
const (
	served   = "served"
	toSignIn = "sent to sign in"
	denied   = "403"
	missing  = "404"
)

func verdict(v visitor, r visit.Route, t thing) string {
	found := t.Relation != "missing" && t.Relation != "malformed" || r.Object == visit.None || r.Object == visit.Installation
	if !found {
		if v.Account == "" && !slices.Contains(r.Allow, visit.Anyone) {
			return toSignIn
		}
		return missing
	}
	have := v.roles(r.Object, t)
	for _, want := range r.Allow {
		if want == visit.Anyone || want == visit.SignedIn && v.Account != "" || slices.Contains(have, want) {
			return served
		}
	}
	switch {
	case v.Account == "":
		return toSignIn
	case len(have) > 0, r.Object == visit.None, r.Object == visit.Installation:
		return denied
	}
	return missing
}

var hole = regexp.MustCompile(`\{(\w+)\}`)

// queries are what pages need behind their path.
var queries = map[string]func(t thing) string{
	"GET /p/{programme}/match/options":  func(t thing) string { return "?seat=" + t.Seat },
	"GET /p/{programme}/match/override": func(t thing) string { return "?mentor=" + t.MentorSeat + "&mentee=" + t.Seat },
	"GET /p/{programme}/match/extend":   func(t thing) string { return "?proposal=" + t.Proposal },
	"GET /p/{programme}/match/withdraw": func(t thing) string { return "?proposal=" + t.Proposal },
}

// fill puts a thing's ids into a route's path. second, if it has a relation, gives those of the values that are not the route's object.
func (w *world) fill(r visit.Route, v visitor, t, second thing) (string, error) {
	var unknown error
	first := objectName(r.Object)
	path := hole.ReplaceAllStringFunc(strings.TrimSuffix(r.Path, "{$}"), func(s string) string {
		name := s[1 : len(s)-1]
		from := t
		if second.Relation != "" && name != first && name != "programme" {
			from = second
		}
		values := map[string]string{
			"org": from.Org, "programme": from.Programme, "pair": from.Pair, "proposal": from.Proposal, "seat": from.Seat,
			"meeting": from.Meeting, "person": from.Person, "mail": from.Mail, "organisation": from.Organisation,
			"time": from.Time, "talk": from.Talk,
			"token": "wrong", "kind": "midway", "side": "mentee", "version": "1", "role": t.SeatRole,
		}
		values["row"], values["batch"] = "2", from.List
		if r.Object == visit.Org {
			values["batch"] = from.Staff
		}
		if len(v.Hats) > 0 && (v.Hats[0].Role == org.Mentor || v.Hats[0].Role == org.Mentee) {
			values["role"] = string(v.Hats[0].Role)
		}
		value, ok := values[name]
		if !ok {
			unknown = fmt.Errorf("%s %s: the test does not know what to put for {%s}: teach world_test.go", r.Method, r.Path, name)
		}
		return value
	})
	if q := queries[r.Method+" "+r.Path]; q != nil {
		from := t
		if second.Relation != "" {
			from = second
		}
		path += q(from)
	}
	return path, unknown
}

func objectName(o visit.Object) string {
	switch o {
	case visit.Public:
		return "programme"
	case visit.Installation:
		return ""
	}
	return string(o)
}

type answer struct {
	status, writes int
	location, body string
}

var visits int

// ask sends one request as a visitor, from an address of its own, so that no rate stands in the way.
func (w *world) ask(h http.Handler, method, path string, v visitor) answer {
	w.Helper()
	visits++
	req := httptest.NewRequestWithContext(w.Context(), method, "http://mentor.example"+path, strings.NewReader(""))
	req.RemoteAddr = fmt.Sprintf("10.%d.%d.%d:1", visits>>16&255, visits>>8&255, visits&255)
	req.Header.Set("Accept-Language", "en")
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if v.Cookie != "" {
		req.AddCookie(&http.Cookie{Name: "session", Value: v.Cookie})
	}
	before := w.changes()
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, req)
	return answer{rec.Code, w.changes() - before, rec.Header().Get("Location"), rec.Body.String()}
}

// changes counts every row that was ever written; SQLite has one connection that writes.
func (w *world) changes() int {
	w.Helper()
	n := 0
	err := w.m.DB.Write(w.Context(), func(tx *db.Tx) (err error) {
		n, err = db.One[int](w.Context(), tx, "select total_changes()")
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
	return n
}

// site builds a handler from routes. With stubs, a post that is let in does nothing but say so.
func (w *world) site(routes []visit.Route, stub bool) http.Handler {
	routes = slices.Clone(routes)
	for i := range routes {
		if stub && routes[i].Method == http.MethodPost {
			routes[i].Serve = func(v *visit.Visit) error { v.W.WriteHeader(http.StatusNoContent); return nil }
		}
	}
	s := &visit.Site{DB: w.m.DB, People: w.m.People, Orgs: w.m.Orgs, Clock: w.m.Clock, Log: w.m.Log, BaseURL: "http://mentor.example", Demo: true}
	return s.Handler(routes)
}

// exceptions are pages that are let in and still answer otherwise, each with its reason.
var exceptions = map[string]struct {
	status int
	why    string
}{
	"GET /setup":           {404, "there is an organisation already"},
	"GET /sign-in/{token}": {410, "the token is not one of ours"},
	"GET /apply/{token}":   {410, "the token is not one of ours"},
	results:                {404, "no survey of the programme is closed yet"},
	results + "/csv":       {404, "no survey of the programme is closed yet"},

	"GET /seat/{seat}/wishes":         {404, "the mentee is in no wish round; say_test.go is about those who are"},
	"GET /seat/{seat}/wishes/mentors": {404, "the mentee is in no wish round"},
}

const results = "GET /p/{programme}/evaluation/{kind}"

// judge visits every route as everybody, at every thing, and says where the site that is served and the table that is declared differ.
func (w *world) judge(declared, serving []visit.Route) (wrong []string) {
	real, stubbed := w.site(serving, false), w.site(serving, true)
	complain := func(format string, args ...any) { wrong = append(wrong, fmt.Sprintf(format, args...)) }
	for _, r := range declared {
		name := r.Method + " " + r.Path
		for _, v := range w.visitors {
			bodies := map[string]string{} // of what the visitor must not know to exist
			for _, t := range w.things {
				if len(r.PathValues()) == 0 && t.Relation != "own" {
					continue
				}
				path, err := w.fill(r, v, t, thing{})
				if err != nil {
					return append(wrong, err.Error())
				}
				want := verdict(v, r, t)
				handler := real
				if want == served {
					handler = stubbed
				}
				got := w.ask(handler, r.Method, path, v)
				at := fmt.Sprintf("%s at %s as %s", name, t.Relation, v.Name)
				if bad := compare(name, r, t, want, got); bad != "" {
					complain("%s: %s", at, bad)
				}
				if got.writes > 0 && (r.Method == http.MethodGet || want != served) {
					complain("%s: %d rows were written", at, got.writes)
				}
				if want == missing {
					bodies[t.Relation] = strings.ReplaceAll(strings.ReplaceAll(got.body, path, ""), html.EscapeString(path), "")
				}
			}
			for relation, body := range bodies {
				if m, ok := bodies["missing"]; ok && m != body {
					complain("%s as %s: %s can be told from what does not exist", name, v.Name, relation)
				}
			}
		}
	}
	return wrong
}

func compare(name string, r visit.Route, t thing, want string, got answer) string {
	said := fmt.Sprintf("%d %s", got.status, got.location)
	login := got.status == http.StatusSeeOther && strings.HasPrefix(got.location, "/sign-in?next=") || got.status == http.StatusSeeOther && got.location == "/sign-in" && r.Path != "/{$}" && r.Path != "/sign-out"
	switch want {
	case toSignIn:
		if !login {
			return "the table sends to sign in, the site says " + said
		}
	case denied:
		if got.status != http.StatusForbidden {
			return "the table says 403, the site says " + said
		}
	case missing:
		if got.status != http.StatusNotFound {
			return "the table says 404, the site says " + said
		}
	case served:
		if x, ok := exceptions[name]; ok && got.status == x.status {
			return ""
		}
		if r.Method == http.MethodPost {
			if got.status != http.StatusNoContent {
				return "the table lets in, the site says " + said
			}
			return ""
		}
		if t.Relation != "own" && len(r.PathValues()) > 0 && got.status == http.StatusNotFound && r.Object != visit.Seat && r.Object != visit.Pair && r.Object != visit.Proposal {
			return "" // a page about something else than the route's object: that it is not there is for its handler to say
		}
		if got.status != http.StatusOK && (got.status != http.StatusSeeOther || login) {
			return "the table lets in, the site says " + said
		}
	}
	return ""
}

// mixed asks for the own object with somebody else's id in the rest of the path: nothing may be shown, nothing written.
func (w *world) mixed(serving []visit.Route) (wrong []string) {
	real := w.site(serving, false)
	for _, r := range serving {
		first := objectName(r.Object)
		if queries[r.Method+" "+r.Path] == nil && !slices.ContainsFunc(r.PathValues(), func(n string) bool {
			return n != first && n != "programme" && slices.Contains([]string{"org", "pair", "proposal", "seat", "meeting", "person", "batch", "time", "talk"}, n)
		}) {
			continue
		}
		for _, v := range w.visitors {
			own := w.things[0]
			if verdict(v, r, own) != served {
				continue
			}
			for _, second := range w.things[1:] {
				path, err := w.fill(r, v, own, second)
				if err != nil {
					return append(wrong, err.Error())
				}
				within := second.Relation == "another pair's" && first != "pair" || second.Relation == "another programme's" && first == "org"
				if within {
					continue // theirs to see as well
				}
				got := w.ask(real, r.Method, path, v)
				if got.status < 400 || got.status >= 500 || got.writes > 0 || r.Method == http.MethodGet && got.status != http.StatusNotFound {
					wrong = append(wrong, fmt.Sprintf("%s %s with %s in its path as %s: %d %s, %d rows written", r.Method, r.Path, second.Relation, v.Name, got.status, got.location, got.writes))
				}
			}
		}
	}
	return wrong
}

func TestEveryRouteAsEveryRole(t *testing.T) {
	w := build(t)
	routes := w.m.Routes()
	for _, bad := range w.judge(routes, routes) {
		t.Error(bad)
	}
	for _, bad := range w.mixed(routes) {
		t.Error(bad)
	}
	// what only a later day shows
	own := w.things[0]
	a := org.System(own.Org)
	a.Programme = own.Programme
	if err := w.m.Evaluations.Open(t.Context(), a, evaluation.Midway); err != nil && !fault.Is(err, fault.Conflict) {
		t.Fatal(err)
	}
	if err := w.m.Evaluations.Close(t.Context(), a, evaluation.Midway); err != nil {
		t.Fatal(err)
	}
	delete(exceptions, results)
	delete(exceptions, results+"/csv")
	for _, bad := range w.judge(slices.DeleteFunc(slices.Clone(routes), func(r visit.Route) bool { return !strings.HasPrefix("GET "+r.Path, results) }), routes) {
		t.Error(bad)
	}
	t.Logf("%d visits to %d routes", visits, len(routes))

	// the test itself is tried: each hole that is dug must be found
	dig := func(name string, method, path string, change func(r *visit.Route)) {
		t.Helper()
		i := slices.IndexFunc(routes, func(r visit.Route) bool { return r.Method == method && r.Path == path })
		if i < 0 {
			t.Fatalf("no route %s %s to dig in", method, path)
		}
		open := slices.Clone(routes)
		change(&open[i])
		if len(w.judge(routes[i:i+1], open[i:i+1])) == 0 && len(w.mixed(open[i:i+1])) == 0 {
			t.Errorf("planted and not found: %s", name)
		}
	}
	dig("a page for anyone", "GET", "/p/{programme}/pairs", func(r *visit.Route) { r.Allow = visit.Roles(visit.Anyone) })
	dig("a page for one role too many", "GET", "/o/{org}/audit", func(r *visit.Route) { r.Allow = append(slices.Clone(r.Allow), org.Coordinator) })
	dig("a page for one role too few", "GET", "/p/{programme}/pairs", func(r *visit.Route) { r.Allow = visit.Roles(org.Admin) })
	dig("a post that asks nobody", "POST", "/pair/{pair}/stop", func(r *visit.Route) { r.Allow = visit.Roles(visit.SignedIn) })
	dig("a pair's page by the roles of its programme", "GET", "/pair/{pair}", func(r *visit.Route) {
		r.Object, r.Allow = visit.None, visit.Roles(org.Mentor, org.Mentee)
	})
	dig("a page that writes", "GET", "/help", func(r *visit.Route) {
		r.Serve = func(v *visit.Visit) error {
			return v.Site.DB.Write(v.Ctx(), func(tx *db.Tx) error {
				_, err := tx.Exec(v.Ctx(), "insert into setting (key, value, changed_at) values ($1,'','')", fmt.Sprint("hole", visits))
				return err
			})
		}
	})
	dig("a meeting found without its pair", "GET", "/pair/{pair}/meetings/{meeting}/move", func(r *visit.Route) {
		r.Serve = func(v *visit.Visit) error { v.W.WriteHeader(http.StatusOK); return nil }
	})
}
