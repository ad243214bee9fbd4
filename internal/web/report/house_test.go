package report_test

import (
	"fmt"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/db/dbtest"
	"github.com/mentorskab/mentorskab/internal/evaluation"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/pair/pairtest"
	"github.com/mentorskab/mentorskab/internal/report"
	"github.com/mentorskab/mentorskab/internal/web"
	evaluationweb "github.com/mentorskab/mentorskab/internal/web/evaluation"
	reportweb "github.com/mentorskab/mentorskab/internal/web/report"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// house is a programme with its pages.
type house struct {
	testing.TB
	w       *pairtest.World
	e       *evaluation.Evaluations
	handler http.Handler
	pairs   []pair.Pair
}

func build(t testing.TB, d *db.DB) *house {
	w := pairtest.New(t, d)
	e := &evaluation.Evaluations{DB: d, Clock: w.Clock, Orgs: w.Orgs, Programmes: w.Programmes, Pairs: w.Pairs, Notify: w.Notify}
	m := &matching.Matches{DB: d, Clock: w.Clock, Orgs: w.Orgs, Programmes: w.Programmes, Enrolments: w.Enrolments, Notify: w.Notify}
	r := &report.Reports{DB: d, Clock: w.Clock, Programmes: w.Programmes, Enrolments: w.Enrolments, Matches: m, Pairs: w.Pairs, Evaluations: e}
	site := &visit.Site{DB: d, People: w.People, Orgs: w.Orgs, Clock: w.Clock, Log: slog.New(slog.NewTextHandler(t.Output(), nil)), BaseURL: "http://localhost"}
	return &house{TB: t, w: w, e: e, handler: site.Handler(web.Routes(web.Pages{
		Report: reportweb.Pages{Reports: r}, Evaluation: evaluationweb.Pages{DB: d, Evaluations: e, Programmes: w.Programmes},
	}))}
}

func each(t *testing.T, f func(t *testing.T, h *house)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) { f(t, build(t, d)) })
}

// names nobody else in the pages could have.
func menteeName(i int) string { return fmt.Sprintf("Zenobia Qvist%c", 'a'+i) }
func mentorName(i int) string { return fmt.Sprintf("Xerxes Wulff%c", 'a'+i) }

func (h *house) fill(n int) {
	for i := range n {
		h.pairs = append(h.pairs, h.w.Pair(menteeName(i), mentorName(i)))
	}
}

// hat gives a new account a role and signs it in.
func (h *house) hat(role org.Role, programme string) (cookie string) {
	h.Helper()
	var account string
	h.w.Write(func(tx *db.Tx) error {
		a, err := h.w.People.Ensure(h.Context(), tx, fmt.Sprintf("%s.%s@fjordby.example", role, h.w.Org[30:]), "Søren "+string(role), i18n.Danish)
		account = a.ID
		if err != nil {
			return err
		}
		return h.w.Orgs.Give(h.Context(), tx, h.w.Org, programme, a.ID, role)
	})
	return h.session(account)
}

func (h *house) session(account string) string {
	h.Helper()
	token, err := h.w.People.Begin(h.Context(), account, "")
	if err != nil {
		h.Fatal(err)
	}
	return token
}

func (h *house) coordinator() string { return h.session(h.w.Coordinator.Account) }

func (h *house) ask(cookie, method, path string, form url.Values) (int, string, http.Header) {
	h.Helper()
	r := httptest.NewRequestWithContext(h.Context(), method, path, strings.NewReader(form.Encode()))
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if cookie != "" {
		r.AddCookie(&http.Cookie{Name: "session", Value: cookie})
	}
	rec := httptest.NewRecorder()
	h.handler.ServeHTTP(rec, r)
	b, err := io.ReadAll(rec.Result().Body)
	if err != nil {
		h.Fatal(err)
	}
	return rec.Code, string(b), rec.Header()
}

// page reads a page that must be there.
func (h *house) page(cookie, path string) string {
	h.Helper()
	status, body, header := h.ask(cookie, http.MethodGet, path, nil)
	if status != http.StatusOK {
		h.Fatalf("%s: %d to %q\n%.600s", path, status, header.Get("Location"), words(body))
	}
	if strings.Contains(body, "⟦") || strings.Contains(body, " style=") || strings.Contains(body, "<script>") {
		h.Errorf("%s: a text is missing, or something is inline", path)
	}
	if strings.Contains(header.Get("Content-Type"), "html") && strings.Count(body, "<h1") != 1 {
		h.Errorf("%s: %d headings of the first degree", path, strings.Count(body, "<h1"))
	}
	return body
}

var tags = regexp.MustCompile(`<[^>]*>`)

func words(s string) string {
	return strings.Join(strings.Fields(html.UnescapeString(tags.ReplaceAllString(s, " "))), " ")
}

func (h *house) at(path string) string { return "/p/" + h.w.Programme + path }

// survey opens a survey, lets so many pairs answer on both sides, and closes it.
func (h *house) survey(k evaluation.Kind, answers func(i int, side org.Role) map[string][]string) {
	h.Helper()
	if err := h.e.Open(h.Context(), h.w.Coordinator, k); err != nil {
		h.Fatal(err)
	}
	for i, x := range h.pairs {
		for _, side := range pair.Sides {
			if a := answers(i, side); a != nil {
				if err := h.e.Save(h.Context(), x.Actor(side), x.ID, k, a); err != nil {
					h.Fatal(err)
				}
			}
		}
	}
	if err := h.e.Close(h.Context(), h.w.Coordinator, k); err != nil {
		h.Fatal(err)
	}
}

// met notes a meeting that was held.
func (h *house) met(x pair.Pair, at time.Time) {
	h.w.Write(func(tx *db.Tx) error {
		_, err := tx.Exec(h.Context(), `insert into meeting (id, org_id, pair_id, uid, status, proposed_by, starts_at, minutes, created_at, changed_at)
			values ($1,$2,$3,$1,'held','mentee',$4,90,$4,$4)`, fmt.Sprintf("%s-%d", x.ID, at.Unix()), h.w.Org, x.ID, db.At(at))
		return err
	})
}
