package matching

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/org"
)

// MaxMessage is how many letters a mentee may write to a mentor who is asked.
const MaxMessage = 600

// askFor puts a request to a mentor last among a mentee's.
func (m *Matches) askFor(ctx context.Context, tx *db.Tx, r WishRound, seat enrolment.Seat, s WishSheet, other string) error {
	order := s.ranking()
	if slices.Contains(order, other) {
		return nil // pressed twice
	}
	if len(order) >= r.Most {
		return fault.New(fault.Conflict, "say.enough", "n", r.Most)
	}
	all, err := m.asked(ctx, tx, r, seat)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(c WishCard) bool { return c.Seat == other })
	if i < 0 {
		return fault.Missing() // not there, full, or kept apart by a rule: all the same from here
	}
	_, err = tx.Exec(ctx, `insert into wish_choice (round_id, org_id, mentor_seat_id, mentee_seat_id, reasons) values ($1,$2,$3,$4,$5)
		on conflict (round_id, mentor_seat_id, mentee_seat_id) do update set off_at='', answer='', mentor_rank=0`, r.ID, r.Org, other, seat.ID, db.J(all[i].Reasons))
	if err != nil {
		return err
	}
	return m.rank(ctx, tx, r, seat, append(order, other))
}

// WriteWish stores a mentee's words to a mentor who is asked; empty words take them back.
func (m *Matches) WriteWish(ctx context.Context, a org.Actor, other, message string) error {
	message = strings.TrimSpace(enrolment.Clean(message))
	switch {
	case enrolment.HasCPR(message):
		return fault.Field("message", "enrolment.cpr")
	case len([]rune(message)) > MaxMessage:
		return fault.Field("message", "enrolment.too_long", "max", MaxMessage)
	}
	return m.inWishes(ctx, a, other, false, func(tx *db.Tx, r WishRound, seat enrolment.Seat, s WishSheet) error {
		if r.Kind != Requested || seat.Role != org.Mentee || !slices.Contains(s.ranking(), other) {
			return fault.Missing()
		}
		_, err := tx.Exec(ctx, "update wish_choice set message=$5 where org_id=$1 and round_id=$2 and mentee_seat_id=$3 and mentor_seat_id=$4", r.Org, r.ID, seat.ID, other, message)
		return err
	})
}

// Search narrows the mentors that a mentee may ask. Empty fields mean any. Find looks only in what the round shows.
type Search struct {
	Find, Language, Competence, Place string
	Offset, Limit                     int
}

// MentorList is one page of the mentors that a mentee may ask, best first, and what can be chosen among.
type MentorList struct {
	Cards                          []WishCard
	Total                          int
	Languages, Competences, Places []string
	Sheet                          WishSheet
}

// AskableMentors lists the mentors that the actor's seat may ask in a round of requests.
func (m *Matches) AskableMentors(ctx context.Context, a org.Actor, q Search) (MentorList, error) {
	r, seat, w, err := m.mineIn(ctx, m.DB, a, live)
	if err != nil {
		return MentorList{}, err
	}
	var out MentorList
	if out.Sheet, err = m.sheet(ctx, m.DB, r, seat, w); err != nil {
		return out, err
	}
	if r.Kind != Requested || seat.Role != org.Mentee || !out.Sheet.Turn() {
		return out, fault.Missing()
	}
	all, err := m.asked(ctx, m.DB, r, seat)
	if err != nil {
		return out, err
	}
	for i := range all {
		if j := slices.IndexFunc(out.Sheet.Cards, func(c WishCard) bool { return c.Seat == all[i].Seat && !c.Off }); j >= 0 {
			all[i].Rank = out.Sheet.Cards[j].Rank
		}
	}
	out.Languages = facet(all, func(c WishCard) []string { return c.Brings.Languages })
	out.Competences = facet(all, func(c WishCard) []string { return slices.Concat(c.Brings.Competences, c.Brings.Themes) })
	out.Places = facet(all, func(c WishCard) []string { return []string{c.Brings.Site} })
	all = slices.DeleteFunc(all, func(c WishCard) bool { return !q.takes(c) })
	out.Total = len(all)
	from := min(max(q.Offset, 0), len(all))
	out.Cards = all[from:min(from+q.Limit, len(all))]
	return out, nil
}

// asked are the mentors that a mentee may ask: in the round, with a free place, and not kept apart by a rule or a mark; best first.
func (m *Matches) asked(ctx context.Context, q db.Q, r WishRound, seat enrolment.Seat) ([]WishCard, error) {
	pool, rules, marks, err := m.given(ctx, q, r.Org, r.Programme)
	if err != nil {
		return nil, err
	}
	in, err := m.wishers(ctx, q, r)
	if err != nil {
		return nil, err
	}
	number := map[string]int{}
	for _, w := range in {
		if w.Role == org.Mentor && !w.Left {
			number[w.Seat] = w.Number
		}
	}
	for _, k := range marks {
		if k.Kind == fit.Forbid && k.Mentee == seat.ID {
			delete(number, k.Mentor)
		}
	}
	var out []WishCard
	for _, c := range fit.Candidates(pool, rules, seat.ID) {
		if n := number[c.Seat.ID]; n > 0 && c.Rule == "" && !c.Full {
			out = append(out, r.card(c.Seat, n, openly(c.Pair.Reasons)))
		}
	}
	return out, nil
}

func (q Search) takes(c WishCard) bool {
	same := func(want string, have []string) bool {
		return want == "" || slices.ContainsFunc(have, func(h string) bool { return fit.Fold(h) == fit.Fold(want) })
	}
	p := c.Brings
	if !same(q.Language, p.Languages) || !same(q.Competence, slices.Concat(p.Competences, p.Themes)) || !same(q.Place, []string{p.Site}) {
		return false
	}
	text := fit.Fold(strings.Join(slices.Concat([]string{c.Name, c.Work.Title, c.Work.Unit, p.Site}, p.Strengths, p.Competences, p.Themes), " "))
	return strings.Contains(text, fit.Fold(q.Find))
}

// facet lists what can be chosen among, the most frequent first and at most 40, in alphabetical order.
func facet(cards []WishCard, of func(WishCard) []string) []string {
	const most = 40
	shown, count := map[string]string{}, map[string]int{}
	for _, c := range cards {
		for _, w := range of(c) {
			if key := fit.Fold(w); key != "" {
				if count[key] == 0 {
					shown[key] = w
				}
				count[key]++
			}
		}
	}
	var keys []string
	for k := range count {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b string) int { return cmp.Or(count[b]-count[a], cmp.Compare(a, b)) })
	keys = keys[:min(most, len(keys))]
	slices.Sort(keys)
	out := make([]string, len(keys))
	for i, k := range keys {
		out[i] = shown[k]
	}
	return out
}
