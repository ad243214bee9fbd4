package visit

import (
	"bytes"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/people"
	"github.com/mentorskab/mentorskab/internal/visibility"
	"github.com/mentorskab/mentorskab/internal/web/ui"
)

// Visit is one request. Actor's roles are those at Place; Role is the hat the page is seen under.
type Visit struct {
	W       http.ResponseWriter
	R       *http.Request
	Site    *Site
	Route   Route
	Lang    i18n.Lang
	T       func(key string, args ...any) string
	Account people.Account
	Hats    []org.Hat
	Place   Place
	Actor   org.Actor
	Role    org.Role

	session people.Session
	token   string
}

const (
	formLimit   = 1 << 20  // bytes of a form
	uploadLimit = 20 << 20 // bytes of a form with a file
)

// Form reads a posted form. A field that the form does not have is refused, not ignored. A name that ends with "*" in the
// visibility table stands for every field that begins so.
func (v *Visit) Form(form string) (url.Values, error) {
	v.R.Body = http.MaxBytesReader(v.W, v.R.Body, formLimit)
	if err := v.R.ParseForm(); err != nil {
		return nil, badBody(err, formLimit)
	}
	return v.R.PostForm, known(form, v.R.PostForm)
}

// Upload reads a form with one file.
func (v *Visit) Upload(form, field string) (values url.Values, name string, body []byte, err error) {
	v.R.Body = http.MaxBytesReader(v.W, v.R.Body, uploadLimit)
	if err := v.R.ParseMultipartForm(uploadLimit); err != nil {
		return nil, "", nil, badBody(err, uploadLimit)
	}
	defer func() { _ = v.R.MultipartForm.RemoveAll() }()
	values = url.Values(v.R.MultipartForm.Value)
	if err := known(form, values); err != nil {
		return nil, "", nil, err
	}
	var f multipart.File
	f, header, err := v.R.FormFile(field)
	if errors.Is(err, http.ErrMissingFile) {
		return values, "", nil, fault.Field(field, "fault.no_file")
	}
	if err != nil {
		return values, "", nil, err
	}
	defer func() { _ = f.Close() }()
	body, err = io.ReadAll(f)
	return values, header.Filename, body, err
}

func badBody(err error, limit int) error {
	var big *http.MaxBytesError
	if errors.As(err, &big) {
		return fault.New(fault.Invalid, "fault.too_big", "max", limit>>20)
	}
	return &fault.Fault{Kind: fault.Invalid, Key: "fault.bad_form", Err: err}
}

func known(form string, values url.Values) error {
	names := visibility.Names(form)
	for field := range values {
		if !slices.ContainsFunc(names, func(n string) bool {
			prefix, many := strings.CutSuffix(n, "*")
			return n == field || many && strings.HasPrefix(field, prefix)
		}) {
			return fault.New(fault.Invalid, "fault.unknown_field", "field", field)
		}
	}
	return nil
}

// Faults gives the field faults of a refused form by field, translated; nil when err is something else, to be returned as it is.
func (v *Visit) Faults(err error) map[string]string {
	if !fault.Is(err, fault.Invalid) && !fault.Is(err, fault.Conflict) {
		return nil
	}
	out := map[string]string{}
	for _, f := range fault.List(err) {
		if out[f.Field] == "" {
			out[f.Field] = v.T(f.Key, f.Args...)
		}
	}
	return out
}

// Show writes a page.
func (v *Visit) Show(c templ.Component) error {
	v.rememberHat()
	return v.write(http.StatusOK, c)
}

// Invalid writes a form again, with its errors.
func (v *Visit) Invalid(c templ.Component) error { return v.write(http.StatusUnprocessableEntity, c) }

// Refused answers a change that something else stands against.
func (v *Visit) Refused(c templ.Component) error { return v.write(http.StatusConflict, c) }

// Gone writes a page in place of one that was there.
func (v *Visit) Gone(c templ.Component) error { return v.write(http.StatusGone, c) }

func (v *Visit) write(status int, c templ.Component) error {
	var b bytes.Buffer // a page that fails half way must not be sent
	if err := c.Render(v.Ctx(), &b); err != nil {
		return err
	}
	v.W.Header().Set("Content-Type", "text/html; charset=utf-8")
	v.send(status, b.Bytes())
	return nil
}

// File sends a file to be saved or, inline, to be opened.
func (v *Visit) File(name, kind string, body []byte) error {
	v.W.Header().Set("Content-Type", kind)
	v.W.Header().Set("Content-Disposition", "attachment; filename*=UTF-8''"+url.PathEscape(name))
	v.send(http.StatusOK, body)
	return nil
}

// Go leads on to another page of the site after a post.
func (v *Visit) Go(path string) error {
	if path = people.LocalPath(path); path == "" {
		path = "/"
	}
	http.Redirect(v.W, v.R, path, http.StatusSeeOther)
	return nil
}

// Say leaves a message for the next page. Kind: good, mind, bad or "". The text is <key>; with <key>_text too, <key> is its title.
func (v *Visit) Say(kind, key string, args ...any) {
	text, title := v.T(key, args...), ""
	if i18n.Has(v.Lang, key+"_text") {
		title, text = text, v.T(key+"_text", args...)
	}
	v.say(kind, title, text)
}

func (v *Visit) say(kind, title, text string) {
	if v.session.Hash == "" {
		return
	}
	v.session.Data["flash_kind"], v.session.Data["flash_title"], v.session.Data["flash_text"] = kind, title, text
	if err := v.Site.People.Keep(v.Ctx(), v.session); err != nil {
		v.Site.Log.Error("flash", "err", err)
	}
}

// SayText leaves a message that is already in words.
func (v *Visit) SayText(kind, text string) { v.say(kind, "", text) }

func (v *Visit) flash() *ui.FlashView {
	if v.session.Data["flash_text"] == "" || v.R.Method != http.MethodGet {
		return nil
	}
	f := &ui.FlashView{Kind: v.session.Data["flash_kind"], Title: v.session.Data["flash_title"], Text: v.session.Data["flash_text"]}
	delete(v.session.Data, "flash_kind")
	delete(v.session.Data, "flash_title")
	delete(v.session.Data, "flash_text")
	if err := v.Site.People.Keep(v.Ctx(), v.session); err != nil {
		v.Site.Log.Error("flash", "err", err)
	}
	return f
}

// SessionHash names the present session, for ending the others.
func (v *Visit) SessionHash() string { return v.session.Hash }

// Enter starts a session for an account. A session that was there before is ended: its token never outlives a change of rights.
func (v *Visit) Enter(accountID string) error {
	v.leave()
	token, err := v.Site.People.Begin(v.Ctx(), accountID, device(v.R.UserAgent()))
	if err != nil {
		return err
	}
	v.cookie(v.Site.CookieName(), token, 30*24*3600, true)
	return nil
}

// Leave ends the session.
func (v *Visit) Leave() {
	v.leave()
	v.cookie(v.Site.CookieName(), "", -1, true)
}

func (v *Visit) leave() {
	if v.token != "" {
		if err := v.Site.People.End(v.Ctx(), v.token); err != nil {
			v.Site.Log.Error("end session", "err", err)
		}
	}
}

// RememberLang keeps the language of a visitor who is not signed in.
func (v *Visit) RememberLang(l i18n.Lang) { v.cookie("lang", string(l), 365*24*3600, false) }

func (v *Visit) cookie(name, value string, seconds int, hidden bool) {
	http.SetCookie(v.W, &http.Cookie{ //nolint:gosec // Secure follows the site; only the language is readable by scripts
		Name: name, Value: value, Path: "/", MaxAge: seconds, HttpOnly: hidden,
		Secure: v.Site.Secure(), SameSite: http.SameSiteLaxMode,
	})
}

var statuses = map[fault.Kind]int{
	fault.Invalid: http.StatusBadRequest, fault.NotFound: http.StatusNotFound, fault.Forbidden: http.StatusForbidden,
	fault.Conflict: http.StatusConflict, fault.Gone: http.StatusGone, fault.Limited: http.StatusTooManyRequests,
	fault.Internal: http.StatusInternalServerError,
}

// fail is the one place where an error becomes a page.
func (v *Visit) fail(err error) {
	if v.T == nil {
		v.chooseLang("")
	}
	if errors.Is(err, errSignIn) {
		next := ""
		if v.R.Method == http.MethodGet {
			next = v.R.URL.RequestURI()
		}
		http.Redirect(v.W, v.R, ui.WithQuery("/sign-in", "next", people.LocalPath(next)), http.StatusSeeOther)
		return
	}
	kind := fault.KindOf(err)
	if kind == fault.NotFound {
		v.Place, v.Role = Place{}, "" // the page must not name what does not exist for this visitor
	}
	e := ui.ErrorView{Status: statuses[kind], HomeURL: "/"}
	if kind == fault.Internal {
		if v.R.Context().Err() != nil {
			return // the visitor left
		}
		e.Code = strings.ToUpper(id.Token()[:7])
		e.RetryURL = v.R.URL.Path
		v.Site.Log.Error("failed", "route", v.Route.Path, "code", e.Code, "err", err)
	} else if l := fault.List(err); len(l) > 0 && l[0].Key != "fault.not_found" && l[0].Key != "fault.forbidden" { // the page says those better
		e.Text = v.T(l[0].Key, l[0].Args...)
	}
	p := v.Page(v.T("web.error"))
	if werr := v.write(e.Status, errorPage(p, e)); werr != nil {
		http.Error(v.W, v.T("fault.internal"), http.StatusInternalServerError)
	}
}
