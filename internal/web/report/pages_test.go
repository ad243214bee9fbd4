package report_test

import (
	"encoding/csv"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/evaluation"
	"github.com/mentorskab/mentorskab/internal/org"
)

// some answers that differ between people.
func some(i int, side org.Role) map[string][]string {
	out := map[string][]string{}
	for _, s := range evaluation.Sections(evaluation.Final, side) {
		for n, item := range s.Items {
			all := item.Answers()
			out[item.Key] = []string{all[(i*7+n*3+i*i)%len(all)]}
		}
	}
	return out
}

func TestNobodysNameIsOnTheSponsorsPages(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.fill(24)
		for i, x := range h.pairs[:20] {
			h.met(x, h.w.Clock.Now().AddDate(0, i%5, 3))
		}
		h.survey(evaluation.Final, some)
		h.w.Clock.Set(h.w.Clock.Now().AddDate(0, 6, 0))
		sponsor := h.hat(org.Sponsor, h.w.Programme)
		for _, path := range []string{"/sponsor", "/report", "/report/csv", "/evaluation/final", "/evaluation/final/csv"} {
			body := h.page(sponsor, h.at(path))
			for i, x := range h.pairs {
				for _, name := range []string{"Zenobia", "Xerxes", "Qvist", "Wulff", menteeName(i), mentorName(i), x.Mentee.Person.Email, x.Mentor.Person.Email, x.ID, x.Mentee.ID, x.Mentor.ID} {
					if strings.Contains(body, name) {
						t.Fatalf("%s names %s", path, name)
					}
				}
			}
		}
		for _, path := range []string{"", "/evaluation", "/evaluation/final/questions"} {
			if status, _, _ := h.ask(sponsor, http.MethodGet, h.at(path), nil); status != http.StatusForbidden {
				t.Errorf("the sponsor sees %q: %d", path, status)
			}
		}
		if body := h.page(h.coordinator(), h.at("")); !strings.Contains(body, "Qvist") {
			t.Error("the coordinator's overview names nobody: the names tested for are not the ones that could be there")
		}
	})
}

func TestNoSmallFigureInTheFile(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.fill(13)
		for i, x := range h.pairs {
			for m := range i % 4 {
				h.met(x, h.w.Clock.Now().AddDate(0, m*2, i))
			}
		}
		h.survey(evaluation.Final, func(i int, side org.Role) map[string][]string {
			if side == org.Mentor && i%3 == 0 {
				return nil
			}
			return some(i, side)
		})
		h.w.Clock.Set(h.w.Clock.Now().AddDate(0, 9, 0))
		sponsor := h.hat(org.Sponsor, h.w.Programme)
		for _, path := range []string{"/report/csv", "/evaluation/final/csv"} {
			body := h.page(sponsor, h.at(path))
			r := csv.NewReader(strings.NewReader(strings.TrimPrefix(body, "\ufeff")))
			r.Comma, r.FieldsPerRecord = ';', -1
			rows, err := r.ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			figures := 0
			for _, row := range rows {
				for i, cell := range row {
					if row[0] == "Mentees" || i == 0 { // the first cell is a question; a label may be a number on the scale
						continue
					}
					isLabel := len(row) == 6 && i == 2
					if n, err := strconv.Atoi(cell); err == nil && !isLabel {
						figures++
						if n > 0 && n < 5 {
							t.Errorf("%s: %v", path, row)
						}
					}
				}
			}
			if figures < 60 {
				t.Fatalf("%s: %d figures in %d rows", path, figures, len(rows))
			}
		}
	})
}

func TestWhoSeesWhichPage(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.fill(2)
		foreign := build(t, h.w.DB)
		foreign.fill(1)
		x := h.pairs[0]
		visitors := map[string]string{
			"mentor": h.session(x.Mentor.Person.Account), "mentee": h.session(x.Mentee.Person.Account), "coordinator": h.coordinator(),
			"sponsor": h.hat(org.Sponsor, h.w.Programme), "facilitator": h.hat(org.Facilitator, h.w.Programme), "administrator": h.hat(org.Admin, ""),
			"another coordinator": foreign.coordinator(), "another mentee": foreign.session(foreign.pairs[0].Mentee.Person.Account), "the other pair": h.session(h.pairs[1].Mentee.Person.Account), "nobody": "",
		}
		const ok, no, gone, away = http.StatusOK, http.StatusForbidden, http.StatusNotFound, http.StatusSeeOther
		lead := map[string]int{"coordinator": ok, "administrator": ok, "sponsor": no, "facilitator": no, "mentor": no, "mentee": no, "the other pair": no, "another coordinator": gone, "another mentee": gone, "nobody": away}
		see := map[string]int{"coordinator": ok, "administrator": ok, "sponsor": ok, "facilitator": no, "mentor": no, "mentee": no, "the other pair": no, "another coordinator": gone, "another mentee": gone, "nobody": away}
		mine := map[string]int{"coordinator": no, "administrator": no, "sponsor": no, "facilitator": no, "mentor": ok, "mentee": ok, "the other pair": gone, "another coordinator": gone, "another mentee": gone, "nobody": away}
		for path, want := range map[string]map[string]int{
			h.at(""): lead, h.at("/evaluation"): lead, h.at("/evaluation/midway/questions"): lead,
			h.at("/sponsor"): see, h.at("/report"): see, h.at("/report/csv"): see,
			"/pair/" + x.ID + "/evaluation/midway": mine,
		} {
			for who, cookie := range visitors {
				if status, _, _ := h.ask(cookie, http.MethodGet, path, nil); status != want[who] {
					t.Errorf("%s asks for %s: %d, want %d", who, path, status, want[who])
				}
			}
		}
		for _, path := range []string{"/evaluation/midway/open", "/evaluation/midway/remind", "/evaluation/midway/close"} {
			for who, cookie := range visitors {
				if lead[who] == ok {
					continue
				}
				if status, _, _ := h.ask(cookie, http.MethodPost, h.at(path), nil); status != lead[who] {
					t.Errorf("%s presses %s: %d, want %d", who, path, status, lead[who])
				}
			}
		}
	})
}

func TestASurveyFromOpeningToResults(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.fill(6)
		karen := h.coordinator()
		must := func(cookie, path string, form url.Values, to string) {
			t.Helper()
			status, body, header := h.ask(cookie, http.MethodPost, path, form)
			if status != http.StatusSeeOther || header.Get("Location") != to {
				t.Fatalf("%s: %d to %q\n%.400s", path, status, header.Get("Location"), words(body))
			}
		}
		if body := words(h.page(karen, h.at("/evaluation"))); !strings.Contains(body, "Den går til begge i 6 par.") {
			t.Error(body)
		}
		must(karen, h.at("/evaluation/midway/open"), nil, h.at("/evaluation"))
		if body := words(h.page(karen, h.at("/evaluation"))); !strings.Contains(body, "Målingen er åbnet") || !strings.Contains(body, "0 %, 0 af 12") {
			t.Error(body)
		}
		for i, x := range h.pairs {
			me := h.session(x.Mentee.Person.Account)
			path := "/pair/" + x.ID + "/evaluation/midway"
			if i == 0 {
				status, body, _ := h.ask(me, http.MethodPost, path, url.Values{"m_trust": {"9"}})
				if status != http.StatusUnprocessableEntity || !strings.Contains(body, `href="#m_trust"`) {
					t.Fatalf("a value off the scale: %d", status)
				}
				if status, _, _ := h.ask(me, http.MethodPost, path, url.Values{"m_trust": {"5"}, "note": {"hemmeligt"}}); status != http.StatusBadRequest {
					t.Fatalf("an unknown field: %d", status)
				}
				if status, body, _ := h.ask(me, http.MethodPost, path, url.Values{}); status != http.StatusUnprocessableEntity || !strings.Contains(words(body), "Svar på mindst ét spørgsmål") {
					t.Fatalf("no answer: %d", status)
				}
			}
			must(me, path, url.Values{"m_trust": {"4"}, "gains": {"network", "growth"}, "contact": {[]string{"yes", ""}[i%2]}}, path)
			body := h.page(me, path)
			if !strings.Contains(words(body), "Tak for dine svar") || !strings.Contains(body, `id="m_trust-4" name="m_trust" value="4" checked`) {
				t.Fatalf("the answer is not shown to its owner:\n%s", words(body))
			}
		}
		// nothing of the answers before the close, to anyone
		for _, path := range []string{"/evaluation/midway", "/evaluation/midway/csv"} {
			if status, body, _ := h.ask(karen, http.MethodGet, h.at(path), nil); status == http.StatusOK {
				t.Fatalf("%s before the close: %s", path, words(body))
			}
		}
		if body := words(h.page(karen, h.at("/report"))); !strings.Contains(body, "Der er ingen afsluttede målinger endnu") {
			t.Error("the report shows an open survey")
		}
		over := words(h.page(karen, h.at("")))
		if !strings.Contains(over, "Zenobia Qvista vil gerne tale med dig") {
			t.Errorf("the wish for contact is not on the overview: %s", over)
		}
		wishes, err := h.e.Wishes(t.Context(), h.w.DB, h.w.Org, h.w.Programme)
		if err != nil || len(wishes) != 3 {
			t.Fatal(wishes, err)
		}
		must(karen, h.at("/contacted"), url.Values{"survey": {wishes[0].Survey}, "pair": {wishes[0].Pair}, "side": {string(wishes[0].Side)}}, h.at(""))
		if over = words(h.page(karen, h.at(""))); strings.Contains(over, "Zenobia Qvista vil gerne tale med dig") || !strings.Contains(over, "Zenobia Qvistc vil gerne tale med dig") {
			t.Error("the wish that was answered is still first")
		}
		must(karen, h.at("/evaluation/midway/remind"), nil, h.at("/evaluation"))
		must(karen, h.at("/evaluation/midway/close"), nil, h.at("/evaluation/midway"))
		body := h.page(karen, h.at("/evaluation/midway"))
		if text := words(body); !strings.Contains(text, "50 %, 6 af 12") || !strings.Contains(body, "Jeg stoler på, at det bliver mellem os: 4: 100") {
			t.Errorf("%s", text)
		}
		me := h.session(h.pairs[0].Mentee.Person.Account)
		if status, _, _ := h.ask(me, http.MethodPost, "/pair/"+h.pairs[0].ID+"/evaluation/midway", url.Values{"m_trust": {"1"}}); status != http.StatusGone {
			t.Errorf("answered after the close: %d", status)
		}
		if text := words(h.page(me, "/pair/"+h.pairs[0].ID+"/evaluation/midway")); !strings.Contains(text, "Målingen er lukket") {
			t.Error(text)
		}
	})
}

func TestOverviewInBothLanguagesAndAllStates(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		karen := h.coordinator()
		text := words(h.page(karen, h.at("")))
		if !strings.Contains(text, "Få de første deltagere ind") {
			t.Errorf("an empty programme: %s", text)
		}
		h.fill(7)
		h.met(h.pairs[0], h.w.Clock.Now().Add(48*time.Hour))
		h.w.Sleep(30 * 24 * time.Hour)
		karen = h.coordinator() // the old session has run out
		text = words(h.page(karen, h.at("")))
		for _, want := range []string{"Hej Karen. Seks har brug for dig.", "6 par har ikke mødt hinanden", "Zenobia Qvistb og Xerxes Wulffb", "Har ikke holdt første møde.", "7 par er i gang", "På din liste", "Ingen af 7 par har underskrevet en aftale endnu", "1 møder holdt", "måned 1 af 12"} {
			if !strings.Contains(text, want) {
				t.Errorf("%q is missing in %s", want, text)
			}
		}
		h.w.Write(func(tx *db.Tx) error {
			_, err := tx.Exec(t.Context(), "update account set lang='en' where id=$1", h.w.Coordinator.Account)
			return err
		})
		text = words(h.page(karen, h.at("")))
		for _, want := range []string{"Hello Karen. Six people need you.", "6 pairs have not met", "Zenobia Qvistb and Xerxes Wulffb", "7 pairs are under way"} {
			if !strings.Contains(text, want) {
				t.Errorf("%q is missing in %s", want, text)
			}
		}
		for _, path := range []string{"/sponsor", "/report", "/evaluation"} {
			h.page(karen, h.at(path))
		}
		for _, status := range []string{"draft", "open", "closed"} {
			h.w.Write(func(tx *db.Tx) error {
				_, err := tx.Exec(t.Context(), "update programme set status=$2 where id=$1", h.w.Programme, status)
				return err
			})
			for _, path := range []string{"", "/sponsor", "/report", "/evaluation"} {
				h.page(karen, h.at(path))
			}
		}
	})
}
