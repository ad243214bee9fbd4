package mailbox

import (
	"strconv"
	"strings"

	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/mail"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// Pages holds what these pages need.
type Pages struct {
	Mail *mail.Mail
}

const perPage = 50

type listView struct {
	To        string
	Mails     []mail.Kept
	Receivers []mail.Kept
	Pager     ui.PagerView
	When      func(mail.Kept) string
}

// List shows the mails, newest first.
func (p Pages) List(v *visit.Visit) error {
	if !v.Site.Demo {
		return fault.Missing()
	}
	q := v.R.URL.Query()
	from, _ := strconv.Atoi(q.Get("from"))
	from = max(from, 0)
	view := listView{To: q.Get("to"), When: when(v)}
	var total int
	var err error
	if view.Mails, total, err = p.Mail.Mailbox(v.Ctx(), view.To, from, perPage); err != nil {
		return err
	}
	if view.Receivers, err = p.Mail.Receivers(v.Ctx()); err != nil {
		return err
	}
	view.Pager = ui.PagerView{From: from + 1, To: from + len(view.Mails), Total: total}
	at := func(n int) string {
		if n <= 0 {
			return ui.WithQuery("/mailbox", "to", view.To)
		}
		return ui.WithQuery("/mailbox", "to", view.To, "from", strconv.Itoa(n))
	}
	if from > 0 {
		view.Pager.PrevURL = at(from - perPage)
	}
	if view.Pager.To < total {
		view.Pager.NextURL = at(from + perPage)
	}
	return v.Show(listPage(v.Page(v.T("mailbox.title")), view))
}

func when(v *visit.Visit) func(mail.Kept) string {
	return func(k mail.Kept) string { return i18n.Moment(v.Lang, k.At.In(v.Location())) }
}

// Read shows one mail in each of its forms.
func (p Pages) Read(v *visit.Visit) error {
	k, err := p.open(v)
	if err != nil {
		return err
	}
	// the mail's own page stands in a frame
	v.W.Header().Set("Content-Security-Policy", v.W.Header().Get("Content-Security-Policy")+"; frame-src 'self'")
	return v.Show(readPage(v.Page(k.Subject), k, pieces(k.Text, v.Site.BaseURL), when(v)(k)))
}

func (p Pages) open(v *visit.Visit) (mail.Kept, error) {
	if !v.Site.Demo {
		return mail.Kept{}, fault.Missing()
	}
	return p.Mail.Open(v.Ctx(), v.R.PathValue("mail"))
}

// HTML sends the HTML form of a mail as it is, locked in: no script, no form, nothing loaded.
func (p Pages) HTML(v *visit.Visit) error {
	k, err := p.open(v)
	if err != nil {
		return err
	}
	h := v.W.Header()
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox")
	h.Set("Content-Type", "text/html; charset=utf-8")
	_, _ = v.W.Write([]byte(strings.Replace(k.HTML, "<head>", `<head><base target="_blank">`, 1)))
	return nil
}

// Calendar sends a mail's calendar object as a file.
func (p Pages) Calendar(v *visit.Visit) error {
	k, err := p.open(v)
	if err != nil {
		return err
	}
	if k.Calendar == "" {
		return fault.Missing()
	}
	return v.File("invite.ics", "text/calendar; charset=utf-8; method="+strings.ToUpper(k.Method), []byte(k.Calendar))
}

// piece is a part of a text; Path is set when it is an address of this site.
type piece struct{ Text, Path string }

// pieces finds the addresses of this site in a text.
func pieces(text, base string) []piece {
	var out []piece
	for {
		i := strings.Index(text, base)
		if i < 0 {
			return append(out, piece{Text: text})
		}
		end := i + len(base)
		for end < len(text) && text[end] > ' ' {
			end++
		}
		out = append(out, piece{Text: text[:i]}, piece{Text: text[i:end], Path: text[i+len(base) : end]})
		text = text[end:]
	}
}
