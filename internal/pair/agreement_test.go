package pair_test

import (
	"strings"
	"testing"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/db/dbtest"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/pair/pairtest"
	"github.com/mentorskab/mentorskab/internal/programme"
)

func clauseText(g pair.Agreement, key pair.ClauseKey, lang i18n.Lang) string {
	for _, c := range g.Standing() {
		if c.Key == key {
			return c.Text[lang]
		}
	}
	return ""
}

func line(d *pair.Draft, key pair.ClauseKey) *pair.DraftLine {
	for i := range d.Lines {
		if d.Lines[i].Key == key {
			return &d.Lines[i]
		}
	}
	return nil
}

func TestAgreementFromSuggestionToForce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := pairtest.New(t, d)
		x := w.Pair("Sofie Lindegård", "Jørgen Østerby")
		ctx, mentee, mentor := t.Context(), x.Actor(org.Mentee), x.Actor(org.Mentor)
		draft, err := w.Pairs.Suggest(ctx, d, mentee, x.ID)
		must(t, err)
		if len(draft.Lines) != 16 {
			t.Fatalf("%d clauses", len(draft.Lines))
		}
		if _, err := w.Pairs.Sign(ctx, mentor, x.ID, "0.0"); key(err) != "pair.agreement_none" {
			t.Fatalf("nothing was signed: %v", err)
		}
		line(&draft, "meetings").Values = map[string]string{"weeks": "3", "minutes": "90", "place": "Rådhuset."}
		line(&draft, "roles").Values = map[string]string{"want": "coach,critic,sparring_partner"}
		line(&draft, "network").In = false
		line(&draft, "honesty").Words = "Vi siger det højt.\r\nAltid."
		draft.Own = []pair.OwnClause{{Title: "Kaffe", Text: "Vi skiftes til at give."}}
		g, err := w.Pairs.SaveAgreement(ctx, mentee, x.ID, "", draft)
		must(t, err)
		for key, want := range map[pair.ClauseKey][2]string{
			"parties":  {"Aftalen gælder Jørgen Østerby og Sofie Lindegård fra 2. marts 2026 til 1. marts 2027. Vi holder sammen i hele perioden.", "This agreement is between Jørgen Østerby and Sofie Lindegård, from 2 March 2026 to 1 March 2027. We stay together throughout."},
			"meetings": {"Vi mødes hver 3. uge i 90 minutter. Vi går ikke hver til sit, før næste dato er aftalt. Sted: Rådhuset.", "We meet every 3 weeks for 90 minutes. We do not part before the next date is set. Place: Rådhuset."},
			"roles":    {"Mentor kan have flere roller. Vi siger højt, hvilken vi har brug for. Vi vil især bruge sparringspartner, coach og kritiker.", "The mentor can take several roles. We say aloud which one we need. We mainly want sparring partner, coach and critic."},
			"purpose":  {"Vi deltager for at lære af hinanden og bruge det i vores arbejde. " + i18n.T(i18n.Danish, "pair.clause_purpose_aim", "aim", "at holde på nye ledere"), "We take part in order to learn from each other and use it in our work. It connects to the programme's aim: at holde på nye ledere."},
			"network":  {"", ""},
			"honesty":  {"Vi siger det højt.\nAltid.", "Vi siger det højt.\nAltid."},
			"own-1":    {"Vi skiftes til at give.", "Vi skiftes til at give."},
			"conflict": {"Mentor leder, bedømmer og ansætter ikke mentee.", "The mentor does not lead, assess or hire the mentee."},
		} {
			if da, en := clauseText(g, key, i18n.Danish), clauseText(g, key, i18n.English); da != want[0] || en != want[1] {
				t.Errorf("%s:\n%q\n%q", key, da, en)
			}
		}
		for _, c := range g.Clauses {
			if text := c.Text[i18n.Danish] + c.Text[i18n.English] + c.Title[i18n.Danish] + c.Title[i18n.English]; strings.ContainsAny(text, "{}⟦") {
				t.Errorf("%s has a blank left: %s", c.Key, text)
			}
		}
		_, err = w.Pairs.Sign(ctx, mentor, x.ID, g.Base())
		must(t, err)
		if s, err := w.Pairs.Summary(ctx, d, w.Org, x.ID); err != nil || s.AgreementSigned != "" {
			t.Fatalf("one signature is not an agreement: %+v, %v", s, err)
		}
		signed, err := w.Pairs.Sign(ctx, mentee, x.ID, g.Base())
		must(t, err)
		s, err := w.Pairs.Summary(ctx, d, w.Org, x.ID)
		if err != nil || !signed.InForce() || s.AgreementSigned != "2026-03-02" || s.AgreementVersions != 1 || s.Weeks != 3 {
			t.Fatalf("%+v, %v", s, err)
		}
	})
}

func TestPatternsAreTheProgrammesClauses(t *testing.T) {
	if len(pair.Patterns) != len(programme.Clauses) {
		t.Fatalf("%d patterns, %d clauses", len(pair.Patterns), len(programme.Clauses))
	}
	for i, p := range pair.Patterns {
		if string(p.Key) != string(programme.Clauses[i]) {
			t.Errorf("pattern %d is %s, the programme's clause %s", i+1, p.Key, programme.Clauses[i])
		}
		values := map[string]string{}
		for _, b := range p.Blanks {
			values[b.Name] = map[pair.ValueKind]string{pair.NumberValue: "1", pair.TextValue: "ord", pair.DateValue: "2026-05-01", pair.RolesValue: "coach", pair.ChoiceValue: "no"}[b.Kind]
		}
		for _, lang := range i18n.Langs {
			if text := p.Words(lang, values, "Bo", "Ea"); strings.ContainsAny(text, "{}⟦") {
				t.Errorf("%s: %s", p.Key, text)
			}
			for _, b := range p.Blanks {
				if !i18n.Has(lang, "pair.blank_"+b.Name) {
					t.Errorf("%s: the blank %s has no name", p.Key, b.Name)
				}
			}
		}
	}
}

func TestNewVersionNeedsBothAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := pairtest.New(t, d)
		x := w.Pair("Sofie Lindegård", "Jørgen Østerby")
		ctx, mentee, mentor := t.Context(), x.Actor(org.Mentee), x.Actor(org.Mentor)
		draft, err := w.Pairs.Suggest(ctx, d, mentor, x.ID)
		must(t, err)
		first, err := w.Pairs.SaveAgreement(ctx, mentor, x.ID, "", draft)
		must(t, err)
		line(&draft, "cancelling").Values = map[string]string{"hours_before": "48"}
		second, err := w.Pairs.SaveAgreement(ctx, mentee, x.ID, first.Base(), draft)
		must(t, err)
		if second.Version != 1 || second.Revision != 2 {
			t.Fatalf("an unsigned draft became version %s", second.Base())
		}
		// What the mentor saw is no longer what stands there: neither a signature nor a change may go through.
		if _, err := w.Pairs.Sign(ctx, mentor, x.ID, first.Base()); key(err) != "pair.agreement_changed" {
			t.Fatalf("signed unseen: %v", err)
		}
		if _, err := w.Pairs.SaveAgreement(ctx, mentor, x.ID, first.Base(), draft); key(err) != "pair.agreement_changed" {
			t.Fatalf("overwritten unseen: %v", err)
		}
		for _, a := range []org.Actor{mentor, mentee} {
			_, err = w.Pairs.Sign(ctx, a, x.ID, second.Base())
			must(t, err)
		}
		if same, err := w.Pairs.SaveAgreement(ctx, mentee, x.ID, second.Base(), draft); err != nil || same.Version != 1 {
			t.Fatalf("a save without a change made version %d, %v", same.Version, err)
		}
		line(&draft, "cancelling").Values = map[string]string{"hours_before": "24"}
		line(&draft, "limits").In = false
		third, err := w.Pairs.SaveAgreement(ctx, mentee, x.ID, second.Base(), draft)
		must(t, err)
		if third.Version != 2 || len(third.Signatures) != 0 || third.InForce() {
			t.Fatalf("%+v", third)
		}
		_, err = w.Pairs.Sign(ctx, mentee, x.ID, third.Base())
		must(t, err)
		// A version with one name under it is no longer a draft: a change takes a new version.
		line(&draft, "cancelling").Values = map[string]string{"hours_before": "12"}
		fourth, err := w.Pairs.SaveAgreement(ctx, mentor, x.ID, third.Base(), draft)
		must(t, err)
		all, err := w.Pairs.Agreements(ctx, d, mentor, x.ID)
		must(t, err)
		if fourth.Version != 3 || len(all) != 3 || all[2].Version != 1 || !all[2].InForce() || all[1].InForce() || len(all[1].Signatures) != 1 {
			t.Fatalf("%+v", all)
		}
		changes := pair.Compare(all[2], all[0])
		if len(changes) != 2 || changes[0].Key != "cancelling" || changes[0].Kind != pair.ClauseChanged || changes[1].Key != "limits" || changes[1].Kind != pair.ClauseDropped {
			t.Fatalf("%+v", changes)
		}
		var gone, added string
		for _, p := range changes[0].Pieces(i18n.Danish) {
			if p.Gone {
				gone += p.Text
			}
			if p.New {
				added += p.Text
			}
		}
		if gone != "48" || added != "12" {
			t.Fatalf("gone %q, new %q", gone, added)
		}
		s, err := w.Pairs.Summary(ctx, d, w.Org, x.ID)
		if err != nil || s.AgreementVersions != 1 {
			t.Fatalf("%+v, %v", s, err)
		}
		mails := map[string]int{}
		for _, m := range w.Mails() {
			mails[strings.Join(strings.Split(m.Event, ":")[2:], ":")]++
		}
		for _, want := range []string{"agreement-1:mentee", "agreement-1-waits:mentee", "agreement-1-signed:mentor", "agreement-1-signed:mentee", "agreement-2:mentor", "agreement-2-waits:mentor", "agreement-3:mentee"} {
			if mails[want] != 1 {
				t.Errorf("%s: %d mails", want, mails[want])
			}
		}
	})
}

func TestHostileDraft(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := pairtest.New(t, d)
		x := w.Pair("Sofie Lindegård", "Jørgen Østerby")
		ctx, mentee := t.Context(), x.Actor(org.Mentee)
		for want, change := range map[string]func(*pair.Draft){
			"blank_meetings_weeks:fault.bad_number": func(d *pair.Draft) {
				line(d, "meetings").Values = map[string]string{"weeks": "0", "minutes": "90"}
			},
			"blank_meetings_minutes:fault.required":    func(d *pair.Draft) { line(d, "meetings").Values = map[string]string{"weeks": "4"} },
			"blank_parties_end:fault.bad_date":         func(d *pair.Draft) { line(d, "parties").Values["end"] = "2026-02-30" },
			"blank_roles_want:fault.bad_choice":        func(d *pair.Draft) { line(d, "roles").Values = map[string]string{"want": "king"} },
			"blank_network_reference:fault.bad_choice": func(d *pair.Draft) { line(d, "network").Values = map[string]string{"reference": "maybe"} },
			"words_limits:pair.cpr":                    func(d *pair.Draft) { line(d, "limits").Words = "Mentee er 010190-1234." },
			"words_limits:fault.too_long":              func(d *pair.Draft) { line(d, "limits").Words = strings.Repeat("ø", 2001) },
			"own_title_1:fault.required":               func(d *pair.Draft) { d.Own = []pair.OwnClause{{Text: "uden overskrift"}} },
			"own_text_1:pair.cpr":                      func(d *pair.Draft) { d.Own = []pair.OwnClause{{Title: "x", Text: "0101901234"}} },
			"own_title_6:pair.own_many": func(d *pair.Draft) {
				for range 6 {
					d.Own = append(d.Own, pair.OwnClause{Title: "x", Text: "y"})
				}
			},
			"pair.agreement_empty": func(d *pair.Draft) {
				for i := range d.Lines {
					d.Lines[i].In = false
				}
			},
		} {
			draft, err := w.Pairs.Suggest(ctx, d, mentee, x.ID)
			must(t, err)
			change(&draft)
			if _, err := w.Pairs.SaveAgreement(ctx, mentee, x.ID, "", draft); key(err) != want {
				t.Errorf("got %v, want %s", err, want)
			}
		}
		// Goals are said aloud: words for that clause are not kept.
		draft, err := w.Pairs.Suggest(ctx, d, mentee, x.ID)
		must(t, err)
		line(&draft, "goals").Words = "Jeg vil turde sige det svære."
		g, err := w.Pairs.SaveAgreement(ctx, mentee, x.ID, "", draft)
		must(t, err)
		stored, err := db.One[string](ctx, d, "select clauses from agreement where pair_id=$1", x.ID)
		must(t, err)
		if strings.Contains(stored, "turde") || strings.Contains(clauseText(g, "goals", i18n.Danish), "turde") {
			t.Fatal("a goal was stored outside the sealed room")
		}
	})
}

func TestAgreementIsForTheTwoAlone(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w, other := pairtest.New(t, d), pairtest.New(t, d)
		x, y, z := w.Pair("Sofie Lindegård", "Jørgen Østerby"), w.Pair("Ali Hassan", "Bo Friis"), other.Pair("Ea Dam", "Ib Lund")
		ctx := t.Context()
		draft, err := w.Pairs.Suggest(ctx, d, x.Actor(org.Mentee), x.ID)
		must(t, err)
		g, err := w.Pairs.SaveAgreement(ctx, x.Actor(org.Mentee), x.ID, "", draft)
		must(t, err)
		admin := w.Coordinator
		admin.Roles = org.Roles
		pretender := x.Actor(org.Mentor)
		pretender.Roles, pretender.Seat = []org.Role{org.Mentor}, y.Mentor.ID
		for name, a := range map[string]org.Actor{"coordinator": w.Coordinator, "administrator": admin, "other pair": y.Actor(org.Mentor), "other organisation": z.Actor(org.Mentee), "foreign seat": pretender} {
			if _, err := w.Pairs.Agreements(ctx, d, a, x.ID); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s reads: %v", name, err)
			}
			if _, err := w.Pairs.SaveAgreement(ctx, a, x.ID, g.Base(), draft); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s writes: %v", name, err)
			}
			if _, err := w.Pairs.Sign(ctx, a, x.ID, g.Base()); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s signs: %v", name, err)
			}
			if _, err := w.Pairs.Meetings(ctx, d, a, x.ID); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s reads the meetings: %v", name, err)
			}
			if _, err := w.Pairs.Propose(ctx, a, x.ID, pair.Booking{Start: at(t, "2026-04-01", "10"), Minutes: 60}); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s proposes a meeting: %v", name, err)
			}
			if err := w.Pairs.Tick(ctx, a, x.ID, pair.MarkGoOn, "yes"); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s ticks: %v", name, err)
			}
			if err := w.Pairs.Stop(ctx, a, x.ID, "", ""); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s stops: %v", name, err)
			}
		}
		for name, a := range map[string]org.Actor{"mentor": x.Actor(org.Mentor), "other organisation": other.Coordinator} {
			if err := w.Pairs.End(ctx, a, x.ID); !fault.Is(err, fault.NotFound) && !fault.Is(err, fault.Forbidden) {
				t.Errorf("%s ends as coordinator: %v", name, err)
			}
			if err := w.Pairs.Hello(ctx, a, x.ID, ""); !fault.Is(err, fault.NotFound) && !fault.Is(err, fault.Forbidden) {
				t.Errorf("%s writes as coordinator: %v", name, err)
			}
		}
	})
}
