package evaluation

import (
	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/evaluation"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/programme"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// Board is the coordinator's page of both surveys.
func (p Pages) Board(v *visit.Visit) error {
	pr, err := p.Programmes.Get(v.Ctx(), p.DB, v.Place.Org, v.Place.Programme)
	if err != nil {
		return err
	}
	plan, err := p.Evaluations.Plan(v.Ctx(), p.DB, pr)
	if err != nil {
		return err
	}
	asked, err := p.Evaluations.Audience(v.Ctx(), p.DB, pr)
	if err != nil {
		return err
	}
	view := BoardView{Title: v.T("evaluation.head_none"), Lede: v.T("evaluation.head_none_lede")}
	for _, st := range plan {
		s := surveyView(v, pr, st)
		if st.Survey == nil {
			s.Pairs = asked[st.Kind]
			s.CanOpen = pr.Status == programme.Running && s.Pairs > 0
		}
		view.Surveys = append(view.Surveys, s)
		switch {
		case st.Open():
			view.Title, view.Lede = v.T("evaluation.head_open", "kind", s.Title, "closes", s.Closes), v.T("evaluation.head_lede")
		case st.Done():
			view.Title, view.Lede = v.T("evaluation.head_closed", "kind", s.Title), v.T("evaluation.head_lede")
		}
	}
	return v.Show(boardPage(v.Page(v.T("evaluation.title")), view))
}

// Questions shows a survey as the two will see it, without a way to send it.
func (p Pages) Questions(v *visit.Visit) error {
	k := kind(v)
	sections := evaluation.Sections(k, "")
	if len(sections) == 0 {
		return v.Go("/p/" + v.Place.Programme + "/evaluation")
	}
	view := QuestionsView{Title: v.T("evaluation.kind_" + string(k)), BackURL: "/p/" + v.Place.Programme + "/evaluation"}
	for i, s := range sections {
		// gains are asked with each side's own choices
		sv := SectionView{ID: "section-" + s.Key, Title: v.T("evaluation.section_" + s.Key), Fields: fields(v.T, s, nil, nil)}
		for j := range sv.Fields {
			sv.Fields[j].ID, sv.Fields[j].Disabled = s.Items[j].Key+"-"+string(rune('a'+i))+string(rune('a'+j)), true
			if side := s.Items[j].Side; side != "" {
				sv.Fields[j].Hint = v.T("evaluation.who_"+string(side)) + ". " + sv.Fields[j].Hint
			}
		}
		view.Sections = append(view.Sections, sv)
	}
	return v.Show(questionsPage(v.Page(view.Title), view))
}

// BoardView is the coordinator's page.
type BoardView struct {
	Title, Lede string
	Surveys     []SurveyView
}

// SurveyView is one survey on it.
type SurveyView struct {
	Kind                           evaluation.Kind
	Title, Planned, Opens, Closes  string
	Closed                         string
	State                          ui.State
	Word                           string
	Open, Done, CanOpen, AllIn     bool
	Pairs                          int // whose two sides would be asked
	Response                       []RateView
	SidesHidden, RateHidden        bool
	Asked                          int
	BaseURL, ResultsURL, SetupURL  string
	QuestionsURL, RemindURL, ToURL string
}

// RateView is one response rate.
type RateView struct {
	Label, Text string
	Share       float64
	Few, Weak   bool
}

// QuestionsView is the preview.
type QuestionsView struct {
	Title, BackURL string
	Sections       []SectionView
}

func surveyView(v *visit.Visit, pr programme.Programme, st evaluation.Status) SurveyView {
	base := "/p/" + pr.ID + "/evaluation/" + string(st.Kind)
	s := SurveyView{
		Kind: st.Kind, Title: v.T("evaluation.kind_" + string(st.Kind)), BaseURL: base, ResultsURL: base, QuestionsURL: base + "/questions",
		SetupURL: "/p/" + pr.ID + "/setup", Open: st.Open(), Done: st.Done(), State: ui.StateWait, Word: v.T("evaluation.state_unplanned"),
	}
	if st.Planned != "" {
		s.Planned, s.Word = i18n.Date(v.Lang, st.Planned), v.T("evaluation.state_planned")
	}
	if st.Survey == nil {
		return s
	}
	s.Opens, s.Closes = i18n.Date(v.Lang, st.Survey.OpensOn), i18n.Date(v.Lang, st.Survey.ClosesOn)
	s.State, s.Word = ui.StateWait, v.T("evaluation.state_open")
	r := st.Response
	if s.Done {
		s.Closed = i18n.Date(v.Lang, clock.DateOf(st.Survey.Closed.In(pr.Location())))
		s.State, s.Word = ui.StateOK, v.T("evaluation.state_closed")
		r = st.Survey.Figures.Response
	}
	s.Asked, s.AllIn = r.All.Asked, r.All.Answered == r.All.Asked
	s.RateHidden, s.SidesHidden = !r.All.Shown(), !r.SidesShown()
	if !s.RateHidden {
		s.Response = append(s.Response, rateView(v, "evaluation.response_all", r.All))
	}
	if !s.RateHidden && !s.SidesHidden {
		s.Response = append(s.Response, rateView(v, "evaluation.response_mentee", r.Mentee), rateView(v, "evaluation.response_mentor", r.Mentor))
	}
	return s
}

func rateView(v *visit.Visit, key string, c evaluation.Count) RateView {
	r := RateView{Label: v.T(key), Share: c.Rate(), Few: c.Few(), Weak: c.Rate() < evaluation.RateWeak}
	if r.Few {
		r.Text = v.T("evaluation.response_few", "asked", c.Asked)
	} else {
		r.Text = v.T("evaluation.response_text", "percent", percent(v, c.Rate()), "answered", c.Answered, "asked", c.Asked)
	}
	return r
}
