package pair_test

import (
	"fmt"
	"time"

	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/pair"
)

// A clause reads in both languages from the same blanks; a blank that is left empty leaves its sentence out.
func ExamplePattern_Words() {
	p, _ := pair.PatternOf("meetings")
	values := map[string]string{"weeks": "4", "minutes": "90", "place": "Rådhuset"}
	fmt.Println(p.Words(i18n.Danish, values, "Jørgen", "Sofie"))
	delete(values, "place")
	fmt.Println(p.Words(i18n.English, values, "Jørgen", "Sofie"))
	// Output:
	// Vi mødes hver 4. uge i 90 minutter. Vi går ikke hver til sit, før næste dato er aftalt. Sted: Rådhuset.
	// We meet every 4 weeks for 90 minutes. We do not part before the next date is set.
}

// Times are read as they are at the programme, in either language's way of writing them.
func ExampleReadTime() {
	zone, _ := time.LoadLocation("Europe/Copenhagen")
	for _, hour := range []string{"14.00", "14:00", "14"} {
		t, err := pair.ReadTime("2026-07-01", hour, zone)
		fmt.Println(t.UTC().Format(time.RFC3339), err)
	}
	// Output:
	// 2026-07-01T12:00:00Z <nil>
	// 2026-07-01T12:00:00Z <nil>
	// 2026-07-01T12:00:00Z <nil>
}
