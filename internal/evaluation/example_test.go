package evaluation_test

import (
	"fmt"

	"github.com/mentorskab/mentorskab/internal/evaluation"
	"github.com/mentorskab/mentorskab/internal/org"
)

// Each side is asked its own questions, and both are asked about the programme.
func ExampleSections() {
	for _, s := range evaluation.Sections(evaluation.Final, org.Mentor) {
		fmt.Println(s.Key, len(s.Items))
	}
	// Output:
	// mentor 9
	// gains 1
	// programme 9
}
