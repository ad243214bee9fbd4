package matching_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
)

// units seats mentees in two units: those of the first have a language that only a few mentors speak.
func (k *desk) units(gender bool) {
	k.Helper()
	put := func(role org.Role, name, unit, language, told string) {
		s := k.w.Seat(name, role, 1)
		p := s.Profile
		p.Languages = []string{language}
		if gender {
			p.Gender = enrolment.Gender(told)
		}
		k.w.Write(func(tx *db.Tx) error {
			if _, err := tx.Exec(k.Context(), "update person set unit=$2 where id=$1", s.Person.ID, unit); err != nil {
				return err
			}
			_, err := tx.Exec(k.Context(), "update seat set profile=$2 where id=$1", s.ID, db.J(p))
			return err
		})
	}
	for i := range 40 {
		told := []string{"woman", "man"}[i%2]
		put(org.Mentee, fmt.Sprintf("Ane%d Toft", i), []string{"Havn", "Vej"}[i/20], []string{"uk", "da"}[i/20], told)
		if i < 6 || i >= 20 {
			put(org.Mentor, fmt.Sprintf("Bo%d Ravn", i), "Park", []string{"uk", "da"}[i/20], told)
		}
	}
}

func TestFairnessPage(t *testing.T) {
	each(t, func(k *desk) {
		_, text := k.page(k.at("/fairness"))
		k.has(text, "Der er ingen runde at bedømme endnu", "Lav først et forslag")
		if res := ask(k.handler, k.cookie, http.MethodGet, k.at("/fairness.csv"), nil); res.StatusCode != http.StatusSeeOther {
			t.Errorf("a file of nothing: %d", res.StatusCode)
		}
		k.units(false)
		k.press("/solve", nil)
		_, text = k.page(k.at("/fairness"))
		k.has(text, "forskelle er større, end tilfældet let giver", "Runde 1,", "40 mentees og 26 mentorer", "Der er ingen tidligere runde at holde den op imod.",
			"Dårligere stillet end Vej: Havn.", "70 % (14 af 20)", "0 % (0 af 20)", "0,30 (0,15 til 0,59)", "Dårligere stillet end dansk: ukrainsk.",
			"Efter sted Ingen har oplyst det.", "det er ikke et bevis for, at der ingen er")
		if strings.Contains(text, "køn") || strings.Contains(text, "Kvinder") {
			t.Error("a gender nobody has told is spoken of")
		}
		k.press("/mark", url.Values{"mentor": {k.seats(org.Mentor)[0]}, "mentee": {k.seats(org.Mentee)[0]}, "mark": {"lock"}})
		k.press("/solve", nil)
		_, text = k.page(k.at("/fairness"))
		k.has(text, "Runde 2,", "»Før« er runde 1,", "70 % (før 70 %)")
		if strings.Contains(text, "ikke regnet over præcis de samme") {
			t.Error("the same people are said to be others")
		}
		_, text = k.page(k.at("")) // the way there
		k.has(text, "Er det fair for alle?")

		if err := k.w.People.SetLang(t.Context(), k.w.Coordinator.Account, i18n.English); err != nil {
			t.Fatal(err)
		}
		_, text = k.page(k.at("/fairness"))
		k.has(text, "differences are larger than chance easily makes", "Worse off than Vej: Havn.", "0.30 (0.15 to 0.59)", "Worse off than Danish: Ukrainian.", "that is not a proof that there is none")
	})
}

// seats lists the ids of a side in the order they were made.
func (k *desk) seats(role org.Role) []string {
	k.Helper()
	out, err := db.Column[string](k.Context(), k.m.DB, "select id from seat where programme_id=$1 and role=$2 order by id", k.w.Programme, role)
	if err != nil {
		k.Fatal(err)
	}
	return out
}

func TestFairnessByGenderGivesNobodyAway(t *testing.T) {
	each(t, func(k *desk) {
		k.units(true)
		k.press("/solve", nil)
		_, text := k.page(k.at("/fairness"))
		k.has(text, "Efter køn Som folk selv har oplyst det.", "Kvinder", "Mænd", "35 % (7 af 20)") // 14 of 40 are left, 7 of each
		one := k.seats(org.Mentee)[0]
		k.w.Write(func(tx *db.Tx) error {
			_, err := tx.Exec(t.Context(), "update seat set status='withdrawn' where id=$1", one)
			return err
		})
		k.press("/solve", nil)
		_, text = k.page(k.at("/fairness"))
		k.has(text, "ikke regnet over præcis de samme mennesker", "Runden før er ikke vist her: ændringen ville afsløre noget om færre end fem.")
		rounds, err := k.m.Rounds(t.Context(), k.w.Coordinator, 5)
		if err != nil {
			t.Fatal(err)
		}
		_, text = k.page(k.at("/fairness?round=" + rounds[1].ID))
		if _, by, _ := strings.Cut(text, "Hvordan går det mentorerne?"); strings.Contains(strings.TrimSuffix(text, by), "Kvinder") {
			t.Error("the earlier round gives away who has withdrawn")
		}
		res := ask(k.handler, k.cookie, http.MethodGet, k.at("/fairness?round="+one), nil)
		if res.StatusCode != http.StatusNotFound {
			t.Errorf("a round that is none: %d", res.StatusCode)
		}
	})
}

func TestFairnessFile(t *testing.T) {
	each(t, func(k *desk) {
		k.units(false)
		k.press("/solve", nil)
		res := ask(k.handler, k.cookie, http.MethodGet, k.at("/fairness.csv"), nil)
		b, err := io.ReadAll(res.Body)
		if err != nil || res.StatusCode != http.StatusOK {
			t.Fatal(res.StatusCode, err)
		}
		body, marked := strings.CutPrefix(string(b), "\ufeff")
		r := csv.NewReader(strings.NewReader(body))
		r.Comma = ';'
		rows, err := r.ReadAll()
		if err != nil || !marked {
			t.Fatal(err)
		}
		found := false
		for _, row := range rows {
			if row[0] == "Mentees" && row[2] == "Havn" && row[4] == "Med match" {
				found = true
				if want := []string{"6", "20", "0,300", "0,145", "0,519", "0,300"}; strings.Join(row[5:11], " ") != strings.Join(want, " ") || row[16] != "dårligere stillet" {
					t.Errorf("%v", row)
				}
			}
		}
		if !found || len(rows) < 6 {
			t.Errorf("%v", rows)
		}
	})
}

// TestRunIsTaken takes a run out over the web and solves it again; and twice with the same veto asked for by the one and by the other:
// not a byte tells whose it was.
func TestRunIsTaken(t *testing.T) {
	each(t, func(k *desk) {
		mentor, mentee := k.w.Seat("Bo Ravn", org.Mentor, 1), k.w.Seat("Ane Toft", org.Mentee, 1)
		k.w.Seat("Eva Friis", org.Mentor, 1)
		var files []string
		for _, by := range []enrolment.Seat{mentor, mentee} {
			k.w.Write(func(tx *db.Tx) error {
				if _, err := tx.Exec(t.Context(), "delete from barrier"); err != nil {
					return err
				}
				return k.w.Enrolments.AddBarrier(t.Context(), tx, k.w.Org, k.w.Programme, enrolment.Barrier{MentorPerson: mentor.Person.ID, MenteePerson: mentee.Person.ID, Kind: enrolment.Veto, By: by.Person.ID})
			})
			k.press("/solve", nil)
			raw, text := k.page(k.at("/rounds"))
			k.has(text, "Kan andre regne efter?", "Hent")
			_, rest, _ := strings.Cut(raw, `name="round" value="`)
			round, _, _ := strings.Cut(rest, `"`)
			res := ask(k.handler, k.cookie, http.MethodPost, k.at("/run"), url.Values{"round": {round}})
			b, err := io.ReadAll(res.Body)
			if err != nil || res.StatusCode != http.StatusOK || !strings.Contains(res.Header.Get("Content-Disposition"), ".json.gz") {
				t.Fatal(res.StatusCode, res.Header, err)
			}
			run, err := fit.ReadRun(bytes.NewReader(b))
			if err != nil {
				t.Fatal(err)
			}
			if got, err := run.Replay(t.Context()); err != nil || !got.Same() {
				t.Fatalf("%+v, %v", got, err)
			}
			files = append(files, string(b))
		}
		if files[0] != files[1] {
			t.Error("the files tell whose veto it was")
		}
		if res := ask(k.handler, k.cookie, http.MethodPost, k.at("/run"), url.Values{"round": {mentor.ID}}); res.StatusCode != http.StatusNotFound {
			t.Errorf("a round that is none: %d", res.StatusCode)
		}
		k.w.Write(func(tx *db.Tx) error {
			_, err := tx.Exec(t.Context(), "delete from person where id=$1", mentee.Person.ID)
			return err
		})
		_, text := k.page(k.at("/rounds"))
		k.has(text, "Ikke gemt")
	})
}
