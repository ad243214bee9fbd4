package pair

import (
	"net/url"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// OutView is the page with the ways out: a talk, a pause, another match, the end.
type OutView struct {
	Partner   string
	Paused    bool
	PauseURL  string
	ResumeURL string
	StopURL   string
	BackURL   string
	Until     ui.Field
	Errors    []ui.FieldError
}

// Out shows the ways out. It is one link away from every page of the pair, from the first day.
func (s Pages) Out(v *visit.Visit) error {
	view, closed, err := s.outView(v, nil, nil)
	if err != nil {
		return err
	}
	if closed {
		return v.Go(base(v))
	}
	return v.Show(outPage(narrow(v, "pairs.out_title"), view))
}

// Pause lets the pair rest.
func (s Pages) Pause(v *visit.Visit) error {
	form, err := v.Form(pair.FormPause)
	if err != nil {
		return err
	}
	err = s.Pairs.Pause(v.Ctx(), v.Actor, v.Place.Pair, clock.Date(form.Get("until")))
	if errs := v.Faults(err); errs["until"] != "" {
		view, _, verr := s.outView(v, form, errs)
		if verr != nil {
			return verr
		}
		return v.Invalid(outPage(narrow(v, "pairs.out_title"), view))
	}
	if err != nil {
		return told(v, err, base(v))
	}
	v.Say("", "pairs.now_paused", "partner", partner(v))
	return v.Go(base(v))
}

func (s Pages) outView(v *visit.Visit, form url.Values, errs map[string]string) (out OutView, closed bool, err error) {
	x, err := s.Pairs.Pair(v.Ctx(), s.DB, v.Place.Org, v.Place.Pair)
	if err != nil {
		return out, false, err
	}
	out = OutView{
		Partner: partner(v), Paused: x.Rests(clock.DateOf(v.Now())), PauseURL: base(v) + "/pause", ResumeURL: base(v) + "/resume", StopURL: base(v) + "/stop", BackURL: base(v),
		Until: ui.Field{Name: "until", Kind: ui.FieldDate, Label: v.T("pairs.pause_until"), Optional: true, Value: form.Get("until"), Error: errs["until"], Min: string(clock.DateOf(v.Now()).Add(0, 0, 1)), Vis: ui.VisCoordinator},
	}
	out.Errors = ui.Errors(out.Until)
	return out, x.Phase == pair.Closed, nil
}

// StopView is the page that asks before the end.
type StopView struct {
	Partner   string
	Reason    ui.Field
	Rematch   ui.Field
	Errors    []ui.FieldError
	ActionURL string
	BackURL   string
}

// StopForm asks before a pair is stopped; nothing on it has to be filled in.
func (s Pages) StopForm(v *visit.Visit) error {
	x, err := s.Pairs.Pair(v.Ctx(), s.DB, v.Place.Org, v.Place.Pair)
	if err != nil {
		return err
	}
	if x.Phase == pair.Closed {
		return v.Go(base(v))
	}
	return v.Show(stopPage(narrow(v, "pairs.stop_title"), stopView(v, nil, nil)))
}

// Stop ends the pair.
func (s Pages) Stop(v *visit.Visit) error {
	form, err := v.Form(pair.FormEnding)
	if err != nil {
		return err
	}
	err = s.Pairs.Stop(v.Ctx(), v.Actor, v.Place.Pair, form.Get("reason"), form.Get("rematch"))
	if errs := v.Faults(err); errs["reason"]+errs["rematch"] != "" {
		return v.Invalid(stopPage(narrow(v, "pairs.stop_title"), stopView(v, form, errs)))
	}
	if err != nil {
		return told(v, err, base(v))
	}
	v.Say("", "pairs.stopped", "partner", partner(v))
	return v.Go(base(v))
}

func stopView(v *visit.Visit, form url.Values, errs map[string]string) StopView {
	out := StopView{Partner: partner(v), ActionURL: base(v) + "/stop", BackURL: base(v) + "/end", Rematch: rematchField(v, form.Get("rematch"))}
	out.Rematch.Error = errs["rematch"]
	out.Reason = ui.Field{
		Name: "reason", Kind: ui.FieldSelect, Label: v.T("pairs.reason_label"), Hint: v.T("pairs.reason_hint"), Value: form.Get("reason"), Optional: true, Error: errs["reason"], Vis: ui.VisStatistics,
		Options: []ui.Option{{Value: "", Label: v.T("pairs.reason_none")}},
	}
	for _, r := range pair.Reasons {
		out.Reason.Options = append(out.Reason.Options, ui.Option{Value: r, Label: v.T("pairs.reason_" + r)})
	}
	out.Errors = ui.Errors(out.Rematch, out.Reason)
	return out
}

// CompleteView is the page that asks before two people complete their course.
type CompleteView struct {
	Partner   string
	Rematch   ui.Field
	ActionURL string
	BackURL   string
}

// CompleteForm asks before the last gate: the end of a course cannot be undone.
func (s Pages) CompleteForm(v *visit.Visit) error {
	x, err := s.Pairs.Pair(v.Ctx(), s.DB, v.Place.Org, v.Place.Pair)
	if err != nil {
		return err
	}
	if x.Phase != pair.Closing {
		return v.Go(base(v))
	}
	view := CompleteView{Partner: partner(v), Rematch: rematchField(v, ""), ActionURL: base(v) + "/phase", BackURL: base(v)}
	view.Rematch.Label = v.T("pairs.again_label")
	return v.Show(completePage(narrow(v, "pairs.complete_title"), view))
}
