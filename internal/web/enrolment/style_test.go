package enrolment_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// Answers for figures alone come from their author, stay with their author, and are not lost when a coordinator mends the rest.
func TestOwnAnswersStayOwn(t *testing.T) {
	each(t, func(h *house) {
		h.ask(programme.Settings{Questions: programme.Questions})
		anna := h.accept(h.apply(org.Mentee, "Anna Berg", "anna@example.dk"))
		v := h.as(anna.Person.Account)
		v.get("/seat/"+anna.ID+"/profile").want(h, 200, "Jeg tænker bedst højt sammen med andre", "Ingen andre ser dine svar", "Hvad er dit køn?", "Vil du helst have en mentor af dit eget køn?", "Hvilken tidszone er du i?")
		form := answers(org.Mentee, "anna@example.dk")
		for field, value := range map[string]string{"value_1": "5", "value_3": "2", "gender": "woman", "own_gender": "yes", "zone": "Atlantic/Reykjavik", "assess_with": "Bo Censor"} {
			form.Set(field, value)
		}
		v.post("/seat/"+anna.ID+"/profile", form).want(h, 200, "Det er gemt.")
		told := func() enrolment.Profile {
			s, err := h.e.Seat(h.Context(), h.e.DB, h.org, anna.ID)
			if err != nil {
				h.Fatal(err)
			}
			return s.Profile
		}
		p := told()
		if len(p.Values) != enrolment.Statements || p.Values[0] != 5 || p.Values[2] != 2 || p.Values[1] != 0 || p.Gender != enrolment.Woman || !p.AsksOwnGender() || p.Zone != "Atlantic/Reykjavik" {
			h.Fatalf("%+v", p)
		}
		if len(p.Unsettled) != 1 || p.Unsettled[0] != (enrolment.Unsettled{Kind: enrolment.Assessment, Words: "Bo Censor"}) {
			h.Fatalf("%+v", p.Unsettled)
		}
		own := v.get("/seat/" + anna.ID + "/profile")
		if !strings.Contains(own.body, `name="value_1" value="5" checked`) {
			h.Fatal("their own answer is not shown to them")
		}

		boss := h.coordinator()
		for _, path := range []string{h.people() + "/" + anna.ID, "/seat/" + anna.ID + "/profile"} {
			page := boss.get(path)
			page.want(h, 200, "Anna Berg", "Vil du helst have en mentor af dit eget køn?")
			for _, word := range []string{"Kvinde", "Hvad er dit køn", "value_1", "Jeg tænker bedst højt"} {
				if strings.Contains(page.body, word) {
					h.Fatalf("%s shows %q to the coordinator", path, word)
				}
			}
		}
		boss.get(h.people()+"/"+anna.ID).want(h, 200, "Bo Censor", "bedømmelse")
		mended := answers(org.Mentee, "anna@example.dk")
		mended.Set("value_1", "1")
		mended.Set("gender", "man")
		mended.Set("own_gender", "yes")
		boss.post("/seat/"+anna.ID+"/profile", mended).want(h, 200)
		if p := told(); p.Values[0] != 5 || p.Gender != enrolment.Woman {
			h.Fatalf("the coordinator answered for them: %+v", p)
		}
		if v.post("/seat/"+anna.ID+"/profile", url.Values{"value_1": {"6"}}).status != 422 {
			h.Fatal("six of five was taken")
		}
	})
}

func TestCultureBearer(t *testing.T) {
	each(t, func(h *house) {
		bo, anna := h.accept(h.apply(org.Mentor, "Bo Dahl", "bo@example.dk")), h.accept(h.apply(org.Mentee, "Anna Berg", "anna@example.dk"))
		boss := h.coordinator()
		boss.get(h.people()+"/"+bo.ID).want(h, 200, "Udpeg som kulturbærer")
		boss.post("/seat/"+bo.ID+"/culture", url.Values{"on": {"yes"}}).want(h, 200, "Ikke længere kulturbærer", "Ja, udpeget af den programansvarlige", "Kulturbærer: udpeget")
		boss.post("/seat/"+bo.ID+"/culture", nil).want(h, 200, "Udpeg som kulturbærer")
		boss.post("/seat/"+anna.ID+"/culture", url.Values{"on": {"yes"}}).want(h, 409)
		h.as(bo.Person.Account).post("/seat/"+bo.ID+"/culture", url.Values{"on": {"yes"}}).want(h, 403)
		s, err := h.e.Seat(h.Context(), h.e.DB, h.org, bo.ID)
		if err != nil || s.Profile.Culture {
			h.Fatalf("%+v, %v", s.Profile, err)
		}
	})
}

// What a programme asks in its own words is asked, kept under those words, and read by nobody but the coordinator.
func TestOwnQuestions(t *testing.T) {
	each(t, func(h *house) {
		const asked = "Hvad er dit fag?"
		h.ask(programme.Settings{Own: []string{"Hvor mange projekter har du ledet?", asked}})
		v := h.visitor()
		form := answers(org.Mentee, "anna@example.dk")
		form.Set("own_2", "matematik,  fysik")
		form.Set("own_3", "ikke spurgt")
		v.post(h.applyPath(org.Mentee)+"?from=2&to=3", form).want(h, 200, asked, "Hvor mange projekter har du ledet?", "matematik,  fysik")
		v.post(h.applyPath(org.Mentee)+"?from=3&to=4", form).want(h, 200, `name="own_2" value="matematik,  fysik"`)

		anna := h.accept(h.apply(org.Mentee, "Anna Berg", "anna@example.dk"))
		h.as(anna.Person.Account).post("/seat/"+anna.ID+"/profile", form).want(h, 200, "Det er gemt.", `value="matematik, fysik"`)
		s, err := h.e.Seat(h.Context(), h.e.DB, h.org, anna.ID)
		if err != nil || len(s.Profile.Extra) != 1 || s.Profile.Extra[asked] != "matematik, fysik" {
			h.Fatalf("%+v, %v", s.Profile.Extra, err)
		}
		if p := s.Profile.ForPartner(); p.Extra != nil {
			h.Fatal("a partner reads it")
		}
		boss := h.coordinator()
		page := boss.get(h.people() + "/" + anna.ID)
		page.want(h, 200, asked, "matematik, fysik")
		if n := strings.Count(page.text, asked); n != 1 {
			h.Fatalf("the answer stands %d times", n)
		}
		boss.get(h.people()+"/export?format=csv").want(h, 200, asked, "matematik, fysik")
		form.Set("own_2", "")
		h.as(anna.Person.Account).post("/seat/"+anna.ID+"/profile", form).want(h, 200, "Det er gemt.")
		if s, _ = h.e.Seat(h.Context(), h.e.DB, h.org, anna.ID); s.Profile.Extra != nil {
			h.Fatalf("an answer that was taken back stayed: %v", s.Profile.Extra)
		}
	})
}

// ask sets what the programme asks.
func (h *house) ask(s programme.Settings) {
	h.Helper()
	h.write(func(tx *db.Tx) error {
		_, err := tx.Exec(h.Context(), "update programme set settings=$2 where id=$1", h.programme, db.J(s))
		return err
	})
}
