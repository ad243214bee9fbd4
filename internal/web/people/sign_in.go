package people

import (
	"strings"

	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/people"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// SignIn shows the way in: a link by mail, or a password.
func (p Pages) SignIn(v *visit.Visit) error {
	if fresh, err := p.Installation.Fresh(v.Ctx()); err != nil {
		return err
	} else if fresh {
		return v.Go("/setup")
	}
	if v.Account.ID != "" {
		return v.Go(v.R.URL.Query().Get("next"))
	}
	return v.Show(signInPage(signInShell(v), signInView{Next: people.LocalPath(v.R.URL.Query().Get("next"))}))
}

func signInShell(v *visit.Visit) ui.Page {
	page := v.Page(v.T("people.sign_in_title"))
	page.Kind = ui.KindSignIn
	return page
}

// SignInByPassword starts a session for the right address and password.
func (p Pages) SignInByPassword(v *visit.Visit) error {
	form, err := v.Form(people.FormSignIn)
	if err != nil {
		return err
	}
	if err := v.Attempt(form.Get("email")); err != nil {
		return err
	}
	a, err := p.People.CheckPassword(v.Ctx(), form.Get("email"), form.Get("password"))
	if fault.Is(err, fault.Invalid) {
		return v.Invalid(signInPage(signInShell(v), signInView{Email: form.Get("email"), Next: people.LocalPath(form.Get("next")), Refused: v.Faults(err)[""]}))
	}
	if err != nil {
		return err
	}
	if err := v.Enter(a.ID); err != nil {
		return err
	}
	return v.Go(form.Get("next"))
}

// SendLink mails a link to an address that has an account. The answer is the same for one that has none.
func (p Pages) SendLink(v *visit.Visit) error {
	form, err := v.Form(people.FormSignIn)
	if err != nil {
		return err
	}
	if !people.ValidEmail(strings.TrimSpace(form.Get("email"))) { // a slip of the pen: saying so tells nothing about who is known here
		return v.Invalid(signInPage(signInShell(v), signInView{Email: form.Get("email"), Next: people.LocalPath(form.Get("next")), BadEmail: v.T("fault.bad_email")}))
	}
	if err := v.Attempt(form.Get("email")); err != nil {
		return err
	}
	if err := p.People.AskLink(v.Ctx(), form.Get("email"), form.Get("next")); err != nil {
		return err
	}
	return v.Go("/sign-in/sent")
}

// LinkSent says where the link went: to the address, if it is known here.
func (p Pages) LinkSent(v *visit.Visit) error {
	return v.Show(linkSentPage(signInShell(v), v.Site.Demo))
}

// Link shows the button that signs in. It spends nothing, so a mail scanner that opens the address does no harm.
func (p Pages) Link(v *visit.Visit) error {
	token := v.R.PathValue("token")
	l, err := p.People.Look(v.Ctx(), token)
	if fault.Is(err, fault.Gone) {
		return v.Gone(signInPage(signInShell(v), signInView{LinkFault: v.T(fault.List(err)[0].Key)}))
	}
	if err != nil {
		return err
	}
	return v.Show(linkPage(signInShell(v), l, token))
}

// SpendLink uses the link and starts a session.
func (p Pages) SpendLink(v *visit.Visit) error {
	l, err := p.People.Spend(v.Ctx(), v.R.PathValue("token"))
	if fault.Is(err, fault.Gone) {
		return v.Gone(signInPage(signInShell(v), signInView{LinkFault: v.T(fault.List(err)[0].Key)}))
	}
	if err != nil {
		return err
	}
	if err := v.Enter(l.Account.ID); err != nil {
		return err
	}
	return v.Go(l.Next)
}

// SignOut ends the session.
func (p Pages) SignOut(v *visit.Visit) error {
	v.Leave()
	return v.Go("/sign-in")
}
