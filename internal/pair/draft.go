package pair

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/programme"
)

// Draft is an agreement as the two fill it in: one line per clause, then clauses of their own.
type Draft struct {
	Lines []DraftLine
	Own   []OwnClause
}

// DraftLine is one clause of the draft. Words, when given, stand instead of the clause's own sentence.
type DraftLine struct {
	Key    ClauseKey
	In     bool
	Values map[string]string
	Words  string
}

// OwnClause is a clause that the pair has written.
type OwnClause struct{ Title, Text string }

// The limits of a draft.
const (
	maxBlank  = 200
	maxWords  = 2000
	maxTitle  = 120
	MaxOwn    = 5
	ownPrefix = "own-"
)

// clauses checks a draft and writes its clauses out.
func (d Draft) clauses(x Pair) (out []Clause, weeks int, err error) {
	var wrong fault.Fields
	mentor, mentee := x.Mentor.Person.Name, x.Mentee.Person.Name
	for _, p := range Patterns {
		i := slices.IndexFunc(d.Lines, func(l DraftLine) bool { return l.Key == p.Key })
		if i < 0 {
			continue
		}
		l := d.Lines[i]
		c := Clause{Key: p.Key, Dropped: !l.In, Values: map[string]string{}, Words: cleanWords(l.Words)}
		for _, b := range p.Blanks {
			v, fault := b.read(l.Values[b.Name], l.In && c.Words == "")
			c.Values[b.Name] = v
			if fault != nil {
				fault.Field = "blank_" + string(p.Key) + "_" + b.Name
				wrong = append(wrong, fault)
			}
		}
		if p.Fixed {
			c.Words = ""
		}
		checkText(&wrong, "words_"+string(p.Key), c.Words, "pair.words", maxWords)
		if p.Key == "meetings" && l.In && c.Words == "" {
			weeks, _ = strconv.Atoi(c.Values["weeks"])
		}
		c.write(mentor, mentee)
		out = append(out, c)
	}
	n := 0
	for i, o := range d.Own {
		title, text := strings.Join(strings.Fields(o.Title), " "), cleanWords(o.Text)
		if title == "" && text == "" {
			continue
		}
		at := strconv.Itoa(i + 1)
		if title == "" {
			wrong.Add("own_title_"+at, "fault.required", "field", i18n.Key("pair.own_title"))
		}
		if text == "" {
			wrong.Add("own_text_"+at, "fault.required", "field", i18n.Key("pair.own_text"))
		}
		checkText(&wrong, "own_title_"+at, title, "pair.own_title", maxTitle)
		checkText(&wrong, "own_text_"+at, text, "pair.own_text", maxWords)
		if n++; n > MaxOwn {
			wrong.Add("own_title_"+at, "pair.own_many", "max", MaxOwn)
			break
		}
		c := Clause{Key: ClauseKey(ownPrefix + strconv.Itoa(n)), Words: text, Title: map[i18n.Lang]string{}, Text: map[i18n.Lang]string{}}
		for _, lang := range i18n.Langs {
			c.Title[lang], c.Text[lang] = title, text
		}
		out = append(out, c)
	}
	if !slices.ContainsFunc(out, func(c Clause) bool { return !c.Dropped }) {
		wrong.Add("", "pair.agreement_empty")
	}
	return out, weeks, wrong.Or()
}

// read checks the value of a blank and gives its one form.
func (b Blank) read(v string, needed bool) (string, *fault.Fault) {
	v = strings.Join(strings.Fields(v), " ")
	label := i18n.Key("pair.blank_" + b.Name)
	if v == "" {
		if b.Needed && needed {
			return "", fault.Field("", "fault.required", "field", label)
		}
		return "", nil
	}
	switch b.Kind {
	case NumberValue:
		if n, err := strconv.Atoi(v); err != nil || n < b.Min || n > b.Max {
			return v, fault.Field("", "fault.bad_number", "field", label, "min", b.Min, "max", b.Max)
		}
	case DateValue:
		if _, ok := clock.ParseDate(v); !ok {
			return v, fault.Field("", "fault.bad_date")
		}
	case ChoiceValue:
		if v != "yes" && v != "no" {
			return "", fault.Field("", "fault.bad_choice", "field", label)
		}
	case RolesValue:
		var roles []string
		for _, r := range strings.Split(v, ",") {
			if !slices.Contains(enrolment.MentorRoles, enrolment.MentorRole(r)) {
				return "", fault.Field("", "fault.bad_choice", "field", label)
			}
			roles = append(roles, r)
		}
		slices.Sort(roles)
		return strings.Join(slices.Compact(roles), ","), nil
	case TextValue:
		var wrong fault.Fields
		if checkText(&wrong, "", v, string(label), maxBlank); len(wrong) > 0 {
			return v, wrong[0]
		}
	}
	return v, nil
}

func cleanWords(s string) string {
	return strings.TrimSpace(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.ToValidUTF8(s, "")))
}

// DraftOf turns a version back into a draft, to be changed.
func DraftOf(g Agreement) Draft {
	var d Draft
	for _, c := range g.Clauses {
		if strings.HasPrefix(string(c.Key), ownPrefix) {
			d.Own = append(d.Own, OwnClause{c.Title[i18n.Danish], c.Text[i18n.Danish]})
			continue
		}
		d.Lines = append(d.Lines, DraftLine{Key: c.Key, In: !c.Dropped, Values: c.Values, Words: c.Words})
	}
	return d
}

// Suggest fills a first draft in from what is known: the programme's words and dates, and the roles that both had in mind.
func (p *Pairs) Suggest(ctx context.Context, q db.Q, a org.Actor, pairID string) (Draft, error) {
	x, err := p.mine(ctx, q, a, pairID)
	if err != nil {
		return Draft{}, err
	}
	pr, err := p.Programmes.Get(ctx, q, x.Org, x.Programme)
	if err != nil {
		return Draft{}, err
	}
	t := i18n.For(pr.Lang)
	midway := pr.MidwayOn
	if midway <= x.StartedOn {
		midway = x.StartedOn.Add(0, 6, 0)
	}
	var want []string
	for _, r := range x.Mentee.Profile.Roles {
		if slices.Contains(x.Mentor.Profile.Roles, r) {
			want = append(want, string(r))
		}
	}
	known := map[ClauseKey]map[string]string{
		"parties":     {"start": string(x.StartedOn), "end": string(x.EndsOn)},
		"purpose":     {"purpose": t("pair.default_purpose"), "aim": pr.StrategicGoal},
		"goals":       {"date": string(midway)},
		"meetings":    rhythm(pr.Settings),
		"preparation": {"days_before": "2"},
		"contact":     {"channel": t("pair.default_channel"), "days_answer": "3"},
		"roles":       {"want": strings.Join(want, ","), "avoid": roles(x.Mentor.Profile.RolesNot)},
		"cancelling":  {"hours_before": "24"},
		"evaluation":  {"midway": string(midway), "end": string(x.EndsOn)},
		"data":        {"months": "6"},
		"pay":         {"hours_paid": "25"},
		"language":    {"language": shared(x, pr.Lang)},
	}
	var d Draft
	for i, c := range Patterns {
		chosen := slices.Contains(pr.Settings.Clauses, programme.Clause(c.Key)) || len(pr.Settings.Clauses) == 0 && i < baseClauses
		if chosen || i < baseClauses { // what the programme left out can be taken in again; what other kinds add is not offered
			d.Lines = append(d.Lines, DraftLine{Key: c.Key, In: chosen, Values: known[c.Key]})
		}
	}
	return d, nil
}

// shared names the languages that the two have in common, or else the programme's own.
func shared(x Pair, lang i18n.Lang) string {
	var both []string
	for _, l := range x.Mentee.Profile.Languages {
		if slices.Contains(x.Mentor.Profile.Languages, l) {
			both = append(both, l)
		}
	}
	if len(both) == 0 {
		both = []string{string(lang)}
	}
	for i, l := range both {
		if key := "enrolment.opt_languages_" + l; i18n.Has(lang, key) {
			both[i] = strings.ToLower(i18n.T(lang, key))
			if lang == i18n.English {
				both[i] = i18n.T(lang, key)
			}
		}
	}
	return list(lang, both)
}

// rhythm is how often and how long the programme suggests that they meet.
func rhythm(s programme.Settings) map[string]string {
	if s.Weeks == 0 {
		s.Weeks, s.Minutes = 4, 90
	}
	return map[string]string{"weeks": strconv.Itoa(s.Weeks), "minutes": strconv.Itoa(s.Minutes)}
}

func roles(all []enrolment.MentorRole) string {
	out := make([]string, len(all))
	for i, r := range all {
		out[i] = string(r)
	}
	return strings.Join(out, ",")
}
