package organisation_test

import (
	"fmt"
	"net/url"
	"regexp"
	"testing"

	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/programme"
	"github.com/mentorskab/mentorskab/internal/web"
	organisationweb "github.com/mentorskab/mentorskab/internal/web/organisation"
	programmeweb "github.com/mentorskab/mentorskab/internal/web/programme"
	"github.com/mentorskab/mentorskab/internal/web/webtest"
)

func each(t *testing.T, f func(s *webtest.Site, ada webtest.Visitor, at string)) {
	webtest.Each(t, func(s *webtest.Site) web.Pages {
		return web.Pages{
			Organisation: organisationweb.Pages{DB: s.DB, Orgs: s.Orgs, Programmes: s.Programmes, Enrolments: s.Enrolments},
			Programme:    programmeweb.Pages{DB: s.DB, Programmes: s.Programmes, Orgs: s.Orgs},
		}
	}, func(s *webtest.Site) { f(s, s.Hat(s.Org, "", "ada@example.dk", org.Admin), "/o/"+s.Org) })
}

func TestTheStartPageHasOneNextStep(t *testing.T) {
	each(t, func(s *webtest.Site, ada webtest.Visitor, at string) {
		ada.Get(at).Want(200, "Her er ingen programmer endnu", "Lav det første program")
		ada.Post(at+"/programmes", url.Values{"name": {" "}, "lang": {"da"}, "zone": {"UTC"}}).Want(422, "Skriv det her.", "Vælg mindst én form.")
		ada.Post(at+"/programmes", url.Values{"name": {"Nye ledere"}, "kind": {"leadership"}, "lang": {"da"}, "zone": {"Europe/Copenhagen"}}).Want(200, "Hvorfor findes programmet?")
		ada.Get(at).Want(200, "Ét program er i gang eller på vej", "Gør Nye ledere klar til at åbne")
		karen := s.Hat(s.Org, "another", "karen@example.dk", org.Coordinator)
		karen.Get(at).Want(200, "Her er ingen programmer endnu").Not("Nye ledere", at+"/access", at+"/audit")
	})
}

func TestWhoMayOpenWhat(t *testing.T) {
	each(t, func(s *webtest.Site, ada webtest.Visitor, at string) {
		karen := s.Hat(s.Org, "p", "karen@example.dk", org.Coordinator)
		mentor := s.Hat(s.Org, "p", "mentor@example.dk", org.Mentor)
		foreign := s.Hat(s.Other, "", "fremmed@example.dk", org.Admin)
		for path, coordinator := range map[string]int{"": 200, "/directory": 200, "/directory/new": 200, "/programmes/new": 200, "/access": 403, "/settings": 403, "/audit": 403} {
			ada.Get(at + path).Want(200)
			karen.Get(at + path).Want(coordinator)
			mentor.Get(at + path).Want(404).Not("Roller og adgang")
			foreign.Get(at + path).Want(404).Not("Fjordby")
			s.Stranger().Get(at + path).Not("Fjordby")
		}
		karen.Post(at+"/settings", url.Values{"name": {"Mit"}, "lang": {"da"}, "zone": {"UTC"}}).Want(403)
		foreign.Post(at+"/access", url.Values{"name": {"X"}, "email": {"x@example.dk"}, "role": {"administrator"}}).Want(404)
		ada.Get(at+"/access").Want(200).Not("x@example.dk", "fremmed@example.dk")
	})
}

func TestPeopleAreFoundAndChanged(t *testing.T) {
	each(t, func(s *webtest.Site, ada webtest.Visitor, at string) {
		add := func(name, email, leader string) webtest.Page {
			return ada.Post(at+"/directory/new", url.Values{"name": {name}, "email": {email}, "phone": {""}, "title": {"Leder"}, "unit": {"Ældre"}, "place": {""}, "leader": {leader}, "staff_no": {""}})
		}
		add("Anne Bæk", "anne@example.dk", "").Want(200, "Anne Bæk er gemt.")
		bo := add("Bo <i>Dahl", "bo@example.dk", "anne@example.dk").Want(200, `value="anne@example.dk"`, "Bo &lt;i&gt;Dahl")
		add("Eva", "bo@example.dk", "hvem").Want(422, "Bo <i>Dahl", "Vi kender ingen")
		for i := range 51 {
			add(fmt.Sprintf("Person %02d", i), "", "")
		}
		ada.Get(at+"/directory").Want(200, "53 personer kendes her", "Viser 1–50 af 53", "page=2").Not("Person 50")
		ada.Get(at+"/directory?page=2").Want(200, "Viser 51–53 af 53", "Person 50")
		ada.Get(at+"/directory?page=999999999999999999999").Want(200, "Viser 1–50 af 53")
		ada.Get(at + "/directory?page=9").Want(200)
		ada.Get(at+"/directory?q=ÆLDRE+bo").Want(200, "1 person passer", "bo@example.dk").Not("Anne")
		ada.Get(at+"/directory?q=%22%3E%3Cscript%3E").Want(200, "Ingen passer på det").Not(`"><script>`)
		foreign := s.Hat(s.Other, "", "fremmed@example.dk", org.Admin)
		id := regexp.MustCompile(`directory/([0-9a-f-]{36})$`).FindStringSubmatch(bo.URL)[1]
		foreign.Get("/o/" + s.Other + "/directory/" + id).Want(404)
		foreign.Post("/o/"+s.Other+"/directory/"+id, url.Values{"name": {"Taget"}}).Want(404)
		ada.Get(at + "/directory/not-a-person").Want(404)
	})
}

func TestRolesAreGivenAndTaken(t *testing.T) {
	each(t, func(s *webtest.Site, ada webtest.Visitor, at string) {
		at += "/access"
		p, err := s.Programmes.Create(s.Context(), ada.Actor, programme.Basics{Name: "Nye ledere", Kinds: []programme.Kind{programme.Leadership}})
		s.OK(err)
		ada.Get(at).Want(200, "Den eneste administrator bliver")
		give := func(role, programmeID string) webtest.Page {
			return ada.Post(at, url.Values{"name": {"Ole Bech"}, "email": {"ole@example.dk"}, "role": {role}, "programme": {programmeID}})
		}
		give("facilitator", "").Want(422, "Vælg programmet")
		give("sponsor", p.ID).Want(422)
		give("facilitator", "no such programme").Want(404)
		give("facilitator", p.ID).Want(200, "Ole Bech har fået en mail.", "Underviser · Nye ledere")
		give("facilitator", p.ID).Want(422, "har allerede rollen")
		ole := s.Hat(s.Org, p.ID, "ole@example.dk", org.Facilitator)
		ole.Get(at).Want(404)
		ada.Post(at+"/remind", url.Values{"account": {ole.Actor.Account}, "role": {"facilitator"}, "programme": {p.ID}}).Want(200, "Invitationen er sendt igen.")
		ada.Post(at+"/take", url.Values{"account": {ole.Actor.Account}, "role": {"facilitator"}, "programme": {p.ID}}).Want(200, "Rollen er taget væk.").Not("ole@example.dk")
		ada.Post(at+"/take", url.Values{"account": {ada.Actor.Account}, "role": {"administrator"}, "programme": {""}}).Want(200, "skal have mindst én administrator")
		ada.Get("/o/"+s.Org+"/audit").Want(200, "Rolle givet: Underviser", "Rolle taget: Underviser", "Invitation sendt igen: Underviser", "Ole Bech", "Ada", "Program oprettet")
	})
}

func TestWhatHasHappenedIsPaged(t *testing.T) {
	each(t, func(s *webtest.Site, ada webtest.Visitor, at string) {
		for i := range 60 {
			ada.Post(at+"/directory/new", url.Values{"name": {fmt.Sprintf("Person %02d", i)}}).Want(200)
		}
		first := ada.Get(at+"/audit").Want(200, "Person 59", "Person 10").Not("Person 09", "Nyeste</")
		older := regexp.MustCompile(`href="([^"]*before=[0-9a-f-]{36})"`).FindStringSubmatch(first.Body)
		if older == nil {
			s.Fatal("no way to what is older")
		}
		ada.Get(older[1]).Want(200, "Person 09", "Person 00").Not("Person 10", "Ældre")
		foreign := s.Hat(s.Other, "", "fremmed@example.dk", org.Admin)
		foreign.Get("/o/" + s.Other + "/audit?before=" + older[1][len(older[1])-36:]).Want(200).Not("Person 0")
	})
}

func TestSettingsAreChecked(t *testing.T) {
	each(t, func(s *webtest.Site, ada webtest.Visitor, at string) {
		ada.Post(at+"/settings", url.Values{"name": {""}, "lang": {"da"}, "zone": {"Mars"}}).Want(422, "Udfyld »Organisation")
		ada.Post(at+"/settings", url.Values{"name": {"Fjordby"}, "lang": {"en"}, "zone": {"Atlantic/Faroe"}}).Want(200, "Gemt.", `value="Fjordby"`)
		ada.Post(at+"/settings", url.Values{"name": {"Fjordby"}, "lang": {"en"}, "zone": {"UTC"}, "id": {s.Other}}).Want(400)
	})
}
