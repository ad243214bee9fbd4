package admin

import (
	"strconv"
	"strings"

	"github.com/mentorskab/mentorskab/internal/installation"
	"github.com/mentorskab/mentorskab/internal/mail"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

type mailView struct {
	In          mail.Settings
	Port        string // as it was typed
	HasPassword bool
	Fixed       bool // the settings stand in the environment
	First       bool // part of the first run
	Next        string
	State       installation.MailState
	Faults      map[string]string
	To          string
	Trial       *mail.Trial
}

// Mail shows the mail server: its settings, a way to try it, and how many mails wait.
func (p Pages) Mail(v *visit.Visit) error {
	view, err := p.mailView(v)
	if err != nil {
		return err
	}
	return v.Show(mailPage(v.Page(v.T("nav.mail")), view))
}

func (p Pages) mailView(v *visit.Visit) (mailView, error) {
	view := mailView{To: v.Account.Email, First: v.R.URL.Query().Get("first") == "1", Next: "/"}
	var err error
	if view.In, view.Fixed, err = p.Installation.MailServer(v.Ctx(), v.Actor); err != nil {
		return view, err
	}
	view.HasPassword = view.In.User != ""
	if view.In.Port > 0 {
		view.Port = strconv.Itoa(view.In.Port)
	}
	if view.In.TLS == "" {
		view.In.TLS = mail.StartTLS
	}
	for _, h := range v.Hats {
		if h.Org != "" && h.Programme == "" {
			view.Next = visit.HatURL(h)
		}
	}
	view.State, err = p.Installation.MailState(v.Ctx(), v.Actor)
	return view, err
}

// SaveMail saves the mail server.
func (p Pages) SaveMail(v *visit.Visit) error {
	form, err := v.Form(installation.FormMail)
	if err != nil {
		return err
	}
	port, numErr := strconv.Atoi(strings.TrimSpace(form.Get("port")))
	if numErr != nil && strings.TrimSpace(form.Get("port")) != "" {
		port = -1
	}
	in := mail.Settings{Host: form.Get("host"), Port: port, TLS: mail.TLS(form.Get("tls")), User: form.Get("user"), Password: form.Get("password"), From: form.Get("from"), FromName: form.Get("from_name")}
	err = p.Installation.SaveMailServer(v.Ctx(), v.Actor, in)
	if faults := v.Faults(err); faults != nil {
		view, err := p.mailView(v)
		if err != nil {
			return err
		}
		in.Password = ""
		view.In, view.Port, view.Faults = in, form.Get("port"), faults
		return v.Invalid(mailPage(v.Page(v.T("nav.mail")), view))
	}
	if err != nil {
		return err
	}
	v.Say("good", "admin.mail_saved")
	if v.R.URL.Query().Get("first") == "1" {
		return v.Go("/admin/mail?first=1")
	}
	return v.Go("/admin/mail")
}

// TryMail sends a test mail and shows what the server said.
func (p Pages) TryMail(v *visit.Visit) error {
	form, err := v.Form(installation.FormTry)
	if err != nil {
		return err
	}
	view, err := p.mailView(v)
	if err != nil {
		return err
	}
	view.To = form.Get("to")
	trial, err := p.Installation.TryMail(v.Ctx(), v.Actor, view.To)
	if faults := v.Faults(err); faults != nil {
		view.Faults = faults
		return v.Invalid(mailPage(v.Page(v.T("nav.mail")), view))
	}
	if err != nil {
		return err
	}
	view.Trial = &trial
	return v.Show(mailPage(v.Page(v.T("nav.mail")), view))
}

const queueLength = 200

type queueView struct {
	Entries []mail.Entry
	State   installation.MailState
}

// Queue lists the mails that wait or were refused.
func (p Pages) Queue(v *visit.Visit) error {
	state, err := p.Installation.MailState(v.Ctx(), v.Actor)
	if err != nil {
		return err
	}
	entries, err := p.Installation.Unsent(v.Ctx(), v.Actor, queueLength)
	if err != nil {
		return err
	}
	return v.Show(queuePage(v.Page(v.T("admin.queue_title")), queueView{entries, state}, v.Location()))
}

// Resend tries one of them again.
func (p Pages) Resend(v *visit.Visit) error {
	if err := p.Installation.Resend(v.Ctx(), v.Actor, v.R.PathValue("mail")); err != nil {
		return err
	}
	v.Say("good", "admin.resent")
	return v.Go("/admin/mail/queue")
}
