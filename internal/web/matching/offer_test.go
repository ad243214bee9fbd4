package matching_test

import (
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair"
)

// refused posts a form that must come back with what was typed.
func (k *desk) refused(path string, form url.Values) (raw, text string) {
	k.Helper()
	res := ask(k.handler, k.cookie, http.MethodPost, k.at(path), form)
	b, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusUnprocessableEntity {
		k.Fatalf("%s: %d %v", path, res.StatusCode, err)
	}
	return string(b), words(string(b))
}

// themes says what a seat's person can or wants to work on.
func (k *desk) themes(s enrolment.Seat, themes ...string) {
	k.Helper()
	k.w.Write(func(tx *db.Tx) error {
		_, err := tx.Exec(k.Context(), "update seat set profile=$1 where id=$2", db.J(enrolment.Profile{Themes: themes}), s.ID)
		return err
	})
}

func (k *desk) no(s enrolment.Seat) {
	k.Helper()
	all, err := k.m.ProposalsOf(k.Context(), k.w.DB, k.w.Org, s.ID)
	if err == nil {
		_, err = k.w.Pairs.Answer(k.Context(), pair.SeatActor(s), all[0].ID, pair.No)
	}
	if err != nil {
		k.Fatal(err)
	}
}

func TestWayPage(t *testing.T) {
	each(t, func(k *desk) {
		_, text := k.page(k.at("/way"))
		k.has(text, "Sådan går I frem", "Hvem ser forslaget først?", "Skal de først se hinanden uden navn?", "Koordinator ser det", "numre i stedet for navne")
		raw, text := k.refused("/way", url.Values{"first": {"mentee"}, "answer_days": {"many"}, "anonymous": {"yes"}, "hide_names": {"yes"}})
		k.has(text, "Skriv et tal fra 1 til 60.")
		k.has(raw, `value="many"`)
		if n := strings.Count(raw, " checked"); n != 3 {
			t.Errorf("%d of the three choices are kept", n)
		}
		k.press("/way", url.Values{"first": {"mentee"}, "answer_days": {"7"}, "anonymous": {"yes"}, "four_eyes": {"yes"}})
		_, text = k.page(k.at("/way"))
		k.has(text, "Gemt.")
		w, err := k.m.Way(t.Context(), k.w.DB, k.w.Org, k.w.Programme)
		if err != nil || w != (matching.Way{First: matching.MenteeFirst, AnswerDays: 7, Anonymous: true, FourEyes: true}) {
			t.Fatalf("%+v, %v", w, err)
		}
		_, text = k.page(k.at(""))
		k.has(text, "Se, hvordan I går frem")
	})
}

func TestPublishPageInStages(t *testing.T) {
	each(t, func(k *desk) {
		for _, n := range []string{"Bo", "Eva", "Ida"} {
			k.themes(k.w.Seat(n+" Mentor", org.Mentor, 1), n)
		}
		for _, n := range []string{"Ane", "Dan", "Gry"} {
			k.themes(k.w.Seat(n+" Mentee", org.Mentee, 1), map[string]string{"Ane": "Bo", "Dan": "Eva", "Gry": "noget andet"}[n])
		}
		if err := k.m.SaveWay(t.Context(), k.w.Coordinator, matching.Way{First: matching.MentorFirst, AnswerDays: 7}); err != nil {
			t.Fatal(err)
		}
		k.press("/solve", nil)
		_, text := k.page(k.at("/publish"))
		k.has(text, "Send 3 forslag?", "3 mentorer får en mail nu. Deres mentees får først en, når mentor har sagt ja.", "De har 7 dage til at svare", "Send kun dem, jeg har krydset af", "Resten bliver en kladde")
		raw, text := k.page(k.at("/publish?above=50"))
		k.has(text, "Send de 2 forslag, der har mindst 50 point?", "Ane Mentee", "Dan Mentee")
		if strings.Contains(text, "Gry Mentee") {
			t.Error("who has fewer points is on the list")
		}
		_, text = k.page(k.at("/publish?above=100"))
		k.has(text, "Ingen par har så mange point.")
		round := regexp.MustCompile(`name="round" value="([^"]+)"`).FindStringSubmatch(raw)[1]
		ticks := regexp.MustCompile(`name="pair" value="([^"]+)"`).FindAllStringSubmatch(raw, -1)
		if len(ticks) != 2 {
			t.Fatalf("%d boxes", len(ticks))
		}
		k.press("/publish", url.Values{"round": {round}, "which": {"ticked"}, "above": {"50"}})
		_, text = k.page(k.at(""))
		k.has(text, "Intet er sendt", "Ingen par er valgt.")
		k.press("/publish", url.Values{"round": {round}, "which": {"ticked"}, "above": {"50"}, "pair": {ticks[0][1]}})
		_, text = k.page(k.at(""))
		k.has(text, "Ét forslag er sendt. Tilbage som kladde: 2.", "2 par er foreslået.", "Runde 2")
		if n := len(k.w.Mails()); n != 1 {
			t.Fatalf("%d mails", n)
		}
		_, text = k.page(k.at("/proposals"))
		k.has(text, "Mentee: har ikke fået besked endnu", "Mentor: har ikke svaret", "Med navn", "svar senest 9. marts 2026", "Giv mere tid", "Over datoen")

		raw, _ = k.page(k.at("/publish?above=50"))
		round = regexp.MustCompile(`name="round" value="([^"]+)"`).FindStringSubmatch(raw)[1]
		k.press("/publish", url.Values{"round": {round}, "which": {"all"}, "above": {"50"}})
		_, text = k.page(k.at(""))
		k.has(text, "Ét forslag er sendt. Tilbage som kladde: 1.", "med Ida Mentor")
		res := ask(k.handler, k.cookie, http.MethodGet, k.at("/pairs.xlsx"), nil)
		if res.StatusCode != http.StatusOK || res.Header.Get("Content-Type") != "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" {
			t.Errorf("the file: %d %v", res.StatusCode, res.Header)
		}
	})
}

func TestExtendPage(t *testing.T) {
	each(t, func(k *desk) {
		ane, bo := k.w.Seat("Ane Toft", org.Mentee, 1), k.w.Seat("Bo Ravn", org.Mentor, 1)
		p := k.w.Propose(ane, bo)
		k.w.Sleep(12 * 24 * time.Hour)
		_, text := k.page(k.at("/proposals?status=late"))
		k.has(text, "Ane Toft", "Datoen er overskredet", "svar senest 12. marts 2026")
		_, text = k.page(k.at("/extend?proposal=" + p.ID))
		k.has(text, "Giv Ane Toft og Bo Ravn mere tid?", "Svar senest")
		raw, text := k.refused("/extend", url.Values{"proposal": {p.ID}, "answer_by": {"2026-03-01"}})
		k.has(text, "Vælg en dag fra 14. marts 2026 til 13. maj 2026.")
		k.has(raw, `value="2026-03-01"`)
		k.press("/extend", url.Values{"proposal": {p.ID}, "answer_by": {"2026-03-20"}})
		_, text = k.page(k.at("/proposals"))
		k.has(text, "Den nye dato er gemt.", "svar senest 20. marts 2026")
		if strings.Contains(text, "Datoen er overskredet") {
			t.Error("still late")
		}
	})
}

func TestRepairPage(t *testing.T) {
	each(t, func(k *desk) {
		_, text := k.page(k.at("/repair"))
		k.has(text, "Ingen venter på en mentor")
		// Ane may meet only Eva, who has a proposal about Dan; Dan can have Bo.
		bo, eva := k.w.Seat("Bo Ravn", org.Mentor, 1), k.w.Seat("Eva Friis", org.Mentor, 1)
		ane, dan := k.w.Seat("Ane Toft", org.Mentee, 1), k.w.Seat("Dan Holm", org.Mentee, 1)
		k.themes(bo, "ro")
		k.themes(eva, "ro", "plan")
		k.themes(ane, "ro")
		k.themes(dan, "plan")
		k.press("/solve", nil)
		raw, _ := k.page(k.at("/publish"))
		k.press("/publish", url.Values{"round": {regexp.MustCompile(`name="round" value="([^"]+)"`).FindStringSubmatch(raw)[1]}})
		k.no(ane)
		if mails := k.w.Mails(); !strings.Contains(mails[len(mails)-1].Text, "/match/repair") {
			t.Errorf("the coordinator's letter does not lead on: %s", mails[len(mails)-1].Text)
		}
		_, text = k.page(k.at("/proposals"))
		k.has(text, "Én mentee er fri igen", "Se, hvad der kan gøres")
		raw, text = k.page(k.at("/repair"))
		k.has(text, "Ingen flyttes", "Flest par, færrest flyttede", "Som nu", "Dan Holm med Eva Friis", "Dan Holm får et forslag om Bo Ravn i stedet", "Ingen af dem, der venter, kan få en ledig plads")
		form := regexp.MustCompile(`name="plan" value="(\w+)"[^>]*><input type="hidden" name="seal" value="(\w+)"`).FindAllStringSubmatch(raw, -1)
		if len(form) != 1 || form[0][1] != string(fit.Few) {
			t.Fatalf("%v", form)
		}
		k.press("/repair", url.Values{"plan": {"few"}, "seal": {"0"}})
		_, text = k.page(k.at("/repair"))
		k.has(text, "Noget er ændret, siden du så løsningerne.")
		k.press("/repair", url.Values{"plan": {form[0][1]}, "seal": {form[0][2]}})
		_, text = k.page(k.at("/proposals"))
		k.has(text, "2 nye forslag er sendt. Ét forslag er trukket tilbage med en mail.")
		_, text = k.page(k.at("/proposals?status=open"))
		k.has(text, "Ane Toft med Eva Friis", "Dan Holm med Bo Ravn")
	})
}

// TestClockOnCards: who begins again sees, on the board and among the options, what was and what is left; others only where it is late.
func TestClockOnCards(t *testing.T) {
	each(t, func(k *desk) {
		x := k.w.Pair("Ane Toft", "Bo Ravn")
		k.w.Seat("Eva Friis", org.Mentor, 1)
		_, text := k.page(k.at("/options?seat=" + x.Mentee.ID))
		if strings.Contains(text, "Et nyt par får") {
			t.Error("a clock that says nothing new")
		}
		k.w.Sleep(123 * 24 * time.Hour)
		if err := k.w.Pairs.Stop(t.Context(), x.Actor(org.Mentee), x.ID, "", "yes"); err != nil {
			t.Fatal(err)
		}
		k.cookie = session(t, k.w, k.w.Coordinator.Account)
		_, text = k.page(k.at("/options?seat=" + x.Mentee.ID))
		k.has(text, "Har haft en mentor i 4,0 måneder. Et nyt par får 7,9 måneder, til 1. marts 2027.", "Det er under de 9 måneder, et forløb helst varer.", "der er sagt nej før, eller de har været et par")
		k.press("/solve", nil)
		_, text = k.page(k.at(""))
		k.has(text, "med Eva Friis", "Har haft en mentor i 4,0 måneder.")
		k.w.Sleep(170 * 24 * time.Hour)
		k.cookie = session(t, k.w, k.w.Coordinator.Account)
		_, text = k.page(k.at("/options?seat=" + x.Mentee.ID))
		k.has(text, "Der er under 3 måneder tilbage.")
	})
}
