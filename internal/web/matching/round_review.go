package matching

import (
	"strconv"

	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

type reviewView struct {
	Head   ui.HeadView
	Round  string
	Note   ui.Field
	Errors []ui.FieldError
	Send   ui.Action
	Back   ui.Action
}

// AskReview asks a colleague to look at the draft.
func (p Pages) AskReview(v *visit.Visit) error {
	form, err := v.Form(matching.FormReview)
	if err != nil {
		return err
	}
	return p.reviewed(v, p.Matches.AskReview(v.Ctx(), v.Actor, form.Get("round")), "board.review_asked")
}

// Approve says yes to a colleague's draft.
func (p Pages) Approve(v *visit.Visit) error {
	form, err := v.Form(matching.FormReview)
	if err != nil {
		return err
	}
	revision, err := strconv.Atoi(form.Get("revision"))
	if err != nil || revision < 0 {
		return fault.Missing()
	}
	return p.reviewed(v, p.Matches.Approve(v.Ctx(), v.Actor, form.Get("round"), revision), "board.review_approved")
}

// Return shows the form for writing back to a colleague.
func (p Pages) Return(v *visit.Visit) error {
	r, err := p.Matches.Draft(v.Ctx(), v.Actor)
	if fault.Is(err, fault.NotFound) {
		return v.Go(base(v))
	}
	if err != nil {
		return err
	}
	view := returnView(v, r.ID, "", nil)
	return v.Show(sendBack(v.Page(view.Head.Title), view))
}

// SendBack gives a draft back with what should change.
func (p Pages) SendBack(v *visit.Visit) error {
	form, err := v.Form(matching.FormReview)
	if err != nil {
		return err
	}
	err = p.Matches.SendBack(v.Ctx(), v.Actor, form.Get("round"), form.Get("note"))
	if errs := v.Faults(err); errs != nil && fault.Is(err, fault.Invalid) {
		view := returnView(v, form.Get("round"), form.Get("note"), errs)
		return v.Invalid(sendBack(v.Page(view.Head.Title), view))
	}
	return p.reviewed(v, err, "board.review_returned")
}

func returnView(v *visit.Visit, round, note string, errs map[string]string) reviewView {
	f := ui.Field{Name: "note", Kind: ui.FieldTextarea, Label: v.T("board.review_note"), Hint: v.T("board.review_note_hint"), Value: note, Vis: ui.VisCoordinator, Error: errs["note"]}
	return reviewView{
		Head: ui.HeadView{Crumbs: crumbs(v), Title: v.T("board.review_note")}, Round: round, Note: f, Errors: ui.Errors(f),
		Send: ui.Action{Label: v.T("board.review_back"), Icon: "send"}, Back: ui.Action{Label: v.T("matching.back"), URL: base(v), Kind: "bare"},
	}
}

func (p Pages) reviewed(v *visit.Visit, err error, done string) error {
	switch {
	case fault.Is(err, fault.Conflict):
		v.SayText("mind", v.Faults(err)[""])
	case err != nil:
		return err
	default:
		v.Say("good", done)
	}
	return v.Go(base(v))
}

// reviewStep is the one next step of a draft that two must look at, or nil once it is approved.
func reviewStep(v *visit.Visit, r matching.Round, names map[string]string) *ui.NextView {
	hidden := map[string]string{"round": r.ID, "revision": strconv.Itoa(r.Revision)}
	ask := ui.Action{Label: v.T("board.review_ask"), Icon: "send", Method: "post", URL: base(v) + "/review", Hidden: map[string]string{"round": r.ID}}
	switch {
	case r.Approved():
		return nil
	case r.Review.Note != "":
		return &ui.NextView{Icon: "message-question", Eyebrow: v.T("board.review"), Title: v.T("board.review_note_title", "name", first(names[r.Review.ApprovedBy])), Text: r.Review.Note, Go: ask}
	case r.Review.AskedBy == "":
		return &ui.NextView{Icon: "eye", Eyebrow: v.T("board.review"), Title: v.T("board.review_ask_title"), Text: v.T("board.review_ask_text"), Go: ask}
	case r.Review.AskedBy == v.Actor.Account:
		return &ui.NextView{Icon: "clock", Eyebrow: v.T("board.review"), Title: v.T("board.review_waits"), Text: v.T("board.review_waits_text", "name", first(names[r.Review.AskedBy]))}
	}
	return &ui.NextView{
		Icon: "eye", Eyebrow: v.T("board.review"), Title: v.T("board.review_look", "name", first(v.Actor.Name)), Text: v.T("board.review_look_text", "by", names[r.Review.AskedBy], "n", r.Summary.Matched),
		Go:     ui.Action{Label: v.T("board.review_approve"), Icon: "check", Method: "post", URL: base(v) + "/review/approve", Hidden: hidden},
		Others: []ui.Action{{Label: v.T("board.review_back"), URL: base(v) + "/review/return"}},
	}
}
