package matching

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
)

// Party is one of two people on the board. Capacity is read only where it says so.
type Party struct {
	Seat, Name, Title, Unit string
	Capacity                int
}

// Card is a pair of a round as the board shows it, with the mark that stands on it now.
type Card struct {
	fit.Pair
	MentorParty, MenteeParty Party
	Mark                     fit.MarkKind
	Over                     []fit.Rule // rules that the mark sets aside
	Reason                   string     // and why
	Company                  int        // how many pairs of the round the mentor is in, this one included
}

// LeftCard is somebody without a partner as the board shows them. InsteadName is who would wait for them, MoreName the mentor who could take one more.
type LeftCard struct {
	fit.Left
	Party
	InsteadName string
	MoreName    string
	MorePlaces  int // that mentor takes now
}

// Query chooses what of a round is shown: Find is part of a name, Order is weak (the default), strong or name.
type Query struct {
	Find, Order   string
	Offset, Limit int
}

// Orders are the ways to order a board.
var Orders = []string{"weak", "strong", "name"}

// Draft reads the round that waits for the coordinator; NotFound when there is none.
func (m *Matches) Draft(ctx context.Context, a org.Actor) (Round, error) {
	if err := mayLead(a); err != nil {
		return Round{}, err
	}
	return db.Get(ctx, m.DB, scanRound, selectRound+" where r.org_id=$1 and r.programme_id=$2 and r.status=$3", a.Org, a.Programme, Draft)
}

const selectPair = "select mentor_seat_id, mentee_seat_id, score, locked, shares, reasons from match_pair"

func scanPair(s db.Scan) (p fit.Pair, err error) {
	var shares db.JSON[[]fit.Share]
	var reasons db.JSON[[]fit.Reason]
	err = s(&p.Mentor, &p.Mentee, &p.Score, &p.Locked, &shares, &reasons)
	p.Shares, p.Reasons = shares.V, reasons.V
	return p, err
}

const selectCard = `select p.mentor_seat_id, p.mentee_seat_id, p.score, p.locked, p.shares, p.reasons,
	r.name, r.title, r.unit, e.name, e.title, e.unit, coalesce(k.mark,''), coalesce(k.rule,''), coalesce(k.reason,''),
	(select count(*) from match_pair o where o.round_id = p.round_id and o.mentor_seat_id = p.mentor_seat_id)
	from match_pair p join seat rs on rs.id = p.mentor_seat_id join person r on r.id = rs.person_id
	join seat es on es.id = p.mentee_seat_id join person e on e.id = es.person_id
	join match_round x on x.id = p.round_id
	left join match_mark k on k.programme_id = x.programme_id and k.mentor_seat_id = p.mentor_seat_id and k.mentee_seat_id = p.mentee_seat_id
	where p.org_id=$1 and p.round_id=$2`

var orderBy = map[string]string{
	"weak": "p.score, p.mentee_seat_id", "strong": "p.score desc, p.mentee_seat_id", "name": `e.name collate "da", p.mentee_seat_id`,
	"circle": `r.name collate "da", p.mentor_seat_id, p.score, p.mentee_seat_id`,
}

// cardRow keeps points and reasons as they are stored until it is known that the row is shown.
type cardRow struct {
	Card
	shares, reasons string
}

func scanCard(s db.Scan) (c cardRow, err error) {
	r, e := &c.MentorParty, &c.MenteeParty
	var over string
	err = s(&c.Mentor, &c.Mentee, &c.Score, &c.Locked, &c.shares, &c.reasons, &r.Name, &r.Title, &r.Unit, &e.Name, &e.Title, &e.Unit, &c.Mark, &over, &c.Reason, &c.Company)
	c.Over = rulesOf(over)
	r.Seat, e.Seat = c.Mentor, c.Mentee
	return c, err
}

func (c cardRow) open() (Card, error) {
	var shares db.JSON[[]fit.Share]
	var reasons db.JSON[[]fit.Reason]
	if err := shares.Scan(c.shares); err != nil {
		return c.Card, err
	}
	err := reasons.Scan(c.reasons)
	c.Shares, c.Reasons = shares.V, reasons.V
	return c.Card, err
}

// Cards reads the pairs of a round that a query asks for, and how many it would find without a limit.
func (m *Matches) Cards(ctx context.Context, a org.Actor, r Round, q Query) (cards []Card, total int, err error) {
	if err := mayLead(a); err != nil {
		return nil, 0, err
	}
	k, err := m.mask(ctx, m.DB, a)
	if err != nil {
		return nil, 0, err
	}
	text := selectCard + " order by " + orderBy["weak"]
	if by, ok := orderBy[q.Order]; ok && (q.Order != "name" || k.number == nil) { // the order would tell what the mask hides
		text = selectCard + " order by " + by
	}
	if r.Summary.Circles != nil && q.Order == "" {
		text = selectCard + " order by " + orderBy["circle"]
		if k.number != nil {
			text = selectCard + " order by p.mentor_seat_id, p.score, p.mentee_seat_id"
		}
	}
	args := []any{a.Org, r.ID}
	find := fit.Fold(q.Find)
	if find == "" { // the database pages; a name is looked for here, since the engines differ on capital letters beyond A to Z
		text += " limit $3 offset $4"
		args = append(args, q.Limit, q.Offset)
		total = r.Summary.Matched
	}
	rows, err := db.All(ctx, m.DB, scanCard, text, args...)
	if err != nil {
		return nil, 0, err
	}
	for i := range rows {
		k.party(&rows[i].MentorParty)
		k.party(&rows[i].MenteeParty)
	}
	if find != "" {
		rows = slices.DeleteFunc(rows, func(c cardRow) bool {
			return !strings.Contains(fit.Fold(c.MentorParty.Name), find) && !strings.Contains(fit.Fold(c.MenteeParty.Name), find)
		})
		total = len(rows)
		rows = rows[min(q.Offset, total):min(q.Offset+q.Limit, total)]
	}
	for _, row := range rows {
		c, err := row.open()
		if err != nil {
			return nil, 0, err
		}
		cards = append(cards, c)
	}
	return cards, total, nil
}

// CardsOf reads the pairs of some mentees, those of them that have one.
func (m *Matches) CardsOf(ctx context.Context, a org.Actor, r Round, mentees []string) (cards []Card, err error) {
	if err := mayLead(a); err != nil {
		return nil, err
	}
	k, err := m.mask(ctx, m.DB, a)
	if err != nil {
		return nil, err
	}
	for part := range slices.Chunk(mentees, 200) {
		args := []any{a.Org, r.ID}
		for _, seat := range part {
			args = append(args, seat)
		}
		rows, err := db.All(ctx, m.DB, scanCard, selectCard+" and p.mentee_seat_id in "+places(3, len(part))+" order by "+orderBy["weak"], args...)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			k.party(&row.MentorParty)
			k.party(&row.MenteeParty)
			c, err := row.open()
			if err != nil {
				return nil, err
			}
			cards = append(cards, c)
		}
	}
	return cards, nil
}

// places writes n places of a query from $from on, as a list.
func places(from, n int) string {
	list := make([]string, n)
	for i := range list {
		list[i] = "$" + strconv.Itoa(from+i)
	}
	return "(" + strings.Join(list, ",") + ")"
}

// LeftOf reads whom a round left without a partner, those with the most pressing cause first, and how many there are. Role "" is both.
func (m *Matches) LeftOf(ctx context.Context, a org.Actor, r Round, role org.Role, offset, limit int) (left []LeftCard, total int, err error) {
	if err := mayLead(a); err != nil {
		return nil, 0, err
	}
	total, err = db.One[int](ctx, m.DB, "select count(*) from match_left where org_id=$1 and round_id=$2 and ($3='' or role=$3)", a.Org, r.ID, role)
	if err != nil {
		return nil, 0, err
	}
	left, err = db.All(ctx, m.DB, func(s db.Scan) (l LeftCard, err error) {
		var detail db.JSON[fit.Left]
		var seat string
		var role org.Role
		err = s(&seat, &role, &detail, &l.Name, &l.Title, &l.Unit)
		l.Left = detail.V
		l.Left.Seat, l.Party.Seat, l.Role = seat, seat, role
		return l, err
	}, `select l.seat_id, l.role, l.detail, n.name, n.title, n.unit from match_left l join seat s on s.id = l.seat_id join person n on n.id = s.person_id
		where l.org_id=$1 and l.round_id=$2 and ($3='' or l.role=$3) order by l.place limit $4 offset $5`, a.Org, r.ID, role, limit, offset)
	if err != nil {
		return nil, 0, err
	}
	k, err := m.mask(ctx, m.DB, a)
	if err != nil {
		return nil, 0, err
	}
	for i := range left {
		k.party(&left[i].Party)
	}
	if !slices.ContainsFunc(left, func(l LeftCard) bool { return l.Instead != "" || l.Remedy.More != "" }) {
		return left, total, nil
	}
	wanted := map[string]bool{}
	for _, l := range left {
		wanted[l.Instead], wanted[l.Remedy.More] = true, true
	}
	delete(wanted, "")
	people, err := m.parties(ctx, a, wanted)
	for i := range left {
		left[i].InsteadName, left[i].MoreName = people[left[i].Instead].Name, people[left[i].Remedy.More].Name
		left[i].MorePlaces = people[left[i].Remedy.More].Capacity
	}
	return left, total, err
}

// State is where the programme's matching stands, in figures.
type State struct {
	Mentors, Mentees int // accepted seats
	FreeMentees      int // with fewer pairs and open proposals than a mentee gets: without any, where it is one
	FreePlaces       int // of mentors
	Open             int // proposals that wait for an answer
	Agreed           int // proposals that both said yes to
	Declined         int
	HalfAnswered     int // open, and one has answered
}

// State counts. It reads no profiles: the board asks on every visit.
func (m *Matches) State(ctx context.Context, a org.Actor) (st State, err error) {
	if err := mayLead(a); err != nil {
		return st, err
	}
	over, err := finished(ctx, m.DB, a.Org, a.Programme)
	if err != nil {
		return st, err
	}
	way, err := m.Way(ctx, m.DB, a.Org, a.Programme)
	if err != nil {
		return st, err
	}
	type seat struct {
		id       string
		role     org.Role
		capacity int
		taken    int
	}
	seats, err := db.All(ctx, m.DB, func(s db.Scan) (t seat, err error) {
		err = s(&t.id, &t.role, &t.capacity, &t.taken)
		return t, err
	}, `select s.id, s.role, case when s.paused_at='' then s.capacity else 0 end, coalesce(t.n, 0) from seat s left join (
			select seat, count(*) as n from (`+heldSeats+`) h group by seat) t on t.seat = s.id
		where s.org_id=$1 and s.programme_id=$2 and s.status=$3`, a.Org, a.Programme, enrolment.Accepted)
	if err != nil {
		return st, err
	}
	for _, s := range seats {
		switch s.role {
		case org.Mentor:
			st.Mentors++
			if !over[s.id] {
				st.FreePlaces += max(s.capacity-s.taken, 0)
			}
		case org.Mentee:
			st.Mentees++
			if !over[s.id] && s.taken < way.Shape.Mentors() {
				st.FreeMentees++
			}
		}
	}
	return st, m.countProposals(ctx, a, &st)
}

// heldSeats names a seat once for every place that a living pair or an open proposal takes of it.
const heldSeats = `select mentor_seat_id as seat from pair where org_id=$1 and programme_id=$2 and phase<>'closed'
	union all select mentee_seat_id from pair where org_id=$1 and programme_id=$2 and phase<>'closed'
	union all select mentor_seat_id from proposal r where org_id=$1 and programme_id=$2 and ` + heldProposal + `
	union all select mentee_seat_id from proposal r where org_id=$1 and programme_id=$2 and ` + heldProposal

// heldProposal is a proposal that takes places itself; when it has become a pair, the pair does.
const heldProposal = `(r.status='open' or r.status='accepted' and not exists (select 1 from pair x where x.proposal_id = r.id))`

// Sent is State without the seats: the proposals alone, which is quick whatever the size of the programme.
func (m *Matches) Sent(ctx context.Context, a org.Actor) (st State, err error) {
	if err := mayLead(a); err != nil {
		return st, err
	}
	return st, m.countProposals(ctx, a, &st)
}

func (m *Matches) countProposals(ctx context.Context, a org.Actor, st *State) error {
	type row struct {
		status ProposalStatus
		half   bool
		n      int
	}
	rows, err := db.All(ctx, m.DB, func(s db.Scan) (r row, err error) {
		err = s(&r.status, &r.half, &r.n)
		return r, err
	}, `select status, mentor_answer<>'' or mentee_answer<>'', count(*) from proposal where org_id=$1 and programme_id=$2
		group by status, mentor_answer<>'' or mentee_answer<>''`, a.Org, a.Programme)
	for _, r := range rows {
		switch r.status {
		case Open:
			st.Open += r.n
			if r.half {
				st.HalfAnswered += r.n
			}
		case Agreed:
			st.Agreed += r.n
		case Declined:
			st.Declined += r.n
		}
	}
	return err
}

// Marked is a mark on two people, for the list of marks.
type Marked struct {
	Mentor, Mentee Party
	Kind           fit.MarkKind
	Over           []fit.Rule // of a lock: rules that it sets aside
	Reason         string     // and why
}

// Marks reads the coordinator's marks, newest first.
func (m *Matches) Marks(ctx context.Context, a org.Actor) ([]Marked, error) {
	if err := mayLead(a); err != nil {
		return nil, err
	}
	hide, err := m.mask(ctx, m.DB, a)
	if err != nil {
		return nil, err
	}
	return db.All(ctx, m.DB, func(s db.Scan) (k Marked, err error) {
		defer func() {
			hide.party(&k.Mentor)
			hide.party(&k.Mentee)
		}()
		var over string
		err = s(&k.Kind, &over, &k.Reason, &k.Mentor.Seat, &k.Mentor.Name, &k.Mentee.Seat, &k.Mentee.Name)
		k.Over = rulesOf(over)
		return k, err
	}, `select k.mark, k.rule, k.reason, rs.id, r.name, es.id, e.name from match_mark k join seat rs on rs.id = k.mentor_seat_id join person r on r.id = rs.person_id
		join seat es on es.id = k.mentee_seat_id join person e on e.id = es.person_id
		where k.org_id=$1 and k.programme_id=$2 order by k.created_at desc, es.id`, a.Org, a.Programme)
}

// Options lists everybody on the other side of a seat, best first, as the next round sees them; with the marks that stand.
func (m *Matches) Options(ctx context.Context, a org.Actor, seatID string) (enrolment.Seat, []fit.Candidate, error) {
	if err := mayLead(a); err != nil {
		return enrolment.Seat{}, nil, err
	}
	s, err := m.Enrolments.Seat(ctx, m.DB, a.Org, seatID)
	if err != nil {
		return s, nil, err
	}
	if s.Programme != a.Programme {
		return s, nil, fault.Missing()
	}
	pool, err := m.pool(ctx, m.DB, a.Org, a.Programme)
	if err != nil {
		return s, nil, err
	}
	rules, err := m.Rules(ctx, m.DB, a.Org, a.Programme)
	if err != nil {
		return s, nil, err
	}
	k, err := m.mask(ctx, m.DB, a)
	if err != nil {
		return s, nil, err
	}
	all := fit.Candidates(pool, rules, seatID)
	for i := range all {
		k.seat(&all[i].Seat)
	}
	k.seat(&s)
	return s, all, nil
}

// List reads a whole round for a file.
func (m *Matches) List(ctx context.Context, a org.Actor, r Round, lang i18n.Lang) (fit.List, error) {
	cards, _, err := m.Cards(ctx, a, r, Query{Limit: r.Summary.Matched})
	if err != nil {
		return fit.List{}, err
	}
	left, _, err := m.LeftOf(ctx, a, r, "", 0, r.Summary.Mentees+r.Summary.Mentors)
	if err != nil {
		return fit.List{}, err
	}
	seats, err := m.Enrolments.Seats(ctx, m.DB, a.Org, a.Programme, "", "")
	if err != nil {
		return fit.List{}, err
	}
	k, err := m.mask(ctx, m.DB, a)
	if err != nil {
		return fit.List{}, err
	}
	for i := range seats {
		k.seat(&seats[i])
	}
	out := fit.Outcome{Summary: r.Summary}
	for _, c := range cards {
		out.Pairs = append(out.Pairs, c.Pair)
	}
	for _, l := range left {
		out.Left = append(out.Left, l.Left)
	}
	return fit.ListOf(lang, out, seats), nil
}
