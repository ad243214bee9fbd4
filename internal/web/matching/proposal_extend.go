package matching

import (
	"net/url"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

type extendView struct {
	Head       ui.HeadView
	Proposal   string
	Date       ui.Field
	Errors     []ui.FieldError
	Save, Back ui.Action
}

// ExtendAsk asks for a new last day to answer.
func (p Pages) ExtendAsk(v *visit.Visit) error {
	view, open, err := p.extendView(v, v.R.URL.Query().Get("proposal"), nil, nil)
	if err != nil {
		return err
	}
	if !open {
		return v.Go(base(v) + "/proposals")
	}
	return v.Show(extend(v.Page(view.Head.Title), view))
}

// Extend gives more time.
func (p Pages) Extend(v *visit.Visit) error {
	form, err := v.Form(matching.FormExtend)
	if err != nil {
		return err
	}
	if _, err := p.proposal(v, form.Get("proposal")); err != nil {
		return err
	}
	err = p.Matches.Extend(v.Ctx(), v.Actor, form.Get("proposal"), clock.Date(form.Get("answer_by")))
	errs := v.Faults(err)
	switch {
	case errs["answer_by"] != "":
		view, _, err := p.extendView(v, form.Get("proposal"), form, errs)
		if err != nil {
			return err
		}
		return v.Invalid(extend(v.Page(view.Head.Title), view))
	case fault.Is(err, fault.Conflict):
		v.Say("mind", "offer.extend_refused", "why", errs[""])
	case err != nil:
		return err
	default:
		v.Say("good", "offer.extended")
	}
	return v.Go(base(v) + "/proposals")
}

func (p Pages) extendView(v *visit.Visit, proposalID string, typed url.Values, errs map[string]string) (view extendView, open bool, err error) {
	x, err := p.proposal(v, proposalID)
	if err != nil {
		return view, false, err
	}
	today := clock.DateOf(v.Now().In(v.Location()))
	value := string(max(x.AnswerBy, today).Add(0, 0, 7))
	if typed != nil {
		value = typed.Get("answer_by")
	}
	view = extendView{
		Head: ui.HeadView{
			Crumbs: append(crumbs(v), ui.Link{Label: v.T("matching.see_proposals"), URL: base(v) + "/proposals"}),
			Title:  v.T("offer.extend_title", "mentee", x.Mentee.Person.Name, "mentor", x.Mentor.Person.Name), Lede: v.T("offer.extend_lede"),
		},
		Proposal: x.ID, Save: ui.Action{Label: v.T("offer.extend_save"), Icon: "clock"}, Back: ui.Action{Label: v.T("matching.back"), URL: base(v) + "/proposals", Kind: "bare"},
		Date: ui.Field{
			Name: "answer_by", Kind: ui.FieldDate, Label: v.T("offer.extend_date"), Value: value, Min: string(today), Max: string(today.Add(0, 0, matching.MaxAnswerDays)),
			Error: errs["answer_by"], Vis: ui.VisCoordinator,
		},
	}
	view.Errors = ui.Errors(view.Date)
	return view, x.Status == matching.Open, nil
}
