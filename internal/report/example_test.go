package report_test

import (
	"fmt"

	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/programme"
	"github.com/mentorskab/mentorskab/internal/report"
)

// Two mentors of 24 lack training. The coordinator reads how many, the sponsor reads that it is few; the light is the same.
func ExampleLights() {
	f := running()
	f.Mentors = map[report.Mentor]int{{Stage: report.Unmatched, Trained: true}: 22, {Stage: report.Unmatched}: 2}
	for _, counts := range []report.Counts{report.Exact(f), report.Protecting(f)} {
		light := report.Lights(f, counts)[2]
		fmt.Println(light.State, programme.Sentences(i18n.English, light.Says))
	}
	// Output:
	// mind 22 of 24 mentors have completed the training.
	// mind All but fewer than five of 24 mentors have completed the training.
}
