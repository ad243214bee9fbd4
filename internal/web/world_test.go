package web_test

import (
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/app"
	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/demo"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/enrolment/intake"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/talk"
)

// world is the demonstration's year of three organisations, with visitors of every role who have that role and no other.
type world struct {
	*testing.T
	m        *app.Main
	visitors []visitor
	things   []thing // own first
}

// visitor is who comes. Cookie is the session; "" for nobody.
type visitor struct {
	Name, Account, Cookie string
	Hats                  []org.Hat
}

// thing is one object of each kind, all in one place. Relation says what they are to the visitors: "own" is the pair of the mentor and
// the mentee, in the programme of everybody who has a role in one.
type thing struct {
	Relation                            string
	Org, Programme                      string
	Pair, Proposal, Seat, SeatRole      string
	MentorSeat                          string // Seat is the mentee's
	Mentor, Mentee, SeatOwner           string // accounts
	Meeting, Person, Mail, Organisation string
	List, Staff                         string // imports under way: of the programme, of the organisation
	Time, Talk                          string // that the mentee may book, and has booked
}

// logged takes what the program logs; the canary test reads it.
var logged = &logBook{}

type logBook struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *logBook) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(b)
}

func (l *logBook) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

func build(t *testing.T) *world {
	t.Helper()
	m := &app.Main{Config: app.Defaults(), Clock: &clock.Shift{}, Demo: true, Log: slog.New(slog.NewTextHandler(logged, &slog.HandlerOptions{Level: slog.LevelDebug}))}
	m.Config.Database = filepath.Join(t.TempDir(), "world.db")
	if err := m.Open(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = m.DB.Close() })
	m.Handler("http://mentor.example", "")
	now := time.Date(2026, 11, 25, 10, 0, 0, 0, time.UTC)
	if _, err := demo.Seed(t.Context(), m, now); err != nil {
		t.Fatal(err)
	}
	w := &world{T: t, m: m}
	w.find()
	w.people()
	return w
}

// find chooses the objects: a pair whose two have no other role, another pair of its programme, one of another programme of the
// organisation, one of another organisation, and what does not exist.
func (w *world) find() {
	type pair struct {
		thing
		plain bool // the two have one hat each
	}
	pairs, err := db.All(w.Context(), w.m.DB, func(s db.Scan) (p pair, err error) {
		p.SeatRole = string(org.Mentee)
		err = s(&p.Org, &p.Programme, &p.Pair, &p.Proposal, &p.Seat, &p.MentorSeat, &p.Mentor, &p.Mentee, &p.Person, &p.Meeting, &p.plain)
		p.SeatOwner, p.Organisation = p.Mentee, p.Org
		return p, err
	}, `select x.org_id, x.programme_id, x.id, x.proposal_id, x.mentee_seat_id, x.mentor_seat_id, rp.account_id, ep.account_id, ep.id,
			coalesce((select max(g.id) from meeting g where g.pair_id = x.id), ''),
			(select count(*) from hat h where h.account_id in (rp.account_id, ep.account_id)) = 2
		from pair x join seat rs on rs.id = x.mentor_seat_id join person rp on rp.id = rs.person_id
			join seat es on es.id = x.mentee_seat_id join person ep on ep.id = es.person_id
		where x.phase <> 'closed' and x.proposal_id <> '' and rp.account_id <> '' and ep.account_id <> '' order by x.id`)
	if err != nil {
		w.Fatal(err)
	}
	pick := func(relation string, fits func(p pair) bool) {
		w.Helper()
		i := slices.IndexFunc(pairs, func(p pair) bool { return p.Meeting != "" && fits(p) })
		if i < 0 {
			w.Fatalf("the seeded world has no pair for %q", relation)
		}
		t := pairs[i].thing
		t.Relation = relation
		if t.Mail, err = db.One[string](w.Context(), w.m.DB, "select min(id) from outbox where org_id=$1 and calendar<>''", t.Org); err != nil {
			w.Fatal(err)
		}
		t.List, t.Staff = w.upload(t.Org, t.Programme), w.upload(t.Org, "")
		t.Time, t.Talk = w.talk(t)
		w.things = append(w.things, t)
	}
	pick("own", func(p pair) bool { return p.plain })
	own := w.things[0]
	other := func(p pair) bool {
		return p.Mentor != own.Mentor && p.Mentee != own.Mentee && p.Mentor != own.Mentee && p.Mentee != own.Mentor
	}
	pick("another pair's", func(p pair) bool { return p.Programme == own.Programme && other(p) })
	pick("another programme's", func(p pair) bool { return p.Org == own.Org && p.Programme != own.Programme && other(p) })
	pick("another organisation's", func(p pair) bool { return p.Org != own.Org && other(p) })
	for _, relation := range []string{"missing", "malformed"} {
		x := id.New()
		if relation == "malformed" {
			x = "0190-not-an-id"
		}
		w.things = append(w.things, thing{Relation: relation, Org: x, Programme: x, Pair: x, Proposal: x, Seat: x, MentorSeat: x, Meeting: x, Person: x, Mail: x, Organisation: x, List: x, Staff: x, Time: x, Talk: x, SeatRole: "mentee"})
	}
}

// upload begins an import.
func (w *world) upload(orgID, programme string) string {
	w.Helper()
	a := org.System(orgID)
	a.Programme = programme
	b, err := w.m.Intake.Receive(w.Context(), a, programme, intake.File{Name: "liste.csv", Data: []byte("Navn;E-mail;Rolle\nAsta Rask;asta.rask@mentor.example;mentor\n")}, "")
	if err != nil {
		w.Fatal(err)
	}
	return b.ID
}

// talk has the mentors of a thing's programme put times up, and its mentee book one.
func (w *world) talk(t thing) (timeID, talkID string) {
	w.Helper()
	lead := org.System(t.Org)
	lead.Programme = t.Programme
	all, err := w.m.Enrolments.Seats(w.Context(), w.m.DB, t.Org, t.Programme, "", enrolment.Accepted)
	err = errors.Join(err, w.m.Talks.SaveSetting(w.Context(), lead, talk.Setting{Offered: true, Ahead: talk.MaxAhead}))
	mentee := org.Actor{}
	night := w.m.Clock.Now().Truncate(24 * time.Hour).Add(time.Duration(len(w.things)+1)*24*time.Hour + 2*time.Hour)
	for _, s := range all {
		if s.Role == org.Mentor {
			_, bad := w.m.Talks.Offer(w.Context(), pair.SeatActor(s), talk.Offer{Start: night, Minutes: 30, Places: 2})
			err = errors.Join(err, bad)
		} else if s.ID == t.Seat {
			mentee = pair.SeatActor(s)
		}
	}
	open, bad := w.m.Talks.Open(w.Context(), w.m.DB, mentee)
	if err = errors.Join(err, bad); err != nil || len(open) < 2 {
		w.Fatalf("%d mentors to talk with, %v", len(open), err)
	}
	k, err := w.m.Talks.Book(w.Context(), mentee, open[0].Times[0].ID, "Et første skridt.")
	if err != nil {
		w.Fatal(err)
	}
	return open[1].Times[0].ID, k.ID
}

// people makes the visitors and signs them in.
func (w *world) people() {
	own, elsewhere := w.things[0], w.things[2]
	w.visitors = []visitor{{Name: "nobody"}}
	add := func(name, account string, role org.Role, orgID, programme string) {
		w.Helper()
		v := visitor{Name: name, Account: account}
		if account == "" {
			err := w.m.DB.Write(w.Context(), func(tx *db.Tx) error {
				a, err := w.m.People.Ensure(w.Context(), tx, fmt.Sprintf("visitor%d@mentor.example", len(w.visitors)), name, i18n.English)
				if err != nil || role == "" {
					v.Account = a.ID
					return err
				}
				v.Account = a.ID
				return w.m.Orgs.Give(w.Context(), tx, orgID, programme, a.ID, role)
			})
			if err != nil {
				w.Fatal(err)
			}
		}
		var err error
		if v.Hats, err = w.m.Orgs.Hats(w.Context(), v.Account); err != nil {
			w.Fatal(err)
		}
		if role != "" && (len(v.Hats) != 1 || v.Hats[0].Role != role) {
			w.Fatalf("%s has the hats %+v", name, v.Hats)
		}
		if v.Cookie, err = w.m.People.Begin(w.Context(), v.Account, "test"); err != nil {
			w.Fatal(err)
		}
		w.visitors = append(w.visitors, v)
	}
	add("somebody without a role", "", "", "", "")
	add("administrator of the installation", "", org.Admin, "", "")
	add("administrator", "", org.Admin, own.Org, "")
	add("coordinator of the organisation", "", org.Coordinator, own.Org, "")
	add("coordinator", "", org.Coordinator, own.Org, own.Programme)
	add("coordinator of another programme", "", org.Coordinator, own.Org, elsewhere.Programme)
	add("sponsor", "", org.Sponsor, own.Org, own.Programme)
	add("facilitator", "", org.Facilitator, own.Org, own.Programme)
	add("mentor", own.Mentor, org.Mentor, own.Org, own.Programme)
	add("mentee", own.Mentee, org.Mentee, own.Org, own.Programme)
}
