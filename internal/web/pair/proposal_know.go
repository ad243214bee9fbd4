package pair

import (
	"slices"
	"strings"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// ProposalKnow takes the answer to a proposal without names.
func (s Pages) ProposalKnow(v *visit.Visit) error {
	form, err := v.Form(matching.FormKnow)
	if err != nil {
		return err
	}
	page := "/proposal/" + v.Place.Proposal
	yes := form.Get("answer") == "yes"
	if !yes && form.Get("answer") != "no" { // as with the real answer, a no is never read out of silence
		return v.Go(page)
	}
	x, err := s.Matches.Know(v.Ctx(), v.Actor, v.Place.Proposal, yes)
	switch {
	case err != nil:
		return told(v, err, page)
	case x.Status == matching.Open && x.Stage() == matching.Real:
		v.Say("good", "offer.knows_named")
		return v.Go(page)
	case yes:
		v.Say("good", "offer.knows_yes")
	default:
		v.Say("", "pairs.answer_no")
	}
	return v.Go("/seat/" + v.Place.Seat)
}

// unnamedView is a proposal without names: reasons, and what each brings without what would tell who it is.
func unnamedView(v *visit.Visit, o matching.Proposal) ProposalView {
	side := v.Actor.Side
	own, other := o.Mentee, o.Mentor
	if side == org.Mentor {
		own, other = o.Mentor, o.Mentee
	}
	names := map[org.Role]string{side: pair.First(own.Person.Name), other.Role: v.T("offer.the_" + string(other.Role))}
	out := ProposalView{
		Unnamed: true, State: "open", Title: v.T("offer.unnamed_title_" + string(side)), Lede: v.T("offer.unnamed_lede"), Partner: v.T("offer.unnamed_who_" + string(side)),
		ActionURL: "/proposal/" + o.ID + "/know", HomeURL: "/seat/" + v.Place.Seat, By: answerBy(v, o), They: nameless(v, other.Role, other.Profile), You: nameless(v, side, matching.Nameless(own)),
	}
	if side == org.Mentor {
		out.Mentor = visit.Initials(own.Person.Name)
	} else {
		out.Mentee = visit.Initials(own.Person.Name)
	}
	for _, r := range o.Reasons {
		if r.Speaks > 0 && !r.Private {
			out.Reasons = append(out.Reasons, ui.Reason{Label: r.Text(v.Lang, names[org.Mentor], names[org.Mentee]), Speaks: "+"})
		}
	}
	switch {
	case o.Status != matching.Open || o.Left():
		out.State = "over"
	case o.Said(side) == matching.Yes:
		out.State = "said"
	}
	return out
}

// nameless is what somebody brings who is not named: words, roles and languages, and about how long they have worked.
func nameless(v *visit.Visit, role org.Role, p enrolment.Profile) []FactView {
	exact := p.HasYears
	p.HasYears = false
	out := brings(v, enrolment.Seat{Role: role, Profile: p})
	if exact {
		text := v.T("offer.unnamed_years_few")
		if p.Years > 0 {
			text = v.T("offer.unnamed_years", "n", int(p.Years))
		}
		out = append(out, FactView{Label: v.T("pairs.brings_years"), Text: text})
	}
	return out
}

// answerBy says by when an answer is hoped for.
func answerBy(v *visit.Visit, o matching.Proposal) string {
	switch {
	case o.AnswerBy == "" || o.Status != matching.Open:
		return ""
	case o.AnswerBy < clock.DateOf(v.Now().In(v.Location())):
		return v.T("offer.by_late", "day", i18n.Date(v.Lang, o.AnswerBy))
	}
	return v.T("offer.by", "day", i18n.Date(v.Lang, o.AnswerBy))
}

// clock says how long the two would have. That a mentee has had a mentor before is told to the mentee alone.
func (s Pages) clock(v *visit.Visit, o matching.Proposal) ([]string, error) {
	if o.Status != matching.Open {
		return nil, nil
	}
	spans, err := s.Matches.Spans(v.Ctx(), s.DB, v.Place.Org, v.Place.Programme)
	if err != nil {
		return nil, err
	}
	x := spans.Of(o.Mentee.ID)
	out := []string{v.T("offer.span_two", "months", i18n.Decimal(v.Lang, x.Months, 1), "day", i18n.Date(v.Lang, x.Until))}
	if x.Late() {
		out = append(out, v.T("offer.span_two_short"))
	}
	if x.Again && v.Actor.Side == org.Mentee {
		out = append(out, v.T("offer.span_you", "before", i18n.Decimal(v.Lang, x.Before, 1)))
	}
	return slices.DeleteFunc(out, func(line string) bool { return strings.TrimSpace(line) == "" }), nil
}
