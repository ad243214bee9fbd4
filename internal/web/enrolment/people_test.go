package enrolment_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/document/table"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/programme"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

func (h *house) people() string { return "/p/" + h.programme + "/people" }

func TestListFindsAndCounts(t *testing.T) {
	each(t, func(h *house) {
		boss := h.coordinator()
		boss.get(h.people()).want(h, 200, "Ingen har søgt endnu", "Hent en liste ind", "/p/"+h.programme+"/apply")
		for i := range 35 {
			h.apply(org.Mentee, fmt.Sprintf("Person %02d", i), fmt.Sprintf("p%d@example.dk", i))
		}
		in := h.accept(h.apply(org.Mentor, "Åse Ørsted", "aase@example.dk"))
		h.apply(org.Mentor, "Bo 100% Dahl_", "bo@example.dk")
		boss.get(h.people()).want(h, 200, "36 venter på svar", "1 mentorer og 0 mentees er med", "Viser 1–30 af 37")
		last := boss.get(h.people() + "?page=2")
		last.want(h, 200, "Viser 31–37 af 37", "Åse Ørsted")
		for query, want := range map[string]string{
			"q=%C3%A5se": "Åse Ørsted", "q=ØRSTED": "Åse Ørsted", "q=100%25": "Bo 100% Dahl_", "q=dahl_": "Bo 100% Dahl_", "role=mentor&status=accepted": "Åse Ørsted",
			"q=AASE%40": "Åse Ørsted", "trained=yes": "Ingen passer til det, du søger", "page=99999999999999999999": "Person 00", "status=nonsense&role=admin": "Person 00",
		} {
			p := boss.get(h.people() + "?" + query)
			p.want(h, 200, want)
			if strings.Contains(query, "q=") && strings.Contains(p.text, "Person 00") {
				h.Errorf("%s finds everybody", query)
			}
		}
		if err := h.e.Train(h.Context(), org.System(h.org), []string{in.ID}, "2026-09-02"); err != nil {
			h.Fatal(err)
		}
		boss.get(h.people()+"?trained=yes").want(h, 200, "2. september 2026")
	})
}

// TestAnswerAsksFirst answers several at once: what is shown before, what happens, and that it happens once.
func TestAnswerAsksFirst(t *testing.T) {
	each(t, func(h *house) {
		boss := h.coordinator()
		anna, bo := h.apply(org.Mentee, "Anna Berg", "anna@example.dk"), h.apply(org.Mentor, "Bo Dahl", "")
		in := h.accept(h.apply(org.Mentor, "Ib Holm", "ib@example.dk"))
		before := len(h.mails())
		query := url.Values{"to": {"declined"}, "seat": {anna.ID, bo.ID, in.ID}}
		boss.get(h.people()+"/decide?"+query.Encode()).want(h, 200, "Sig nej til 2 personer?", "Denne gang bliver det et nej.", "Én har ingen e-mail", "Én er sprunget over")
		if len(h.mails()) != before {
			h.Fatal("looking sent something")
		}
		boss.get(h.people()+"/decide?to=accepted").want(h, 200, "Der er ingen at svare")
		boss.get(h.people()+"/decide?to=waiting&all=yes&status=applied").want(h, 200, "Sæt 2 personer på venteliste?")
		form := url.Values{"to": {"waiting"}, "seat": {anna.ID, bo.ID}}
		boss.post(h.people()+"/decide", form).want(h, 200, "2 står på venteliste og har fået en mail.")
		boss.post(h.people()+"/decide", form).want(h, 200)
		if m := h.mails(); len(m) != before+1 || !strings.Contains(m[before][1], "venteliste") {
			h.Fatalf("%v", m[before:])
		}
		boss.get(h.people()+"?status=waiting&role=mentee").want(h, 200, "Nummer 1 på ventelisten")
		boss.get(h.people()+"/"+anna.ID).want(h, 200, "Anna Berg står på venteliste", "Nummer 1 på ventelisten", "Sat på venteliste")
		boss.post(h.people()+"/decide", url.Values{"to": {"accepted"}, "seat": {anna.ID}}).want(h, 200, "Anna Berg er med", "Én er med og har fået en mail.")
		boss.post(h.people()+"/decide", url.Values{"to": {"withdrawn"}, "seat": {bo.ID}}).want(h, 400)
	})
}

// TestFileTakesNoSecrets reads the exported files back: guarded, and without vetoes and notes.
func TestFileTakesNoSecrets(t *testing.T) {
	each(t, func(h *house) {
		boss := h.coordinator()
		s := h.apply(org.Mentee, `=HYPERLINK("http://x")`, "anna@example.dk", "Hemmelig Person", "@Ulla")
		boss.post("/seat/"+s.ID+"/note", url.Values{"note": {"Hemmelig note"}}).want(h, 200, "Det er gemt.")
		for _, format := range []string{"csv", "xlsx"} {
			p := boss.get(h.people() + "/export?format=" + format)
			got, err := table.Read("x."+format, []byte(p.body))
			if err != nil {
				h.Fatal(err)
			}
			if len(got.Rows) != 2 || got.Cell(1, 0).Text != "Navn" || got.Cell(2, 0).Text != `'=HYPERLINK("http://x")` {
				h.Fatalf("%s: %v", format, got.Rows)
			}
			for _, row := range got.Rows {
				for _, c := range row {
					if strings.Contains(c.Text, "Hemmelig") || strings.Contains(c.Text, "Ulla") || c.Formula != "" {
						h.Errorf("%s: %q %q", format, c.Text, c.Formula)
					}
				}
			}
		}
	})
}

func TestSettle(t *testing.T) {
	each(t, func(h *house) {
		boss := h.coordinator()
		anna := h.apply(org.Mentee, "Anna Berg", "anna@example.dk", "Mette", "den nye chef")
		mette := h.apply(org.Mentor, "Mette Hansen", "m@example.dk")
		foreign := h.newOrg("Andet Hus")
		stranger := org.Person{}
		h.write(func(tx *db.Tx) (err error) {
			stranger, err = h.e.Orgs.SavePerson(h.Context(), tx, foreign, org.Person{Name: "Mette Fremmed"})
			return err
		})
		path := "/seat/" + anna.ID + "/settle"
		boss.get(h.people()).want(h, 200, "Én skal have afklaret")
		p := boss.get(path)
		p.want(h, 200, "Hvem er »Mette«?", "Mette Hansen")
		if strings.Contains(p.text, "Fremmed") {
			h.Fatal("another organisation's people were shown")
		}
		form := url.Values{"kind": {"veto"}, "words": {"Mette"}}
		boss.post(path, form).want(h, 422, "Vælg mindst én")
		form["person"] = []string{stranger.ID}
		boss.post(path, form).want(h, 404)
		form["person"] = []string{mette.Person.ID}
		boss.post(path, form).want(h, 200, "Hvem er »den nye chef«?")
		boss.post(path, url.Values{"kind": {"veto"}, "words": {"den nye chef"}, "nobody": {"yes"}}).want(h, 200, "Det er afklaret.", "Mette Hansen")
		if n := h.count("select count(*) from barrier where mentor_person_id=$1 and mentee_person_id=$2 and asked_by=$2", mette.Person.ID, anna.Person.ID); n != 1 {
			h.Fatalf("%d barriers", n)
		}
		boss.get(path).want(h, 200, "Anna Berg venter på svar") // nothing is left to ask: it leads on to the person
		boss.post("/seat/"+anna.ID+"/bar", url.Values{"kind": {"conflict"}, "words": {"Mette Hansen"}}).want(h, 200, "Det er noteret.", "inhabil")
		boss.post("/seat/"+anna.ID+"/unbar", url.Values{"kind": {"veto"}, "person": {mette.Person.ID}}).want(h, 200, "Det er taget tilbage.")
		if h.count("select count(*) from barrier where kind='veto'") != 0 || h.count("select count(*) from barrier where kind='conflict'") != 1 {
			h.Fatal("the wrong barrier was taken down")
		}
	})
}

// TestVetoStaysSecret plants a mark in what a mentee writes for the coordinator only, and lets the mentor it is about open every
// address of the site, for every object, also as a coordinator of the same programme.
func TestVetoStaysSecret(t *testing.T) {
	each(t, func(h *house) {
		bo := h.accept(h.apply(org.Mentor, "Bo Dahl", "bo@example.dk"))
		anna := h.accept(h.apply(org.Mentee, "Anna Berg", "anna@example.dk", "Bo Dahl", "Kanariefuglen"))
		h.coordinator().post("/seat/"+anna.ID+"/note", url.Values{"note": {"Kanarienote"}}).want(h, 200)
		if h.count("select count(*) from barrier") != 1 {
			h.Fatal("no veto was planted")
		}
		if !strings.Contains(h.as(anna.Person.Account).get("/seat/"+anna.ID+"/profile").body, "Bo Dahl") {
			h.Fatal("the mentee cannot see her own veto: the test would find nothing")
		}
		mentor := h.as(bo.Person.Account)
		seen, opened := 0, 0
		for _, r := range h.routes {
			if r.Method != http.MethodGet {
				continue
			}
			for _, seat := range []string{bo.ID, anna.ID} {
				path := strings.NewReplacer("{$}", "", "{programme}", h.programme, "{org}", h.org, "{seat}", seat, "{side}", "mentor", "{token}", "x", "{kind}", "final", "{pair}", seat, "{proposal}", seat).Replace(r.Path)
				if strings.Contains(path, "{") || len(r.Allow) == 0 || !ours(r) {
					continue
				}
				seen++
				p := mentor.get(path)
				if p.status == 200 && !strings.Contains(p.url, "sign-in") {
					opened++
				}
				if strings.Contains(p.body, "Kanarie") || strings.Contains(p.body, "Anna Berg") {
					h.Errorf("%s tells", path)
				}
			}
		}
		if seen < 26 || opened < 5 {
			h.Fatalf("%d addresses tried, %d opened", seen, opened)
		}
		for _, m := range h.mails() {
			if m[0] == "bo@example.dk" && strings.Contains(m[1], "Anna") {
				h.Errorf("a mail tells: %s", m[1])
			}
		}
		// he becomes coordinator too: he leads, but what is about himself is still kept from him
		h.write(func(tx *db.Tx) error {
			return h.e.Orgs.Give(h.Context(), tx, h.org, h.programme, bo.Person.Account, org.Coordinator)
		})
		for _, path := range []string{h.people() + "/" + anna.ID, "/seat/" + anna.ID + "/profile"} {
			p := mentor.get(path)
			p.want(h, 200, "Anna Berg")
			if n, frame := strings.Count(p.text, "Bo Dahl"), strings.Count(mentor.get(h.people()+"/add").text, "Bo Dahl"); n != frame {
				h.Errorf("%s tells: his name stands there %d times, %d of them in the frame", path, n, frame)
			}
		}
		form := answers(org.Mentee, "anna@example.dk")
		mentor.post("/seat/"+anna.ID+"/profile", form).want(h, 200, "Det er gemt.")
		if h.count("select count(*) from barrier where kind='veto'") != 1 {
			h.Fatal("the one who is barred took it down unseen")
		}
	})
}

// ours are the pages of this package; those of others are looked through where they are at home.
func ours(r visit.Route) bool {
	return strings.Contains(r.Path, "/apply") || strings.Contains(r.Path, "/people") || strings.Contains(r.Path, "/training") || strings.HasPrefix(r.Path, "/seat/{seat}/")
}

// TestWhoMayOpenWhat tries each address of this package as each role, at home and next door.
func TestWhoMayOpenWhat(t *testing.T) {
	each(t, func(h *house) {
		anna := h.accept(h.apply(org.Mentee, "Anna Berg", "anna@example.dk"))
		bo := h.accept(h.apply(org.Mentor, "Bo Dahl", "bo@example.dk"))
		next, other := h.newProgramme(h.org, programme.Open), h.newOrg("Andet Hus")
		visitors := map[string]visitor{
			"coordinator": h.coordinator(), "admin": h.hat(h.org, "", org.Admin, "admin@example.dk"), "facilitator": h.hat(h.org, h.programme, org.Facilitator, "f@example.dk"),
			"sponsor": h.hat(h.org, h.programme, org.Sponsor, "top@example.dk"), "anna": h.as(anna.Person.Account), "bo": h.as(bo.Person.Account),
			"next": h.hat(h.org, next, org.Coordinator, "next@example.dk"), "other": h.hat(other, "", org.Admin, "other@example.dk"), "nobody": h.visitor(),
		}
		may := map[string][]string{
			h.people():                        {"coordinator", "admin"},
			h.people() + "/add":               {"coordinator", "admin"},
			h.people() + "/export":            {"coordinator", "admin"},
			h.people() + "/decide":            {"coordinator", "admin"},
			h.people() + "/" + anna.ID:        {"coordinator", "admin"},
			"/seat/" + anna.ID + "/settle":    {"coordinator", "admin"},
			"/seat/" + anna.ID + "/profile":   {"coordinator", "admin", "anna"},
			"/seat/" + anna.ID + "/withdraw":  {"coordinator", "admin", "anna"},
			"/p/" + h.programme + "/training": {"coordinator", "admin", "facilitator"},
		}
		for path, allowed := range may {
			for name, v := range visitors {
				p := v.get(path)
				in := p.status == 200 && !strings.HasPrefix(p.url, "/sign-in")
				if in != strings.Contains(" "+strings.Join(allowed, " ")+" ", " "+name+" ") {
					h.Errorf("%s as %s: %d %s", path, name, p.status, p.url)
				}
				if (name == "next" || name == "other") && p.status != 404 {
					h.Errorf("%s as %s: %d, want it not to exist", path, name, p.status)
				}
			}
		}
		// a coordinator next door names a seat of this programme in their own address, and in their own form
		visitors["next"].get("/p/"+next+"/people/"+anna.ID).want(h, 404)
		visitors["next"].post("/p/"+next+"/people/decide", url.Values{"to": {"declined"}, "seat": {anna.ID}}).want(h, 404)
		visitors["next"].post("/p/"+next+"/training", url.Values{"on": {"2026-09-02"}, "seat": {anna.ID}}).want(h, 404)
		visitors["coordinator"].get("/p/"+next+"/people/"+anna.ID).want(h, 404)
		for _, act := range []string{"note", "invite", "bar", "unbar", "settle", "profile", "withdraw"} {
			for _, name := range []string{"next", "other", "bo", "facilitator", "sponsor"} {
				if p := visitors[name].post("/seat/"+anna.ID+"/"+act, url.Values{}); p.status != 404 && p.status != 403 {
					h.Errorf("%s by %s: %d", act, name, p.status)
				}
			}
		}
		s, err := h.e.Seat(h.Context(), h.e.DB, h.org, anna.ID)
		if err != nil || s.Status != enrolment.Accepted || s.TrainedOn != "" {
			h.Fatalf("%+v, %v", s, err)
		}
	})
}

func TestOwnProfile(t *testing.T) {
	each(t, func(h *house) {
		anna := h.accept(h.apply(org.Mentee, "Anna Berg", "anna@example.dk"))
		v := h.as(anna.Person.Account)
		v.get("/seat/"+anna.ID+"/profile").want(h, 200, "Du er med.", "ting mangler", "Det lover en mentee")
		form := answers(org.Mentee, "ondsindet@example.dk")
		form.Set("not_with", "Karen")
		form.Del("email")
		v.post("/seat/"+anna.ID+"/profile", form).want(h, 200, "Det er gemt.", "Turde tage den svære samtale")
		s, err := h.e.Seat(h.Context(), h.e.DB, h.org, anna.ID)
		if err != nil || s.Profile.DutyOn == "" || s.Person.Email != "anna@example.dk" || len(s.Profile.Unsettled) != 1 || s.Status != enrolment.Accepted {
			h.Fatalf("%+v, %v", s, err)
		}
		form.Set("email", "ondsindet@example.dk") // the way in cannot be moved to another address from here
		v.post("/seat/"+anna.ID+"/profile", form).want(h, 200)
		if s, _ = h.e.Seat(h.Context(), h.e.DB, h.org, anna.ID); s.Person.Email != "anna@example.dk" {
			h.Fatal(s.Person.Email)
		}
		v.get("/seat/"+anna.ID+"/withdraw").want(h, 200, "Vil du stoppe?")
		v.post("/seat/"+anna.ID+"/withdraw", nil).want(h, 200, "Det er noteret.", "Du har trukket dig.", "Søg igen")
		v.post("/seat/"+anna.ID+"/profile", form).want(h, 409)
		v.get(h.applyPath(org.Mentee)+"?to=2").want(h, 200, "Jeg får folk til at le")
		v.post(h.applyPath(org.Mentee)+"/send", answers(org.Mentee, "anna@example.dk")).want(h, 200, "Tak. Din ansøgning er kommet frem.")
		if n := h.count("select count(*) from seat where status='applied'"); n != 1 || h.count("select count(*) from seat") != 1 {
			h.Fatal("applying again made no second life of the same seat")
		}
	})
}

func TestAddByHand(t *testing.T) {
	each(t, func(h *house) {
		boss := h.coordinator()
		form := url.Values{"name": {"Bo Dahl"}, "email": {"bo@example.dk"}, "role": {"mentor"}, "capacity": {"2"}, "accept": {"yes"}}
		boss.post(h.people()+"/add", form).want(h, 200, "Bo Dahl er tilføjet.", "Bo Dahl er med")
		boss.post(h.people()+"/add", form).want(h, 422, "Personen er her allerede i den rolle. Status er »Med«.")
		boss.post(h.people()+"/add", url.Values{"name": {""}, "capacity": {"0"}, "email": {"x"}}).want(h, 422, "Skriv det her.", "Vælg en af mulighederne.", "Skriv et tal fra 1 til 20.", "Skriv e-mailadressen som")
		form.Set("role", "administrator")
		boss.post(h.people()+"/add", form).want(h, 422, "Vælg en af mulighederne.")
		if n := h.count("select count(*) from seat where capacity=2 and source='coordinator'"); n != 1 || h.count("select count(*) from seat") != 1 {
			h.Fatal("not one seat")
		}
	})
}

func TestTraining(t *testing.T) {
	each(t, func(h *house) {
		teacher := h.hat(h.org, h.programme, org.Facilitator, "f@example.dk")
		path := "/p/" + h.programme + "/training"
		teacher.get(path).want(h, 200, "Der er ingen at krydse af endnu")
		bo := h.accept(h.apply(org.Mentor, "Bo Dahl", "bo@example.dk"))
		h.apply(org.Mentor, "Ib Holm", "ib@example.dk")
		p := teacher.get(path)
		p.want(h, 200, "Oplæringen er ikke begyndt", "Bo Dahl")
		if strings.Contains(p.text, "Ib Holm") || strings.Contains(p.text, "Jeg lytter") {
			h.Fatal("the facilitator sees more than who takes part")
		}
		teacher.post(path, url.Values{"on": {"2026-09-02"}}).want(h, 422, "Sæt kryds ud for mindst én.")
		teacher.post(path, url.Values{"on": {"i går"}, "seat": {bo.ID}}).want(h, 422, "Vælg en dag, der findes")
		teacher.post(path, url.Values{"on": {"2026-09-02"}, "seat": {bo.ID}}).want(h, 200, "Én er krydset af.", "1 af 1 mentorer er klædt på", "2. september 2026")
		teacher.post(path, url.Values{"undo": {bo.ID}}).want(h, 200, "Krydset er taget af.", "Oplæringen er ikke begyndt")
	})
}
