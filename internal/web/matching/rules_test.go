package matching_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/mentorskab/mentorskab/internal/audit"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/org"
)

// filled is the form of the rules page as a browser would send it.
func (k *desk) filled() url.Values {
	k.Helper()
	raw, _ := k.page(k.at("/rules"))
	form := url.Values{}
	for _, m := range regexp.MustCompile(`<input class="input[^>]*name="(\w+)" value="([^"]*)"`).FindAllStringSubmatch(raw, -1) {
		form.Set(m[1], m[2])
	}
	for _, m := range regexp.MustCompile(`<input type="(?:radio|checkbox)"[^>]*name="(\w+)" value="(\w+)" checked`).FindAllStringSubmatch(raw, -1) {
		form.Add(m[1], m[2])
	}
	return form
}

// try posts the form as the page does by itself, or as the button does.
func (k *desk) try(form url.Values, partly bool) (status int, raw string) {
	k.Helper()
	r := httptest.NewRequest(http.MethodPost, k.at("/rules/try"), strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.AddCookie(&http.Cookie{Name: "session", Value: k.cookie})
	if partly {
		r.Header.Set("HX-Request", "true")
	}
	w := httptest.NewRecorder()
	k.handler.ServeHTTP(w, r)
	b, err := io.ReadAll(w.Result().Body)
	if err != nil {
		k.Fatal(err)
	}
	return w.Code, string(b)
}

func TestTryRules(t *testing.T) {
	each(t, func(k *desk) {
		_, text := k.page(k.at("/rules"))
		k.has(text, "Der er ingen at prøve reglerne på")
		ane := k.profile("Ane Toft", org.Mentee, enrolment.Profile{Themes: []string{"delegering"}, Languages: []string{"da"}, Site: "Viborg"})
		k.profile("Bo Ravn", org.Mentor, enrolment.Profile{Themes: []string{"delegering"}, Languages: []string{"da"}, Site: "Randers"})
		eva := k.profile("Eva Friis", org.Mentor, enrolment.Profile{Themes: []string{"økonomi"}, Languages: []string{"da"}, Site: "Viborg"})
		_, text = k.page(k.at("/rules"))
		k.has(text, "Hvor mange par er mulige? Ændringer vises her, mens du skriver.", "Alle tænkelige par 2", "Flest gode par", "Værdier og arbejdsstil", "Dem kan ingen fravige")
		form := k.filled()
		status, raw := k.try(form, true)
		if status != http.StatusOK || strings.Contains(raw, "<html") {
			t.Fatalf("%d %.300s", status, raw)
		}
		k.has(words(raw), "Ingen ville få en anden.", "Par 1 1")

		form.Set("weight_goals", "0")
		form.Set("weight_practical", "90")
		_, raw = k.try(form, true)
		k.has(words(raw), "Én mentee ville få en anden.", "Ane Toft Bo Ravn → Eva Friis", "Prøvet, ikke gemt.", "Målt med de gemte regler")
		status, raw = k.try(form, false)
		if status != http.StatusOK || !strings.Contains(raw, `name="weight_practical" value="90"`) {
			t.Fatalf("without JavaScript: %d", status)
		}
		k.has(words(raw), "Det matcher I efter", "Ane Toft Bo Ravn → Eva Friis")
		if r, err := k.m.Rules(t.Context(), k.m.DB, k.w.Org, k.w.Programme); err != nil || r.Weights[fit.Goals] != 30 {
			t.Fatalf("a trial was kept: %+v %v", r, err)
		}

		for c := range fit.DefaultRules().Weights {
			form.Set("weight_"+string(c), "0")
		}
		status, raw = k.try(form, true)
		if status != http.StatusOK {
			t.Fatal(status)
		}
		k.has(words(raw), "Mindst ét kriterium skal tælle med.")
		if status, raw = k.try(form, false); status != http.StatusUnprocessableEntity {
			t.Fatal(status)
		}
		k.has(words(raw), "Mindst ét kriterium skal tælle med.")

		// Rules that forbid everyone: the page names the rule and how many pairs it takes.
		k.w.Write(func(tx *db.Tx) error {
			return k.w.Enrolments.AddBarrier(t.Context(), tx, k.w.Org, k.w.Programme, enrolment.Barrier{MentorPerson: eva.Person.ID, MenteePerson: ane.Person.ID, Kind: enrolment.Assessment})
		})
		form = k.filled()
		form["hard"] = []string{"same_unit"}
		_, raw = k.try(form, true)
		k.has(words(raw), "Ingen par er mulige", "holder flest fra hinanden: 1 af 2 par", "Den ene bedømmer den anden: 1 fra 1 tilbage", "Samme enhed: 1 fra 0 tilbage")
	})
}

func TestOwnCriteria(t *testing.T) {
	each(t, func(k *desk) {
		k.profile("Ane Toft", org.Mentee, enrolment.Profile{Extra: map[string]string{"Fag": "matematik", "gender": "Kvinde", "Alder": "44"}})
		k.profile("Bo Ravn", org.Mentor, enrolment.Profile{Extra: map[string]string{"Underviser i": "Matematik, fysik"}})
		_, text := k.page(k.at("/rules"))
		k.has(text, "Kolonner i dag: Fag og Underviser i.")
		form := k.filled()
		// The first row is emptied, the second filled in: the second becomes the first.
		for part, value := range map[string]string{"name": "Fag", "kind": "offered", "field": "fag", "mentor_field": "Underviser i", "weight": "20"} {
			form.Set("own_2_"+part, value)
		}
		form.Set("own_1_name", " ")
		k.press("/rules", form)
		r, err := k.m.Rules(t.Context(), k.m.DB, k.w.Org, k.w.Programme)
		if err != nil || len(r.Own) != 1 || r.Own[0] != (fit.Own{Name: "Fag", Kind: fit.Offered, Field: "fag", MentorField: "Underviser i", Weight: 20}) {
			t.Fatalf("%+v %v", r.Own, err)
		}
		k.press("/solve", nil)
		_, text = k.page(k.at(""))
		k.has(text, "Fag: Bo kan give »matematik«.")
		form.Set("own_2_field", "Alder")
		res := ask(k.handler, k.cookie, http.MethodPost, k.at("/rules"), form)
		b, _ := io.ReadAll(res.Body)
		if res.StatusCode != http.StatusUnprocessableEntity {
			t.Fatal(res.StatusCode)
		}
		k.has(words(string(b)), "»Alder« kan ikke give point. Køn, alder, helbred, tro og oprindelse tæller aldrig")
	})
}

func TestOverridePage(t *testing.T) {
	each(t, func(k *desk) {
		ane := k.profile("Ane Toft", org.Mentee, enrolment.Profile{Languages: []string{"da"}})
		bo := k.profile("Bo Ravn", org.Mentor, enrolment.Profile{Languages: []string{"ar"}})
		raw, text := k.page(k.at("/options?seat=" + ane.ID))
		k.has(text, "de har intet sprog til fælles", "Lås alligevel")
		link := regexp.MustCompile(`href="([^"]*/override\?[^"]*)"`).FindStringSubmatch(raw)
		if link == nil {
			t.Fatal("no way to the form")
		}
		_, text = k.page(strings.ReplaceAll(link[1], "&amp;", "&"))
		k.has(text, "Lås Ane Toft og Bo Ravn sammen alligevel?", "Intet fælles sprog", "Hvorfor er det rigtigt", "Koordinator ser det")
		form := url.Values{"mentor": {bo.ID}, "mentee": {ane.ID}, "back": {"https://evil.example/"}, "reason": {"for kort"}}
		res := ask(k.handler, k.cookie, http.MethodPost, k.at("/override"), form)
		b, _ := io.ReadAll(res.Body)
		if res.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(string(b), ">for kort</textarea>") {
			t.Fatalf("%d %.400s", res.StatusCode, words(string(b)))
		}
		k.has(words(string(b)), "Skriv hvorfor, med mindst 10")
		form.Set("reason", "De har en tolk med hver gang.")
		res = ask(k.handler, k.cookie, http.MethodPost, k.at("/override"), form)
		if res.StatusCode != http.StatusSeeOther || res.Header.Get("Location") != k.at("") {
			t.Fatalf("%d to %q", res.StatusCode, res.Header.Get("Location"))
		}
		k.press("/solve", nil)
		_, text = k.page(k.at(""))
		k.has(text, "Låst trods: de har intet sprog til fælles. Grunden: »De har en tolk med hver gang.«")
		_, text = k.page(k.at("/marks"))
		k.has(text, "Grunden: »De har en tolk med hver gang.«")
		_, text = k.page(k.at("/options?seat=" + ane.ID))
		k.has(text, "Låst trods", "Lås op")
		entries, err := audit.About(t.Context(), k.w.DB, k.w.Org, ane.ID, 50)
		found := false
		for _, e := range entries {
			found = found || e.Act == "match_override"
		}
		if err != nil || !found {
			t.Fatalf("no entry: %+v %v", entries, err)
		}
		log, err := db.Column[string](t.Context(), k.w.DB, "select detail from audit_entry where act='match_override'")
		if err != nil || len(log) != 1 || !strings.Contains(log[0], "language") || strings.Contains(log[0], "tolk") {
			t.Fatalf("the log holds %v %v", log, err)
		}

		// What nobody can set aside: no form.
		dan := k.profile("Dan Holm", org.Mentee, enrolment.Profile{Languages: []string{"da"}, AgeBand: "under_15"})
		_, text = k.page(k.at("/override?mentor=" + bo.ID + "&mentee=" + dan.ID))
		k.has(text, "Det her kan ingen fravige", "børneattest")
		if strings.Contains(text, "Hvorfor er det rigtigt") {
			t.Fatal("a form for what cannot be")
		}
	})
}

// profile seats somebody who told this about themselves.
func (k *desk) profile(name string, role org.Role, p enrolment.Profile) enrolment.Seat {
	k.Helper()
	s := k.w.Seat(name, role, 1)
	k.w.Write(func(tx *db.Tx) error {
		_, err := tx.Exec(k.Context(), "update seat set profile=$2 where id=$1", s.ID, db.J(p))
		return err
	})
	s.Profile = p
	return s
}
