package admin

import (
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/installation"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// Pages holds what these pages need.
type Pages struct {
	Installation *installation.Installation
}

type setUpView struct {
	In     installation.SetUp
	Faults map[string]string
}

// SetUp shows the first run, as long as there is no organisation. It asks for the code from the console.
func (p Pages) SetUp(v *visit.Visit) error {
	if fresh, err := p.Installation.Fresh(v.Ctx()); err != nil || !fresh {
		return missing(err)
	}
	return v.Show(setUpPage(setUpShell(v), setUpView{In: installation.SetUp{Lang: v.Lang}}))
}

func missing(err error) error {
	if err != nil {
		return err
	}
	return fault.Missing()
}

func setUpShell(v *visit.Visit) ui.Page {
	page := v.Page(v.T("admin.set_up_title"))
	page.Narrow, page.Org = true, v.T("admin.set_up_title")
	return page
}

// Begin makes the first organisation, signs its administrator in and leads on to the mail server.
func (p Pages) Begin(v *visit.Visit) error {
	form, err := v.Form(installation.FormSetUp)
	if err != nil {
		return err
	}
	if err := v.Attempt("set-up"); err != nil {
		return err
	}
	in := installation.SetUp{
		Code: form.Get("code"), Organisation: form.Get("organisation"), Lang: i18n.Parse(form.Get("lang")),
		Name: form.Get("name"), Email: form.Get("email"), Password: form.Get("password"), Again: form.Get("again"),
	}
	a, _, err := p.Installation.SetUp(v.Ctx(), in)
	if faults := v.Faults(err); faults != nil {
		return v.Invalid(setUpPage(setUpShell(v), setUpView{In: in, Faults: faults}))
	}
	if err != nil {
		return err
	}
	if err := v.Enter(a.ID); err != nil {
		return err
	}
	return v.Go("/admin/mail?first=1")
}
