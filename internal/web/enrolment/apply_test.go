package enrolment_test

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/programme"
)

func (h *house) applyPath(side org.Role) string {
	return "/p/" + h.programme + "/apply/" + string(side)
}

var confirmLink = regexp.MustCompile(`/apply/[A-Za-z0-9_-]{40,}`)

// TestApplyWithoutAccount goes the whole way of someone nobody knows: four steps, a mail, one button.
func TestApplyWithoutAccount(t *testing.T) {
	each(t, func(h *house) {
		v := h.visitor()
		form, base := answers(org.Mentee, "anna@example.dk"), h.applyPath(org.Mentee)
		v.get("/p/"+h.programme+"/apply").want(h, 200, "Bliv mentor", "Bliv mentee")
		v.get(base).want(h, 200, "trin 1 af 4", "Nye ledere skal have en at tænke højt med.", "Begynd")
		v.post(base+"?from=1&to=2", nil).want(h, 200, "trin 2 af 4", "Hvad er du god til, som flere burde se?", "Rollemodel", "Din makker ser det")
		v.post(base+"?from=2&to=3", form).want(h, 200, "trin 3 af 4", "Hvornår passer det dig?", `name="strengths" value="Jeg får folk til at le"`)
		v.post(base+"?from=3&to=2", form).want(h, 200, "trin 2 af 4", "Jeg får folk til at le", `name="unit" value="Lungesygdomme"`)
		v.post(base+"?from=3&to=4", form).want(h, 200, "trin 4 af 4", "1. Kritiker", "2. Coach", "Mandag formiddag", "Det lover en mentee", "At spørge, lytte og være åben for råd.")
		v.post(base+"/send", form).want(h, 200, "Ét skridt endnu")
		if n := h.count("select count(*) from seat") + h.count("select count(*) from person") + h.count("select count(*) from account"); n != 0 {
			h.Fatal("an unconfirmed application left something behind")
		}
		m := h.mails()
		if len(m) != 1 || m[0][0] != "anna@example.dk" {
			h.Fatalf("%v", m)
		}
		link := confirmLink.FindString(m[0][1])
		for range 3 { // a mail scanner looks
			h.visitor().get(link).want(h, 200, "Er det dig, der har søgt?", "Turde tage den svære samtale")
		}
		h.visitor().post(link, nil).want(h, 200, "Tak. Din ansøgning er kommet frem.", "Karen Ørsted")
		h.visitor().post(link, nil).want(h, 410, "Linket er brugt eller for gammelt")
		h.visitor().get(link).want(h, 410)

		seats, err := h.e.Seats(h.Context(), h.e.DB, h.org, h.programme, "", "")
		if err != nil || len(seats) != 1 {
			h.Fatalf("%v, %v", seats, err)
		}
		s := seats[0]
		p := s.Profile
		if s.Role != org.Mentee || s.Status != enrolment.Applied || s.Person.Unit != "Lungesygdomme" || p.Direction != "Turde tage den svære samtale" ||
			!slices.Equal(p.Roles, []enrolment.MentorRole{enrolment.Critic, enrolment.Coach}) || !slices.Equal(p.Competences, []string{"Økonomi", "Forhandling"}) ||
			!slices.Equal(p.Languages, []string{"da", "en"}) || p.Years != 2.5 || p.TravelMax != 45 || p.DutyOn != "2026-09-01" || p.DeclareOn == "" || p.AgreeOn == "" {
			h.Fatalf("%+v", s)
		}
		if m = h.mails(); len(m) != 2 || !strings.Contains(m[1][1], "Vi har din ansøgning") {
			h.Fatalf("%v", m)
		}
		h.as(s.Person.Account).get("/seat/"+s.ID+"/profile").want(h, 200, "Din ansøgning er modtaget", "Turde tage den svære samtale")
	})
}

func TestApplySignedIn(t *testing.T) {
	each(t, func(h *house) {
		v := h.hat(h.org, "", org.Sponsor, "anna@example.dk")
		base := h.applyPath(org.Mentor)
		v.get(base).want(h, 200, `value="anna@example.dk"`)
		v.post(base+"/send", answers(org.Mentor, " Anna@Example.dk")).want(h, 200, "Tak. Din ansøgning er kommet frem.")
		if n := h.count("select count(*) from seat where capacity=2"); n != 1 {
			h.Fatalf("%d seats", n)
		}
		again := v.get(base)
		if again.want(h, 200, "Det, du har skrevet om dig selv"); !strings.Contains(again.url, "/profile") {
			h.Fatal(again.url)
		}
		v.post(base+"/send", answers(org.Mentor, "anna@example.dk")).want(h, 200)
		v.post(h.applyPath(org.Mentee)+"/send", answers(org.Mentee, "anna@example.dk")).want(h, 200)
		if n, p := h.count("select count(*) from seat"), h.count("select count(*) from person"); n != 2 || p != 1 {
			h.Fatalf("%d seats, %d people: one person, both sides, twice the same form", n, p)
		}
		if m := h.mails(); len(m) != 2 {
			h.Fatalf("%d mails for two applications", len(m))
		}
		// another's address is asked, never taken on trust
		v.post(base+"/send", answers(org.Mentor, "bo@example.dk")).want(h, 200, "Ét skridt endnu")
		if h.count("select count(*) from seat") != 2 {
			h.Fatal("applied in another's name")
		}
	})
}

// TestNothingTypedIsLost leaves things out and looks for all the rest in the answer.
func TestNothingTypedIsLost(t *testing.T) {
	each(t, func(h *house) {
		v, base := h.visitor(), h.applyPath(org.Mentee)
		form := answers(org.Mentee, "anna@example.dk")
		form.Set("direction", "")
		form.Set("role_critic", "2") // the same rank twice
		bad := v.post(base+"?from=2&to=3", form)
		bad.want(h, 422, "Ret det her først (2)", "Skriv gerne bare én sætning.", "To roller har samme nummer", "Jeg får folk til at le", "Fordi det er nu", `aria-invalid="true"`)
		for field, values := range form {
			for _, value := range values {
				if value != "" && !strings.Contains(bad.body, value) {
					h.Errorf("%s=%q was lost", field, value)
				}
			}
		}
		// sent without the boxes: back to the last step; with something wrong earlier: back to there
		form = answers(org.Mentee, "anna@example.dk")
		form.Del("agree")
		v.post(base+"/send", form).want(h, 422, "trin 4 af 4", "Sæt kryds for at gå videre.")
		form.Set("email", "anna")
		v.post(base+"/send", form).want(h, 422, "trin 3 af 4", "Skriv e-mailadressen som")
		v.post(base+"?from=2&to=4", form).want(h, 422, "trin 3 af 4")
		if len(h.mails()) != 0 {
			h.Fatal("a mail for a refused form")
		}
	})
}

// TestNoCPRAnywhere tries a number in every field of both forms that takes people's own words.
func TestNoCPRAnywhere(t *testing.T) {
	each(t, func(h *house) {
		const number = "210140-8508"
		h.ask(programme.Settings{Own: []string{"Hvad er dit fag?", "To", "Tre", "Fire", "Fem"}})
		tried := 0
		for _, side := range []org.Role{org.Mentor, org.Mentee} {
			for _, q := range enrolment.Questions(side) {
				if !q.Free() {
					continue
				}
				tried++
				h.later(10 * time.Second) // a person takes longer still
				form := answers(side, "anna@example.dk")
				form.Set(q.Name, "født "+number)
				if q.Name == "email" {
					form.Set(q.Name, number+"@example.dk")
				}
				h.visitor().post(h.applyPath(side)+"/send", form).want(h, 422, "Det ligner et CPR-nummer")
			}
		}
		if tried < 22 {
			h.Fatalf("only %d fields were tried", tried)
		}
		boss := h.coordinator()
		s := h.apply(org.Mentee, "Anna Berg", "anna@example.dk")
		boss.post("/seat/"+s.ID+"/note", url.Values{"note": {number}}).want(h, 422, "Det ligner et CPR-nummer")
		boss.post("/seat/"+s.ID+"/bar", url.Values{"kind": {"veto"}, "words": {number}}).want(h, 422, "Det ligner et CPR-nummer")
		for _, field := range []string{"name", "email", "title", "unit"} {
			form := url.Values{"name": {"Bo"}, "role": {"mentor"}, "capacity": {"1"}}
			form.Set(field, number)
			boss.post("/p/"+h.programme+"/people/add", form).want(h, 422, "Det ligner et CPR-nummer")
		}
		for _, field := range []string{"strengths", "motivation", "name", "unit", "languages_more"} {
			form := answers(org.Mentee, "anna@example.dk")
			form.Set(field, number)
			boss.post("/seat/"+s.ID+"/profile", form).want(h, 422, "Det ligner et CPR-nummer")
		}
		for _, table := range []string{"seat where profile || note", "person where name || email || unit || title", "application where answers", "outbox where body_text", "audit_entry where detail"} {
			if n := h.count("select count(*) from " + table + " like '%210140%8508%'"); n != 0 {
				h.Errorf("%s holds the number", table)
			}
		}
	})
}

func TestConfirmIsHeldBack(t *testing.T) {
	each(t, func(h *house) {
		v, base := h.visitor(), h.applyPath(org.Mentee)
		first := answers(org.Mentee, "anna@example.dk")
		v.post(base+"/send", first).want(h, 200)
		second := answers(org.Mentee, "anna@example.dk")
		second.Set("direction", "Noget helt andet")
		v.post(base+"/send", second).want(h, 200)
		m := h.mails()
		old, now := confirmLink.FindString(m[0][1]), confirmLink.FindString(m[1][1])
		v.get(old).want(h, 410)
		v.get(now).want(h, 200, "Noget helt andet")
		for range 3 {
			v.post(base+"/send", second).want(h, 200)
		}
		v.post(base+"/send", second).want(h, 429, "Vi har sendt flere mails til den adresse")
		if n := len(h.mails()); n != 5 {
			h.Fatalf("%d mails to one address", n)
		}
		last := confirmLink.FindString(h.mails()[4][1])
		h.e.Clock.(*clock.Fake).Set(h.e.Clock.Now().AddDate(0, 0, 8))
		v.get(last).want(h, 410)
		v.post(last, nil).want(h, 410)
		v.get("/apply/nonsense").want(h, 410)
	})
}

// TestKnownAddressLooksTheSame holds that the form tells nobody who has an account or a seat.
func TestKnownAddressLooksTheSame(t *testing.T) {
	each(t, func(h *house) {
		h.accept(h.apply(org.Mentee, "Anna Berg", "anna@example.dk"))
		var seen []string
		for _, email := range []string{"anna@example.dk", "nobody@example.dk"} {
			p := h.visitor().post(h.applyPath(org.Mentee)+"/send", answers(org.Mentee, email))
			seen = append(seen, p.url+p.body)
		}
		if seen[0] != seen[1] {
			h.Fatal("the answers differ")
		}
	})
}

func TestShutDoors(t *testing.T) {
	each(t, func(h *house) {
		for status, words := range map[programme.Status]string{programme.Draft: "Der er ikke åbent for ansøgninger endnu", programme.Closed: "Programmet er slut"} {
			h.programme = h.newProgramme(h.org, status)
			p := h.visitor().get("/p/" + h.programme + "/apply")
			p.want(h, 200, words)
			if status == programme.Draft && strings.Contains(p.text, "Nye ledere") {
				h.Error("a draft's name was told")
			}
			h.visitor().get(h.applyPath(org.Mentor)).want(h, 200, words)
			h.visitor().post(h.applyPath(org.Mentor)+"/send", answers(org.Mentor, "a@example.dk")).want(h, 200, words)
		}
		if len(h.mails()) != 0 {
			h.Fatal("a shut door answered")
		}
		h.programme = h.newProgramme(h.org, programme.Running)
		h.visitor().post(h.applyPath(org.Mentor)+"/send", answers(org.Mentor, "a@example.dk")).want(h, 200, "Ét skridt endnu")
		h.visitor().get("/p/"+h.org+"/apply").want(h, 404)
		h.visitor().get("/p/"+h.programme+"/apply/sponsor").want(h, 404)
		form := answers(org.Mentor, "a@example.dk")
		form.Set("status", "accepted")
		h.visitor().post(h.applyPath(org.Mentor)+"/send", form).want(h, 400)
	})
}

// TestGoOnLater puts a half-written application aside and comes back by mail from another browser.
func TestGoOnLater(t *testing.T) {
	each(t, func(h *house) {
		base := h.applyPath(org.Mentor)
		half := url.Values{"strengths": {"Jeg får folk til at le"}, "role_coach": {"yes"}}
		h.visitor().post(base+"/keep?from=2", half).want(h, 200, "Hvor skal vi sende vejen tilbage hen?", `name="strengths" value="Jeg får folk til at le"`)
		half.Set("email", "bo")
		h.visitor().post(base+"/keep?from=2", half).want(h, 422, "Skriv e-mailadressen som")
		half.Set("email", "bo@example.dk")
		half.Set("motivation", "210140-8508")
		h.visitor().post(base+"/keep?from=3", half).want(h, 422, "trin 2 af 4", "Det ligner et CPR-nummer")
		half.Del("motivation")
		h.visitor().post(base+"/keep?from=3", half).want(h, 200, "Det er gemt. Se i din mail.")
		m := h.mails()
		if len(m) != 1 || !strings.Contains(m[0][1], "venter på dig") {
			h.Fatalf("%v", m)
		}
		link := confirmLink.FindString(m[0][1])
		h.visitor().get(link).want(h, 200, "trin 3 af 4", `name="strengths" value="Jeg får folk til at le"`)
		h.visitor().post(link, nil).want(h, 409, "ikke skrevet færdig")
		if h.count("select count(*) from seat") != 0 {
			h.Fatal("half an application became a seat")
		}
		h.visitor().post(base+"/send", answers(org.Mentor, "bo@example.dk")).want(h, 200, "Ét skridt endnu")
		h.visitor().get(link).want(h, 410)
		if h.count("select count(*) from application") != 1 {
			h.Fatal("the half one stayed behind")
		}
	})
}
