package matching_test

import (
	"sync"
	"testing"

	"github.com/mentorskab/mentorskab/assign"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/fit/fittest"
	"github.com/mentorskab/mentorskab/internal/matching"
)

// TestStoredProofHolds takes a round as it lies in the database and holds its proof against the pool, without solving anything: who
// trusts neither the program nor its solver can do the same.
func TestStoredProofHolds(t *testing.T) {
	for _, aim := range fit.Aims {
		t.Run(string(aim), func(t *testing.T) { storedProofHolds(t, aim) })
	}
}

func storedProofHolds(t *testing.T, aim fit.Aim) {
	each(t, func(h *house) {
		rules := fit.DefaultRules()
		rules.Aim = aim
		if err := h.m.SaveRules(h.Context(), h.lead, rules); err != nil {
			t.Fatal(err)
		}
		var mentors, mentees []enrolment.Seat
		for _, s := range fittest.Leadership(t).Mentors[:12] {
			mentors = append(mentors, h.seat(s.Role, s.Person.Name, s.Capacity, s.Profile))
		}
		for _, s := range fittest.Leadership(t).Mentees[:20] {
			s.Profile.Wishes = nil
			mentees = append(mentees, h.seat(s.Role, s.Person.Name, 1, s.Profile))
		}
		r := h.solve()
		proof, err := db.Get(t.Context(), h.m.DB, func(s db.Scan) (p db.JSON[fit.Proof], err error) {
			err = s(&p)
			return p, err
		}, "select proof from match_round where id=$1", r.ID)
		if err != nil {
			t.Fatal(err)
		}
		column := map[string]int32{}
		in := &assign.Instance{Rows: len(mentees), Cols: len(mentors), RowStart: []int{0}}
		for j, s := range mentors {
			column[s.ID] = int32(j)
			in.Capacity = append(in.Capacity, s.Capacity)
		}
		mate := make([]int32, in.Rows)
		market := &assign.Market{Rows: in.Rows, Cols: in.Cols, Capacity: in.Capacity}
		cards, _, err := h.m.Cards(t.Context(), h.lead, r, matching.Query{Limit: 100})
		if err != nil {
			t.Fatal(err)
		}
		for i, mentee := range mentees {
			mate[i] = -1
			for _, c := range cards {
				if c.Mentee == mentee.ID {
					mate[i] = column[c.Mentor]
				}
			}
			_, candidates, err := h.m.Options(t.Context(), h.lead, mentee.ID)
			if err != nil {
				t.Fatal(err)
			}
			costs := make([]int32, in.Cols)
			for j := range costs {
				costs[j] = -1
			}
			for _, c := range candidates {
				if c.Rule == "" {
					costs[column[c.Seat.ID]] = int32(fit.Full - c.Pair.Score)
				}
			}
			for j, cost := range costs {
				if cost >= 0 {
					in.Col, in.Cost = append(in.Col, int32(j)), append(in.Cost, cost)
				}
			}
			in.RowStart = append(in.RowStart, len(in.Col))
		}
		if proof.V.Aim != aim || r.Summary.Aim != aim {
			t.Fatalf("solved for %s", r.Summary.Aim)
		}
		verify := func() error { return assign.Verify(in, proof.V.Result(in, mate)) }
		if aim == fit.StableWants { // nobody here has wished for anybody: both rank by points
			market.RowStart, market.Col, market.RowRank, market.ColRank = in.RowStart, in.Col, in.Cost, in.Cost
			verify = func() error { return assign.VerifyStable(market, proof.V.Stable(market, mate)) }
		}
		if err := verify(); err != nil {
			t.Fatalf("the stored proof does not hold: %v", err)
		}
		spoil(in, mate, aim)
		if verify() == nil {
			t.Fatal("a proof that holds for anything proves nothing")
		}
	})
}

// spoil makes another solution better than the one that is proven.
func spoil(in *assign.Instance, mate []int32, aim fit.Aim) {
	if aim == fit.NoneWeak { // the weakest pair is suddenly weaker by far
		worst := -1
		for i, j := range mate {
			for k := in.RowStart[i]; k < in.RowStart[i+1]; k++ {
				if in.Col[k] == j && (worst < 0 || in.Cost[k] > in.Cost[worst]) {
					worst = k
				}
			}
		}
		in.Cost[worst] += 5000
		return
	}
	for i, j := range mate {
		if j < 0 {
			continue
		}
		for k := in.RowStart[i]; k < in.RowStart[i+1]; k++ {
			if in.Col[k] != j { // a pair that was not chosen is suddenly worth much more
				in.Cost[k] -= 1 << 20
				return
			}
		}
	}
}

// TestBothAnswerAtOnce lets the two press their buttons in the same moment: one of the two answers closes the proposal, and exactly one.
func TestBothAnswerAtOnce(t *testing.T) {
	each(t, func(h *house) {
		ane, _, _, bo, _ := h.trio()
		h.publish(h.solve())
		p := h.proposals()["Ane Toft"]
		var group sync.WaitGroup
		var got [2]matching.Proposal
		var errs [2]error
		for i, s := range []enrolment.Seat{ane, bo} {
			group.Go(func() { got[i], errs[i] = h.answer(s, p.ID, true) })
		}
		group.Wait()
		closed := 0
		for i := range got {
			if errs[i] != nil {
				t.Fatal(errs[i])
			}
			if got[i].Status == matching.Agreed {
				closed++
			}
		}
		if closed != 1 || h.proposals()["Ane Toft"].Status != matching.Agreed {
			t.Fatalf("%d of the two closed it: %+v", closed, h.proposals()["Ane Toft"])
		}
	})
}

// TestTwoPublishAtOnce lets two coordinators send the same draft: each of the two people gets one mail.
func TestTwoPublishAtOnce(t *testing.T) {
	each(t, func(h *house) {
		h.trio()
		r := h.solve()
		var group sync.WaitGroup
		var errs [2]error
		for i := range errs {
			group.Go(func() { _, errs[i] = h.m.Publish(t.Context(), h.lead, r.ID) })
		}
		group.Wait()
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Fatalf("%v, %v", errs[0], errs[1])
		}
		for _, err := range errs {
			if err != nil && !fault.Is(err, fault.Conflict) {
				t.Fatal(err)
			}
		}
		if n := len(h.mails()); n != 4 {
			t.Fatalf("%d mails", n)
		}
	})
}
