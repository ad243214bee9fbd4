package pair

import (
	"strconv"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// Show is the pair's own page: which phase they are in, what it is about, what is done and what is missing before the next.
func (s Pages) Show(v *visit.Visit) error {
	view, err := s.pairView(v)
	if err != nil {
		return err
	}
	return v.Show(pairPage(v.Page(view.Title), view))
}

// OverView is the pair's page.
type OverView struct {
	Title, Lede    string
	Names          string
	Mentee, Mentor string
	Phases         []ui.Phase
	About          string // what the phase is about
	Gate           *GateView
	Questions      []string
	Paused         string // "" or since and until when, in words
	Closed         *ClosedView
	Partner        PartnerView
	Agreement      string
	AgreementState ui.State
	AgreementURL   string
	MeetingsURL    string
	EndURL         string
	ResumeURL      string
	History        []string
	HomeURL        string
	Circle         []MemberView
}

// MemberView is another mentee in the same circle.
type MemberView struct{ Name, Initials, Work, Email string }

// PartnerView is the other one with the ways to reach them.
type PartnerView struct {
	Name, First, Work, Email, Phone string
	Facts                           []FactView
}

// GateView is what stands before the next phase.
type GateView struct {
	ID, Title, Text string
	Items           []ItemView
	Open            bool
	Any             bool
	GoLabel, GoText string
	GoURL           string // of the page that asks first, where the step cannot be undone
	ActionURL       string
	Hidden          map[string]string
}

// ItemView is one line of the gate.
type ItemView struct {
	State           ui.State
	Word            string
	Title, Evidence string
	Link            ui.Link
	Ticks           []ui.Action // what the visitor's side can tick here
}

// ClosedView is the page of a pair that has ended.
type ClosedView struct {
	Text      string
	Rematch   ui.Field
	ActionURL string
}

func (s Pages) pairView(v *visit.Visit) (OverView, error) {
	ctx, orgID := v.Ctx(), v.Place.Org
	sum, err := s.Pairs.Summary(ctx, s.DB, orgID, v.Place.Pair)
	if err != nil {
		return OverView{}, err
	}
	history, err := s.Pairs.History(ctx, s.DB, orgID, v.Place.Pair)
	if err != nil {
		return OverView{}, err
	}
	out := OverView{
		Title: v.T("pairs.title_" + string(sum.Phase)), Lede: v.T("pairs.lede_" + string(sum.Phase)), Names: v.T("pairs.names", "mentee", name(v, org.Mentee), "mentor", name(v, org.Mentor)),
		Phases: phases(v, history, sum.Phase), About: v.T("pairs.about_" + string(sum.Phase)), AgreementURL: agreementURL(v), MeetingsURL: meetings(v), EndURL: base(v) + "/end",
		ResumeURL: base(v) + "/resume", HomeURL: "/seat/" + v.Place.Seat, Partner: partnerView(v, sum.Pair),
	}
	out.Mentee, out.Mentor = initials(v)
	out.AgreementState, out.Agreement = agreementState(v, sum)
	for _, h := range history {
		out.History = append(out.History, v.T("pairs.history_"+string(h.Phase), "day", day(v, h.At)))
	}
	if sum.Phase == pair.Closed {
		out.Closed = closedView(v, sum)
		return out, nil
	}
	if sum.Rests(clock.DateOf(v.Now())) {
		out.Title, out.Lede = v.T("pairs.title_paused"), v.T("pairs.lede_paused")
		out.Paused = v.T("pairs.paused_since", "day", i18n.Date(v.Lang, sum.PausedOn))
		if sum.PausedUntil != "" {
			out.Paused = v.T("pairs.paused_until", "day", i18n.Date(v.Lang, sum.PausedOn), "until", i18n.Date(v.Lang, sum.PausedUntil))
		}
	}
	for n := 1; n <= 6; n++ {
		out.Questions = append(out.Questions, v.T("pairs.guide_"+string(sum.Phase)+"_"+strconv.Itoa(n)))
	}
	marks, err := s.Pairs.Marks(ctx, s.DB, orgID, sum.ID)
	if err != nil {
		return out, err
	}
	g, err := s.Pairs.Gate(ctx, s.DB, sum, marks)
	if err != nil {
		return out, err
	}
	out.Gate = gateView(v, g, marks)
	circle, err := s.Pairs.Circle(ctx, s.DB, v.Actor, sum.ID)
	for _, o := range circle {
		out.Circle = append(out.Circle, MemberView{o.Person.Name, visit.Initials(o.Person.Name), work(o), o.Person.Email})
	}
	return out, err
}

// phases draws the four phases with the month in which each began.
func phases(v *visit.Visit, history []pair.Step, now pair.Phase) []ui.Phase {
	began := map[pair.Phase]string{}
	for _, h := range history {
		began[h.Phase] = i18n.Month(v.Lang, h.At.In(v.Location()))
	}
	var out []ui.Phase
	state := "done"
	for _, f := range pair.Phases[:4] {
		if f == now {
			state = "now"
		}
		out = append(out, ui.Phase{Label: v.T("pair.phase_" + string(f)), Sub: began[f], State: state})
		if f == now {
			state = ""
		}
	}
	if now == pair.Closed { // a course that stopped early has phases it never was in
		for i, f := range pair.Phases[:4] {
			if began[f] == "" {
				out[i].State = ""
			}
		}
	}
	return out
}

// partnerView is the other one as the visitor may see them.
func partnerView(v *visit.Visit, x pair.Pair) PartnerView {
	other := x.Seat(pair.Other(v.Actor.Side))
	return PartnerView{Name: other.Person.Name, First: pair.First(other.Person.Name), Work: work(other), Email: other.Person.Email, Phone: other.Person.Phone, Facts: brings(v, other)}
}

// agreementState says in a light how far the agreement is.
func agreementState(v *visit.Visit, s pair.Summary) (ui.State, string) {
	if s.AgreementSigned != "" {
		return ui.StateOK, v.T("pairs.agreement_signed", "day", i18n.Date(v.Lang, s.AgreementSigned))
	}
	return ui.StateWait, v.T("pairs.agreement_unsigned")
}

func gateView(v *visit.Visit, g pair.Gate, marks pair.Marks) *GateView {
	out := &GateView{
		ID: "gate", Title: v.T("pairs.gate_title_" + string(g.To)), Text: v.T("pairs.gate_text_" + string(g.To)), Open: g.Open(), Any: g.Any,
		GoLabel: v.T("pairs.go_" + string(g.To)), ActionURL: base(v) + "/phase", Hidden: map[string]string{"from": string(g.From)},
	}
	out.GoText = v.T("pairs.gate_shut_text")
	if out.Open {
		out.GoText = v.T("pairs.gate_open_text")
	}
	if g.To == pair.Closed {
		out.GoURL = base(v) + "/complete"
	}
	for _, i := range g.Items {
		out.Items = append(out.Items, itemView(v, i, marks))
	}
	return out
}

// itemView writes one line of the gate. Whether the other one wants to go on is not told before both have said so: nobody should say
// yes because they were waited for.
func itemView(v *visit.Visit, i pair.Item, marks pair.Marks) ItemView {
	key := "pairs.item_" + string(i.Key)
	out := ItemView{State: ui.StateWait, Word: v.T("pairs.item_missing"), Title: v.T(key)}
	if !i.Needed {
		out.Word = v.T("pairs.item_good_to_have")
	}
	if i.Done {
		out.State, out.Word = ui.StateOK, v.T("ui.state_ok")
	}
	mine, theirs := i.By[v.Actor.Side], i.By[pair.Other(v.Actor.Side)]
	switch {
	case i.Key == pair.ItemSigned:
		out.Link = ui.Link{Label: v.T("pairs.to_agreement"), URL: agreementURL(v)}
		if i.Done {
			out.Evidence = v.T("pairs.agreement_signed", "day", i18n.Date(v.Lang, i.On))
		}
	case i.Key == pair.ItemMet:
		out.Link = ui.Link{Label: v.T("pairs.to_meetings"), URL: meetings(v)}
		if i.Done {
			out.Evidence = v.T("pairs.item_met_done", "day", i18n.Date(v.Lang, i.On))
		}
	case i.Key == pair.ItemEvaluation, i.Key == pair.ItemNearEnd:
		out.Evidence = v.T(key+"_on", "day", i18n.Date(v.Lang, i.On))
		if i.On == "" {
			out.Evidence = ""
		}
	case i.By == nil:
	case mine && theirs, i.Done && !mine && !theirs:
		out.Evidence = v.T("pairs.by_both")
	case i.Done && mine:
		out.Evidence = v.T("pairs.by_me_alone")
	case i.Done:
		out.Evidence = v.T("pairs.by_partner_alone", "partner", partner(v))
	case i.Key == pair.ItemGoOn && mine:
		out.Evidence = v.T("pairs.by_me_hidden")
	case i.Key == pair.ItemGoOn:
		out.Evidence = v.T("pairs.by_none_hidden")
	case mine:
		out.Evidence = v.T("pairs.by_me", "partner", partner(v))
	case theirs:
		out.Evidence = v.T("pairs.by_partner", "partner", partner(v))
	}
	if i.Mark == "" {
		return out
	}
	if marks.Has(v.Actor.Side, i.Mark) {
		if i.Key != pair.ItemClosingTalk || !i.Done {
			out.Ticks = []ui.Action{tickAction(v, i.Mark, "", "pairs.untick", "bare")}
		}
		return out
	}
	if i.Key == pair.ItemClosingTalk {
		if !i.Done {
			out.Ticks = []ui.Action{tickAction(v, i.Mark, "held", "pairs.tick_talk_held", "quiet"), tickAction(v, i.Mark, "waived", "pairs.tick_talk_waived", "bare")}
		}
		return out
	}
	out.Ticks = []ui.Action{tickAction(v, i.Mark, "yes", "pairs.tick_"+string(i.Mark), "quiet")}
	return out
}

func tickAction(v *visit.Visit, m pair.Mark, value, key, kind string) ui.Action {
	return ui.Action{Label: v.T(key), Method: "post", URL: base(v) + "/mark", Kind: kind, Small: true, Hidden: map[string]string{"mark": string(m), "value": value}}
}

func closedView(v *visit.Visit, s pair.Summary) *ClosedView {
	out := &ClosedView{Text: v.T("pairs.closed_text"), ActionURL: base(v) + "/rematch"}
	wish := ""
	if s.Ending != nil {
		out.Text = v.T("pairs.closed_"+string(s.Ending.Kind), "day", i18n.Date(v.Lang, s.Ending.On))
		wish = s.Ending.Rematch(v.Actor.Side)
	}
	out.Rematch = rematchField(v, wish)
	return out
}

func rematchField(v *visit.Visit, wish string) ui.Field {
	return ui.Field{Name: "rematch", Kind: ui.FieldRadio, Label: v.T("pairs.rematch_label"), Hint: v.T("pairs.rematch_hint"), Vis: ui.VisCoordinator, Optional: true, Two: true, Options: []ui.Option{
		{Value: "yes", Label: v.T("pairs.rematch_yes"), Selected: wish == "yes"}, {Value: "no", Label: v.T("pairs.rematch_no"), Selected: wish == "no"},
	}}
}
