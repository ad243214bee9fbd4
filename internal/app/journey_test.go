package app_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/mentorskab/mentorskab/internal/app"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/db/dbtest"
	"github.com/mentorskab/mentorskab/internal/mail"
	"github.com/mentorskab/mentorskab/internal/mail/mailtest"
)

var (
	codeShape = regexp.MustCompile(`[a-z2-7]{4}(-[a-z2-7]{4}){3}`)
	linkShape = regexp.MustCompile(`https?://\S+/sign-in/[\w-]{20,}`)
)

const password = "heste spiser gulerødder"

// firstRun sets the installation up and returns its administrator.
func firstRun(t *testing.T, m *app.Main, console string) *visitor {
	t.Helper()
	v := newVisitor(t, m)
	v.leads(v.get("/"), "/setup")
	v.leads(v.get("/sign-in"), "/setup")
	v.says(v.get("/setup"), 200, "Who are you?", "Code from the console")
	in := []string{"code", "aaaa-aaaa-aaaa-aaaa", "organisation", "Fjordby Kommune", "lang", "da", "name", "Ingrid Rask", "email", "ingrid@fjordby.example", "password", password, "again", password}
	wrong := v.post("/setup", in...)
	v.says(wrong, 422, "The code does not match")
	if strings.Contains(wrong.body, password) {
		t.Fatal("the page gives the password back")
	}
	code := codeShape.FindString(console)
	in[1] = strings.ToUpper(code)
	short := append([]string{}, in...)
	short[11], short[13] = "short", "short"
	v.says(v.post("/setup", short...), 422, "at least 10 characters")
	v.leads(v.post("/setup", in...), "/admin/mail?first=1")
	v.says(v.get("/setup"), 404)
	v.says(v.post("/setup", in...), 404)
	return v
}

// linkTo waits for a mail to an address and finds its way in.
func linkTo(t *testing.T, server *mailtest.Server, email string) string {
	t.Helper()
	for {
		if got := server.Wait(t); got.To == email {
			link := linkShape.FindString(letterText(t, got.Body))
			if link == "" {
				t.Fatalf("no way in: %s", got.Body)
			}
			return link
		}
	}
}

func TestFirstRunInvitationAndSignIn(t *testing.T) {
	dbtest.Sources(t, func(t *testing.T, source string) {
		server := mailtest.Start(t, mail.StartTLS)
		m, console := start(t, source, nil)
		m.Mail.Roots = server.Roots
		ingrid := firstRun(t, m, console.String())

		// without a mail server an invitation waits, and the administrator is told
		ingrid.says(ingrid.get("/admin/mail?first=1"), 200, "Hvordan kommer mails ud?")
		ingrid.leads(ingrid.post("/language", "to", "en", "next", "/admin"), "/admin")
		ingrid.leads(ingrid.post("/admin/organisations", "organisation", "Naboskab", "lang", "en", "name", "Bo Winther", "email", "bo@naboskab.example"), "/admin")
		ingrid.says(ingrid.get("/admin"), 200, "Naboskab is created", "There is no mail server yet", "One mail waits", "bo@naboskab.example", "Has not been in yet")
		ingrid.says(ingrid.get("/admin/mail/queue"), 200, "One mail is not sent", "bo@naboskab.example", "Waits")
		ingrid.says(ingrid.post("/admin/mail/try", "to", "ingrid@fjordby.example"), 422, "Save a mail server first")

		// a mail server with a wrong password is told from one that works
		s := server.Settings
		settings := []string{"host", s.Host, "port", fmt.Sprint(s.Port), "tls", string(s.TLS), "user", s.User, "password", "wrong", "from", s.From, "from_name", "Mentorskab"}
		ingrid.leads(ingrid.post("/admin/mail", settings...), "/admin/mail")
		ingrid.says(ingrid.post("/admin/mail/try", "to", "ingrid@fjordby.example"), 200, "The mail was not sent", "refused the user name or password", "535")
		settings[9] = s.Password
		ingrid.leads(ingrid.post("/admin/mail", settings...), "/admin/mail")
		saved := ingrid.get("/admin/mail")
		ingrid.says(saved, 200, "Mails go through localhost")
		if strings.Contains(saved.body, s.Password) {
			t.Fatal("the page shows the mail server's password")
		}
		ingrid.says(ingrid.post("/admin/mail/try", "to", "ingrid@fjordby.example"), 200, "The server took the mail")

		// the invitation that waited is sent now, and lets Bo in once
		invitation := linkTo(t, server, "bo@naboskab.example")
		bo := newVisitor(t, m)
		for range 2 { // a mail scanner opens it too: that spends nothing
			bo.says(bo.get(invitation), 200, "Hello Bo Winther", "bo@naboskab.example")
		}
		first := bo.post(invitation)
		bo.leads(first, "/o/")
		bo.says(bo.get(first.to), 200, "Naboskab")
		bo.says(bo.get("/admin"), 403)
		again := newVisitor(t, m)
		again.says(again.post(invitation), 410, "The link has been used")
		again.says(again.get(invitation), 410, "The link has been used")
		again.says(again.get("/sign-in/"+strings.Repeat("a", 43)), 410, "does not match anything we know")

		// walls: the first organisation does not exist for Bo
		home, err := db.One[string](t.Context(), m.DB, "select id from organisation where name='Fjordby Kommune'")
		if err != nil {
			t.Fatal(err)
		}
		bo.says(bo.get("/o/"+home), 404)

		// signing out ends the session, also for who kept the cookie
		kept := bo.client.Jar.Cookies(mustURL(t, m.URL))
		bo.leads(bo.post("/sign-out"), "/sign-in")
		thief := newVisitor(t, m)
		thief.client.Jar.SetCookies(mustURL(t, m.URL), kept)
		thief.leads(thief.get(first.to), "/sign-in?next=")

		// a link by mail leads where the visitor wanted to go
		bo.leads(bo.post("/sign-in/link", "email", " Bo@Naboskab.example ", "next", first.to), "/sign-in/sent")
		link := linkTo(t, server, "bo@naboskab.example")
		bo.leads(bo.post(link), first.to)
		bo.says(bo.get("/account"), 200, "bo@naboskab.example", "Firefox, Linux")

		// a password: chosen, used, wrong; the other browsers are signed out by it
		second := newVisitor(t, m)
		second.leads(second.post("/sign-in/link", "email", "bo@naboskab.example", "next", ""), "/sign-in/sent")
		second.leads(second.post(linkTo(t, server, "bo@naboskab.example")), "/")
		bo.says(bo.post("/account/password", "password", password, "again", "something else"), 422, "not the same")
		bo.leads(bo.post("/account/password", "password", password, "again", password), "/account")
		bo.says(bo.get("/account"), 200, "signed out everywhere else")
		second.leads(second.get("/account"), "/sign-in?next=")
		second.leads(second.post("/sign-in", "email", "bo@naboskab.example", "password", password, "next", "//evil.example"), "/")
		second.leads(second.get("/"), first.to)
		bo.leads(bo.post("/account/end-others"), "/account")
		second.leads(second.get("/account"), "/sign-in?next=")
	})
}

func TestKnownAndUnknownAddressesAreAnsweredAlike(t *testing.T) {
	dbtest.Sources(t, func(t *testing.T, source string) {
		server := mailtest.Start(t, mail.StartTLS)
		m, console := start(t, source, func(m *app.Main) {
			s := server.Settings
			m.Config.SMTPHost, m.Config.SMTPPort, m.Config.SMTPTLS, m.Config.SMTPUser, m.Config.SMTPPassword, m.Config.MailFrom = s.Host, s.Port, string(s.TLS), s.User, s.Password, s.From
		})
		m.Mail.Roots = server.Roots
		ingrid := firstRun(t, m, console.String())
		ingrid.says(ingrid.get("/admin/mail"), 200, "Serveren er sat i miljøet: localhost")
		ingrid.says(ingrid.post("/admin/mail", "host", "other.example", "from", "a@b.example"), 422, "sat i miljøet")
		v := newVisitor(t, m)
		ask := func(email string) (link, wrong page) {
			return v.post("/sign-in/link", "email", email, "next", ""), v.post("/sign-in", "email", email, "password", "not this one", "next", "")
		}
		knownLink, knownWrong := ask("ingrid@fjordby.example")
		otherLink, otherWrong := ask("nobody@fjordby.example")
		if knownLink.status != otherLink.status || knownLink.to != otherLink.to || knownLink.body != otherLink.body {
			t.Errorf("a link: %+v, %+v", knownLink, otherLink)
		}
		if knownWrong.status != 422 || otherWrong.status != 422 || strings.ReplaceAll(knownWrong.body, "ingrid@", "nobody@") != otherWrong.body {
			t.Errorf("a wrong password: %d %d", knownWrong.status, otherWrong.status)
		}
		v.says(v.post("/sign-in/link", "email", "not an address", "next", ""), 422, "name@example.com")
		if got := server.Wait(t); got.To != "ingrid@fjordby.example" {
			t.Errorf("a mail to %s", got.To)
		}
		for range 20 { // somebody tries one account, from wherever
			v.post("/sign-in", "email", "ingrid@fjordby.example", "password", "not this one", "next", "")
		}
		v.says(v.post("/sign-in", "email", "Ingrid@fjordby.example", "password", password, "next", ""), 429)
	})
}

func TestLanguageFollowsThePerson(t *testing.T) {
	m, console := start(t, t.TempDir()+"/test.db", nil)
	ingrid := firstRun(t, m, console.String())
	stranger := newVisitor(t, m)
	stranger.says(stranger.get("/sign-in"), 200, "Good to see you")
	stranger.leads(stranger.post("/language", "to", "da", "next", "/sign-in"), "/sign-in")
	stranger.says(stranger.get("/sign-in"), 200, "Godt at se dig")
	stranger.says(stranger.get("/language?to=en"), 404)
	stranger.says(stranger.get("/sign-in"), 200, "Godt at se dig")

	ingrid.says(ingrid.get("/account"), 200, "Din konto")
	ingrid.leads(ingrid.post("/language", "to", "en", "next", "/account"), "/account")
	elsewhere := newVisitor(t, m)
	elsewhere.client.Jar.SetCookies(mustURL(t, m.URL), nil)
	elsewhere.leads(elsewhere.post("/sign-in", "email", "ingrid@fjordby.example", "password", password, "next", "/account"), "/account")
	elsewhere.says(elsewhere.get("/account"), 200, "Your account")
	elsewhere.leads(elsewhere.post("/account", "name", "Ingrid Rask Holm", "lang", "da"), "/account")
	elsewhere.says(elsewhere.get("/account"), 200, "Gemt.", "Ingrid Rask Holm")
	elsewhere.says(elsewhere.post("/account", "name", " ", "lang", "da"), 422, "Udfyld")
	elsewhere.says(elsewhere.post("/account", "name", "x", "lang", "da", "role", "administrator"), 400, "role")
	ingrid.leads(ingrid.post("/language", "to", "en", "next", "https://evil.example/"), "/")
}

func TestOtherSitesAndNamesAreRefused(t *testing.T) {
	m, console := start(t, t.TempDir()+"/test.db", func(m *app.Main) { m.Config.BaseURL = "https://mentor.example" })
	v := newVisitor(t, m)
	there := "http://" + m.Address().String()
	as := func(method, path, host string, header ...string) page {
		return v.do(method, there+path, nil, func(r *http.Request) {
			r.Host = host
			for i := 0; i < len(header); i += 2 {
				r.Header.Set(header[i], header[i+1])
			}
		})
	}
	if p := as("GET", "/setup", "mentor.example"); p.status != 200 || !strings.Contains(p.header.Get("Strict-Transport-Security"), "max-age") || !strings.Contains(p.header.Get("Content-Security-Policy"), "default-src 'none'") {
		t.Errorf("%d %v", p.status, p.header)
	}
	if p := as("GET", "/setup", "evil.example"); p.status != http.StatusMisdirectedRequest {
		t.Errorf("another name: %d", p.status)
	}
	if p := as("GET", "/healthz", "10.0.0.7:8080"); p.status != 200 || p.body != "ok\n" {
		t.Errorf("health: %d %q", p.status, p.body)
	}
	for _, site := range []string{"cross-site", "same-site"} {
		if p := as("POST", "/language", "mentor.example", "Sec-Fetch-Site", site); p.status != http.StatusForbidden {
			t.Errorf("a post from a %s page: %d", site, p.status)
		}
	}
	code := codeShape.FindString(console.String())
	p := v.do("POST", there+"/setup", form("code", code, "organisation", "Fjordby", "lang", "da", "name", "Ingrid Rask", "email", "ingrid@fjordby.example", "password", password, "again", password), func(r *http.Request) { r.Host = "mentor.example" })
	if p.status != 303 || len(p.setCookies) != 1 {
		t.Fatalf("%d %v: %s", p.status, p.setCookies, p.text())
	}
	if c := p.setCookies[0]; c.Name != "__Host-session" || !c.Secure || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" {
		t.Errorf("the session cookie is %+v", c)
	}
}
