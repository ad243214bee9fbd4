package talk

import (
	"strings"

	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/talk"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// bookView is a time that a mentee is about to book.
type bookView struct {
	Head      ui.HeadView
	Mentor    string // first name
	Initials  string
	Work      string
	Brings    []fact
	Shared    string // that others may book it too
	About     ui.Field
	Errors    []ui.FieldError
	Gone      string // why it can no longer be booked
	ActionURL string
	BackURL   string
}

// BookForm shows a time with its mentor, and asks what the talk is about.
func (p Pages) BookForm(v *visit.Visit) error {
	view, err := p.bookView(v, "", nil)
	if err != nil {
		return err
	}
	return v.Show(bookPage(v.Page(view.Head.Title), view))
}

// Book books the time.
func (p Pages) Book(v *visit.Visit) error {
	form, err := v.Form(talk.FormBook)
	if err != nil {
		return err
	}
	k, err := p.Talks.Book(v.Ctx(), v.Actor, v.R.PathValue("time"), form.Get("about"))
	if errs := v.Faults(err); errs != nil {
		view, err := p.bookView(v, form.Get("about"), errs)
		if err != nil {
			return err
		}
		return v.Invalid(bookPage(v.Page(view.Head.Title), view))
	}
	if err != nil {
		return err
	}
	v.Say("good", "talk.book_done", "when", moment(v, k.Time.Start))
	return v.Go(base(v))
}

func (p Pages) bookView(v *visit.Visit, about string, errs map[string]string) (bookView, error) {
	t, mentor, err := p.Talks.Time(v.Ctx(), p.DB, v.Actor, v.R.PathValue("time"))
	if err != nil {
		return bookView{}, err
	}
	name := first(mentor.Person.Name)
	view := bookView{
		Head: ui.HeadView{Crumbs: crumbs(v), Title: v.T("talk.book_title", "mentor", mentor.Person.Name), Lede: span(v, t)}, Mentor: name, Initials: visit.Initials(mentor.Person.Name),
		Work: work(mentor.Person.Title, mentor.Person.Unit), Brings: brings(v, mentor.Profile), ActionURL: timeURL(v, t.ID), BackURL: base(v), Gone: errs[""],
	}
	if place := where(v, t); place != "" {
		view.Head.Lede += " · " + place
	}
	if t.Places > 1 {
		view.Shared = v.T("talk.book_shared", "n", t.Places, "mentor", name)
	}
	if view.Gone == "" {
		switch {
		case t.Closed:
			view.Gone = v.T("talk.gone")
		case !t.Start.After(v.Site.Clock.Now()):
			view.Gone = v.T("talk.begun")
		case t.Free() == 0:
			view.Gone = v.T("talk.taken")
		}
	}
	view.About = ui.Field{Name: "about", Kind: ui.FieldTextarea, Rows: 3, Label: v.T("talk.book_about"), Hint: v.T("talk.book_about_hint", "mentor", name), Value: about, Voice: true, Vis: ui.VisTwo, Error: errs["about"]}
	view.Errors = ui.Errors(view.About)
	return view, nil
}

// brings is what a partner may see of a mentor, in short.
func brings(v *visit.Visit, p enrolment.Profile) []fact {
	var out []fact
	add := func(key string, words []string) {
		if len(words) > 0 {
			out = append(out, fact{v.T("talk.brings_" + key), strings.Join(words[:min(len(words), 6)], ", ")})
		}
	}
	add("strengths", p.Strengths)
	add("competences", p.Competences)
	add("themes", p.Themes)
	tongues := make([]string, len(p.Languages))
	for i, l := range p.Languages {
		tongues[i] = fit.LanguageName(v.Lang, l)
	}
	add("languages", tongues)
	return out
}
