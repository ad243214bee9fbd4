package people

import (
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/people"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// Language changes the language: of the account, so that it follows the person and their mails, and of this browser, for the time
// after signing out.
func (p Pages) Language(v *visit.Visit) error {
	form, err := v.Form(people.FormLanguage)
	if err != nil {
		return err
	}
	lang := i18n.Parse(form.Get("to"))
	v.RememberLang(lang)
	if v.Account.ID != "" {
		if err := p.People.SetLang(v.Ctx(), v.Account.ID, lang); err != nil {
			return err
		}
	}
	return v.Go(form.Get("next"))
}
