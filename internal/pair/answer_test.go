package pair_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/db/dbtest"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/pair/pairtest"
)

func TestTwoYesMakeOnePair(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := pairtest.New(t, d)
		mentee, mentor := w.Seat("Sofie Lindegård", org.Mentee, 1), w.Seat("Jørgen Østerby", org.Mentor, 1)
		o := w.Propose(mentee, mentor)
		ctx := t.Context()
		for want, r := range map[string]pair.Reply{"duties:pair.duties_needed": {Yes: true, NoConflict: true}, "no_conflict:pair.no_conflict_needed": {Yes: true, Duties: true}} {
			if _, err := w.Pairs.Answer(ctx, pair.SeatActor(mentee), o.ID, r); key(err) != want {
				t.Errorf("got %v, want %s", err, want)
			}
		}
		if id, err := w.Pairs.Answer(ctx, pair.SeatActor(mentee), o.ID, pair.Yes); err != nil || id != "" {
			t.Fatalf("one yes made a pair: %q, %v", id, err)
		}
		// Both press at once, the mentor twice.
		ids := make([]string, 2)
		var wg sync.WaitGroup
		for i := range ids {
			wg.Go(func() {
				var err error
				if ids[i], err = w.Pairs.Answer(ctx, pair.SeatActor(mentor), o.ID, pair.Yes); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if ids[0] == "" || ids[0] != ids[1] {
			t.Fatalf("pairs %v", ids)
		}
		x, err := w.Pairs.Pair(ctx, d, w.Org, ids[0])
		must(t, err)
		if x.Proposal != o.ID || x.Mentee.Person.Name != "Sofie Lindegård" || x.Phase != pair.Introduction {
			t.Fatalf("%+v", x)
		}
		marks, err := w.Pairs.Marks(ctx, d, w.Org, x.ID)
		if err != nil || !marks.Both(pair.MarkDuties) || !marks.Both(pair.MarkNoConflict) {
			t.Fatalf("%v, %v", marks, err)
		}
		made := 0
		for _, m := range w.Mails() {
			if strings.Contains(m.Event, ":made:") {
				made++
			}
		}
		if made != 2 {
			t.Fatalf("%d mails say that they are a pair", made)
		}
	})
}

func TestNoNeedsNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := pairtest.New(t, d)
		mentee, mentor := w.Seat("Sofie Lindegård", org.Mentee, 1), w.Seat("Jørgen Østerby", org.Mentor, 1)
		o := w.Propose(mentee, mentor)
		ctx := t.Context()
		if _, err := w.Pairs.Answer(ctx, w.Coordinator, o.ID, pair.No); !fault.Is(err, fault.NotFound) {
			t.Fatalf("the coordinator answers for somebody: %v", err)
		}
		_, err := w.Pairs.Answer(ctx, pair.SeatActor(mentor), o.ID, pair.Yes)
		must(t, err)
		if id, err := w.Pairs.Answer(ctx, pair.SeatActor(mentee), o.ID, pair.No); err != nil || id != "" {
			t.Fatalf("%q, %v", id, err)
		}
		if _, err := w.Pairs.Answer(ctx, pair.SeatActor(mentor), o.ID, pair.No); !fault.Is(err, fault.Conflict) {
			t.Fatalf("an answer after the end: %v", err)
		}
		o, err = w.Matches.Proposal(ctx, d, w.Org, o.ID)
		if err != nil || o.Status != matching.Declined {
			t.Fatalf("%+v, %v", o, err)
		}
		if all, err := w.Pairs.List(ctx, d, w.Org, w.Programme); err != nil || len(all) != 0 {
			t.Fatalf("%v, %v", all, err)
		}
	})
}
