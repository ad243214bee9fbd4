package notify

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"strings"

	"github.com/mentorskab/mentorskab/internal/i18n"
)

//go:embed letter.html
var letterHTML string

var letter = template.Must(template.New("letter").Parse(letterHTML))

// rendered is a letter as it is sent.
type rendered struct{ Subject, Text, HTML string }

// render writes a letter as plain text and as HTML, in its receiver's language. Both say the same.
func (n *Notify) render(l Letter, orgName string) (rendered, error) {
	t := i18n.For(l.To.Lang)
	r := rendered{Subject: line(t("mail."+l.Key+"_subject", l.Args...))}
	view := struct {
		Lang, Subject, Button, URL, Why, SignIn, SignInURL string
		Paragraphs                                         [][]string
	}{Lang: string(l.To.Lang), Subject: r.Subject, SignIn: t("letter.sign_in"), SignInURL: n.BaseURL + "/sign-in"}
	for _, p := range strings.Split(t("mail."+l.Key+"_body", l.Args...), "\n\n") {
		if p = strings.TrimSpace(p); p != "" {
			view.Paragraphs = append(view.Paragraphs, strings.Split(p, "\n"))
		}
	}
	if l.Path != "" {
		view.Button, view.URL = t("letter.open"), n.BaseURL+l.Path
		if own := "mail." + l.Key + "_button"; i18n.Has(l.To.Lang, own) {
			view.Button = t(own, l.Args...)
		}
	}
	switch own := "mail." + l.Key + "_why"; {
	case i18n.Has(l.To.Lang, own):
		view.Why = t(own, l.Args...)
	case orgName != "":
		view.Why = t("letter.why_organisation", "organisation", orgName)
	default:
		view.Why = t("letter.why_account")
	}
	var text strings.Builder
	for _, p := range view.Paragraphs {
		text.WriteString(strings.Join(p, "\n") + "\n\n")
	}
	if view.URL != "" {
		text.WriteString(view.Button + ":\n" + view.URL + "\n\n")
	}
	text.WriteString("-- \n" + view.Why + "\n" + view.SignIn + ": " + view.SignInURL + "\n")
	r.Text = text.String()
	var html bytes.Buffer
	if err := letter.Execute(&html, view); err != nil {
		return r, fmt.Errorf("notify: %s: %w", l.Key, err)
	}
	r.HTML = html.String()
	return r, nil
}

// line keeps a text on one line: a line break in a name must not become a header of a mail.
func line(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f || r == 0x85 || r == 0x2028 || r == 0x2029 }), " ")
}
