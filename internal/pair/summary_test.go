package pair_test

import (
	"testing"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/db/dbtest"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/pair/pairtest"
)

func TestListHoldsOnlyOwnProgrammeInDanishOrder(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w, other := pairtest.New(t, d), pairtest.New(t, d)
		w.Pair("Øjvind Ravn", "Jørgen Østerby")
		w.Pair("Anna Holm", "Bo Friis")
		other.Pair("Sofie Lindegård", "Åse Krogh")
		all, err := w.Pairs.List(t.Context(), d, w.Org, w.Programme)
		if err != nil || len(all) != 2 || all[0].Mentee.Person.Name != "Anna Holm" || all[1].Mentee.Person.Name != "Øjvind Ravn" {
			t.Fatalf("%v, %v", all, err)
		}
		if all[0].Phase != pair.Introduction || all[0].StartedOn != "2026-03-02" || all[0].EndsOn != "2027-03-01" {
			t.Fatalf("%+v", all[0].Pair)
		}
		if _, err := w.Pairs.List(t.Context(), d, w.Org, other.Programme); !fault.Is(err, fault.NotFound) {
			t.Fatalf("another organisation's programme: %v", err)
		}
	})
}

func TestSeatTakesNoMoreThanItsRoom(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := pairtest.New(t, d)
		mentor := w.Seat("Jørgen Østerby", org.Mentor, 2)
		first := w.Seat("Sofie Lindegård", org.Mentee, 1)
		w.Join(first, mentor)
		w.Join(w.Seat("Ali Hassan", org.Mentee, 1), mentor)
		for name, n := range map[string]pair.New{
			"full mentor":     {Programme: w.Programme, MentorSeat: mentor.ID, MenteeSeat: w.Seat("Ea Dam", org.Mentee, 1).ID},
			"mentee in pair":  {Programme: w.Programme, MentorSeat: w.Seat("Bo Friis", org.Mentor, 1).ID, MenteeSeat: first.ID},
			"roles exchanged": {Programme: w.Programme, MentorSeat: w.Seat("Ib Lund", org.Mentee, 1).ID, MenteeSeat: w.Seat("Eva Dahl", org.Mentor, 1).ID},
		} {
			err := d.Write(t.Context(), func(tx *db.Tx) error {
				_, err := w.Pairs.Make(t.Context(), tx, w.Org, n)
				return err
			})
			if !fault.Is(err, fault.Conflict) && !fault.Is(err, fault.NotFound) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if all, err := w.Pairs.List(t.Context(), d, w.Org, w.Programme); err != nil || len(all) != 2 {
			t.Fatalf("%d pairs, %v", len(all), err)
		}
		if mails := w.Mails(); len(mails) != 4 {
			t.Fatalf("%d mails for two pairs", len(mails))
		}
	})
}
