package report

import (
	"github.com/mentorskab/mentorskab/internal/evaluation"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/report"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// ResultsView is the page of one survey's results.
type ResultsView struct {
	Eyebrow, Title, Lede string
	BoardURL, CSVURL     string
	Result               ResultView
}

// Results shows what a closed survey says; before that it sends back to where the survey is followed.
func (p Pages) Results(v *visit.Visit) error {
	kind := evaluation.Kind(v.R.PathValue("kind"))
	s, err := p.Reports.Results(v.Ctx(), v.Actor, kind)
	if fault.Is(err, fault.Conflict) {
		v.Say("", "evaluation.not_closed")
		return v.Go(base(v) + "/evaluation")
	}
	if err != nil {
		return err
	}
	name := v.T("evaluation.kind_" + string(kind))
	view := ResultsView{
		Title: v.T("report.results_heading", "kind", name), Lede: v.T("evaluation.head_lede"), BoardURL: base(v) + "/evaluation", CSVURL: base(v) + "/evaluation/" + string(kind) + "/csv",
		Eyebrow: v.T("report.results_eyebrow", "kind", name, "date", day(v, s)), Result: resultView(v, s),
	}
	return v.Show(resultsPage(v.Page(v.T("report.results_title")), view))
}

// ResultsCSV sends the same figures as a file.
func (p Pages) ResultsCSV(v *visit.Visit) error {
	s, err := p.Reports.Results(v.Ctx(), v.Actor, evaluation.Kind(v.R.PathValue("kind")))
	if err != nil {
		return err
	}
	return sendCSV(v, string(s.Kind), report.SurveyTables(v.Lang, s))
}

func sendCSV(v *visit.Visit, name string, tables []report.Table) error {
	body, err := report.CSV(v.Lang, tables)
	if err != nil {
		return err
	}
	return v.File(v.Place.ProgrammeName+" – "+v.T("report.file")+" "+name+".csv", "text/csv; charset=utf-8", body)
}

func csvAction(p ui.Page, url string) ui.Action {
	return ui.Action{Label: p.T("report.csv"), URL: url, Icon: "file-spreadsheet", Kind: "bare"}
}
