package programme_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/programme"
	"github.com/mentorskab/mentorskab/internal/web"
	programmeweb "github.com/mentorskab/mentorskab/internal/web/programme"
	"github.com/mentorskab/mentorskab/internal/web/webtest"
)

// desk is a draft, its coordinator's browser and the address of its pages.
type desk struct {
	*webtest.Site
	karen webtest.Visitor
	p     programme.Programme
	at    string
}

func each(t *testing.T, f func(d *desk)) {
	webtest.Each(t, func(s *webtest.Site) web.Pages {
		return web.Pages{Programme: programmeweb.Pages{DB: s.DB, Programmes: s.Programmes, Orgs: s.Orgs}}
	}, func(s *webtest.Site) {
		maker := s.Hat(s.Org, "", "ada@example.dk", org.Admin)
		p, err := s.Programmes.Create(s.Context(), maker.Actor, programme.Basics{Name: "Nye ledere", Kinds: []programme.Kind{programme.Leadership}})
		s.OK(err)
		f(&desk{Site: s, p: p, at: "/p/" + p.ID, karen: s.Hat(s.Org, p.ID, "karen@example.dk", org.Coordinator)})
	})
}

var purpose = url.Values{
	"template": {"leaders"}, "purpose": {"Nye ledere skal turde lede."}, "strategic_goal": {"God ledelse"}, "indicator": {"Trivsel"}, "indicator_baseline": {"3,4"},
	"indicator_target": {"3,9"}, "owner_name": {"Karen Ørsted"}, "owner_email": {"karen@example.dk"},
}

func TestAProgrammeIsSetUpInTheBrowser(t *testing.T) {
	each(t, func(d *desk) {
		d.karen.Get(d.at+"/setup").Want(200, "4 ting mangler, før Nye ledere kan åbne", "Skriv formålet")
		// Opening names what is missing and leads to the field.
		refused := d.karen.Post(d.at+"/setup/open", nil).Want(422, "Det kan ikke lade sig gøre endnu")
		for _, field := range []string{"purpose", "strategic_goal", "indicator", "owner_name"} {
			refused.Want(422, `href="`+d.at+"/setup/purpose#"+field+`"`)
		}
		d.karen.Get(d.at+"/setup/purpose?template=leaders").Want(200, "turde tage de svære samtaler")
		d.karen.Post(d.at+"/setup/purpose", purpose).Want(200, "Hvornår er det?")
		d.karen.Post(d.at+"/setup/time", url.Values{"starts_on": {"2026-09-01"}, "ends_on": {"2026-08-01"}}).Want(422, "Slutdagen skal ligge efter startdagen, 1. september 2026.", `value="2026-08-01"`)
		d.karen.Post(d.at+"/setup/time", url.Values{"starts_on": {"2026-09-01"}}).Want(200, `value="2027-08-31"`, `value="2027-03-02"`)
		d.karen.Post(d.at+"/setup/time?later=1", url.Values{"starts_on": {"2026-09-01"}, "ends_on": {"2026-12-31"}, "establishing_on": {"2026-10-01"}}).Want(200, "Det er under 9 måneder", "Nye ledere kan åbne")
		d.karen.Post(d.at+"/setup/sponsor", url.Values{"name": {"Søren"}, "email": {"soren@example.dk"}, "mentor_hours": {"to"}, "message": {"Kære alle"}}).Want(422, `value="to"`, "Kære alle", "mellem 0 og 60")
		d.karen.Post(d.at+"/setup/sponsor", url.Values{"name": {"Søren"}, "email": {"soren@example.dk"}, "mentor_hours": {"2,5"}, "mentee_hours": {"2.25"}}).Want(200, "Søren har fået en mail")
		d.karen.Get(d.at+"/setup/sponsor").Want(200, `value="2,5"`, `value="2,25"`, "Søren har ikke skrevet under endnu")
		d.karen.Post(d.at+"/setup/intake", url.Values{"seats_mentor": {"24"}, "question": {"strengths"}, "mentor_on": {"2026-08-20"}, "demanded": {"1"}}).Want(200, "Hvad skal parrene aftale?")
		d.karen.Post(d.at+"/setup/agreement", url.Values{"weeks": {"4"}, "minutes": {"90"}, "clause": {"confidentiality", "stop"}}).Want(200, "2 punkter i aftalen. Møde hver 4. uge i 90 minutter.", "Mentorer 20. august 2026.")
		d.karen.Post(d.at+"/setup/open", nil).Want(200, "Programmet er åbent", "tager imod ansøgninger")
		d.karen.Post(d.at+"/setup/start", nil).Want(200, "Programmet er i gang")
		d.karen.Get(d.at+"/setup/close").Want(200, "Er Nye ledere slut?", "åbnes ikke igen")
		d.karen.Post(d.at+"/setup/close", nil).Want(200, "Nye ledere er afsluttet").Not(`href="` + d.at + `/setup/purpose"`)
		d.karen.Post(d.at+"/setup/purpose", purpose).Want(422, "Programmet er afsluttet og kan ikke ændres.")
	})
}

func TestEveryFieldSaysWhoSeesIt(t *testing.T) {
	each(t, func(d *desk) {
		for _, step := range []string{"basics", "purpose", "time", "sponsor", "intake", "agreement", "team"} {
			body := d.karen.Get(d.at + "/setup/" + step).Want(200).Body
			fields, labels := strings.Count(body, `class="field"`), strings.Count(body, `class="vis `)
			if fields == 0 || fields != labels {
				d.Errorf("%s: %d fields, %d labels", step, fields, labels)
			}
		}
	})
}

func TestAnUnknownFieldIsRefused(t *testing.T) {
	each(t, func(d *desk) {
		d.karen.Post(d.at+"/setup/purpose", url.Values{"purpose": {"X"}, "status": {"open"}}).Want(400)
		d.karen.Post(d.at+"/setup/basics", url.Values{"name": {"X"}, "org_id": {d.Other}}).Want(400)
		d.karen.Get(d.at+"/setup").Want(200, "Kladde", "Nye ledere")
	})
}

func TestTheProgrammesPageIsForEveryoneWhileItIsOpen(t *testing.T) {
	each(t, func(d *desk) {
		stranger := d.Stranger()
		stranger.Get(d.at + "/about").Want(404).Not("Nye ledere")
		d.Hat(d.Other, "", "fremmed@example.dk", org.Admin).Get(d.at + "/about").Want(404).Not("Nye ledere")
		d.karen.Get(d.at+"/about").Want(200, "Kladde: kun I").Not("/apply/mentor")
		in := purpose
		d.karen.Post(d.at+"/setup/purpose", in).Want(200)
		d.karen.Post(d.at+"/setup/sponsor", url.Values{"name": {"Søren <b>Ågaard</b>"}, "email": {"soren@example.dk"}, "mentor_hours": {"2"}, "mentee_hours": {"2"}, "budget": {"40.000 kr."}}).Want(200)
		d.karen.Post(d.at+"/setup/open", nil).Want(200)
		page := stranger.Get(d.at+"/about").Want(200, "Hvad er et mentorprogram?", "Hvorfor gør vi det?", "Hvad skal til, for at det lykkes?", "Hvad får du og vi ud af det?",
			"Hvem gør hvad?", "Hvad kræver det?", "Nye ledere skal turde lede.", "God ledelse", d.at+"/apply/mentor", d.at+"/apply/mentee", "karen@example.dk")
		// Not for strangers: money, the sponsor's address, and a promise that nobody has signed.
		page.Not("40.000", "soren@example.dk", "Ågaard", "Der er givet arbejdstid", "3,4")
		d.karen.Post(d.at+"/setup/close", nil).Want(200)
		stranger.Get(d.at + "/about").Want(404)
	})
}

func TestTheSponsorSignsInTheBrowser(t *testing.T) {
	each(t, func(d *desk) {
		d.karen.Post(d.at+"/setup/purpose", purpose).Want(200)
		d.karen.Post(d.at+"/setup/sponsor", url.Values{"name": {"Søren Ågaard"}, "email": {"soren@example.dk"}, "mentor_hours": {"2"}, "mentee_hours": {"2"}, "message": {"Kære alle"}}).Want(200)
		s := d.Hat(d.Org, d.p.ID, "soren@example.dk", org.Sponsor)
		at := d.at + "/sponsor/commitment"
		page := s.Get(at).Want(200, "beder om dit tilsagn", "2 timer om måneden", "Kære alle")
		seen := regexp.MustCompile(`name="seen" value="([0-9a-f]+)"`).FindStringSubmatch(page.Body)
		if seen == nil {
			d.Fatal("the form does not say which promise it shows")
		}
		s.Post(at, url.Values{"seen": {seen[1]}, "signed_name": {""}, "message": {"Mine ord"}}).Want(422, "Skriv det her.", "Mine ord")
		d.karen.Post(d.at+"/setup/sponsor", url.Values{"name": {"Søren Ågaard"}, "email": {"soren@example.dk"}, "mentor_hours": {"20"}, "mentee_hours": {"2"}}).Want(200)
		s.Post(at, url.Values{"seen": {seen[1]}, "signed_name": {"Søren Ågaard"}, "message": {"Mine ord"}}).Want(422, "Tilsagnet er ændret", "20 timer om måneden", "Mine ord")
		seen = regexp.MustCompile(`name="seen" value="([0-9a-f]+)"`).FindStringSubmatch(s.Get(at).Body)
		s.Post(at, url.Values{"seen": {seen[1]}, "signed_name": {"Søren Ågaard"}, "message": {"Mine ord"}}).Want(200, "Du står bag Nye ledere", "Mine ord").Not(`name="signed_name"`)
		s.Post(d.at+"/sponsor/tasks", url.Values{"task": {"invite"}, "done": {"yes"}}).Want(200, "Gjort 1. juni 2026")
		d.karen.Get(d.at+"/setup").Want(200, "Søren Ågaard skrev under 1. juni 2026.")
		d.karen.Get(at).Want(403)
		other := d.Hat(d.Org, d.p.ID, "anden@example.dk", org.Sponsor)
		other.Get(at).Want(200, "Her er ikke noget at skrive under på").Not("Mine ord", "20 timer")
		s.Get(d.at + "/setup").Want(403)
	})
}

func TestSeveralCoordinators(t *testing.T) {
	each(t, func(d *desk) {
		at := d.at + "/setup/team"
		d.karen.Post(at, url.Values{"name": {"Ida"}, "email": {"nej"}, "role": {"coordinator"}}).Want(422, "navn@eksempel.dk", `value="Ida"`)
		d.karen.Post(at, url.Values{"name": {"Ida"}, "email": {"ida@example.dk"}, "role": {"administrator"}}).Want(422)
		d.karen.Post(at, url.Values{"name": {"Ida Holm"}, "email": {"ida@example.dk"}, "role": {"coordinator"}}).Want(200, "Ida Holm har fået en mail.", "Har ikke været inde endnu")
		ida := d.Hat(d.Org, d.p.ID, "ida@example.dk", org.Coordinator)
		ida.Get(d.at+"/setup").Want(200, "Ida Holm")
		d.karen.Post(at+"/part", url.Values{"account": {ida.Actor.Account}, "role": {"coordinator"}}).Want(200, "Rollen er taget væk.").Not("Ida Holm")
		ida.Get(d.at + "/setup").Want(404)
	})
}
