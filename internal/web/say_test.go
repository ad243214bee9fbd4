package web_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// wishers is the world with a programme whose people have no partner yet: two of them, and everybody else who could look.
type wishers struct {
	*world
	lead           org.Actor
	mentee, mentor enrolment.Seat
	things         []thing // theirs
	lookers        []visitor
}

func wishing(t *testing.T) *wishers {
	w := &wishers{world: build(t)}
	w.m.Clock.(*clock.Shift).Set(time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)) // stands still: pages tell how long ago things were
	orgID, err := db.Get(t.Context(), w.m.DB, func(s db.Scan) (o [2]string, err error) { err = s(&o[0], &o[1]); return o, err },
		`select s.org_id, s.programme_id from seat s join programme p on p.id = s.programme_id where p.status='open' and s.status='accepted' and s.role='mentee'
			and not exists (select 1 from pair x where x.mentee_seat_id = s.id) group by s.org_id, s.programme_id order by count(*) desc limit 1`)
	if err != nil {
		t.Fatal(err)
	}
	w.lead = org.System(orgID[0])
	w.lead.Programme = orgID[1]
	return w
}

// open opens a round and chooses the two.
func (w *wishers) open(plan matching.WishPlan) {
	w.Helper()
	plan.WishesBy, plan.Shows = "2026-12-05", matching.ShowNames
	if _, err := w.m.Matches.OpenWishes(w.Context(), w.lead, plan); err != nil {
		w.Fatal(err)
	}
	seats, err := w.m.Enrolments.Seats(w.Context(), w.m.DB, w.lead.Org, w.lead.Programme, "", enrolment.Accepted)
	if err != nil {
		w.Fatal(err)
	}
	of := func(role org.Role) (out []enrolment.Seat) {
		for _, s := range seats {
			if _, err := w.m.Matches.WishSheet(w.Context(), w.as(s)); err == nil && s.Role == role {
				out = append(out, s)
			}
		}
		return out
	}
	mentees, mentors := of(org.Mentee), of(org.Mentor)
	w.mentee = mentees[0]
	w.mentor = mentors[0]
	if plan.Kind == matching.Suggested {
		s, err := w.m.Matches.WishSheet(w.Context(), w.as(w.mentee))
		if err != nil {
			w.Fatal(err)
		}
		w.mentor = mentors[slices.IndexFunc(mentors, func(x enrolment.Seat) bool { return x.ID == s.Cards[0].Seat })]
	}
	for _, s := range []enrolment.Seat{w.mentee, w.mentor} {
		own := w.world.things[0]
		t := thing{Relation: s.Person.Name, Org: s.Org, Programme: s.Programme, Seat: s.ID, SeatRole: string(s.Role), SeatOwner: s.Person.Account, Person: s.Person.ID, Organisation: s.Org}
		t.Pair, t.Proposal, t.Meeting, t.Mail, t.List, t.Staff = own.Pair, own.Proposal, own.Meeting, own.Mail, own.List, own.Staff
		w.things = append(w.things, t)
	}
	w.lookers = []visitor{{Name: "nobody"}, w.enter("mentee", w.mentee.Person.Account), w.enter("mentor", w.mentor.Person.Account)}
	for _, others := range [][]enrolment.Seat{mentees, mentors} {
		i := slices.IndexFunc(others, func(s enrolment.Seat) bool { return s.ID != w.mentee.ID && s.ID != w.mentor.ID })
		w.lookers = append(w.lookers, w.enter("another "+string(others[i].Role), others[i].Person.Account))
	}
	for _, role := range []org.Role{org.Admin, org.Coordinator, org.Sponsor, org.Facilitator} {
		programme := w.lead.Programme
		if role == org.Admin {
			programme = ""
		}
		var account string
		err := w.m.DB.Write(w.Context(), func(tx *db.Tx) error {
			a, err := w.m.People.Ensure(w.Context(), tx, "looks."+string(role)+"@mentor.example", string(role), i18n.English)
			if err != nil {
				return err
			}
			account = a.ID
			return w.m.Orgs.Give(w.Context(), tx, w.lead.Org, programme, a.ID, role)
		})
		if err != nil {
			w.Fatal(err)
		}
		w.lookers = append(w.lookers, w.enter(string(role), account))
	}
}

func (w *wishers) enter(name, account string) visitor {
	w.Helper()
	v := visitor{Name: name, Account: account}
	var err error
	if v.Hats, err = w.m.Orgs.Hats(w.Context(), account); err != nil {
		w.Fatal(err)
	}
	if v.Cookie, err = w.m.People.Begin(w.Context(), account, "test"); err != nil {
		w.Fatal(err)
	}
	return v
}

func (w *wishers) as(s enrolment.Seat) org.Actor {
	return org.Actor{Account: s.Person.Account, Org: s.Org, Programme: s.Programme, Roles: []org.Role{s.Role}, Side: s.Role, Seat: s.ID}
}

func (w *wishers) press(s, other enrolment.Seat, move matching.WishMove) {
	w.Helper()
	if err := w.m.Matches.MakeWish(w.Context(), w.as(s), other.ID, move); err != nil {
		w.Fatalf("%s: %v", move, err)
	}
}

// look opens every page there is as everybody, about both, and reads all mails and the log as well: what each saw, by name and address.
func (w *wishers) look(routes []visit.Route) map[string]string {
	w.Helper()
	site, out := w.site(routes, false), map[string]string{}
	for _, v := range w.lookers {
		for _, r := range routes {
			if r.Method != http.MethodGet || strings.HasPrefix(r.Path, "/sign-in/") {
				continue
			}
			for _, t := range w.things {
				path, err := w.fill(r, v, t, thing{})
				if err != nil {
					w.Fatal(err)
				}
				got := w.ask(site, r.Method, path, v)
				out[v.Name+" "+path] = fmt.Sprint(got.status, " ", got.location, "\n", unpacked(got.body))
			}
		}
	}
	for name, query := range map[string]string{
		"mails": "select event_key||to_email||subject||body_text||body_html from outbox order by id",
		"log":   "select act||object||detail from audit_entry order by id",
	} {
		rows, err := db.Column[string](w.Context(), w.m.DB, query)
		if err != nil {
			w.Fatal(err)
		}
		out[name] = strings.Join(rows, "\n")
	}
	return out
}

// unpacked gives what a workbook says, and any other body as it is.
func unpacked(body string) string {
	if !strings.HasPrefix(body, "PK") {
		return body
	}
	z, err := zip.NewReader(strings.NewReader(body), int64(len(body)))
	if err != nil {
		return body
	}
	var out bytes.Buffer
	slices.SortFunc(z.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	for _, f := range z.File {
		if !strings.HasPrefix(f.Name, "xl/") { // what is about the file and not in it: when it was written
			continue
		}
		r, err := f.Open()
		if err != nil {
			return body
		}
		_, _ = io.Copy(&out, io.LimitReader(r, 10<<20)) //nolint:gosec // our own file, and limited
	}
	return out.String()
}

// differ names where two looks differ, but for those of some.
func differ(a, b map[string]string, but ...string) (out []string) {
	for at := range a {
		if a[at] != b[at] && !slices.ContainsFunc(but, func(name string) bool { return strings.HasPrefix(at, name+" ") }) {
			out = append(out, at)
		}
	}
	slices.Sort(out)
	return out
}

// leads are the pages of a coordinator that say that a rule keeps two apart.
var leads = regexp.MustCompile(`^(coordinator|administrator) /p/[^/]+(/match(/options\?.*|/publish|/waiting|/rules|/aims|/repair)?)?$`)

// TestVetoTellsNobody: whoever is not the one who said "not this one" sees the same as if it had not been said. Those who lead see that
// a rule keeps the two apart, and the same whoever of the two said it.
func TestVetoTellsNobody(t *testing.T) {
	w := wishing(t)
	w.open(matching.WishPlan{Kind: matching.Suggested})
	if _, err := w.m.Matches.Solve(t.Context(), w.lead); err != nil { // a draft, so that the board and its files have something to show
		t.Fatal(err)
	}
	w.press(w.mentee, w.mentor, matching.MoveDone)
	w.press(w.mentor, w.mentee, matching.MoveDone)
	routes := w.m.Routes()
	before := w.look(routes)
	if again := differ(before, w.look(routes)); len(again) > 0 {
		t.Fatalf("pages differ by themselves: %s", again)
	}

	w.press(w.mentee, w.mentor, matching.MoveVeto)
	hers := w.look(routes)
	for _, at := range differ(before, hers, "mentee") {
		if !leads.MatchString(at) {
			t.Errorf("%s tells of the mentee's veto", at)
		}
	}
	if len(differ(before, hers)) == len(differ(before, hers, "mentee")) {
		t.Error("the mentee's own page does not show it")
	}
	w.press(w.mentee, w.mentor, matching.MoveUnveto)
	w.press(w.mentor, w.mentee, matching.MoveVeto)
	his := w.look(routes)
	for _, at := range differ(hers, his, "mentee", "mentor") {
		t.Errorf("%s tells whose veto it was", at)
	}
	for _, at := range differ(before, his, "mentor") {
		if !leads.MatchString(at) {
			t.Errorf("%s tells of the mentor's veto", at)
		}
	}

	// after the round is over it is the same
	if err := w.m.Matches.CloseWishes(t.Context(), w.lead); err != nil {
		t.Fatal(err)
	}
	his = w.look(routes)
	if err := w.m.Matches.TakeBack(t.Context(), w.as(w.mentor), w.mentee.ID); err != nil {
		t.Fatal(err)
	}
	for _, at := range differ(his, w.look(routes), "mentor") {
		if !leads.MatchString(at) {
			t.Errorf("%s tells of the mentor's veto after the round", at)
		}
	}

	// the test itself is tried: a page that tells is found
	leak := slices.Clone(routes)
	i := slices.IndexFunc(leak, func(r visit.Route) bool { return r.Path == "/help" })
	leak[i].Serve = func(v *visit.Visit) error {
		n, err := db.One[int](v.Ctx(), v.Site.DB, "select count(*) from barrier")
		if err == nil {
			_, err = fmt.Fprint(v.W, n)
		}
		return err
	}
	without := w.look(leak)
	err := w.m.DB.Write(t.Context(), func(tx *db.Tx) error {
		return w.m.Enrolments.Veto(t.Context(), tx, w.mentor, w.mentee.Person.ID)
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(differ(without, w.look(leak), "mentor", "coordinator", "administrator")) == 0 {
		t.Error("planted and not found: a page that counts vetoes")
	}
}

// TestRequestsTellNobody: what a mentee writes to a mentor is that mentor's to read, when it is time and no longer; what a mentor
// answers is nobody's.
func TestRequestsTellNobody(t *testing.T) {
	const words = "kanariefugl-7319"
	w := wishing(t)
	w.open(matching.WishPlan{Kind: matching.Requested, Most: 3, AnswersBy: "2026-12-12"})
	routes := w.m.Routes()
	w.press(w.mentee, w.mentor, matching.MoveWish)
	if err := w.m.Matches.WriteWish(t.Context(), w.as(w.mentee), w.mentor.ID, "Vil du lære mig at sige "+words+"?"); err != nil {
		t.Fatal(err)
	}
	tells := func(seen map[string]string, but ...string) (out []string) {
		for at, body := range seen {
			if strings.Contains(body, words) && !slices.ContainsFunc(but, func(name string) bool { return strings.HasPrefix(at, name+" ") }) {
				out = append(out, at)
			}
		}
		return out
	}
	if seen := w.look(routes); len(tells(seen, "mentee")) > 0 || len(tells(seen)) != 1 {
		t.Errorf("while mentees ask: %s", tells(seen))
	}
	if err := w.m.Matches.CloseWishes(t.Context(), w.lead); err != nil {
		t.Fatal(err)
	}
	w.press(w.mentor, w.mentee, matching.MoveYes)
	yes := w.look(routes)
	if got := tells(yes, "mentee"); len(got) != 1 || !strings.HasPrefix(got[0], "mentor /seat/"+w.mentor.ID+"/wishes") {
		t.Errorf("while mentors answer: %s", got)
	}
	w.press(w.mentor, w.mentee, matching.MoveNo)
	for _, at := range differ(yes, w.look(routes), "mentor") {
		t.Errorf("%s tells what the mentor answered", at)
	}
	if err := w.m.Matches.CloseWishes(t.Context(), w.lead); err != nil {
		t.Fatal(err)
	}
	if got := tells(w.look(routes)); len(got) > 0 {
		t.Errorf("when the round is over: %s", got)
	}
}
