package programme_test

import (
	"fmt"

	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// Twelve months are the usual length; phases and evaluations are suggested between the two days.
func ExampleSuggest() {
	plan := programme.Suggest("2026-09-01", programme.LastDay("2026-09-01", programme.UsualMonths))
	for _, s := range plan.Spans() {
		fmt.Printf("%-12s %s to %s\n", s.Phase, s.StartsOn, s.EndsOn)
	}
	fmt.Println("midway", plan.MidwayOn, "final", plan.FinalOn)
	// Output:
	// introduction 2026-09-01 to 2026-09-30
	// establishing 2026-10-01 to 2026-11-29
	// learning     2026-11-30 to 2027-07-17
	// closing      2027-07-18 to 2027-08-31
	// midway 2027-03-02 final 2027-08-10
}

// A kind brings its own rhythm, questions and clauses; a second kind adds to them.
func ExampleDefaults() {
	s := programme.Defaults([]programme.Kind{programme.Youth, programme.Voluntary})
	fmt.Println(s.Months, "months, every", s.Weeks, "week,", s.Minutes, "minutes")
	fmt.Println(s.Clauses[16:])
	// Output:
	// 12 months, every 1 week, 120 minutes
	// [expenses youth]
}

// What keeps a programme from opening is named in the reader's language.
func ExampleProgramme_Gaps() {
	p := programme.Programme{Purpose: "New leaders should dare to lead.", Indicator: "Well-being"}
	for _, g := range p.Gaps() {
		fmt.Println(g.Field+":", i18n.T(i18n.English, string(g.Name)))
	}
	// Output:
	// strategic_goal: the strategic goal that the purpose serves
	// owner_name: someone who answers for the goal
}
