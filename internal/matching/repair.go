package matching

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/visibility"
)

// FormRepair is the choice between the ways to go on after a no.
const FormRepair = "match_repair"

func init() {
	visibility.Register(FormRepair, visibility.Coordinator, "plan", "seal")
}

// Repair is what can be done for those who wait, beside what has been sent.
type Repair struct {
	Before fit.Plan
	Plans  []fit.Plan
	Pairs  int // pairs and proposals that stand whatever is chosen: living, agreed, or answered by one
	Names  map[string]Party
	Spans  Spans
}

// Seal is a plan in a few letters: what is done is what was seen, or nothing.
func Seal(p fit.Plan) string {
	h := sha256.New()
	for _, x := range p.New {
		h.Write([]byte("+" + x.Mentor + x.Mentee))
	}
	for _, x := range p.Moved {
		h.Write([]byte("-" + x.Mentor + x.Mentee))
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}

// Repair computes the ways to go on. It changes nothing.
func (m *Matches) Repair(ctx context.Context, a org.Actor) (Repair, error) {
	if err := mayLead(a); err != nil {
		return Repair{}, err
	}
	pool, rules, marks, err := m.given(ctx, m.DB, a.Org, a.Programme)
	if err != nil {
		return Repair{}, err
	}
	standing, err := couples(ctx, m.DB, "select mentor_seat_id, mentee_seat_id from proposal where org_id=$1 and programme_id=$2 and "+untouched+" order by id", a.Org, a.Programme)
	if err != nil {
		return Repair{}, err
	}
	r := Repair{Names: map[string]Party{}}
	if r.Spans, err = m.Spans(ctx, m.DB, a.Org, a.Programme); err != nil {
		return r, err
	}
	for _, s := range slices.Concat(pool.Mentors, pool.Mentees) {
		r.Names[s.ID] = Party{Seat: s.ID, Name: s.Person.Name, Title: s.Person.Title, Unit: s.Person.Unit}
	}
	for _, s := range pool.Mentees {
		r.Pairs += min(pool.Taken[s.ID], 1)
	}
	r.Pairs -= len(standing)
	r.Before, r.Plans, err = fit.Repair(ctx, pool, rules, marks, standing)
	return r, err
}

// untouched is an open proposal that nobody has answered, in either stage.
const untouched = `status='open' and mentor_know='' and mentee_know='' and mentor_answer='' and mentee_answer=''`

// ChooseRepair does what one of the plans says: it takes back the proposals that would move, with a letter to those who knew of them,
// and sends the new ones. seal is that of the plan as the coordinator saw it; where it is another by now, nothing is done.
func (m *Matches) ChooseRepair(ctx context.Context, a org.Actor, kind fit.PlanKind, seal string) (sent, moved int, err error) {
	r, err := m.Repair(ctx, a)
	if err != nil {
		return 0, 0, err
	}
	at := slices.IndexFunc(r.Plans, func(p fit.Plan) bool { return p.Kind == kind && Seal(p) == seal })
	if at < 0 {
		if !slices.Contains([]fit.PlanKind{fit.Stay, fit.Few, fit.Whole}, kind) {
			return 0, 0, fault.Field("plan", "fault.bad_choice", "field", i18n.Key("offer.plan"))
		}
		return 0, 0, fault.New(fault.Conflict, "offer.repair_changed")
	}
	plan := r.Plans[at]
	if len(plan.New) == 0 {
		return 0, 0, fault.New(fault.Conflict, "offer.repair_nothing")
	}
	err = m.DB.Write(ctx, func(tx *db.Tx) error {
		if err := m.hold(ctx, tx, a); err != nil {
			return err
		}
		pr, err := m.mayPropose(ctx, tx, a)
		if err != nil {
			return err
		}
		moving, err := m.lockMoved(ctx, tx, a, plan.Moved)
		if err != nil {
			return err
		}
		for _, p := range moving {
			if err := m.takeBack(ctx, tx, pr, p, "offer_moved"); err != nil {
				return err
			}
			if err := m.log(ctx, tx, a, "proposal_moved", p.ID, nil); err != nil {
				return err
			}
		}
		if err := m.proposeAll(ctx, tx, a, pr, "", plan.New); err != nil {
			return err
		}
		if err := m.spendLocks(ctx, tx, a, plan.New, false); err != nil {
			return err
		}
		sent, moved = len(plan.New), len(moving)
		if err := m.touch(ctx, tx, a); err != nil {
			return err
		}
		return m.log(ctx, tx, a, "match_repaired", a.Programme, map[string]string{"plan": string(kind), "pairs": strconv.Itoa(sent), "moved": strconv.Itoa(moved)})
	})
	return sent, moved, err
}

// lockMoved reads the proposals of some couples, which must still be open and unanswered.
func (m *Matches) lockMoved(ctx context.Context, tx *db.Tx, a org.Actor, moved []fit.Couple) ([]Proposal, error) {
	if len(moved) == 0 {
		return nil, nil
	}
	type open struct {
		id string
		fit.Couple
	}
	all, err := db.All(ctx, tx, func(s db.Scan) (o open, err error) {
		err = s(&o.id, &o.Mentor, &o.Mentee)
		return o, err
	}, "select id, mentor_seat_id, mentee_seat_id from proposal where org_id=$1 and programme_id=$2 and status=$3", a.Org, a.Programme, Open)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(o open) bool { return !slices.Contains(moved, o.Couple) })
	slices.SortFunc(all, func(x, y open) int { return cmp.Compare(x.id, y.id) })
	var out []Proposal
	for _, o := range all {
		p, err := m.lockProposal(ctx, tx, a.Org, o.id)
		if err != nil {
			return nil, err
		}
		if p.Untouched() {
			out = append(out, p)
		}
	}
	if len(out) != len(moved) {
		return nil, fault.New(fault.Conflict, "offer.repair_changed")
	}
	return out, nil
}
