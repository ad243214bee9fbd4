package matching_test

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

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/db/dbtest"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair/pairtest"
	"github.com/mentorskab/mentorskab/internal/people"
	"github.com/mentorskab/mentorskab/internal/web"
	matchingweb "github.com/mentorskab/mentorskab/internal/web/matching"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// desk is the coordinator's browser in a small world.
type desk struct {
	*testing.T
	w       *pairtest.World
	m       *matching.Matches
	handler http.Handler
	cookie  string
}

func newDesk(t testing.TB, d *db.DB) (*pairtest.World, *matching.Matches, http.Handler) {
	w := pairtest.New(t, d)
	m := &matching.Matches{DB: d, Clock: w.Clock, Orgs: w.Orgs, Programmes: w.Programmes, Enrolments: w.Enrolments, Notify: w.Notify}
	site := &visit.Site{DB: d, People: w.People, Orgs: w.Orgs, Clock: w.Clock, Log: slog.New(slog.DiscardHandler), BaseURL: "http://localhost"}
	return w, m, site.Handler(web.Routes(web.Pages{Matching: matchingweb.Pages{Matches: m}}))
}

func each(t *testing.T, f func(d *desk)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := &desk{T: t}
		k.w, k.m, k.handler = newDesk(t, d)
		k.cookie = session(t, k.w, k.w.Coordinator.Account)
		f(k)
	})
}

func session(t testing.TB, w *pairtest.World, account string) string {
	t.Helper()
	token, err := w.People.Begin(t.Context(), account, "")
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func (k *desk) at(path string) string { return "/p/" + k.w.Programme + "/match" + path }

func ask(h http.Handler, cookie, method, path string, form url.Values) *http.Response {
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if cookie != "" {
		r.AddCookie(&http.Cookie{Name: "session", Value: cookie})
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

// page reads a page that must be there, as text without tags.
func (k *desk) page(path string) (raw, text string) {
	k.Helper()
	res := ask(k.handler, k.cookie, http.MethodGet, path, nil)
	b, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		k.Fatalf("%s: %d %v", path, res.StatusCode, err)
	}
	if strings.Contains(string(b), "⟦") || strings.Contains(string(b), " style=") || strings.Contains(string(b), "<script>") {
		k.Errorf("%s: a text is missing, or something is inline", path)
	}
	return string(b), words(string(b))
}

var tags = regexp.MustCompile(`<[^>]*>`)

func words(s string) string {
	return strings.Join(strings.Fields(html.UnescapeString(tags.ReplaceAllString(s, " "))), " ")
}

// press posts a form that must lead on.
func (k *desk) press(path string, form url.Values) {
	k.Helper()
	res := ask(k.handler, k.cookie, http.MethodPost, k.at(path), form)
	if res.StatusCode != http.StatusSeeOther {
		b, _ := io.ReadAll(res.Body)
		k.Fatalf("%s: %d %.300s", path, res.StatusCode, words(string(b)))
	}
}

func (k *desk) has(text string, parts ...string) {
	k.Helper()
	for _, p := range parts {
		if !strings.Contains(text, p) {
			k.Errorf("no %q in: %.1500s", p, text)
		}
	}
}

func TestFromPoolToProposals(t *testing.T) {
	each(t, func(k *desk) {
		_, text := k.page(k.at(""))
		k.has(text, "Der er ingen at sætte sammen endnu", "Ingen deltagere er med endnu")

		bo, eva := k.w.Seat("Bo Ravn", org.Mentor, 1), k.w.Seat("Eva Friis", org.Mentor, 1)
		ane, dan, gry := k.w.Seat("Ane Toft", org.Mentee, 1), k.w.Seat("Dan Holm", org.Mentee, 1), k.w.Seat("Gry Lund", org.Mentee, 1)
		_, text = k.page(k.at(""))
		k.has(text, "3 mentees venter på en mentor", "Find par", "Det, mentee søger")

		k.press("/solve", nil)
		_, text = k.page(k.at(""))
		k.has(text, "2 par er fundet", "2 par er foreslået. Én venter stadig.", "med Bo Ravn", "med Eva Friis", "kan hjælpe med »svære samtaler«", "Point for hvert kriterium",
			"Se, hvem der får mail", "Der er 2 pladser til 3 mentees", "Ingen anden fordeling giver flere par")

		raw, _ := k.page(k.at(""))
		paired := regexp.MustCompile(`id="pair-([0-9a-f-]{36})"`).FindAllStringSubmatch(raw, -1)
		if len(paired) != 2 {
			t.Fatalf("%d pairs on the board", len(paired))
		}
		mentor := func(mentee string) string { // of the pair on the board; "" when there is none
			m := regexp.MustCompile(`name="mentee" value="` + mentee + `"/?><input type="hidden" name="mentor" value="([^"]+)"`).FindStringSubmatch(raw)
			if m == nil {
				return ""
			}
			return m[1]
		}
		if mentor(paired[0][1]) == "" || mentor(paired[1][1]) == "" {
			t.Fatal("a pair has no buttons")
		}
		first := url.Values{"mentor": {mentor(paired[0][1])}, "mentee": {paired[0][1]}, "mark": {"forbid"}, "back": {k.at("") + "?page=1#pair-" + paired[0][1]}}
		k.press("/mark", first)
		_, text = k.page(k.at(""))
		k.has(text, "De to bliver ikke foreslået")
		_, text = k.page(k.at("/marks"))
		k.has(text, "Tillad igen")
		k.press("/mark", url.Values{"mentor": {mentor(paired[1][1])}, "mentee": {paired[1][1]}, "mark": {"lock"}})
		_, text = k.page(k.at("/marks"))
		k.has(text, "2 mærker gælder", "Lås op", "Tillad igen")
		k.press("/solve", nil)
		raw, text = k.page(k.at(""))
		k.has(text, "Runde 2", "Du har låst parret.")
		if again := mentor(paired[0][1]); again == first.Get("mentor") {
			t.Error("the forbidden pair is on the board again")
		}

		raw, text = k.page(k.at("/publish"))
		k.has(text, "Send 2 forslag?", "4 mails går ud", "Hvem det er, og hvorfor, ser man først, når man har logget ind")
		round := regexp.MustCompile(`name="round" value="([^"]+)"`).FindStringSubmatch(raw)[1]
		k.press("/publish", url.Values{"round": {round}})
		_, text = k.page(k.at(""))
		k.has(text, "2 forslag er sendt", "2 forslag venter på svar")
		if n := len(k.w.Mails()); n != 4 {
			t.Errorf("%d mails", n)
		}
		k.press("/publish", url.Values{"round": {round}})
		_, text = k.page(k.at("/proposals"))
		k.has(text, "Intet er sendt", "Runden er allerede sendt", "Mentee: har ikke svaret")
		if n := len(k.w.Mails()); n != 4 {
			t.Errorf("%d mails after pressing twice", n)
		}

		raw, _ = k.page(k.at("/proposals?status=open"))
		take := regexp.MustCompile(`withdraw\?proposal=([0-9a-f-]{36})`).FindStringSubmatch(raw)[1]
		_, text = k.page(k.at("/withdraw?proposal=" + take))
		k.has(text, "Begge får en mail")
		k.press("/withdraw", url.Values{"proposal": {take}})
		_, text = k.page(k.at("/proposals?status=withdrawn"))
		k.has(text, "Ét forslag venter på svar", "Trukket tilbage")
		_, text = k.page(k.at("/rounds"))
		k.has(text, "Runde 1", "Runde 2", "Afløst", "Sendt", "Holder")
		_, _, _, _, _ = bo, eva, ane, dan, gry
	})
}

func TestRulesPage(t *testing.T) {
	each(t, func(k *desk) {
		raw, text := k.page(k.at("/rules"))
		k.has(text, "Det matcher I efter", "23 % af pointene", "Koordinator ser det", "Den ene er leder over den anden")
		form := url.Values{"hard": {"same_unit", "language"}}
		for _, m := range regexp.MustCompile(`<input class="input[^>]*name="(\w+)" value="(\d+)"`).FindAllStringSubmatch(raw, -1) {
			form.Set(m[1], m[2])
		}
		if len(form) != 1+len(fit.Criteria)+5+1+3 { // ranges, hours, and the numbers of an empty criterion of one's own
			t.Fatalf("fields of the form: %v", form)
		}
		form.Set("aim", "fair")
		bad := url.Values{}
		for f, v := range form {
			bad[f] = v
		}
		bad.Set("weight_goals", "mange")
		res := ask(k.handler, k.cookie, http.MethodPost, k.at("/rules"), bad)
		b, _ := io.ReadAll(res.Body)
		if res.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(string(b), `value="mange"`) || !strings.Contains(words(string(b)), "Skriv et helt tal mellem 0 og 100") {
			t.Fatalf("%d %.600s", res.StatusCode, words(string(b)))
		}
		bad.Set("weight_secret", "1")
		if res := ask(k.handler, k.cookie, http.MethodPost, k.at("/rules"), bad); res.StatusCode != http.StatusBadRequest {
			t.Fatalf("an unknown field: %d", res.StatusCode)
		}
		form.Set("weight_goals", "50")
		k.press("/rules", form)
		r, err := k.m.Rules(t.Context(), k.m.DB, k.w.Org, k.w.Programme)
		if err != nil || r.Weights[fit.Goals] != 50 || r.Hard != (fit.Hard{SameUnit: true, Language: true, ZoneHours: 3}) || r.Aim != fit.NoneWeak || len(r.Own) != 0 {
			t.Fatalf("%+v %v", r, err)
		}
		res = ask(k.handler, k.cookie, http.MethodGet, k.at("/rules.toml"), nil)
		b, _ = io.ReadAll(res.Body)
		if read, err := fit.ReadTOML(b); err != nil || read.Weights[fit.Goals] != 50 {
			t.Fatalf("the file is not what the command line reads: %v", err)
		}
		k.press("/rules", url.Values{"reset": {"1"}})
		if r, _ = k.m.Rules(t.Context(), k.m.DB, k.w.Org, k.w.Programme); r.Weights[fit.Goals] != 30 {
			t.Fatal("not set back")
		}
	})
}

func TestWhoSeesTheBoard(t *testing.T) {
	each(t, func(k *desk) {
		mentor, mentee := k.w.Seat("Bo Ravn", org.Mentor, 1), k.w.Seat("Ane Toft", org.Mentee, 1)
		k.press("/solve", nil)
		other := pairtest.New(t, k.w.DB) // another organisation, and somebody who coordinates there and nowhere else
		var stranger people.Account
		other.Write(func(tx *db.Tx) (err error) {
			if stranger, err = other.People.Ensure(t.Context(), tx, "stranger@example.dk", "Siv Fremmed", i18n.Danish); err != nil {
				return err
			}
			return other.Orgs.Give(t.Context(), tx, other.Org, other.Programme, stranger.ID, org.Coordinator)
		})
		for name, who := range map[string]struct {
			cookie string
			status int
		}{
			"mentor":               {session(t, k.w, mentor.Person.Account), http.StatusForbidden},
			"mentee":               {session(t, k.w, mentee.Person.Account), http.StatusForbidden},
			"foreign coordinator":  {session(t, other, stranger.ID), http.StatusNotFound},
			"nobody is signed in":  {"", http.StatusSeeOther},
			"a cookie out of luck": {"no-such-session", http.StatusSeeOther},
		} {
			for _, path := range []string{"", "/waiting", "/options?seat=" + mentee.ID, "/marks", "/rounds", "/fairness", "/fairness.csv", "/pairs.xlsx", "/rules", "/rules.toml", "/override?mentor=" + mentor.ID + "&mentee=" + mentee.ID, "/publish", "/proposals", "/withdraw"} {
				if res := ask(k.handler, who.cookie, http.MethodGet, k.at(path), nil); res.StatusCode != who.status {
					t.Errorf("%s: GET %s: %d", name, path, res.StatusCode)
				}
			}
			for _, path := range []string{"/solve", "/mark", "/publish", "/withdraw", "/rules", "/rules/try", "/override", "/run"} {
				form := url.Values{}
				if path == "/mark" {
					form = url.Values{"mentor": {mentor.ID}, "mentee": {mentee.ID}, "mark": {"forbid"}}
				}
				if res := ask(k.handler, who.cookie, http.MethodPost, k.at(path), form); res.StatusCode != who.status {
					t.Errorf("%s: POST %s: %d", name, path, res.StatusCode)
				}
			}
		}
		if marks, err := k.m.Marks(t.Context(), k.w.Coordinator); err != nil || len(marks) != 0 {
			t.Errorf("somebody else left a mark: %v %v", marks, err)
		}
		for _, seat := range []string{"", "x", mentor.ID[:35], other.Programme} {
			if res := ask(k.handler, k.cookie, http.MethodGet, k.at("/options?seat="+url.QueryEscape(seat)), nil); res.StatusCode != http.StatusNotFound {
				t.Errorf("options of %q: %d", seat, res.StatusCode)
			}
		}
		for _, back := range []string{"https://evil.example/", "//evil.example", "/p/other/match", k.at("") + "\r\nX: y"} {
			res := ask(k.handler, k.cookie, http.MethodPost, k.at("/mark"), url.Values{"mentor": {mentor.ID}, "mentee": {mentee.ID}, "mark": {"release"}, "back": {back}})
			if to := res.Header.Get("Location"); res.StatusCode != http.StatusSeeOther || !strings.HasPrefix(to, "/") || strings.Contains(to, "evil") || strings.Contains(to, "other") {
				t.Errorf("led to %q", to)
			}
		}
	})
}

// TestNobodyReadsWhoseVetoItWas draws every page of the board twice, with the same veto asked for by the one and by the other: no byte
// may tell the difference.
func TestNobodyReadsWhoseVetoItWas(t *testing.T) {
	each(t, func(k *desk) {
		mentor, mentee := k.w.Seat("Bo Ravn", org.Mentor, 1), k.w.Seat("Ane Toft", org.Mentee, 1)
		var seen []string
		for _, by := range []enrolment.Seat{mentor, mentee} {
			k.w.Write(func(tx *db.Tx) error {
				if _, err := tx.Exec(t.Context(), "delete from barrier"); err != nil {
					return err
				}
				for _, table := range []string{"match_round"} {
					if _, err := tx.Exec(t.Context(), "delete from "+table); err != nil {
						return err
					}
				}
				return k.w.Enrolments.AddBarrier(t.Context(), tx, k.w.Org, k.w.Programme, enrolment.Barrier{MentorPerson: mentor.Person.ID, MenteePerson: mentee.Person.ID, Kind: enrolment.Veto, By: by.Person.ID})
			})
			k.press("/solve", nil)
			all := ""
			for _, path := range []string{"", "/waiting", "/options?seat=" + mentee.ID, "/options?seat=" + mentor.ID, "/rounds"} {
				_, text := k.page(k.at(path))
				all += regexp.MustCompile(`Regnet ud på [0-9,]+ sekund`).ReplaceAllString(text, "") + "\n"
			}
			seen = append(seen, all)
		}
		if seen[0] != seen[1] {
			t.Errorf("the pages differ:\n%s\n\n%s", seen[0], seen[1])
		}
		if !strings.Contains(seen[0], "efter ønske fra en af dem") || !strings.Contains(seen[0], "en af dem har bedt om, at det ikke bliver de to") {
			t.Errorf("the rule is not named: %s", seen[0])
		}
	})
}

func TestEnglishBoard(t *testing.T) {
	each(t, func(k *desk) {
		if err := k.w.People.SetLang(t.Context(), k.w.Coordinator.Account, i18n.English); err != nil {
			t.Fatal(err)
		}
		k.w.Seat("Bo Ravn", org.Mentor, 2)
		k.w.Seat("Ane Toft", org.Mentee, 1)
		k.press("/solve", nil)
		_, text := k.page(k.at(""))
		k.has(text, "One pair is suggested. Every mentee has someone.", "Bo can help with “svære samtaler”.", "One free place")
	})
}

// big fills a programme with n mentors and n mentees.
func big(t testing.TB, w *pairtest.World, n int) {
	w.Write(func(tx *db.Tx) error {
		for i := range 2 * n {
			role := []org.Role{org.Mentor, org.Mentee}[i%2]
			p, err := w.Orgs.SavePerson(t.Context(), tx, w.Org, org.Person{Name: fmt.Sprintf("Person %d Efternavn", i), Email: fmt.Sprintf("p%d@example.dk", i), Unit: fmt.Sprintf("Enhed %d", i%17)})
			if err != nil {
				return err
			}
			profile := enrolment.Profile{
				Themes: []string{fmt.Sprintf("tema %d", i%13), fmt.Sprintf("tema %d", i%7)}, Competences: []string{fmt.Sprintf("fag %d", i%11)}, Strengths: []string{fmt.Sprintf("fag %d", i%5)},
				Roles: []enrolment.MentorRole{enrolment.MentorRoles[i%9], enrolment.MentorRoles[(i/2)%9]}, Languages: []string{"da"}, Years: float64(i % 30), HasYears: true, Site: fmt.Sprintf("By %d", i%5), Video: "yes", Times: []string{"mon_am", "tue_pm"},
			}
			if _, err := tx.Exec(t.Context(), `insert into seat (id, org_id, programme_id, person_id, role, status, capacity, profile, applied_at, changed_at)
				values ($1,$2,$3,$4,$5,'accepted',1,$6,$7,$7)`, fmt.Sprintf("01990000-0000-7000-8000-%012d", i), w.Org, w.Programme, p.ID, role, db.J(profile), db.At(w.Clock.Now())); err != nil {
				return err
			}
		}
		return nil
	})
}

// BenchmarkBoard1000 measures the board with 1,000 pairs at the server.
func BenchmarkBoard1000(b *testing.B) {
	w, m, handler := newDesk(b, dbtest.SQLite(b))
	big(b, w, 1000)
	r, err := m.Solve(b.Context(), w.Coordinator)
	if err != nil || r.Summary.Matched != 1000 {
		b.Fatal(r.Summary, err)
	}
	cookie := session(b, w, w.Coordinator.Account)
	for _, path := range []string{"", "?find=person+77&order=name", "/proposals", "/publish", "/rules"} {
		b.Run("match"+path, func(b *testing.B) {
			for b.Loop() {
				if res := ask(handler, cookie, http.MethodGet, "/p/"+w.Programme+"/match"+path, nil); res.StatusCode != http.StatusOK {
					b.Fatal(res.StatusCode)
				}
			}
		})
	}
	b.Run("solve", func(b *testing.B) {
		for b.Loop() {
			if _, err := m.Solve(b.Context(), w.Coordinator); err != nil {
				b.Fatal(err)
			}
		}
	})
}
