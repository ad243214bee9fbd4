package hours

import (
	"slices"

	"github.com/mentorskab/mentorskab/internal/clock"
)

// Grant is what an authority pays for: so many hours with one citizen, at a rate, in a period. The citizen is only an id.
type Grant struct {
	Row           int
	ID, Citizen   string
	Mentor, Email string
	Cap           int // minutes
	Rate          int // øre an hour
	From, To      clock.Date
}

// Line is one line of an hour sheet.
type Line struct {
	Row        int
	Grant      string
	Email      string // the mentor's
	On         clock.Date
	Start, End int // minutes after midnight; End is -1 when a time cannot be read
	Minutes    int // as written
	Confirmed  bool
}

// Code says why a line is not billed.
type Code string

// The codes, in the order in which they are looked for; a line gets the first that holds.
const (
	UnknownGrant  Code = "unknown_grant"
	BadTime       Code = "bad_time"       // the end is not after the start
	TimeMismatch  Code = "time_mismatch"  // the hours are not those between start and end
	OutsidePeriod Code = "outside_period" // of the grant
	FutureDate    Code = "future_date"
	Duplicate     Code = "duplicate" // same grant, day and times as an earlier line
	Overlap       Code = "overlap"   // the mentor is somewhere else at the time
	Unconfirmed   Code = "unconfirmed"
	AboveCap      Code = "above_cap" // the line would bring the grant above its hours
)

// Stored tells whether a line with this code is kept and shown all the same, because it may be billed one day.
func (c Code) Stored() bool { return c == Unconfirmed || c == AboveCap }

// Verdict is what becomes of a line; an empty Code means that it is billed, with its amount in øre.
type Verdict struct {
	Row    int
	Code   Code
	Grant  string
	Amount int
}

// Sum is what is billed of one grant.
type Sum struct {
	Rows, Minutes, Amount int
}

// Bill is the verdict on an hour sheet.
type Bill struct {
	Verdicts []Verdict // in the order of the rows
	Total    Sum
	Grants   map[string]Sum
}

// slip is how many minutes the hours may differ from start and end.
const slip = 1

// Judge goes through the lines in the order of their days and times.
func Judge(grants []Grant, lines []Line, today clock.Date) Bill {
	byID := map[string]Grant{}
	for _, g := range grants {
		byID[g.ID] = g
	}
	inOrder := slices.Clone(lines)
	slices.SortStableFunc(inOrder, func(a, b Line) int {
		switch {
		case a.On != b.On && a.On < b.On:
			return -1
		case a.On != b.On:
			return 1
		case a.Start != b.Start:
			return a.Start - b.Start
		}
		return a.Row - b.Row
	})
	bill := Bill{Grants: map[string]Sum{}}
	kept := map[string][]Line{} // by mentor and day: lines that nothing was wrong with so far
	for _, l := range inOrder {
		g, known := byID[l.Grant]
		v := Verdict{Row: l.Row, Grant: l.Grant}
		v.Code = judge(g, known, l, kept[l.Email+string(l.On)], today)
		if v.Code == "" {
			kept[l.Email+string(l.On)] = append(kept[l.Email+string(l.On)], l)
			sum := bill.Grants[l.Grant]
			switch {
			case !l.Confirmed:
				v.Code = Unconfirmed
			case sum.Minutes+l.Minutes > g.Cap:
				v.Code = AboveCap
			default:
				v.Amount = (l.Minutes*g.Rate + 30) / 60
				bill.Grants[l.Grant] = Sum{sum.Rows + 1, sum.Minutes + l.Minutes, sum.Amount + v.Amount}
				bill.Total = Sum{bill.Total.Rows + 1, bill.Total.Minutes + l.Minutes, bill.Total.Amount + v.Amount}
			}
		}
		bill.Verdicts = append(bill.Verdicts, v)
	}
	slices.SortFunc(bill.Verdicts, func(a, b Verdict) int { return a.Row - b.Row })
	return bill
}

// judge finds what is wrong with a line in itself or beside the mentor's other lines of the day.
func judge(g Grant, known bool, l Line, others []Line, today clock.Date) Code {
	switch {
	case !known:
		return UnknownGrant
	case l.End <= l.Start:
		return BadTime
	case l.End-l.Start-l.Minutes > slip || l.Minutes-(l.End-l.Start) > slip:
		return TimeMismatch
	case l.On < g.From || l.On > g.To:
		return OutsidePeriod
	case l.On > today:
		return FutureDate
	}
	for _, o := range others {
		if o.Grant == l.Grant && o.Start == l.Start && o.End == l.End {
			return Duplicate
		}
	}
	for _, o := range others {
		if o.Start < l.End && l.Start < o.End {
			return Overlap
		}
	}
	return ""
}

// Near lists the grants of which at least the given share is used, by ID.
func (b Bill) Near(grants []Grant, percent int) []string {
	var out []string
	for _, g := range grants {
		if b.Grants[g.ID].Minutes*100 >= g.Cap*percent && b.Grants[g.ID].Rows > 0 {
			out = append(out, g.ID)
		}
	}
	slices.Sort(out)
	return out
}
