package matching

import (
	"cmp"
	"context"
	"slices"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/org"
)

// given reads what a round is solved from: everybody who waits, the rules, and the coordinator's marks.
func (m *Matches) given(ctx context.Context, q db.Q, orgID, programmeID string) (pool fit.Pool, rules fit.Rules, marks []fit.Mark, err error) {
	if pool, err = m.pool(ctx, q, orgID, programmeID); err != nil {
		return pool, rules, nil, err
	}
	if rules, err = m.Rules(ctx, q, orgID, programmeID); err != nil {
		return pool, rules, nil, err
	}
	marks, err = m.marks(ctx, q, orgID, programmeID)
	return pool, rules, marks, err
}

// pool reads everybody who is accepted, who stands between them, and which places are taken. Pairs belong to the next slice; here
// their places are only counted.
func (m *Matches) pool(ctx context.Context, q db.Q, orgID, programmeID string) (fit.Pool, error) {
	over, err := finished(ctx, q, orgID, programmeID)
	if err != nil {
		return fit.Pool{}, err
	}
	seats, err := m.Enrolments.Seats(ctx, q, orgID, programmeID, "", enrolment.Accepted)
	if err != nil {
		return fit.Pool{}, err
	}
	return m.poolOf(ctx, q, orgID, programmeID, slices.DeleteFunc(seats, func(s enrolment.Seat) bool { return over[s.ID] || s.Resting() }))
}

// poolOf reads what stands between some seats of a programme.
func (m *Matches) poolOf(ctx context.Context, q db.Q, orgID, programmeID string, seats []enrolment.Seat) (fit.Pool, error) {
	p := fit.Pool{Taken: map[string]int{}, Leaders: map[string]org.Person{}}
	pr, err := m.Programmes.Get(ctx, q, orgID, programmeID)
	if err != nil {
		return p, err
	}
	p.Trained = pr.Training.Demanded
	// By birth of the row, not by name: the two engines may sort names differently, and the order decides between equals.
	slices.SortFunc(seats, func(a, b enrolment.Seat) int { return cmp.Compare(a.ID, b.ID) })
	for _, s := range seats {
		switch s.Role {
		case org.Mentor:
			p.Mentors = append(p.Mentors, s)
		case org.Mentee:
			p.Mentees = append(p.Mentees, s)
		}
	}
	way, err := m.Way(ctx, q, orgID, programmeID)
	if err != nil {
		return p, err
	}
	p = way.Shape.Places(p)
	if p.Barriers, err = m.Enrolments.Barriers(ctx, q, orgID, programmeID); err != nil {
		return p, err
	}
	leaders, err := db.All(ctx, q, func(s db.Scan) (l org.Person, err error) {
		err = s(&l.ID, &l.Leader)
		return l, err
	}, "select id, leader_id from person where org_id=$1 and leader_id<>''", orgID)
	if err != nil {
		return p, err
	}
	for _, l := range leaders {
		p.Leaders[l.ID] = l
	}
	if p.Earlier, err = earlier(ctx, q, orgID, programmeID); err != nil {
		return p, err
	}
	if p.Acquainted, err = acquainted(ctx, q, orgID, programmeID); err != nil {
		return p, err
	}
	held, err := db.Column[string](ctx, q, heldSeats, orgID, programmeID)
	if err != nil {
		return p, err
	}
	for _, seat := range held {
		p.Taken[seat]++
	}
	return p, nil
}

// earlier reads who have said no to each other, to a proposal or to a request, or have been a pair.
func earlier(ctx context.Context, q db.Q, orgID, programmeID string) ([]fit.Couple, error) {
	return couples(ctx, q, `select mentor_seat_id, mentee_seat_id from pair where org_id=$1 and programme_id=$2
		union select mentor_seat_id, mentee_seat_id from proposal where org_id=$1 and programme_id=$2 and status='declined'
		union select c.mentor_seat_id, c.mentee_seat_id from wish_choice c join wish_round w on w.id = c.round_id
			where w.org_id=$1 and w.programme_id=$2 and w.status='closed' and c.answer='no'`, orgID, programmeID)
}

// acquainted reads which two of this programme's people have been a pair in another. Informal pairs are nobody's business.
func acquainted(ctx context.Context, q db.Q, orgID, programmeID string) ([][2]string, error) {
	return db.All(ctx, q, func(s db.Scan) (two [2]string, err error) {
		err = s(&two[0], &two[1])
		return two, err
	}, `select distinct r.person_id, e.person_id from pair p join programme g on g.id = p.programme_id
		join seat r on r.id = p.mentor_seat_id join seat e on e.id = p.mentee_seat_id
		where p.org_id=$1 and p.programme_id<>$2 and g.kinds not like '%"informal"%'
		and exists (select 1 from seat x where x.org_id=$1 and x.programme_id=$2 and x.person_id = r.person_id)
		and exists (select 1 from seat x where x.org_id=$1 and x.programme_id=$2 and x.person_id = e.person_id)`, orgID, programmeID)
}

// finished reads the seats whose newest pair ended without a wish for another.
func finished(ctx context.Context, q db.Q, orgID, programmeID string) (map[string]bool, error) {
	type end struct{ mentor, mentee, kind, rematchMentor, rematchMentee string }
	ends, err := db.All(ctx, q, func(s db.Scan) (e end, err error) {
		err = s(&e.mentor, &e.mentee, &e.kind, &e.rematchMentor, &e.rematchMentee)
		return e, err
	}, `select x.mentor_seat_id, x.mentee_seat_id, e.kind, e.rematch_mentor, e.rematch_mentee
		from ending e join pair x on x.id = e.pair_id where e.org_id=$1 and x.programme_id=$2 order by e.created_at`, orgID, programmeID)
	out := map[string]bool{}
	for _, e := range ends {
		out[e.mentor] = e.rematchMentor == "no" || e.kind == "completed" && e.rematchMentor != "yes"
		out[e.mentee] = e.rematchMentee == "no" || e.kind == "completed" && e.rematchMentee != "yes"
	}
	return out, err
}

func couples(ctx context.Context, q db.Q, text string, args ...any) ([]fit.Couple, error) {
	return db.All(ctx, q, func(s db.Scan) (c fit.Couple, err error) {
		err = s(&c.Mentor, &c.Mentee)
		return c, err
	}, text, args...)
}
