package matching

import (
	"context"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/org"
)

// Offer is a proposal as the coordinator's list shows it.
type Offer struct {
	ID                         string
	Mentor, Mentee             Party
	MentorAnswer, MenteeAnswer string
	Score                      int
	Status                     ProposalStatus
	Left                       bool // one of the two is no longer in the programme
	Created, Closed            time.Time

	Stage                  Stage
	MentorTold, MenteeTold bool       // has been written to
	AnswerBy               clock.Date // "" for none
	Late                   bool       // open, and the date has passed
	Untouched              bool       // open, and nobody has answered: a repair may move it
}

// Late is a filter of the list: open proposals whose date has passed.
const Late ProposalStatus = "late"

// Offers reads proposals with a status ("" is any), those that wait longest first, and how many there are.
func (m *Matches) Offers(ctx context.Context, a org.Actor, status ProposalStatus, offset, limit int) (offers []Offer, total int, err error) {
	if err := mayLead(a); err != nil {
		return nil, 0, err
	}
	pr, err := m.Programmes.Get(ctx, m.DB, a.Org, a.Programme)
	if err != nil {
		return nil, 0, err
	}
	today := m.today(pr)
	total, err = db.One[int](ctx, m.DB, "select count(*) from proposal p where p.org_id=$1 and p.programme_id=$2 and "+offersWhere, a.Org, a.Programme, status, today)
	if err != nil {
		return nil, 0, err
	}
	offers, err = db.All(ctx, m.DB, func(s db.Scan) (o Offer, err error) {
		var created, closed, mentorTold, menteeTold, named db.Time
		var mentorKnow, menteeKnow string
		err = s(&o.ID, &o.Mentor.Seat, &o.Mentor.Name, &o.Mentor.Unit, &o.Mentee.Seat, &o.Mentee.Name, &o.Mentee.Unit,
			&o.MentorAnswer, &o.MenteeAnswer, &o.Score, &o.Status, &o.Left, &created, &closed,
			&mentorTold, &menteeTold, &mentorKnow, &menteeKnow, &named, &o.AnswerBy)
		o.Created, o.Closed = created.Time, closed.Time
		o.MentorTold, o.MenteeTold, o.Late = !mentorTold.IsZero(), !menteeTold.IsZero(), o.Status == Open && o.AnswerBy != "" && o.AnswerBy < today
		o.Untouched = o.Status == Open && o.MentorAnswer+o.MenteeAnswer+mentorKnow+menteeKnow == ""
		if o.Stage = Real; named.IsZero() {
			o.Stage, o.MentorAnswer, o.MenteeAnswer = Unnamed, mentorKnow, menteeKnow
		}
		return o, err
	}, `select p.id, rs.id, r.name, r.unit, es.id, e.name, e.unit, p.mentor_answer, p.mentee_answer, p.score, p.status,
			rs.status<>$5 or es.status<>$5, p.created_at, p.closed_at,
			p.mentor_told_at, p.mentee_told_at, p.mentor_know, p.mentee_know, p.named_at, p.answer_by
		from proposal p join seat rs on rs.id = p.mentor_seat_id join person r on r.id = rs.person_id
		join seat es on es.id = p.mentee_seat_id join person e on e.id = es.person_id
		where p.org_id=$1 and p.programme_id=$2 and `+offersWhere+`
		order by case p.status when 'open' then 0 else 1 end, p.created_at, e.name collate "da", p.id limit $6 offset $7`,
		a.Org, a.Programme, status, today, enrolment.Accepted, limit, offset)
	return offers, total, err
}

// offersWhere is a filter: $3 is a status, ” for any or 'late'; $4 is today.
const offersWhere = `($3='' or p.status=$3 or $3='late' and p.status='open' and p.answer_by<>'' and p.answer_by<$4)`

// Mailed is somebody whom publishing a round would write to.
type Mailed struct {
	Mentor, Mentee           Party
	MentorEmail, MenteeEmail string // "" for someone who cannot be reached
	Score                    int
}

// Receivers reads whom publishing a round would write to, by name of the mentee.
func (m *Matches) Receivers(ctx context.Context, a org.Actor, r Round) ([]Mailed, error) {
	if err := mayLead(a); err != nil {
		return nil, err
	}
	return db.All(ctx, m.DB, func(s db.Scan) (x Mailed, err error) {
		err = s(&x.Mentor.Seat, &x.Mentor.Name, &x.MentorEmail, &x.Mentee.Seat, &x.Mentee.Name, &x.MenteeEmail, &x.Score)
		return x, err
	}, `select rs.id, r.name, coalesce(ra.email, r.email), es.id, e.name, coalesce(ea.email, e.email), p.score
		from match_pair p join seat rs on rs.id = p.mentor_seat_id join person r on r.id = rs.person_id left join account ra on ra.id = r.account_id
		join seat es on es.id = p.mentee_seat_id join person e on e.id = es.person_id left join account ea on ea.id = e.account_id
		where p.org_id=$1 and p.round_id=$2 order by e.name collate "da", es.id`, a.Org, r.ID)
}
