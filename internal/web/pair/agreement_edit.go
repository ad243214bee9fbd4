package pair

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// DraftView is the form of the agreement.
type DraftView struct {
	Base      string
	Clauses   []DraftClause
	Own       []OwnView // those in use, and one to begin
	MoreOwn   []OwnView
	Errors    []ui.FieldError
	ActionURL string
	BackURL   string
	Signed    bool // a change makes a new version
}

// DraftClause is one clause of the form.
type DraftClause struct {
	Key, Number, Title string
	In                 ui.Field
	Blanks             []ui.Field
	Words              ui.Field // no name: this clause is not written anew
	OpenWords          bool
	Preview            string // how it reads without the pair's own words
}

// OwnView is one clause of the pair's own.
type OwnView struct{ Title, Text ui.Field }

// AgreementEdit is the form: the suggestion where there is no agreement yet, else the newest version.
func (s Pages) AgreementEdit(v *visit.Visit) error {
	d, base, signed, err := s.draft(v)
	if err != nil {
		return err
	}
	return v.Show(draftPage(v.Page(v.T("pairs.edit_title")), draftView(v, d, base, signed, nil)))
}

// AgreementSave keeps the draft.
func (s Pages) AgreementSave(v *visit.Visit) error {
	form, err := v.Form(pair.FormAgreement)
	if err != nil {
		return err
	}
	d := readDraft(form)
	g, err := s.Pairs.SaveAgreement(v.Ctx(), v.Actor, v.Place.Pair, form.Get("base"), d)
	if errs := v.Faults(err); errs != nil {
		_, _, signed, derr := s.draft(v)
		if derr != nil {
			return derr
		}
		return v.Invalid(draftPage(v.Page(v.T("pairs.edit_title")), draftView(v, d, form.Get("base"), signed, errs)))
	}
	if err != nil {
		return err
	}
	if g.InForce() {
		v.Say("", "pairs.draft_same")
	} else {
		v.Say("good", "pairs.draft_saved", "partner", partner(v))
	}
	return v.Go(agreementURL(v))
}

func (s Pages) draft(v *visit.Visit) (d pair.Draft, base string, signed bool, err error) {
	all, err := s.Pairs.Agreements(v.Ctx(), s.DB, v.Actor, v.Place.Pair)
	if err != nil {
		return d, "", false, err
	}
	if len(all) == 0 {
		d, err = s.Pairs.Suggest(v.Ctx(), s.DB, v.Actor, v.Place.Pair)
		return d, "", false, err
	}
	return pair.DraftOf(all[0]), all[0].Base(), len(all[0].Signatures) > 0, nil
}

// readDraft reads the form's fields: in_<clause>, blank_<clause>_<blank>, words_<clause>, own_title_<n>, own_text_<n>.
func readDraft(form url.Values) pair.Draft {
	var d pair.Draft
	for _, p := range pair.Patterns {
		key := string(p.Key)
		if !form.Has("shown_"+key) && !form.Has("in_"+key) && !form.Has("words_"+key) && !anyBlank(form, p) {
			continue
		}
		l := pair.DraftLine{Key: p.Key, In: form.Has("in_" + key), Words: form.Get("words_" + key), Values: map[string]string{}}
		for _, b := range p.Blanks {
			l.Values[b.Name] = strings.Join(form["blank_"+key+"_"+b.Name], ",")
		}
		d.Lines = append(d.Lines, l)
	}
	for n := 1; n <= pair.MaxOwn; n++ {
		at := strconv.Itoa(n)
		d.Own = append(d.Own, pair.OwnClause{Title: form.Get("own_title_" + at), Text: form.Get("own_text_" + at)})
	}
	return d
}

func anyBlank(form url.Values, p pair.Pattern) bool {
	for _, b := range p.Blanks {
		if form.Has("blank_" + string(p.Key) + "_" + b.Name) {
			return true
		}
	}
	return false
}

func draftView(v *visit.Visit, d pair.Draft, base string, signed bool, errs map[string]string) DraftView {
	out := DraftView{Base: base, ActionURL: agreementURL(v), BackURL: agreementURL(v), Signed: signed}
	var fields []ui.Field
	for i, l := range d.Lines {
		p, _ := pair.PatternOf(l.Key)
		key := string(l.Key)
		c := DraftClause{Key: key, Number: strconv.Itoa(i + 1), Title: v.T("pair.clause_title_" + key), Preview: p.Words(v.Lang, l.Values, v.Place.Mentor.Name, v.Place.Mentee.Name), OpenWords: l.Words != ""}
		c.In = ui.Field{Name: "in_" + key, Options: []ui.Option{{Value: "yes", Label: v.T("pairs.clause_in"), Selected: l.In}}}
		for _, b := range p.Blanks {
			f := blankField(v, key, b, l.Values[b.Name])
			f.Error = errs[f.Name]
			c.Blanks = append(c.Blanks, f)
		}
		fields = append(fields, c.Blanks...)
		if !p.Fixed {
			c.Words = ui.Field{Name: "words_" + key, Kind: ui.FieldTextarea, Label: v.T("pairs.words_label"), Hint: v.T("pairs.words_hint"), Value: l.Words, Optional: true, Voice: true, Error: errs["words_"+key]}
			c.OpenWords = c.OpenWords || c.Words.Error != ""
			fields = append(fields, c.Words)
		}
		out.Clauses = append(out.Clauses, c)
	}
	used := 0
	for i, o := range d.Own {
		if o.Title+o.Text != "" {
			used = i + 1
		}
	}
	for n := 1; n <= pair.MaxOwn; n++ {
		var o pair.OwnClause
		if n <= len(d.Own) {
			o = d.Own[n-1]
		}
		at := strconv.Itoa(n)
		w := OwnView{
			Title: ui.Field{Name: "own_title_" + at, Label: v.T("pairs.own_title_n", "n", n), Value: o.Title, Optional: true, Error: errs["own_title_"+at]},
			Text:  ui.Field{Name: "own_text_" + at, Kind: ui.FieldTextarea, Label: v.T("pairs.own_text_n", "n", n), Value: o.Text, Optional: true, Voice: true, Error: errs["own_text_"+at]},
		}
		fields = append(fields, w.Title, w.Text)
		if n <= used+1 || w.Title.Error+w.Text.Error != "" {
			out.Own = append(out.Own, w)
		} else {
			out.MoreOwn = append(out.MoreOwn, w)
		}
	}
	out.Errors = ui.Errors(fields...)
	if errs[""] != "" {
		out.Errors = append(out.Errors, ui.FieldError{Text: errs[""]})
	}
	return out
}

// blankField draws one blank of a clause. Several clauses have a blank of the same name, so the ID carries both.
func blankField(v *visit.Visit, clause string, b pair.Blank, value string) ui.Field {
	f := ui.Field{Name: "blank_" + clause + "_" + b.Name, Label: v.T("pair.blank_" + b.Name), Value: value, Optional: !b.Needed}
	switch b.Kind {
	case pair.NumberValue:
		f.Kind, f.Min, f.Max, f.InputMode = ui.FieldNumber, strconv.Itoa(b.Min), strconv.Itoa(b.Max), "numeric"
	case pair.DateValue:
		f.Kind = ui.FieldDate
	case pair.ChoiceValue:
		f.Kind = ui.FieldSelect
		f.Options = []ui.Option{{Value: "", Label: v.T("pairs.choice_none")}, {Value: "yes", Label: v.T("pairs.choice_yes")}, {Value: "no", Label: v.T("pairs.choice_no")}}
	case pair.RolesValue:
		f.Kind, f.Two = ui.FieldCheckbox, true
		chosen := "," + value + ","
		for _, r := range enrolment.MentorRoles {
			f.Options = append(f.Options, ui.Option{Value: string(r), Label: v.T("enrolment.role_" + string(r)), Selected: strings.Contains(chosen, ","+string(r)+",")})
		}
	}
	return f
}
