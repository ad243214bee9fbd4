package enrolment_test

import (
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/db/dbtest"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/notify"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/people"
	"github.com/mentorskab/mentorskab/internal/programme"
	"github.com/mentorskab/mentorskab/internal/web"
	enrolmentweb "github.com/mentorskab/mentorskab/internal/web/enrolment"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// house is a site with one organisation and one open programme.
type house struct {
	*testing.T
	e              *enrolment.Enrolments
	site           *visit.Site
	server         *httptest.Server
	routes         []visit.Route
	org, programme string
}

func each(t *testing.T, f func(h *house)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) { f(build(t, d)) })
}

func build(t *testing.T, d *db.DB) *house {
	t.Helper()
	c := clock.NewFake(time.Date(2026, 9, 1, 8, 0, 0, 0, time.UTC))
	orgs, mail, who := &org.Orgs{DB: d, Clock: c}, &notify.Notify{Clock: c}, &people.People{DB: d, Clock: c}
	programmes := &programme.Programmes{DB: d, Clock: c, Orgs: orgs, Notify: mail}
	h := &house{T: t, e: &enrolment.Enrolments{DB: d, Clock: c, Orgs: orgs, People: who, Programmes: programmes, Notify: mail}}
	h.routes = web.Routes(web.Pages{Enrolment: enrolmentweb.Pages{Enrolments: h.e, Programmes: programmes, Orgs: orgs, People: who}})
	h.site = &visit.Site{DB: d, People: who, Orgs: orgs, Clock: c, Log: slog.New(slog.NewTextHandler(t.Output(), nil))}
	h.server = httptest.NewServer(h.site.Handler(h.routes))
	t.Cleanup(h.server.Close)
	h.site.BaseURL, mail.BaseURL = h.server.URL, h.server.URL
	h.org = h.newOrg("Region Fjordland")
	h.programme = h.newProgramme(h.org, programme.Open)
	return h
}

func (h *house) write(f func(tx *db.Tx) error) {
	h.Helper()
	if err := h.e.DB.Write(h.Context(), f); err != nil {
		h.Fatal(err)
	}
}

func (h *house) newOrg(name string) (orgID string) {
	h.Helper()
	h.write(func(tx *db.Tx) error {
		o, err := h.e.Orgs.Create(h.Context(), tx, name, i18n.Danish)
		orgID = o.ID
		return err
	})
	return orgID
}

func (h *house) newProgramme(orgID string, status programme.Status) string {
	h.Helper()
	programmeID := id.New()
	h.write(func(tx *db.Tx) error {
		_, err := tx.Exec(h.Context(), `insert into programme (id, org_id, name, status, purpose, owner_name, owner_email, created_at, changed_at)
			values ($1,$2,'Nye ledere',$3,'Nye ledere skal have en at tænke højt med.','Karen Ørsted','karen@example.dk',$4,$4)`,
			programmeID, orgID, status, db.At(h.e.Clock.Now()))
		return err
	})
	return programmeID
}

// later moves the clock on.
func (h *house) later(d time.Duration) {
	h.e.Clock.(*clock.Fake).Set(h.e.Clock.Now().Add(d))
}

// apply gives a seat that already applied.
func (h *house) apply(role org.Role, name, email string, barred ...string) (t enrolment.Seat) {
	h.Helper()
	h.write(func(tx *db.Tx) (err error) {
		t, err = h.e.Apply(h.Context(), tx, enrolment.Application{
			Org: h.org, Programme: h.programme, Role: role, Source: enrolment.FromForm, Capacity: 1,
			Person: org.Person{Name: name, Email: email}, Profile: enrolment.Profile{Strengths: []string{"Jeg lytter"}},
			Barred: map[enrolment.BarrierKind][]string{enrolment.Veto: barred},
		})
		return err
	})
	return t
}

// accept says yes to a seat and returns it with its account.
func (h *house) accept(t enrolment.Seat) enrolment.Seat {
	h.Helper()
	a := org.System(h.org)
	if err := h.e.Decide(h.Context(), a, t.ID, enrolment.Accepted); err != nil {
		h.Fatal(err)
	}
	t, err := h.e.Seat(h.Context(), h.e.DB, h.org, t.ID)
	if err != nil {
		h.Fatal(err)
	}
	return t
}

// visitor is a browser.
type visitor struct {
	*house
	http *http.Client
}

func (h *house) visitor() visitor {
	jar, err := cookiejar.New(nil)
	if err != nil {
		h.Fatal(err)
	}
	return visitor{h, &http.Client{Jar: jar}}
}

// as signs an account in.
func (h *house) as(account string) visitor {
	h.Helper()
	v := h.visitor()
	token, err := h.e.People.Begin(h.Context(), account, "")
	if err != nil {
		h.Fatal(err)
	}
	u, err := url.Parse(h.server.URL)
	if err != nil {
		h.Fatal(err)
	}
	v.http.Jar.SetCookies(u, []*http.Cookie{{Name: h.site.CookieName(), Value: token, Path: "/"}})
	return v
}

// hat signs somebody in who has a role.
func (h *house) hat(orgID, programmeID string, role org.Role, email string) visitor {
	h.Helper()
	var account string
	h.write(func(tx *db.Tx) error {
		a, err := h.e.People.Ensure(h.Context(), tx, email, "Navn Navnesen", i18n.Danish)
		if err != nil {
			return err
		}
		account = a.ID
		return h.e.Orgs.Give(h.Context(), tx, orgID, programmeID, a.ID, role)
	})
	return h.as(account)
}

func (h *house) coordinator() visitor {
	h.Helper()
	return h.hat(h.org, h.programme, org.Coordinator, "karen@example.dk")
}

// page is an answer.
type page struct {
	status int
	url    string // where redirects ended
	body   string
	text   string // without tags
}

var tags = regexp.MustCompile(`(?s)<script.*?</script>|<[^>]*>`)

func (v visitor) read(r *http.Response, err error) page {
	v.Helper()
	if err != nil {
		v.Fatal(err)
	}
	defer func() { _ = r.Body.Close() }()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		v.Fatal(err)
	}
	return page{r.StatusCode, strings.TrimPrefix(r.Request.URL.String(), v.server.URL), string(b), html.UnescapeString(tags.ReplaceAllString(string(b), " "))}
}

func (v visitor) get(path string) page {
	v.Helper()
	return v.read(v.http.Get(v.server.URL + path))
}

func (v visitor) post(path string, form url.Values) page {
	v.Helper()
	return v.read(v.http.PostForm(v.server.URL+path, form))
}

// want fails unless the page has the status and every word.
func (p page) want(t testing.TB, status int, words ...string) {
	t.Helper()
	if p.status != status {
		t.Fatalf("%s: status %d, want %d: %.600s", p.url, p.status, status, strings.Join(strings.Fields(p.text), " "))
	}
	for _, w := range words {
		if !strings.Contains(p.text, w) && !strings.Contains(p.body, w) {
			t.Fatalf("%s: no %q in %.1500s", p.url, w, strings.Join(strings.Fields(p.text), " "))
		}
	}
}

// mails reads the outbox, oldest first: receiver and text.
func (h *house) mails() [][2]string {
	h.Helper()
	out, err := db.All(h.Context(), h.e.DB, func(s db.Scan) (m [2]string, err error) {
		err = s(&m[0], &m[1])
		return m, err
	}, "select to_email, subject || ' ' || body_text from outbox order by id")
	if err != nil {
		h.Fatal(err)
	}
	return out
}

func (h *house) count(text string, args ...any) int {
	h.Helper()
	n, err := db.One[int](h.Context(), h.e.DB, text, args...)
	if err != nil {
		h.Fatal(err)
	}
	return n
}

// answers is a complete application.
func answers(side org.Role, email string) url.Values {
	f := url.Values{
		"strengths": {"Jeg får folk til at le"}, "competences": {"Økonomi, Forhandling"}, "themes": {"Den svære samtale"}, "motivation": {"Fordi det er nu"},
		"name": {"Anna Berg"}, "email": {email}, "title": {"Teamleder"}, "unit": {"Lungesygdomme"}, "languages": {"da", "en"}, "site": {"Viborg"}, "video": {"yes"},
		"travel": {"45"}, "times": {"mon_am", "evening"}, "years": {"2,5"}, "duty": {"yes"}, "declare": {"yes"}, "agree": {"yes"},
	}
	if side == org.Mentor {
		f.Set("role_coach", "yes")
		f.Set("role_friend", "no")
		f.Set("capacity", "2")
	} else {
		f.Set("direction", "Turde tage den svære samtale")
		f.Set("role_coach", "2")
		f.Set("role_critic", "1")
	}
	return f
}
