package pair

import (
	"strconv"

	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// AgreementView is the agreement as one of the two reads it.
type AgreementView struct {
	Title, Lede    string
	Names          string
	Steps          []ui.Step
	Version        string // "version 2"
	State          ui.State
	StateWord      string
	Clauses        []ClauseView
	Changes        []ChangeView
	ChangesTitle   string
	Signers        []SignerView
	CanSign        bool
	Base           string
	SignURL        string
	EditURL        string
	PrintURL       string
	Versions       []ui.Link
	Expectations   []string
	Closed         bool
	BackURL        string
	Mentee, Mentor string
}

// ClauseView is one clause, numbered as it stands.
type ClauseView struct{ Number, Title, Text string }

// ChangeView is one clause that differs between two versions.
type ChangeView struct {
	Title, Kind string
	Badge       string
	Pieces      []pair.Piece
}

// SignerView is one of the two under the agreement.
type SignerView struct {
	Side, Initials, Name, Says string
}

// Agreement is the page of the newest version.
func (s Pages) Agreement(v *visit.Visit) error {
	all, err := s.Pairs.Agreements(v.Ctx(), s.DB, v.Actor, v.Place.Pair)
	if err != nil {
		return err
	}
	x, err := s.Pairs.Pair(v.Ctx(), s.DB, v.Place.Org, v.Place.Pair)
	if err != nil {
		return err
	}
	view := agreementView(v, all, x.Phase == pair.Closed)
	return v.Show(agreementPage(v.Page(view.Title), view))
}

// AgreementVersion is one earlier version, and what changed after the one before it.
func (s Pages) AgreementVersion(v *visit.Visit) error {
	all, err := s.Pairs.Agreements(v.Ctx(), s.DB, v.Actor, v.Place.Pair)
	if err != nil {
		return err
	}
	number, err := strconv.Atoi(v.R.PathValue("version"))
	if err != nil {
		return fault.Missing()
	}
	for i, g := range all {
		if g.Version != number {
			continue
		}
		view := AgreementView{Title: v.T("pairs.version_title", "n", g.Version), Names: names(v), Clauses: clauseViews(v, g), Signers: signers(v, g), BackURL: agreementURL(v), Version: v.T("pairs.version", "n", g.Version)}
		view.State, view.StateWord = versionState(v, g)
		if i+1 < len(all) {
			view.ChangesTitle = v.T("pairs.changes_since", "n", all[i+1].Version)
			view.Changes = changeViews(v, all[i+1], g)
		}
		return v.Show(versionPage(v.Page(view.Title), view))
	}
	return fault.Missing()
}

// AgreementPrint is the agreement on paper, with room for two names.
func (s Pages) AgreementPrint(v *visit.Visit) error {
	all, err := s.Pairs.Agreements(v.Ctx(), s.DB, v.Actor, v.Place.Pair)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return v.Go(agreementURL(v))
	}
	g := all[0]
	view := AgreementView{Title: v.T("pairs.print_title"), Names: names(v), Clauses: clauseViews(v, g), Signers: signers(v, g), BackURL: agreementURL(v), Version: v.T("pairs.version", "n", g.Version)}
	view.State, view.StateWord = versionState(v, g)
	p := v.Page(view.Title)
	p.Narrow = true
	return v.Show(printPage(p, view))
}

// AgreementSign puts the visitor's name under the version they have read.
func (s Pages) AgreementSign(v *visit.Visit) error {
	form, err := v.Form(pair.FormSignature)
	if err != nil {
		return err
	}
	g, err := s.Pairs.Sign(v.Ctx(), v.Actor, v.Place.Pair, form.Get("base"))
	if err != nil {
		return told(v, err, agreementURL(v))
	}
	if g.InForce() {
		v.Say("good", "pairs.signed_both")
	} else {
		v.Say("good", "pairs.signed_one", "partner", partner(v))
	}
	return v.Go(agreementURL(v))
}

func names(v *visit.Visit) string {
	return v.T("pairs.names", "mentee", name(v, org.Mentee), "mentor", name(v, org.Mentor))
}

func agreementView(v *visit.Visit, all []pair.Agreement, closed bool) AgreementView {
	out := AgreementView{Names: names(v), Closed: closed, SignURL: agreementURL(v) + "/sign", EditURL: agreementURL(v) + "/edit", PrintURL: agreementURL(v) + "/print", BackURL: base(v)}
	out.Mentee, out.Mentor = initials(v)
	for n := 1; n <= 9; n++ {
		out.Expectations = append(out.Expectations, v.T("pairs.expect_"+strconv.Itoa(n)))
	}
	if len(all) == 0 {
		out.Title, out.Lede = v.T("pairs.agreement_none"), v.T("pairs.agreement_none_text")
		out.Steps = steps(v, 0)
		return out
	}
	g := all[0]
	_, mine := g.Signatures[v.Actor.Side]
	_, theirs := g.Signatures[pair.Other(v.Actor.Side)]
	out.Version, out.Base, out.Clauses, out.Signers = v.T("pairs.version", "n", g.Version), g.Base(), clauseViews(v, g), signers(v, g)
	out.State, out.StateWord = versionState(v, g)
	out.CanSign = !mine && !closed
	switch {
	case g.InForce():
		out.Title, out.Lede = v.T("pairs.agreement_holds"), v.T("pairs.agreement_holds_text", "day", day(v, g.Signed))
		out.Steps = steps(v, 3)
	case mine:
		out.Title, out.Lede = v.T("pairs.agreement_waits", "partner", partner(v)), v.T("pairs.agreement_waits_text")
		out.Steps = steps(v, 2)
	case theirs:
		out.Title, out.Lede = v.T("pairs.agreement_yours", "partner", partner(v)), v.T("pairs.agreement_yours_text")
		out.Steps = steps(v, 2)
	default:
		out.Title, out.Lede = v.T("pairs.agreement_draft"), v.T("pairs.agreement_draft_text")
		out.Steps = steps(v, 1)
	}
	if !g.InForce() {
		for _, o := range all[1:] {
			if o.InForce() {
				out.Lede = v.T("pairs.agreement_until", "n", o.Version, "new", g.Version)
				break
			}
		}
	}
	for _, o := range all[1:] {
		out.Versions = append(out.Versions, ui.Link{Label: v.T("pairs.version", "n", o.Version) + " – " + versionWord(v, o), URL: agreementURL(v) + "/versions/" + strconv.Itoa(o.Version)})
	}
	if !g.InForce() && len(all) > 1 {
		out.ChangesTitle = v.T("pairs.changes_since", "n", all[1].Version)
		out.Changes = changeViews(v, all[1], g)
	}
	return out
}

// steps draws the way of an agreement: talk, write, sign, holds.
func steps(v *visit.Visit, at int) []ui.Step {
	var out []ui.Step
	for i, key := range []string{"talk", "write", "sign"} {
		state := ""
		switch {
		case i < at:
			state = "done"
		case i == at:
			state = "now"
		}
		out = append(out, ui.Step{Label: v.T("pairs.step_" + key), State: state})
	}
	return out
}

func versionState(v *visit.Visit, g pair.Agreement) (ui.State, string) {
	if g.InForce() {
		return ui.StateOK, v.T("pairs.signed_by_both")
	}
	return ui.StateWait, versionWord(v, g)
}

func versionWord(v *visit.Visit, g pair.Agreement) string {
	switch {
	case g.InForce():
		return v.T("pairs.agreement_signed", "day", day(v, g.Signed))
	case len(g.Signatures) > 0:
		return v.T("pairs.signed_by_one")
	}
	return v.T("pairs.draft_of", "day", day(v, g.Changed))
}

func clauseViews(v *visit.Visit, g pair.Agreement) []ClauseView {
	standing := g.Standing()
	out := make([]ClauseView, len(standing))
	for i, c := range standing {
		out[i] = ClauseView{Number: strconv.Itoa(i + 1), Title: c.Title[v.Lang], Text: c.Text[v.Lang]}
	}
	return out
}

func changeViews(v *visit.Visit, before, after pair.Agreement) []ChangeView {
	var out []ChangeView
	for _, c := range pair.Compare(before, after) {
		view := ChangeView{Kind: string(c.Kind), Badge: v.T("pairs.change_" + string(c.Kind)), Title: c.After.Title[v.Lang], Pieces: c.Pieces(v.Lang)}
		if c.Kind == pair.ClauseDropped {
			view.Title = c.Before.Title[v.Lang]
		}
		out = append(out, view)
	}
	return out
}

func signers(v *visit.Visit, g pair.Agreement) []SignerView {
	var out []SignerView
	for _, side := range pair.Sides {
		who := v.Place.Mentee.Name
		if side == org.Mentor {
			who = v.Place.Mentor.Name
		}
		view := SignerView{Side: string(side), Initials: visit.Initials(who), Name: who, Says: v.T("pairs.not_signed")}
		if s, ok := g.Signatures[side]; ok {
			view.Name, view.Says = s.Name, v.T("pairs.signed_on", "day", day(v, s.At))
		}
		out = append(out, view)
	}
	return out
}
