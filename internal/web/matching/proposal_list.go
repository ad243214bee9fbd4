package matching

import (
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

type offerView struct {
	Mentee, Mentor, Sub                string
	MenteeAnswer, MentorAnswer, Status answerView
	When                               string
	Left                               bool
	Stage, By, Late                    string // of an open one: which step, its last day, and that it has passed
	Withdraw, Extend                   string
}

type answerView struct{ Kind, Icon, Text string }

// Proposals lists what has been sent and what was answered; never why.
func (p Pages) Proposals(v *visit.Visit) error {
	status := matching.ProposalStatus(v.R.URL.Query().Get("status"))
	from := offset(v)
	offers, total, err := p.Matches.Offers(v.Ctx(), v.Actor, status, from, perPage)
	if err != nil {
		return err
	}
	st, err := p.Matches.State(v.Ctx(), v.Actor)
	if err != nil {
		return err
	}
	head := ui.HeadView{Crumbs: crumbs(v), Title: v.T("matching.title_open", "n", st.Open), Lede: v.T("matching.proposals_lede")}
	if st.Open == 0 {
		head.Title = v.T("matching.proposals_none_open")
	}
	var tabs []tabView
	for _, s := range []matching.ProposalStatus{"", matching.Open, matching.Agreed, matching.Declined, matching.WithdrawnOffer, matching.Late} {
		label := "matching.offers_all"
		if s == matching.Late {
			label = "offer.offers_late"
		} else if s != "" {
			label = "matching.offers_" + string(s)
		}
		tabs = append(tabs, tabView{v.T(label), ui.WithQuery(base(v)+"/proposals", "status", string(s)), s == status})
	}
	note, err := p.freed(v)
	if err != nil {
		return err
	}
	return v.Show(proposals(v.Page(head.Title), head, note, tabs, offerRows(v, offers), pager(v, from, total)))
}

// freed speaks of those who are left after a no, and leads to what can be done; nil when there are none.
func (p Pages) freed(v *visit.Visit) (*ui.NoteView, error) {
	g, err := p.Matches.Glance(v.Ctx(), p.Matches.DB, v.Actor.Org, v.Actor.Programme)
	if err != nil || g.Turned == 0 {
		return nil, err
	}
	return &ui.NoteView{
		Title: v.T("offer.repair_note", "n", g.Turned), Text: v.T("offer.repair_note_text"), Icon: "arrows-exchange",
		Actions: []ui.Action{{Label: v.T("offer.repair_go"), URL: base(v) + "/repair", Small: true}},
	}, nil
}

type tabView struct {
	Label, URL string
	Current    bool
}

func offerRows(v *visit.Visit, offers []matching.Offer) []offerView {
	out := make([]offerView, 0, len(offers))
	for _, o := range offers {
		row := offerView{
			Mentee: o.Mentee.Name, Mentor: o.Mentor.Name, Sub: o.Mentee.Unit + between(o.Mentee.Unit, o.Mentor.Unit) + o.Mentor.Unit, Left: o.Left && o.Status == matching.Open,
			MenteeAnswer: answered(v, o, o.MenteeAnswer, o.MenteeTold), MentorAnswer: answered(v, o, o.MentorAnswer, o.MentorTold), When: v.T("matching.sent_on", "day", i18n.Day(v.Lang, o.Created.In(v.Location()))),
		}
		switch o.Status {
		case matching.Open:
			row.Status = answerView{"", "clock", v.T("matching.offer_open")}
			row.Withdraw = ui.WithQuery(base(v)+"/withdraw", "proposal", o.ID)
			row.Extend = ui.WithQuery(base(v)+"/extend", "proposal", o.ID)
			row.Stage, row.By = v.T("offer.stage_"+string(o.Stage)), v.T("offer.no_date")
			if o.AnswerBy != "" {
				row.By = v.T("offer.answer_by", "day", i18n.Date(v.Lang, o.AnswerBy))
			}
			if o.Late {
				row.Late = v.T("offer.late")
			}
		case matching.Agreed:
			row.Status = answerView{"good", "check", v.T("matching.offer_accepted")}
		case matching.Declined:
			row.Status = answerView{"mind", "minus", v.T("matching.offer_declined")}
		case matching.WithdrawnOffer:
			row.Status = answerView{"", "arrow-back-up", v.T("matching.offer_withdrawn")}
		}
		out = append(out, row)
	}
	return out
}

func answered(v *visit.Visit, o matching.Offer, answer string, told bool) answerView {
	switch answer {
	case matching.Yes:
		if o.Stage == matching.Unnamed {
			return answerView{"good", "check", v.T("offer.know_yes")}
		}
		return answerView{"good", "check", v.T("matching.answer_yes")}
	case matching.No:
		return answerView{"", "minus", v.T("matching.answer_no")}
	}
	if !told {
		return answerView{"", "clock", v.T("offer.not_told")}
	}
	return answerView{"", "clock", v.T("matching.answer_none")}
}

// WithdrawAsk asks before a proposal is taken back: both get a mail.
func (p Pages) WithdrawAsk(v *visit.Visit) error {
	x, err := p.proposal(v, v.R.URL.Query().Get("proposal"))
	if err != nil {
		return err
	}
	if x.Status != matching.Open {
		return v.Go(base(v) + "/proposals")
	}
	head := ui.HeadView{
		Crumbs: append(crumbs(v), ui.Link{Label: v.T("matching.see_proposals"), URL: base(v) + "/proposals"}),
		Title:  v.T("matching.withdraw_title", "mentee", x.Mentee.Person.Name, "mentor", x.Mentor.Person.Name), Lede: v.T("matching.withdraw_lede"),
	}
	return v.Show(withdraw(v.Page(head.Title), head, x.ID))
}

// Withdraw takes a proposal back.
func (p Pages) Withdraw(v *visit.Visit) error {
	form, err := v.Form(matching.FormWithdraw)
	if err != nil {
		return err
	}
	err = p.Matches.Withdraw(v.Ctx(), v.Actor, form.Get("proposal"))
	switch {
	case fault.Is(err, fault.Conflict):
		v.Say("mind", "matching.withdraw_refused", "why", v.Faults(err)[""])
	case err != nil:
		return err
	default:
		v.Say("good", "matching.withdrawn")
	}
	return v.Go(base(v) + "/proposals")
}

func (p Pages) proposal(v *visit.Visit, proposalID string) (matching.Proposal, error) {
	if !id.Valid(proposalID) {
		return matching.Proposal{}, fault.Missing()
	}
	x, err := p.Matches.Proposal(v.Ctx(), p.Matches.DB, v.Actor.Org, proposalID)
	if err == nil && x.Programme != v.Place.Programme {
		err = fault.Missing()
	}
	return x, err
}
