package e2e

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/e2e/browser"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/evaluation"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair"
)

// TestFromASpreadsheetToAReport is the whole of a programme: as coordinator import the lists, open, match, forbid a pair, solve again,
// publish; as mentee and mentor say yes, sign, hold two meetings, answer the pulse, close, evaluate; as sponsor read the page.
func TestFromASpreadsheetToAReport(t *testing.T) {
	for _, c := range []struct {
		lang i18n.Lang
		look browser.Look
	}{{i18n.Danish, browser.Desktop}, {i18n.English, browser.Phone}} {
		t.Run(fmt.Sprintf("%s %d px", c.lang, c.look.Width), func(t *testing.T) { journey(start(t, c.lang, c.look)) })
	}
}

func journey(j *trip) {
	orgID := j.organisation("Region Fjordland", "karen.moeller@example.org", "Karen Møller")
	karen := j.enter("karen.moeller@example.org")
	programmeID := setUp(j, karen, orgID)
	gather(j, karen, orgID, programmeID)
	chosen := matchAndSend(j, karen, orgID, programmeID)
	together(j, karen, orgID, programmeID, chosen)
	sponsorReads(j, karen, programmeID, chosen)
}

// setUp makes the programme and walks through its steps; without a purpose it cannot be opened.
func setUp(j *trip, karen *person, orgID string) (programmeID string) {
	karen.open("/o/" + orgID + "/programmes/new")
	karen.fill("name", "Nye ledere 2026-27")
	karen.choose("kind", "leadership")
	karen.click("setup.make")
	all, err := j.m.Programmes.List(j.Context(), j.m.DB, orgID)
	if err != nil || len(all) != 1 {
		j.Fatalf("%d programmes, %v", len(all), err)
	}
	programmeID = all[0].ID
	base := "/p/" + programmeID + "/setup"

	karen.open(base)
	if text, err := karen.Text(); err != nil || strings.Contains(text, karen.text("setup.open")) {
		j.Fatalf("a programme without a purpose can be opened; %v", err)
	}

	karen.open(base + "/purpose")
	karen.fill("purpose", "Nye ledere skal turde lede mennesker, de før var kolleger med.")
	karen.fill("strategic_goal", "Ledelse tæt på borgeren")
	karen.fill("indicator", "Andel af nye ledere, der stadig er ledere efter to år")
	karen.fill("owner_name", "Karen Møller")
	karen.click("setup.save_on")
	karen.open(base + "/time")
	karen.fill("starts_on", "2026-09-15")
	karen.click("setup.save_on")
	karen.open(base + "/sponsor")
	karen.fill("name", "Søren Ågaard")
	karen.fill("email", "soeren.aagaard@example.org")
	karen.fill("mentor_hours", "2")
	karen.click("setup.save_on")
	karen.open(base)
	karen.click("setup.open_anyway") // the sponsor has not signed yet
	return programmeID
}

// gather imports the staff list, the mentors and the mentees, and the same file again.
func gather(j *trip, karen *person, orgID, programmeID string) {
	data := filepath.Join("..", "..", "testdata", "data", "leadership")
	take := func(page, file string, rows int, choose func()) {
		karen.open(page)
		karen.must(karen.Upload("file", filepath.Join(data, file)))
		karen.click("import.choose_go")
		choose()
		karen.click("import.columns_go")
		karen.must(karen.Click(karen.text("import.save_go", "n", rows)))
		karen.sees("import.done_lede", "file", file)
	}
	take("/o/"+orgID+"/import", "staff.csv", 2400, func() {})
	accept := func() { karen.choose("status", string(enrolment.Accepted)) }
	take("/p/"+programmeID+"/import", "mentors.csv", 36, accept)
	take("/p/"+programmeID+"/import", "mentees.csv", 48, accept)
	for role, want := range map[org.Role]int{org.Mentor: 36, org.Mentee: 48} {
		seats, err := j.m.Enrolments.Seats(j.Context(), j.m.DB, orgID, programmeID, role, enrolment.Accepted)
		if err != nil || len(seats) != want {
			j.Fatalf("%d seats as %s, want %d; %v", len(seats), role, want, err)
		}
	}
}

func (p *person) text(key string, args ...any) string { return p.j.text(key, args...) }

// matchAndSend solves, forbids one pair, solves again and publishes. It returns a proposal to follow.
func matchAndSend(j *trip, karen *person, orgID, programmeID string) matching.Proposal {
	page := "/p/" + programmeID + "/match"
	lead := org.Actor{Org: orgID, Programme: programmeID, Roles: []org.Role{org.Coordinator}}
	karen.open(page)
	karen.click("matching.solve")
	first, cards := board(j, lead)
	unwanted := cards[0]
	karen.open(page + "?find=" + strings.ReplaceAll(unwanted.MenteeParty.Name, " ", "+"))
	karen.must(karen.Press(karen.text("matching.forbid"))) // the search leaves one pair, and the board follows without leaving the page
	karen.sees("board.did_forbid")
	karen.open(page)
	karen.click("matching.solve_again")
	second, cards := board(j, lead)
	if second.Number != first.Number+1 || !second.Verified || second.Summary.Matched != first.Summary.Matched {
		j.Fatalf("first %+v, then %+v", first.Summary, second.Summary)
	}
	for _, c := range cards {
		if c.Mentor == unwanted.Mentor && c.Mentee == unwanted.Mentee {
			j.Fatalf("%s is with %s again", c.MenteeParty.Name, c.MentorParty.Name)
		}
	}
	karen.click("matching.see_receivers")
	karen.click("matching.publish_send", "n", second.Summary.Matched)
	all, err := j.m.Matches.Proposals(j.Context(), j.m.DB, orgID, programmeID)
	if err != nil || len(all) != second.Summary.Matched {
		j.Fatalf("%d proposals for %d pairs, %v", len(all), second.Summary.Matched, err)
	}
	for _, p := range all {
		if p.Mentee.Person.Email != "" && p.Mentor.Person.Email != "" && p.Mentor.Person.ID != p.Mentee.Person.ID {
			return p
		}
	}
	j.Fatal("no pair with two addresses")
	return matching.Proposal{}
}

func board(j *trip, lead org.Actor) (matching.Round, []matching.Card) {
	r, err := j.m.Matches.Draft(j.Context(), lead)
	if err != nil {
		j.Fatal(err)
	}
	cards, _, err := j.m.Matches.Cards(j.Context(), lead, r, matching.Query{Limit: 100})
	if err != nil || len(cards) == 0 {
		j.Fatalf("%d pairs on the board, %v", len(cards), err)
	}
	return r, cards
}

// together is the life of one pair, by the buttons that the two press.
func together(j *trip, karen *person, orgID, programmeID string, p matching.Proposal) {
	mentee, mentor := j.enter(p.Mentee.Person.Email), j.enter(p.Mentor.Person.Email)
	for _, who := range []*person{mentee, mentor} {
		who.open("/proposal/" + p.ID)
		who.choose("duties", "yes")
		who.choose("no_conflict", "yes")
		who.click("pairs.say_yes")
	}
	pairs, err := j.m.Pairs.PairsOf(j.Context(), j.m.DB, orgID, p.Mentee.ID)
	if err != nil || len(pairs) != 1 {
		j.Fatalf("%d pairs, %v", len(pairs), err)
	}
	url := "/pair/" + pairs[0].ID
	karen.open("/p/" + programmeID + "/setup")
	karen.click("setup.start")

	// the first meeting: proposed, accepted, held; then the pulse
	advance(mentee, url, pair.Introduction)
	meet(j, mentee, mentor, url, time.Date(2026, 9, 22, 12, 0, 0, 0, time.UTC))

	// the agreement: written by one, signed by both
	mentee.open(url + "/agreement/edit")
	mentee.click("pairs.draft_save")
	for _, who := range []*person{mentee, mentor} {
		who.open(url + "/agreement")
		who.click("pairs.sign")
	}
	for _, who := range []*person{mentee, mentor} {
		for _, mark := range []pair.Mark{pair.MarkGoOn, pair.MarkExpectations, pair.MarkDirection} {
			who.open(url)
			who.click("pairs.tick_" + string(mark))
		}
	}
	advance(mentor, url, pair.Establishing)
	meet(j, mentor, mentee, url, time.Date(2026, 10, 20, 12, 0, 0, 0, time.UTC))

	// towards the end: the final evaluation, the closing talk, the last gate
	j.clock.set(time.Date(2027, 8, 24, 7, 0, 0, 0, time.UTC))
	karen, mentee, mentor = j.enter("karen.moeller@example.org"), j.enter(p.Mentee.Person.Email), j.enter(p.Mentor.Person.Email)
	karen.open("/p/" + programmeID + "/evaluation")
	surveys, err := j.m.Evaluations.Plan(j.Context(), j.m.DB, must(j.m.Programmes.Get(j.Context(), j.m.DB, orgID, programmeID))(j))
	if err != nil || len(surveys) == 0 {
		j.Fatalf("%d surveys, %v", len(surveys), err)
	}
	if s := surveys[len(surveys)-1]; !s.Open() && !s.Done() {
		lead := org.Actor{Org: orgID, Programme: programmeID, Roles: []org.Role{org.Coordinator}}
		if err := j.m.Evaluations.Open(j.Context(), lead, evaluation.Final); err != nil {
			j.Fatal(err)
		}
	}
	advance(mentee, url, pair.Learning)
	for _, who := range []*person{mentee, mentor} {
		who.open(url + "/evaluation/final")
		for _, s := range evaluation.Sections(evaluation.Final, map[*person]org.Role{mentee: org.Mentee, mentor: org.Mentor}[who]) {
			for _, i := range s.Items {
				if i.Kind == evaluation.Degree {
					who.choose(i.Key, "4")
				}
			}
		}
		who.click("evaluation.fill_save")
		who.open(url)
		who.click("pairs.tick_goals_reviewed")
	}
	mentee.open(url)
	mentee.click("pairs.tick_talk_held")
	advance(mentor, url, pair.Closing)
	ended, err := j.m.Pairs.Summary(j.Context(), j.m.DB, orgID, pairs[0].ID)
	if err != nil || ended.Phase != pair.Closed || ended.MeetingsHeld != 2 || ended.Ending == nil || ended.Ending.Kind != pair.Completed {
		j.Fatalf("the pair is in phase %s after %d meetings, ending %+v, %v", ended.Phase, ended.MeetingsHeld, ended.Ending, err)
	}
}

func must[T any](v T, err error) func(*trip) T {
	return func(j *trip) T {
		j.Helper()
		if err != nil {
			j.Fatal(err)
		}
		return v
	}
}

// advance goes through the gate from a phase to the next.
func advance(who *person, url string, from pair.Phase) {
	who.j.Helper()
	who.open(url)
	if from == pair.Closing {
		who.click("pairs.go_closed")
		who.click("pairs.complete_yes")
		return
	}
	who.click("pairs.go_" + string(from.Next()))
}

// meet proposes a meeting, accepts it, lets its day come, says that it was held and answers the pulse on both sides.
func meet(j *trip, by, other *person, url string, at time.Time) {
	j.Helper()
	zone, err := time.LoadLocation("Europe/Copenhagen")
	if err != nil {
		j.Fatal(err)
	}
	local := at.In(zone)
	by.open(url + "/meetings")
	by.fill("date", local.Format(time.DateOnly))
	by.fill("time", local.Format("15:04"))
	by.fill("minutes", "60")
	by.fill("place", "Biblioteket")
	by.click("pairs.propose")
	other.open(url + "/meetings")
	other.click("pairs.accept")
	j.clock.set(at.Add(2 * time.Hour))
	by.open(url + "/meetings")
	by.click("pairs.held")
	by.click("pairs.held_save")
	for _, who := range []*person{by, other} {
		if who == other {
			who.open(url + "/meetings")
			who.click("pairs.pulse_link")
		}
		for _, item := range pair.PulseItems {
			who.choose(item, "4")
		}
		who.click("pairs.pulse_send")
	}
}

// sponsorReads signs what was promised and reads the page: figures, and no name of anybody in a pair.
func sponsorReads(j *trip, karen *person, programmeID string, p matching.Proposal) {
	soren := j.enter("soeren.aagaard@example.org")
	soren.open("/p/" + programmeID + "/sponsor/commitment")
	soren.fill("signed_name", "Søren Ågaard")
	soren.click("setup.sign")
	soren.open("/p/" + programmeID + "/sponsor")
	text, err := soren.Text()
	soren.must(err)
	for _, name := range []string{p.Mentee.Person.Name, p.Mentor.Person.Name} {
		if strings.Contains(text, name) {
			j.Errorf("the sponsor reads the name %s", name)
		}
	}
	soren.open("/p/" + programmeID + "/report")
}
