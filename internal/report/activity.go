package report

import (
	"slices"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/stats"
)

// Stretch is one or several calendar months (the first day of each), with the meetings held in them.
type Stretch struct {
	From, To clock.Date
	Held     int
}

// Name writes the months: "september 2026", "juli 2026 – august 2026".
func (s Stretch) Name(lang i18n.Lang) string {
	if s.From == s.To {
		return i18n.Month(lang, s.From.Time())
	}
	return i18n.Month(lang, s.From.Time()) + " – " + i18n.Month(lang, s.To.Time())
}

// Activity is the meetings over time, as far as they may be shown.
type Activity struct {
	Hidden    bool // fewer than five pairs have met
	Held      int
	Stretches []Stretch
}

// protectedActivity puts months in which fewer than five pairs met together with their neighbours.
func protectedActivity(months []pair.Month) Activity {
	if len(months) == 0 {
		return Activity{}
	}
	line := timeline(months)
	number := map[string]int{}
	var answers []stats.Answer
	for _, m := range months {
		if _, ok := number[m.Pair]; !ok {
			number[m.Pair] = len(number)
		}
		for range m.Held {
			answers = append(answers, stats.Answer{Person: number[m.Pair], Value: slices.Index(line, clock.Date(m.Month+"-01"))})
		}
	}
	f := stats.Publish(stats.Scale{Values: len(line)}, 1, answers)
	a := Activity{Hidden: f.Hidden, Held: f.N}
	for _, c := range f.Cells {
		a.Stretches = append(a.Stretches, Stretch{line[c.From], line[c.To], c.Count})
	}
	return a
}

// timeline is every month from the first to the last, also those without a meeting.
func timeline(months []pair.Month) []clock.Date {
	first, last := months[0].Month, months[0].Month
	for _, m := range months {
		first, last = min(first, m.Month), max(last, m.Month)
	}
	var out []clock.Date
	for d := clock.Date(first + "-01"); d <= clock.Date(last+"-01") && len(out) < 120; d = d.Add(0, 1, 0) {
		out = append(out, d)
	}
	return out
}

// ExactActivity is the coordinator's: each month as it was.
func ExactActivity(months []pair.Month) Activity {
	if len(months) == 0 {
		return Activity{}
	}
	held := map[clock.Date]int{}
	a := Activity{}
	for _, m := range months {
		held[clock.Date(m.Month+"-01")] += m.Held
		a.Held += m.Held
	}
	for _, d := range timeline(months) {
		a.Stretches = append(a.Stretches, Stretch{d, d, held[d]})
	}
	return a
}
