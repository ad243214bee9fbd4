package home_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/db/dbtest"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/evaluation"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/pair/pairtest"
	"github.com/mentorskab/mentorskab/internal/web"
	homeweb "github.com/mentorskab/mentorskab/internal/web/home"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// house is a world with the start page in front of it.
type house struct {
	*pairtest.World
	t       *testing.T
	site    *visit.Site
	door    http.Handler
	surveys *evaluation.Evaluations
}

func open(t *testing.T, d *db.DB) *house {
	t.Helper()
	w := pairtest.New(t, d)
	h := &house{World: w, t: t, site: &visit.Site{DB: d, People: w.People, Orgs: w.Orgs, Clock: w.Clock, Log: slog.New(slog.DiscardHandler), BaseURL: "http://mentor.example"}}
	h.surveys = &evaluation.Evaluations{DB: d, Clock: w.Clock, Orgs: w.Orgs, Programmes: w.Programmes, Pairs: w.Pairs, Notify: w.Notify}
	h.door = h.site.Handler(web.Routes(web.Pages{Home: homeweb.Pages{DB: d, Orgs: w.Orgs, Programmes: w.Programmes, Enrolments: w.Enrolments, Matches: w.Matches, Pairs: w.Pairs, Evaluations: h.surveys}}))
	return h
}

var (
	tags  = regexp.MustCompile(`(?s)<script.*?</script>|<svg.*?</svg>|<template.*?</template>|<[^>]*>`)
	blank = regexp.MustCompile(`\s+`)
	hole  = regexp.MustCompile(`⟦[^⟧]*⟧|\{[a-z_]+\}`)
	step  = regexp.MustCompile(`(?s)<h2 id="next-step">(.*?)</h2>`)
)

// start opens a seat's start page in both languages and gives the Danish one: its words and its one next step.
func (h *house) start(s enrolment.Seat) (text, next string) {
	h.t.Helper()
	for _, lang := range []i18n.Lang{i18n.English, i18n.Danish} {
		if err := h.People.SetLang(h.t.Context(), s.Person.Account, lang); err != nil {
			h.t.Fatal(err)
		}
		token, err := h.People.Begin(h.t.Context(), s.Person.Account, "")
		if err != nil {
			h.t.Fatal(err)
		}
		r := httptest.NewRequestWithContext(h.t.Context(), http.MethodGet, s.Path(), nil)
		r.AddCookie(&http.Cookie{Name: h.site.CookieName(), Value: token})
		rec := httptest.NewRecorder()
		h.door.ServeHTTP(rec, r)
		if rec.Code != http.StatusOK {
			h.t.Fatalf("%s: %d", s.Path(), rec.Code)
		}
		body := rec.Body.String()
		text = strings.TrimSpace(blank.ReplaceAllString(tags.ReplaceAllString(body, " "), " "))
		if miss := hole.FindString(text); miss != "" {
			h.t.Errorf("%s: a text is missing: %s", lang, miss)
		}
		steps := step.FindAllStringSubmatch(body, -1)
		if len(steps) > 1 {
			h.t.Errorf("%d next steps on a page", len(steps))
		}
		next = ""
		if len(steps) == 1 {
			next = steps[0][1]
		}
	}
	return text, next
}

// want opens the page and holds its step.
func (h *house) want(s enrolment.Seat, next string, words ...string) {
	h.t.Helper()
	text, got := h.start(s)
	if got != next {
		h.t.Errorf("%s: the next step is »%s«, want »%s«", s.Role, got, next)
	}
	for _, w := range words {
		if !strings.Contains(text, w) {
			h.t.Errorf("»%s« is not there:\n%s", w, text)
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

const day = 24 * time.Hour

// TestOneNextStepAtATime walks a pair through its course and holds what each of the two is asked to do.
func TestOneNextStepAtATime(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := open(t, d)
		ctx, p := t.Context(), h.Pairs
		sofie, jorgen := h.Seat("Sofie Lindegård", org.Mentee, 1), h.Seat("Jørgen Østerby", org.Mentor, 2)
		h.want(sofie, "", "Du har ikke en mentor endnu")
		h.want(jorgen, "", "Du har ikke en mentee endnu")
		o := h.Propose(sofie, jorgen)
		h.want(jorgen, "Vil du være mentor for Sofie Lindegård?")
		_, err := p.Answer(ctx, pair.SeatActor(sofie), o.ID, pair.Yes)
		must(t, err)
		h.want(sofie, "", "Du har sagt ja. Vi venter på Jørgen.")
		id, err := p.Answer(ctx, pair.SeatActor(jorgen), o.ID, pair.Yes)
		must(t, err)
		x, err := p.Pair(ctx, d, h.Org, id)
		must(t, err)
		mentee, mentor := x.Actor(org.Mentee), x.Actor(org.Mentor)

		h.want(sofie, "Find en dag med Jørgen", "Forløbet er dit")
		h.want(jorgen, "Find en dag med Sofie", "I er lige meget værd")
		m, err := p.Propose(ctx, mentee, id, pair.Booking{Start: h.Clock.Now().Add(5 * day), Minutes: 90, Place: "Rådhuset"})
		must(t, err)
		h.want(jorgen, "Lørdag den 7. marts 2026 kl. 09.00–10.30", "Sofie foreslår et møde", "Rådhuset")
		must(t, p.AcceptMeeting(ctx, mentor, id, m.ID, 0))
		h.want(jorgen, "Begynd på etableringen")
		must(t, p.Advance(ctx, mentee, id, pair.Introduction, ""))
		h.want(sofie, "Lørdag den 7. marts 2026 kl. 09.00–10.30", "Jeres møde nummer 1")
		h.Sleep(6 * day)
		h.want(sofie, "Blev mødet holdt?")
		must(t, p.Hold(ctx, mentor, id, m.ID, m.Start, 90))
		h.want(sofie, "Hvordan var mødet?")
		must(t, p.AnswerPulse(ctx, mentee, id, m.ID, pair.Pulse{Worth: 5}))
		must(t, p.AnswerPulse(ctx, mentor, id, m.ID, pair.Pulse{Worth: 5}))
		h.want(sofie, "Lav jeres aftale")
		draft, err := p.Suggest(ctx, d, mentee, id)
		must(t, err)
		g, err := p.SaveAgreement(ctx, mentee, id, "", draft)
		must(t, err)
		_, err = p.Sign(ctx, mentee, id, g.Base())
		must(t, err)
		h.want(jorgen, "Aftalen mangler din underskrift")
		_, err = p.Sign(ctx, mentor, id, g.Base())
		must(t, err)
		h.want(sofie, "Hvad mangler hos dig?", "Underskrevet 8. marts 2026")
		for _, a := range []org.Actor{mentee, mentor} {
			for _, k := range []pair.Mark{pair.MarkGoOn, pair.MarkExpectations, pair.MarkDirection} {
				must(t, p.Tick(ctx, a, id, k, "yes"))
			}
		}
		h.want(jorgen, "I er klar til læringsfasen")
		must(t, p.Advance(ctx, mentor, id, pair.Establishing, ""))
		h.want(sofie, "Find en dag med Jørgen", "I er i læringsfasen", "I har holdt et møde.")
		must(t, p.Pause(ctx, mentee, id, ""))
		h.want(jorgen, "Jeres forløb holder pause")
		must(t, p.Resume(ctx, mentor, id))

		// A second mentee of the same mentor: what waits for an answer comes first, and with it its pair.
		ali := h.Seat("Ali Hassan", org.Mentee, 1)
		y := h.Join(ali, jorgen)
		_, err = p.Propose(ctx, y.Actor(org.Mentee), y.ID, pair.Booking{Start: h.Clock.Now().Add(30 * day), Minutes: 60})
		must(t, err)
		text, _ := h.start(jorgen)
		if first, second := strings.Index(text, "Ali Hassan og Jørgen Østerby"), strings.Index(text, "Dine andre mentees"); first < 0 || second < first {
			t.Errorf("the pair of the step is not the one drawn whole:\n%s", text)
		}

		h.Clock.Set(time.Date(2027, 2, 1, 9, 0, 0, 0, time.UTC))
		h.want(sofie, "Tid til at runde af")
		must(t, p.Advance(ctx, mentee, id, pair.Learning, ""))
		must(t, p.Tick(ctx, mentor, id, pair.MarkClosingTalk, "held"))
		h.want(sofie, "I kan slutte jeres forløb")
		must(t, p.Advance(ctx, mentee, id, pair.Closing, "no"))
		h.want(sofie, "", "Forløb med Jørgen Østerby")
	})
}

// TestSurveyIsAskedForOnTheStartPage holds that an open evaluation is a step until it is answered.
func TestSurveyIsAskedForOnTheStartPage(t *testing.T) {
	d := dbtest.SQLite(t)
	h := open(t, d)
	x := h.Pair("Sofie Lindegård", "Jørgen Østerby")
	h.Sleep(60 * day)
	must(t, h.surveys.Open(t.Context(), h.Coordinator, evaluation.Midway))
	h.want(x.Mentee, "Hvordan går det halvvejs?", "Dit svar tæller.")
}

// TestPlaceBeforeAndAfter opens the page of a seat that is not, or no longer, accepted.
func TestPlaceBeforeAndAfter(t *testing.T) {
	d := dbtest.SQLite(t)
	h := open(t, d)
	s := h.Seat("Ea Dam", org.Mentee, 1)
	for status, words := range map[enrolment.Status]string{
		enrolment.Applied: "Du hører fra os", enrolment.Waiting: "Der er ikke plads til alle lige nu", enrolment.Declined: "Tak, fordi du søgte", enrolment.Withdrawn: "Du har givet din plads videre",
	} {
		h.Write(func(tx *db.Tx) error {
			_, err := tx.Exec(t.Context(), "update seat set status=$2 where id=$1", s.ID, status)
			return err
		})
		h.want(s, "", words)
	}
}
