package e2e

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/e2e/browser"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/org"
)

// boarded is a coordinator before a draft of n mentees and as many mentors.
func boarded(t testing.TB, mentors, mentees int, look browser.Look) (p *person, programmeID string) {
	t.Helper()
	j := start(t, i18n.Danish, look)
	const email = "karen@example.dk"
	orgID := j.organisation("Fjordby Kommune", email, "Karen Ørsted")
	programmeID = id.New()
	r := rand.New(rand.NewPCG(6, 28))
	some := func(list []string, n int) (out []string) {
		for _, i := range r.Perm(len(list))[:n] {
			out = append(out, list[i])
		}
		return out
	}
	themes := []string{"delegering", "svære samtaler", "økonomi", "feedback", "forandring", "strategi", "sygefravær", "rekruttering", "tid", "mod"}
	times := []string{"mon_am", "mon_pm", "tue_am", "tue_pm", "wed_am", "wed_pm", "thu_am", "thu_pm"}
	var roles []string
	for _, x := range enrolment.MentorRoles {
		roles = append(roles, string(x))
	}
	err := j.m.DB.Write(j.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(j.Context(), `insert into programme (id, org_id, name, status, owner_name, owner_email, created_at, changed_at)
			values ($1,$2,'Nye ledere','running','Karen Ørsted',$3,$4,$4)`, programmeID, orgID, email, db.At(j.clock.Now()))
		if err != nil {
			return err
		}
		for i := range mentors + mentees {
			role, n := org.Mentor, i
			if i >= mentors {
				role, n = org.Mentee, i-mentors
			}
			person, err := j.m.Orgs.SavePerson(j.Context(), tx, orgID, org.Person{Name: fmt.Sprintf("%s Nummer%d", map[org.Role]string{org.Mentor: "Mia", org.Mentee: "Ea"}[role], n), Email: fmt.Sprintf("p%d@example.dk", i), Unit: fmt.Sprintf("Enhed %d", r.IntN(40))})
			if err != nil {
				return err
			}
			p := enrolment.Profile{Themes: some(themes, 4), Strengths: some(themes, 2), Times: some(times, 4), Languages: []string{"da"}, Level: 1 + r.IntN(5), Years: float64(r.IntN(30)), HasYears: true, Site: fmt.Sprintf("By %d", r.IntN(6)), Video: "yes"}
			for _, x := range some(roles, 4) {
				p.Roles = append(p.Roles, enrolment.MentorRole(x))
			}
			_, err = tx.Exec(j.Context(), `insert into seat (id, org_id, programme_id, person_id, role, status, capacity, profile, applied_at, changed_at)
				values ($1,$2,$3,$4,$5,'accepted',1,$6,$7,$7)`, id.New(), orgID, programmeID, person.ID, role, db.J(p), db.At(j.clock.Now()))
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	p = j.enter(email)
	p.open("/p/" + programmeID + "/match")
	p.click("matching.solve")
	return p, programmeID
}

// script runs something on the page and waits for its word.
func (p *person) script(text string) string {
	p.j.Helper()
	out, err := p.Eval(text)
	p.must(err)
	return out
}

// until waits for a script to say yes.
func (p *person) until(what, condition string) {
	p.j.Helper()
	for range 200 {
		if p.script(`String(!!(`+condition+`))`) == "true" {
			return
		}
		<-time.After(25 * time.Millisecond)
	}
	p.must(errors.New("never saw " + what))
}

// TestBoardInTheBrowser locks, forbids, undoes with the keyboard, asks what if, drags and swaps, all without leaving the page.
func TestBoardInTheBrowser(t *testing.T) {
	for _, look := range []browser.Look{browser.Desktop, browser.Phone} {
		p, _ := boarded(t, 24, 26, look)
		said := `document.getElementById("board-said").textContent`
		p.script(`window.here = "same page"; ""`)
		first := `document.querySelector("#pair-list > li")`
		mentee := p.script(first + `.dataset.mentee`)
		mentor := p.script(first + `.dataset.mentor`)
		press := func(value string) string {
			return `(() => { document.querySelector('#pair-` + mentee + ` input[name="mark"][value="` + value + `"]').form.querySelector("button").click(); return "" })()`
		}
		p.script(press("forbid"))
		p.until("the other partner", `document.getElementById("pair-`+mentee+`") === null || document.getElementById("pair-`+mentee+`").dataset.mentor !== "`+mentor+`"`)
		p.until("what it did", said+`.includes("De to bliver ikke foreslået")`)
		p.until("an undo that can be pressed", `!document.querySelector('#board-tools form[action$="/undo"] button').disabled`)
		p.script(`document.dispatchEvent(new KeyboardEvent("keydown", {key: "z", ctrlKey: true, bubbles: true})); ""`)
		p.until("the first partner again", `document.getElementById("pair-`+mentee+`")?.dataset.mentor === "`+mentor+`"`)
		p.until("that it was undone", said+`.includes("fortrudt")`)
		p.script(`document.dispatchEvent(new KeyboardEvent("keydown", {key: "z", ctrlKey: true, shiftKey: true, bubbles: true})); ""`)
		p.until("the change made again", said+`.includes("gjort igen")`)
		p.script(`document.querySelector('#board-tools form[action$="/undo"] button').click(); ""`)
		p.until("undone with the button", `document.getElementById("pair-`+mentee+`")?.dataset.mentor === "`+mentor+`"`)
		p.script(press("lock"))
		p.until("the lock", `document.querySelector('#pair-`+mentee+` input[name="mark"][value="release"]')`)

		// What if: first whom one could ask about, then the price, then back out.
		other := p.script(`document.querySelector("#pair-list > li:nth-child(3)").dataset.mentee`)
		p.script(`document.querySelector('#pair-` + other + ` [data-why]').click(); ""`)
		p.until("mentors to ask about", `document.querySelectorAll('#why-`+other+` a[data-why]').length >= 3`)
		p.script(`document.querySelectorAll('#why-` + other + ` a[data-why]')[2].click(); ""`)
		p.until("the price", `document.getElementById("why-`+other+`").textContent.match(/koster|skifter|allerede/)`)
		p.script(`document.querySelector('#why-` + other + ` [data-why-close]').click(); ""`)
		p.until("the panel closed", `document.getElementById("why-`+other+`").children.length === 0`)

		// Dragging a pair onto another asks what it would cost; the yes swaps.
		third := p.script(`document.querySelector("#pair-list > li:nth-child(4)").dataset.mentee`)
		wanted := p.script(`document.querySelector("#pair-` + third + `").dataset.mentor`)
		p.script(`(() => {
			const data = new DataTransfer(), from = document.querySelector('#pair-` + other + ` [data-drag]'), to = document.getElementById("pair-` + third + `");
			for (const [el, kind] of [[from, "dragstart"], [to, "dragover"], [to, "drop"], [from, "dragend"]]) el.dispatchEvent(new DragEvent(kind, {bubbles: true, cancelable: true, dataTransfer: data}));
			return "" })()`)
		p.until("the question after the drop", `document.querySelector('#why-`+other+` form')`)
		p.script(`document.querySelector('#why-` + other + ` form button').click(); ""`)
		p.until("the swap", `document.getElementById("pair-`+other+`")?.dataset.mentor === "`+wanted+`"`)

		// The list goes on by itself.
		p.script(`window.scrollTo(0, document.body.scrollHeight); ""`)
		p.until("all pairs", `document.querySelectorAll("#pair-list > li").length >= 24`)
		if p.script(`window.here || ""`) != "same page" {
			t.Error("a change left the page")
		}
		p.right()
		found, err := p.Axe()
		p.must(err)
		for _, v := range found {
			t.Error(v)
		}
		// What is on the page is what the server has.
		was := p.script(`[...document.querySelectorAll("#pair-list > li")].map((l) => l.dataset.mentee + l.dataset.mentor).sort().join()`)
		raw := was
		p.script(`(async () => { window.all = ""; for (const n of [1, 2]) window.all += await (await fetch("?page=" + n)).text(); })(); ""`)
		p.until("the pages again", `window.all && window.all.split("pair-item").length > 24`)
		var again []string
		for _, m := range regexp.MustCompile(`data-mentee="([^"]+)" data-mentor="([^"]+)"`).FindAllStringSubmatch(p.script(`window.all`), -1) {
			again = append(again, m[1]+m[2])
		}
		for _, two := range again {
			if !strings.Contains(raw, two) {
				t.Errorf("the page does not show %s", two)
			}
		}
		if len(again) != strings.Count(raw, ",")+1 {
			t.Errorf("%d pairs on the server, %d on the page", len(again), strings.Count(raw, ",")+1)
		}
	}
}

// BenchmarkBoardInTheBrowser measures, as a person sees it, a board of 2,000 pairs: until it is loaded, until a press has been answered
// and shown, until what if is answered, and how evenly it scrolls.
func BenchmarkBoardInTheBrowser(b *testing.B) {
	p, programmeID := boarded(b, 2000, 2000, browser.Desktop)
	<-time.After(3 * time.Second) // the draft is laid out
	median := func(ms []float64) float64 {
		for i := range ms {
			for j := i; j > 0 && ms[j] < ms[j-1]; j-- {
				ms[j], ms[j-1] = ms[j-1], ms[j]
			}
		}
		return ms[len(ms)/2]
	}
	number := func(script string) float64 {
		f, err := strconv.ParseFloat(p.script(`String(`+script+`)`), 64)
		p.must(err)
		return f
	}
	var load, press, why, undo []float64
	measured := func(act string) float64 {
		p.script(`performance.clearMeasures("board"); ` + act + `; ""`)
		p.until("an answer", `performance.getEntriesByName("board").length > 0`)
		return number(`performance.getEntriesByName("board")[0].duration`)
	}
	for b.Loop() {
		p.open("/p/" + programmeID + "/match")
		p.until("the page", `performance.getEntriesByType("navigation")[0].loadEventEnd > 0`)
		load = append(load, number(`performance.getEntriesByType("navigation")[0].loadEventEnd`))
		press = append(press, measured(`document.querySelector('#pair-list input[name="mark"][value="forbid"]').form.querySelector("button").click()`))
		undo = append(undo, measured(`document.querySelector('#board-tools form[action$="/undo"] button').click()`))
		first := p.script(`document.querySelector("#pair-list > li").dataset.mentee`)
		mentor := p.script(`document.querySelector("#pair-list > li:nth-child(9)").dataset.mentor`)
		why = append(why, measured(`(() => { const a = document.createElement("a"); a.href = "/p/`+programmeID+`/match/why?mentee=`+first+`&mentor=`+mentor+`"; a.dataset.why = "why-`+first+`"; document.querySelector("#pair-`+first+`").append(a); a.click(); })()`))
	}
	b.ReportMetric(median(load), "load-ms")
	b.ReportMetric(median(press), "press-ms")
	b.ReportMetric(median(undo), "undo-ms")
	b.ReportMetric(median(why), "why-ms")
	b.ReportMetric(0, "ns/op")
	// Scroll through everything: load all, then measure the frames on the way down.
	p.open("/p/" + programmeID + "/match")
	p.script(`(async () => { window.frames_ = []; let last = performance.now(); const step = (t) => { window.frames_.push(t - last); last = t; window.scrollBy(0, 400); if (document.querySelectorAll("#pair-list > li").length < 1990 && window.frames_.length < 6000) requestAnimationFrame(step); else window.done_ = true; }; requestAnimationFrame(step); })(); ""`)
	for range 120 {
		if p.script(`String(!!window.done_)`) == "true" {
			break
		}
		<-time.After(time.Second)
	}
	b.ReportMetric(number(`document.querySelectorAll("#pair-list > li").length`), "pairs")
	b.ReportMetric(number(`[...window.frames_].sort((a, b) => a - b)[Math.floor(window.frames_.length * 0.5)]`), "frame-p50-ms")
	b.ReportMetric(number(`[...window.frames_].sort((a, b) => a - b)[Math.floor(window.frames_.length * 0.99)]`), "frame-p99-ms")
}
