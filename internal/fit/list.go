package fit

import (
	"slices"
	"strings"

	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
)

// PairRow is a pair in words and figures, for a file.
type PairRow struct {
	Mentee, MenteeEmail, MenteeUnit string
	Mentor, MentorEmail, MentorUnit string
	Score                           int // hundredths of a point
	Shares                          []Share
	For, Mind                       []string // sentences
	Locked                          bool
}

// LeftRow is somebody without a partner, for a file.
type LeftRow struct {
	Name, Email, Unit string
	Role              org.Role
	Cause             Cause
	Text              string
}

// List is an outcome as it is written into a file in one language.
type List struct {
	Lang    i18n.Lang
	Summary Summary
	Pairs   []PairRow
	Left    []LeftRow
}

// ListOf writes an outcome out: best pairs first, and whom it left. seats are those of the pool.
func ListOf(lang i18n.Lang, out Outcome, seats []enrolment.Seat) List {
	byID := make(map[string]enrolment.Seat, len(seats))
	for _, s := range seats {
		byID[s.ID] = s
	}
	l := List{Lang: lang, Summary: out.Summary}
	for _, p := range out.Pairs {
		l.Pairs = append(l.Pairs, pairRow(lang, p, byID[p.Mentor], byID[p.Mentee]))
	}
	slices.SortStableFunc(l.Pairs, func(a, b PairRow) int { return b.Score - a.Score })
	left := slices.Clone(out.Left)
	SortLeft(left)
	for _, x := range left {
		s := byID[x.Seat]
		l.Left = append(l.Left, LeftRow{
			Name: s.Person.Name, Email: s.Person.Email, Unit: s.Person.Unit, Role: x.Role, Cause: x.Cause,
			Text: strings.TrimSpace(x.Text(lang, FirstName(s.Person.Name), byID[x.Instead].Person.Name) + " " + x.Help(lang, FirstName(s.Person.Name), byID[x.Remedy.More].Person.Name)),
		})
	}
	return l
}

func pairRow(lang i18n.Lang, p Pair, mentor, mentee enrolment.Seat) PairRow {
	row := PairRow{
		Mentee: mentee.Person.Name, MenteeEmail: mentee.Person.Email, MenteeUnit: mentee.Person.Unit,
		Mentor: mentor.Person.Name, MentorEmail: mentor.Person.Email, MentorUnit: mentor.Person.Unit,
		Score: p.Score, Shares: p.Shares, Locked: p.Locked,
	}
	for _, r := range p.Reasons {
		text := r.Text(lang, FirstName(mentor.Person.Name), FirstName(mentee.Person.Name))
		switch {
		case r.Speaks > 0:
			row.For = append(row.For, text)
		case r.Speaks < 0:
			row.Mind = append(row.Mind, text)
		}
	}
	return row
}
