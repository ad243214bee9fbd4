package pair_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/db/dbtest"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
)

// form reads the fields that a page's form for an address is filled with, as a browser would send them.
func form(t testing.TB, body, action string) url.Values {
	t.Helper()
	i := strings.Index(body, `action="`+action+`"`)
	if i < 0 {
		t.Fatalf("no form for %s", action)
	}
	part := body[i:]
	if j := strings.Index(part, "</form>"); j > 0 {
		part = part[:j]
	}
	out := url.Values{}
	for _, tag := range regexp.MustCompile(`(?s)<input[^>]*>`).FindAllString(part, -1) {
		name, value := attribute(tag, "name"), attribute(tag, "value")
		if kind := attribute(tag, "type"); name == "" || (kind == "checkbox" || kind == "radio") && !strings.Contains(tag, " checked") {
			continue
		}
		out.Add(name, value)
	}
	for _, m := range regexp.MustCompile(`(?s)<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>`).FindAllStringSubmatch(part, -1) {
		out.Add(m[1], m[2])
	}
	for _, m := range regexp.MustCompile(`(?s)<select[^>]*name="([^"]*)".*?</select>`).FindAllStringSubmatch(part, -1) {
		value := ""
		for _, o := range regexp.MustCompile(`<option[^>]*>`).FindAllString(m[0], -1) {
			if strings.Contains(o, " selected") {
				value = attribute(o, "value")
			}
		}
		out.Add(m[1], value)
	}
	return out
}

func attribute(tag, name string) string {
	if m := regexp.MustCompile(` ` + name + `="([^"]*)"`).FindStringSubmatch(tag); m != nil {
		return m[1]
	}
	return ""
}

func (g guest) body(path string) string { return g.ask(http.MethodGet, path, nil).Body }

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func has(t testing.TB, text string, all ...string) {
	t.Helper()
	for _, s := range all {
		if !strings.Contains(text, s) {
			t.Errorf("»%s« is not there:\n%s", s, text)
		}
	}
}

func hasNot(t testing.TB, text string, all ...string) {
	t.Helper()
	for _, s := range all {
		if strings.Contains(text, s) {
			t.Errorf("»%s« is there:\n%s", s, text)
		}
	}
}

// TestFromProposalToEnd plays a whole course through the pages, in a browser without JavaScript.
func TestFromProposalToEnd(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := open(t, d)
		sofie, jorgen := h.Seat("Sofie Lindegård", org.Mentee, 1), h.Seat("Jørgen Østerby", org.Mentor, 1)
		mentee, mentor := h.enter(sofie.Person.Account), h.enter(jorgen.Person.Account)
		has(t, mentee.see("/seat/"+sofie.ID), "Hej Sofie", "Du har ikke en mentor endnu")
		o := h.Propose(sofie, jorgen)
		has(t, mentee.see("/seat/"+sofie.ID), "Vil du have Jørgen Østerby som mentor?")
		page := "/proposal/" + o.ID
		has(t, mentee.see(page), "Vi foreslår Jørgen Østerby som din mentor", "At spørge, lytte og være åben for råd.", "svære samtaler")
		mentee.ask(http.MethodPost, page, url.Values{}) // neither yes nor no: nothing is answered
		a := mentee.ask(http.MethodPost, page, url.Values{"answer": {"yes"}, "duties": {"yes"}})
		if a.Status != http.StatusUnprocessableEntity {
			t.Fatalf("a yes without the declaration: %d", a.Status)
		}
		has(t, words(a.Body), "Sæt kryds, hvis det passer.")
		yes := url.Values{"answer": {"yes"}, "duties": {"yes"}, "no_conflict": {"yes"}}
		has(t, mentee.do(page, yes), "Du har sagt ja. Vi venter på Jørgen.")
		hasNot(t, mentor.see(page), "Sofie har sagt ja", "Du har sagt ja")
		has(t, mentor.do(page, yes), "Du og Sofie er nu et par", "I er et par. Nu skal I mødes.")
		pairs, err := h.Pairs.PairsOf(t.Context(), d, h.Org, sofie.ID)
		must(t, err)
		x := pairs[0]
		at := "/pair/" + x.ID

		// The first meeting: suggested, moved, agreed, held.
		day := string(clock.DateOf(h.Clock.Now()).Add(0, 0, 7))
		has(t, mentee.see("/seat/"+sofie.ID), "Find en dag med Jørgen")
		has(t, mentee.do(at+"/meetings", url.Values{"date": {day}, "time": {"14:00"}, "minutes": {"90"}, "place": {"Rådhuset"}, "video": {""}}), "Dit forslag er sendt til Jørgen.", "Venter på Jørgen")
		all, err := h.Pairs.Meetings(t.Context(), d, x.Actor(org.Mentee), x.ID)
		must(t, err)
		meeting := at + "/meetings/" + all[0].ID
		has(t, mentor.see("/seat/"+jorgen.ID), "Sofie foreslår et møde", "kl. 14.00–15.30")
		move := form(t, mentor.body(meeting+"/move"), meeting+"/move")
		if move.Get("time") != "14:00" || move.Get("place") != "Rådhuset" {
			t.Fatalf("the form does not hold the meeting: %v", move)
		}
		move.Set("time", "15.00")
		has(t, mentor.do(meeting+"/move", move), "Dit forslag er sendt til Sofie.")
		has(t, mentee.do(meeting+"/accept", url.Values{"sequence": {"0"}}), "Mødet er ændret i mellemtiden.")
		has(t, mentee.do(meeting+"/accept", url.Values{"sequence": {"1"}}), "Mødet er aftalt.", "kl. 15.00–16.30")
		ics := mentee.ask(http.MethodGet, meeting+"/calendar.ics", nil)
		if !strings.HasPrefix(ics.Header.Get("Content-Type"), "text/calendar") || !strings.HasPrefix(ics.Body, "BEGIN:VCALENDAR\r\n") {
			t.Fatalf("%v\n%s", ics.Header, ics.Body)
		}
		h.Sleep(8 * 24 * time.Hour)
		has(t, mentor.see("/seat/"+jorgen.ID), "Blev mødet holdt?")
		held := form(t, mentor.body(meeting+"/held"), meeting+"/held")
		held.Set("minutes", "80")
		has(t, mentor.do(meeting+"/held", held), "Et minut om mødet", "Mødet er skrevet ind.")
		if empty := mentor.ask(http.MethodPost, meeting+"/pulse", url.Values{}); empty.Status != http.StatusUnprocessableEntity {
			t.Errorf("a pulse without an answer: %d", empty.Status)
		}
		has(t, mentor.do(meeting+"/pulse", url.Values{"worth": {"5"}, "free": {"0"}, "challenged": {"2"}}), "Tak. Dine svar indgår nu i statistikken.", "Du har svaret på minuttet.")
		has(t, mentee.see("/seat/"+sofie.ID), "Hvordan var mødet?")
		has(t, mentee.do(meeting+"/pulse", url.Values{"worth": {"4"}}), "Tak. Dine svar")

		// Establishing: ticks, agreement, two signatures.
		has(t, mentee.do(at+"/phase", url.Values{"from": {"introduction"}}), "I er nu i etableringen")
		has(t, mentor.do(at+"/phase", url.Values{"from": {"introduction"}}), "I er gået videre til en anden fase")
		for _, m := range []string{"go_on", "expectations", "direction"} {
			mentee.do(at+"/mark", url.Values{"mark": {m}, "value": {"yes"}})
		}
		hasNot(t, mentor.see(at), "Sofie har sagt ja", "Fra Sofie: ja")
		has(t, mentor.see(at), "Den anden ser ikke dit svar, før I begge har svaret ja.", "Sofie har sat kryds. Du mangler.")
		for _, m := range []string{"go_on", "expectations", "direction"} {
			mentor.do(at+"/mark", url.Values{"mark": {m}, "value": {"yes"}})
		}
		draft := form(t, mentee.body(at+"/agreement/edit"), at+"/agreement")
		draft.Set("blank_meetings_weeks", "3")
		draft.Del("in_network")
		draft.Set("own_title_1", "Kaffe & kage")
		draft.Set("own_text_1", "Vi skiftes <til> at give.")
		has(t, mentee.do(at+"/agreement", draft), "Udkastet er gemt.", "Vi mødes hver 3. uge i 90 minutter.", "Kaffe &amp; kage", "Vi skiftes &lt;til&gt; at give.")
		sign := form(t, mentor.body(at+"/agreement"), at+"/agreement/sign")
		has(t, mentor.do(at+"/agreement/sign", sign), "Vi har bedt Sofie om at gøre det samme.")
		has(t, mentee.see("/seat/"+sofie.ID), "Aftalen mangler din underskrift")
		has(t, mentee.do(at+"/agreement/sign", sign), "Jeres aftale er underskrevet", "Jeres aftale gælder")
		has(t, mentee.see(at+"/agreement/print"), "Mentoraftale", "Skrev under")
		again := form(t, mentor.body(at+"/agreement/edit"), at+"/agreement")
		if again.Get("own_title_1") != "Kaffe &amp; kage" || again.Has("in_network") || again.Get("blank_meetings_weeks") != "3" {
			t.Fatalf("the form does not hold the agreement: %v", again)
		}
		again.Set("own_title_1", "Kaffe & kage")
		again.Set("own_text_1", "Vi skiftes <til> at give.")
		again.Set("blank_meetings_weeks", "4")
		has(t, mentor.do(at+"/agreement", again), "Ændret siden version 1", "Version 1 gælder, til I begge har skrevet under på version 2.")
		has(t, mentee.see(at+"/agreement/versions/1"), "Version 1 af jeres aftale", "hver 3. uge")

		// Learning, closing, the end; then what the coordinator sees of it all.
		has(t, mentor.do(at+"/phase", url.Values{"from": {"establishing"}}), "I er nu i læringsfasen")
		h.Clock.Set(time.Date(2027, 2, 1, 9, 0, 0, 0, time.UTC))
		mentee, mentor = h.enter(sofie.Person.Account), h.enter(jorgen.Person.Account)
		has(t, mentee.do(at+"/phase", url.Values{"from": {"learning"}}), "I er nu i afslutningen")
		mentor.do(at+"/mark", url.Values{"mark": {"closing_talk"}, "value": {"held"}})
		has(t, mentee.see(at), "Jørgen har sat kryds.")
		has(t, mentor.see(at+"/complete"), "Slut jeres forløb?", "Vil du gerne være med igen?")
		has(t, mentor.do(at+"/phase", url.Values{"from": {"closing"}}), "I har afsluttet jeres forløb", "Vil du gerne have et nyt match?")
		has(t, mentee.do(at+"/rematch", url.Values{"rematch": {"yes"}}), "Dit svar er gemt.")
		for _, path := range []string{at, at + "/meetings", at + "/agreement", "/seat/" + sofie.ID} {
			mentee.see(path)
		}
		karen := h.enter(h.Coordinator.Account)
		facts := karen.see(at + "/facts")
		has(t, facts, "Sofie Lindegård og Jørgen Østerby", "Afsluttet 1. februar 2027", "Vil gerne", "1,3")
		hasNot(t, facts, "Kaffe", "Rådhuset", "hver 3. uge i 90")
		has(t, karen.see("/p/"+h.Programme+"/pairs"), "Sofie Lindegård og Jørgen Østerby", "Et par er sluttet.")
	})
}

func TestStopNeedsTwoPressesAndNoReason(t *testing.T) {
	h := open(t, dbtest.SQLite(t))
	x := h.Pair("Sofie Lindegård", "Jørgen Østerby")
	at := "/pair/" + x.ID
	mentee := h.as(x, org.Mentee)
	has(t, mentee.see(at+"/end"), "Du behøver ikke sige hvorfor.", "Hold pause")
	a := mentee.ask(http.MethodPost, at+"/pause", url.Values{"until": {"2020-01-01"}})
	if a.Status != http.StatusUnprocessableEntity {
		t.Fatalf("a pause until a day that has passed: %d", a.Status)
	}
	whole(t, "pause", a.Body)
	has(t, mentee.do(at+"/pause", url.Values{"until": {""}}), "I holder pause", "Pause siden 2. marts 2026")
	has(t, mentee.do(at+"/resume", nil), "Forløbet er i gang igen.")
	has(t, mentee.see(at+"/stop"), "Intet herunder skal udfyldes.")
	if a := mentee.ask(http.MethodPost, at+"/stop", url.Values{"reason": {"made up"}}); a.Status != http.StatusUnprocessableEntity {
		t.Fatalf("a made-up reason: %d", a.Status)
	}
	has(t, mentee.do(at+"/stop", url.Values{"reason": {""}, "rematch": {""}}), "Forløbet er slut. Jørgen har fået en venlig mail.")
	has(t, h.as(x, org.Mentor).see(at), "Ingen har gjort noget forkert")
	has(t, mentee.do(at+"/stop", url.Values{}), "Jeres forløb er slut. Der kan ikke ændres mere.")
}

func TestClashIsWarnedOncePerTime(t *testing.T) {
	h := open(t, dbtest.SQLite(t))
	x := h.Pair("Sofie Lindegård", "Jørgen Østerby")
	at, mentee := "/pair/"+x.ID, h.as(x, org.Mentee)
	first := url.Values{"date": {"2026-03-20"}, "time": {"10:00"}, "minutes": {"60"}, "place": {""}, "video": {""}}
	mentee.do(at+"/meetings", first)
	a := mentee.ask(http.MethodPost, at+"/meetings", first)
	if a.Status != http.StatusUnprocessableEntity {
		t.Fatalf("a double booking: %d", a.Status)
	}
	whole(t, "clash", a.Body)
	has(t, words(a.Body), "En af jer har et andet møde i programmet på det tidspunkt.", "Foreslå det alligevel")
	again := form(t, a.Body, at+"/meetings")
	again.Set("time", "10:30") // another time is warned of anew
	if a := mentee.ask(http.MethodPost, at+"/meetings", again); a.Status != http.StatusUnprocessableEntity {
		t.Fatalf("another double booking: %d", a.Status)
	}
	again.Set("time", "10:00")
	has(t, mentee.do(at+"/meetings", again), "Dit forslag er sendt")
}

func TestHostileForms(t *testing.T) {
	h := open(t, dbtest.SQLite(t))
	x := h.Pair("Sofie Lindegård", "Jørgen Østerby")
	at, mentee := "/pair/"+x.ID, h.as(x, org.Mentee)
	for path, form := range map[string]url.Values{
		at + "/meetings":        {"date": {"<script>"}, "time": {"\x00"}, "minutes": {"90e9"}, "place": {"010190-1234"}, "video": {"javascript:alert(1)"}},
		at + "/meetings/record": {"date": {"2026-03-32"}, "time": {"24:00"}, "minutes": {"-5"}},
		at + "/agreement":       {"base": {""}, "in_meetings": {"yes"}, "blank_meetings_weeks": {"1;drop"}, "blank_meetings_minutes": {""}, "words_stop": {"010190 1234"}},
	} {
		a := mentee.ask(http.MethodPost, path, form)
		if a.Status != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", path, a.Status)
			continue
		}
		whole(t, path, a.Body)
		if strings.Contains(a.Body, "<script>\"") || strings.Contains(a.Body, `href="javascript:`) {
			t.Errorf("%s gives back what was typed as code", path)
		}
	}
	for path, form := range map[string]url.Values{
		at + "/meetings": {"date": {"2026-03-20"}, "status": {"held"}},
		at + "/mark":     {"mark": {"go_on"}, "side": {"mentor"}},
		at + "/pause":    {"until": {""}, "pair": {"x"}},
	} {
		if a := mentee.ask(http.MethodPost, path, form); a.Status != http.StatusBadRequest {
			t.Errorf("%s with a field it does not have: %d", path, a.Status)
		}
	}
	for _, path := range []string{"/meetings/nothing/move", "/meetings/" + x.ID + "/held", "/agreement/versions/1", "/agreement/versions/x", "/meetings/nothing/pulse", "/meetings/nothing/calendar.ics"} {
		if a := mentee.ask(http.MethodGet, at+path, nil); a.Status != http.StatusNotFound {
			t.Errorf("%s: %d", path, a.Status)
		}
	}
}

// TestWhoGetsIn visits the pages as everyone who must not.
func TestWhoGetsIn(t *testing.T) {
	d := dbtest.SQLite(t)
	h := open(t, d)
	x, y := h.Pair("Sofie Lindegård", "Jørgen Østerby"), h.Pair("Ali Hassan", "Bo Friis")
	other := open(t, d)
	z := other.Pair("Ea Dam", "Ib Lund")
	at := "/pair/" + x.ID
	private := []string{at, at + "/meetings", at + "/agreement", at + "/agreement/edit", at + "/agreement/print", at + "/end", at + "/stop", at + "/meetings/record"}
	for _, path := range private {
		for name, g := range map[string]guest{"other pair": h.as(y, org.Mentor), "other organisation": other.as(z, org.Mentee), "their coordinator": other.enter(other.Coordinator.Account)} {
			if a := g.ask(http.MethodGet, path, nil); a.Status != http.StatusNotFound {
				t.Errorf("%s at %s: %d", name, path, a.Status)
			}
		}
		if a := h.enter(h.Coordinator.Account).ask(http.MethodGet, path, nil); a.Status != http.StatusForbidden {
			t.Errorf("the coordinator at %s: %d", path, a.Status)
		}
	}
	for _, path := range []string{at + "/facts", "/p/" + h.Programme + "/pairs", at + "/facts/end"} {
		if a := other.enter(other.Coordinator.Account).ask(http.MethodGet, path, nil); a.Status != http.StatusNotFound {
			t.Errorf("another organisation's coordinator at %s: %d", path, a.Status)
		}
		if a := h.as(x, org.Mentee).ask(http.MethodGet, path, nil); a.Status != http.StatusForbidden {
			t.Errorf("the mentee at %s: %d", path, a.Status)
		}
	}
	if a := h.as(y, org.Mentee).ask(http.MethodGet, "/seat/"+x.Mentee.ID, nil); a.Status != http.StatusNotFound {
		t.Errorf("another mentee at a seat: %d", a.Status)
	}
	if a := h.as(x, org.Mentee).ask(http.MethodGet, "/p/"+h.Programme+"/me/mentee", nil); a.Status != http.StatusSeeOther || a.To != "/seat/"+x.Mentee.ID {
		t.Errorf("the way to one's seat: %d %s", a.Status, a.To)
	}
	if a := h.as(x, org.Mentee).ask(http.MethodGet, "/p/"+h.Programme+"/me/mentor", nil); a.Status != http.StatusNotFound {
		t.Errorf("the way to a seat one does not have: %d", a.Status)
	}
}

// TestEveryPageInEnglish opens every page in English: each text must be there.
func TestEveryPageInEnglish(t *testing.T) {
	h := open(t, dbtest.SQLite(t))
	x := h.Pair("Sofie Lindegård", "Jørgen Østerby")
	ctx := t.Context()
	must(t, h.People.SetLang(ctx, x.Mentee.Person.Account, i18n.English))
	must(t, h.People.SetLang(ctx, h.Coordinator.Account, i18n.English))
	h.Sleep(40 * 24 * time.Hour)
	at, mentee, karen := "/pair/"+x.ID, h.as(x, org.Mentee), h.enter(h.Coordinator.Account)
	m, err := h.Pairs.Record(ctx, x.Actor(org.Mentee), x.ID, h.Clock.Now(), 60)
	must(t, err)
	for _, path := range []string{at, at + "/meetings", at + "/meetings/record", at + "/meetings/" + m.ID + "/held", at + "/meetings/" + m.ID + "/pulse", at + "/agreement", at + "/agreement/edit", at + "/end", at + "/stop", "/seat/" + x.Mentee.ID} {
		hasNot(t, mentee.see(path), " ikke ", " og ")
	}
	draft, err := h.Pairs.Suggest(ctx, h.DB, x.Actor(org.Mentee), x.ID)
	must(t, err)
	_, err = h.Pairs.SaveAgreement(ctx, x.Actor(org.Mentee), x.ID, "", draft)
	must(t, err)
	for _, path := range []string{at + "/agreement", at + "/agreement/print", at + "/agreement/versions/1"} {
		hasNot(t, mentee.see(path), " ikke ", " og ")
	}
	for _, path := range []string{at + "/facts", at + "/facts/end", "/p/" + h.Programme + "/pairs", "/p/" + h.Programme + "/pairs?show=need"} {
		hasNot(t, karen.see(path), " ikke ", " og ")
	}
}

func TestListFiltersAndPages(t *testing.T) {
	h := open(t, dbtest.SQLite(t))
	for range 51 {
		h.Pair("Mentee Nord", "Mentor Syd")
	}
	early := h.Pair("Østen Ø", "Åge Å")
	h.Sleep(22 * 24 * time.Hour)
	must(t, func() error {
		_, err := h.Pairs.Record(t.Context(), early.Actor(org.Mentor), early.ID, h.Clock.Now(), 60)
		return err
	}())
	karen, list := h.enter(h.Coordinator.Account), "/p/"+h.Programme+"/pairs"
	first := karen.see(list)
	has(t, first, "51 par har måske brug for en hånd", "Intet møde efter 22 dage", "Viser 1–50 af 52")
	hasNot(t, first, "Østen Ø")
	has(t, karen.see(list+"?page=2"), "Østen Ø og Åge Å", "Viser 51–52 af 52")
	hasNot(t, karen.see(list+"?show=need&page=9"), "Østen Ø")
	has(t, karen.see(list+"?show=closed"), "Ingen par passer på filteret")
	has(t, karen.do("/pair/"+early.ID+"/hello", url.Values{"message": {""}}), "Hilsenen er på vej til Østen og Åge.")
	if a := karen.ask(http.MethodPost, "/pair/"+early.ID+"/hello", url.Values{"message": {"0101901234"}}); a.Status != http.StatusUnprocessableEntity {
		t.Errorf("a CPR number in a hello: %d", a.Status)
	}
	has(t, karen.do("/pair/"+early.ID+"/facts/end", nil), "Parret er sluttet.", "Sluttet af koordinator")
}
