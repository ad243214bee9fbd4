package talk

import (
	"strings"
	"time"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/talk"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// Pages is what these pages need.
type Pages struct {
	DB    *db.DB
	Talks *talk.Talks
}

// base is the page of the visitor's talks.
func base(v *visit.Visit) string { return talk.Path(v.Place.Seat) }

func timeURL(v *visit.Visit, id string) string { return base(v) + "/" + id }
func talkURL(v *visit.Visit, id string) string { return "/seat/" + v.Place.Seat + "/talk/" + id }

func first(name string) string { return fit.FirstName(name) }

// moment writes a time in the programme's zone.
func moment(v *visit.Visit, t time.Time) string { return i18n.Moment(v.Lang, t.In(v.Location())) }

// span writes a day and both its times.
func span(v *visit.Visit, t talk.Time) string {
	s := []rune(moment(v, t.Start) + "–" + i18n.Clock(v.Lang, t.End().In(v.Location())))
	return strings.ToUpper(string(s[:1])) + string(s[1:])
}

// told sends a visitor whose button was refused back to the page it stood on, with the reason.
func told(v *visit.Visit, err error, back string) error {
	if v.Faults(err) == nil {
		return err
	}
	f := fault.List(err)[0]
	v.Say("mind", f.Key, f.Args...)
	return v.Go(back)
}

func work(title, unit string) string {
	if title == "" || unit == "" {
		return title + unit
	}
	return title + ", " + unit
}
