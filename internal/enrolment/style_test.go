package enrolment_test

import (
	"slices"
	"testing"

	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/visibility"
)

func TestGenderWhereverItWasTold(t *testing.T) {
	for want, p := range map[enrolment.Gender][]enrolment.Profile{
		enrolment.Woman: {{Gender: enrolment.Woman}, {Extra: map[string]string{"gender": " Kvinde "}}, {Gender: enrolment.Woman, Extra: map[string]string{"gender": "Mand"}}},
		enrolment.Man:   {{Extra: map[string]string{"gender": "dreng"}}, {Extra: map[string]string{"gender": "M"}}},
		"":              {{}, {Extra: map[string]string{"gender": "ukendt"}}},
	} {
		for _, x := range p {
			if got := x.GenderOf(); got != want {
				t.Errorf("%+v: %q, want %q", x, got, want)
			}
		}
	}
	asked := enrolment.Profile{Extra: map[string]string{"same_gender": "yes"}}
	if !asked.AsksOwnGender() {
		t.Error("a list's wish is lost")
	}
	if asked.OwnGender = "no"; asked.AsksOwnGender() {
		t.Error("their own answer does not stand above the list's")
	}
}

// What is for figures alone is asked of the person and of nobody on their behalf.
func TestStatisticsAreOnesOwn(t *testing.T) {
	for _, side := range []org.Role{org.Mentor, org.Mentee} {
		statements := 0
		for _, q := range enrolment.Questions(side) {
			if q.Ask == enrolment.Scale {
				statements++
			}
			if (q.Ask == enrolment.Scale || q.Name == "gender") && (q.Class != visibility.Statistics || q.Needed) {
				t.Errorf("%s: %+v", side, q)
			}
		}
		if statements != enrolment.Statements {
			t.Errorf("%d statements", statements)
		}
		if has := slices.ContainsFunc(enrolment.Questions(side), func(q enrolment.Question) bool { return q.Name == "own_gender" }); has != (side == org.Mentee) {
			t.Errorf("%s is asked about a mentor's gender: %v", side, has)
		}
	}
}
