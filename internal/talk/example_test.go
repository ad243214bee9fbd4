package talk_test

import (
	"fmt"
	"time"

	"github.com/mentorskab/mentorskab/internal/talk"
)

// Every second Tuesday at 15 for two months stays at 15 when the clocks go forward on 29 March.
func ExampleOffer_Starts() {
	zone, _ := time.LoadLocation("Europe/Copenhagen")
	o := talk.Offer{Start: time.Date(2026, 3, 17, 15, 0, 0, 0, zone), Minutes: 60, Places: 1, Every: 2, Months: 2}
	for _, t := range o.Starts("", zone) {
		fmt.Println(t.Format("Mon 2 Jan 15.04"), t.UTC().Format("15.04"))
	}
	// Output:
	// Tue 17 Mar 15.00 14.00
	// Tue 31 Mar 15.00 13.00
	// Tue 14 Apr 15.00 13.00
	// Tue 28 Apr 15.00 13.00
	// Tue 12 May 15.00 13.00
}
