package people

import (
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/people"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// accountView is the page of the own account. Faults are by field.
type accountView struct {
	Account people.Account
	Name    string
	Lang    i18n.Lang
	Devices []people.Device
	Faults  map[string]string
}

func (p Pages) accountPage(v *visit.Visit, view accountView) (ui.Page, accountView, error) {
	var err error
	view.Account = v.Account
	view.Devices, err = p.People.Devices(v.Ctx(), v.Account.ID, v.SessionHash())
	page := v.Page(v.T("people.account_title"))
	page.Narrow = true
	return page, view, err
}

func (p Pages) showAccount(v *visit.Visit, view accountView) error {
	page, view, err := p.accountPage(v, view)
	if err != nil {
		return err
	}
	if len(view.Faults) > 0 {
		return v.Invalid(accountPage(page, view))
	}
	return v.Show(accountPage(page, view))
}

// Account shows a person's own account.
func (p Pages) Account(v *visit.Visit) error {
	return p.showAccount(v, accountView{Name: v.Account.Name, Lang: v.Account.Lang})
}

// ChangeAccount saves name and language.
func (p Pages) ChangeAccount(v *visit.Visit) error {
	form, err := v.Form(people.FormAccount)
	if err != nil {
		return err
	}
	lang := i18n.Parse(form.Get("lang"))
	err = p.People.Change(v.Ctx(), v.Account.ID, form.Get("name"), lang)
	if faults := v.Faults(err); faults != nil {
		return p.showAccount(v, accountView{Name: form.Get("name"), Lang: lang, Faults: faults})
	}
	if err != nil {
		return err
	}
	v.RememberLang(lang)
	v.T = i18n.For(lang)
	v.Say("good", "people.account_saved")
	return v.Go("/account")
}

// ChangePassword sets or changes the password, and signs the account out everywhere else.
func (p Pages) ChangePassword(v *visit.Visit) error {
	form, err := v.Form(people.FormPassword)
	if err != nil {
		return err
	}
	if err := v.Attempt(v.Account.Email); err != nil {
		return err
	}
	err = p.People.SetPassword(v.Ctx(), v.Account.ID, form.Get("current"), form.Get("password"), form.Get("again"), v.SessionHash())
	if fault.Is(err, fault.Invalid) {
		return p.showAccount(v, accountView{Name: v.Account.Name, Lang: v.Account.Lang, Faults: v.Faults(err)})
	}
	if err != nil {
		return err
	}
	v.Say("good", "people.password_saved")
	return v.Go("/account")
}

// EndOthers signs the account out in every other browser.
func (p Pages) EndOthers(v *visit.Visit) error {
	if err := p.People.EndOthers(v.Ctx(), v.Account.ID, v.SessionHash()); err != nil {
		return err
	}
	v.Say("good", "people.others_ended")
	return v.Go("/account")
}
