package web

import (
	"bytes"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/db/dbtest"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/enrolment/intake"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/notify"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/people"
	"github.com/mentorskab/mentorskab/internal/programme"
	intakeweb "github.com/mentorskab/mentorskab/internal/web/intake"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// importSite is a site with the pages of the import alone, and a coordinator's browser.
type importSite struct {
	*testing.T
	db             *db.DB
	in             *intake.Intake
	handler        http.Handler
	org, programme string
	cookie         *http.Cookie
	seen           bytes.Buffer // every page that was answered
}

func newImportSite(t *testing.T) *importSite {
	t.Helper()
	d := dbtest.SQLite(t)
	c := clock.NewFake(time.Date(2026, 9, 1, 8, 0, 0, 0, time.UTC))
	orgs, accounts, mail := &org.Orgs{DB: d, Clock: c}, &people.People{DB: d, Clock: c}, &notify.Notify{Clock: c, BaseURL: "http://localhost"}
	programmes := &programme.Programmes{DB: d, Clock: c, Orgs: orgs, Notify: mail}
	in := &intake.Intake{
		DB: d, Clock: c, Orgs: orgs, Programmes: programmes,
		Enrolments: &enrolment.Enrolments{DB: d, Clock: c, Orgs: orgs, People: accounts, Programmes: programmes, Notify: mail},
	}
	site := &visit.Site{DB: d, People: accounts, Orgs: orgs, Clock: c, Log: slog.New(slog.DiscardHandler), BaseURL: "http://localhost"}
	s := &importSite{T: t, db: d, in: in, programme: id.New(), handler: site.Handler(Routes(Pages{Intake: intakeweb.Pages{Intake: in}}))}
	account := ""
	err := d.Write(t.Context(), func(tx *db.Tx) error {
		g, err := orgs.Create(t.Context(), tx, "Region Fjordland", i18n.Danish)
		if err != nil {
			return err
		}
		s.org = g.ID
		if _, err := tx.Exec(t.Context(), "insert into programme (id, org_id, name, status, created_at, changed_at) values ($1,$2,'Nye ledere','open',$3,$3)", s.programme, g.ID, db.At(c.Now())); err != nil {
			return err
		}
		a, err := accounts.Ensure(t.Context(), tx, "karen@example.dk", "Karen Toft", i18n.Danish)
		if err != nil {
			return err
		}
		account = a.ID
		return orgs.Give(t.Context(), tx, g.ID, "", a.ID, org.Coordinator)
	})
	if err != nil {
		t.Fatal(err)
	}
	token, err := accounts.Begin(t.Context(), account, "test")
	if err != nil {
		t.Fatal(err)
	}
	s.cookie = &http.Cookie{Name: site.CookieName(), Value: token}
	return s
}

func (s *importSite) do(r *http.Request) *http.Response {
	s.Helper()
	r.AddCookie(s.cookie)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	s.seen.Write(w.Body.Bytes())
	return w.Result()
}

// page gets a page and gives its text without tags.
func (s *importSite) page(path string, status int) string {
	s.Helper()
	r := s.do(httptest.NewRequest(http.MethodGet, path, nil))
	body, err := io.ReadAll(r.Body)
	if err != nil || r.StatusCode != status {
		s.Fatalf("GET %s: %d, want %d, %v", path, r.StatusCode, status, err)
	}
	return plain(string(body))
}

var tags = regexp.MustCompile(`(?s)<(script|svg|template)\b.*?</(script|svg|template)>|<[^>]*>`)

func plain(html string) string {
	text := tags.ReplaceAllString(html, " ")
	text = strings.NewReplacer("&#34;", `"`, "&#39;", "'", "&amp;", "&", "&lt;", "<", "&gt;", ">").Replace(text)
	return strings.Join(strings.Fields(text), " ")
}

// post sends a form and gives where it leads.
func (s *importSite) post(path string, status int, fields ...string) string {
	s.Helper()
	form := url.Values{}
	for i := 0; i < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return s.answer(path, s.do(r), status)
}

func (s *importSite) answer(path string, r *http.Response, status int) string {
	s.Helper()
	body, err := io.ReadAll(r.Body)
	if err != nil || r.StatusCode != status {
		s.Fatalf("POST %s: %d, want %d, %v: %.600s", path, r.StatusCode, status, err, plain(string(body)))
	}
	if status == http.StatusSeeOther {
		return r.Header.Get("Location")
	}
	return plain(string(body))
}

// upload sends a file and gives where it leads.
func (s *importSite) upload(path, name string, data []byte, status int, fields ...string) string {
	s.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for i := 0; i < len(fields); i += 2 {
		if err := w.WriteField(fields[i], fields[i+1]); err != nil {
			s.Fatal(err)
		}
	}
	part, err := w.CreateFormFile("file", name)
	if err != nil {
		s.Fatal(err)
	}
	if _, err := part.Write(data); err != nil {
		s.Fatal(err)
	}
	if err := w.Close(); err != nil {
		s.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, path, &b)
	r.Header.Set("Content-Type", w.FormDataContentType())
	return s.answer(path, s.do(r), status)
}

func (s *importSite) data(name string) []byte {
	s.Helper()
	body, err := os.ReadFile(filepath.Join("../../testdata/data", name))
	if err != nil {
		s.Fatal(err)
	}
	return body
}

func has(t *testing.T, page string, texts ...string) {
	t.Helper()
	for _, want := range texts {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q:\n%.1500s", want, page)
		}
	}
}

// TestImportFromFileToResult walks the whole way as a browser without JavaScript does.
func TestImportFromFileToResult(t *testing.T) {
	s := newImportSite(t)
	base := "/p/" + s.programme + "/import"
	has(t, s.page(base, 200), "Tag listen, som den er", "Cpr-numre bliver aldrig gemt")
	columns := s.upload(base, "mails.csv", s.data("messy/06-email-forms.csv"), 303, "kind", "")
	batch := strings.TrimSuffix(columns, "/columns")
	has(t, s.page(columns, 200), "Hvad står der i kolonnerne?", "semikolon-delt", "niels.hansen@blåbær.example.dk"[:5], "Hvad betyder kolonne C, E-mail?")

	// The columns are confirmed; the page to look it over says what is wrong, with the address of the cell.
	if to := s.post(columns, 303, "kind", "everyone", "heading", "1", "status", "accepted", "garbled", "1", "swapped", "1", "column_A", "first", "column_B", "last",
		"column_C", "email", "column_D", "role", "column_E", "unit", "column_F", ""); to != batch+"/check" {
		t.Errorf("leads to %s", to)
	}
	check := s.page(batch+"/check", 200)
	has(t, check, "9 rækker er klar. 5 skal rettes.", "Række 7: To mailadresser i samme celle", "C8 : Mailadressen kan ikke bruges", "Mente du anne.winther@example.dk?", "Hent 9 rækker ind")
	has(t, s.page(batch+"/check?show=refused", 200), "Viser 1–5 af 5")
	has(t, s.page(batch+"/row/8", 200), "Ret række 8", "E-mail (C8)", "Mente du anne.winther@example.dk?")
	if to := s.post(batch+"/row/8", 303, "column_C", "anne.winther@example.dk"); to != batch+"/check" {
		t.Errorf("leads to %s", to)
	}
	has(t, s.page(batch+"/check", 200), "10 rækker er klar. 4 skal rettes.", "Række 8 er rettet")
	remarks := s.page(batch+"/remarks", 200)
	has(t, remarks, "Række;Celle;Kolonne", "C7;E-mail;Skal rettes;To mailadresser i samme celle")

	if to := s.post(batch+"/save", 303); to != batch+"/result" {
		t.Errorf("leads to %s", to)
	}
	s.in.Wait()
	has(t, s.page(batch+"/result", 200), "10 nye deltagere er hentet ind", "4 rækker blev sprunget over", "To mailadresser i samme celle")
	if n, err := db.One[int](t.Context(), s.db, "select count(*) from seat where programme_id=$1 and status='accepted'", s.programme); err != nil || n != 10 {
		t.Errorf("%d seats, %v", n, err)
	}

	// What is done is done: every page of it leads to the result, and nothing is saved twice.
	if r := s.do(httptest.NewRequest(http.MethodGet, batch+"/check", nil)); r.Header.Get("Location") != batch+"/result" {
		t.Errorf("%d to %s", r.StatusCode, r.Header.Get("Location"))
	}
	s.post(batch+"/save", 303)
	s.page(batch+"/columns", http.StatusGone)
	s.post(batch+"/same", http.StatusConflict, "row", "3", "same", "yes")
	if r := s.do(httptest.NewRequest(http.MethodGet, batch+"/progress", nil)); r.Header.Get("HX-Redirect") != batch+"/result" {
		t.Errorf("the progress leads to %q", r.Header.Get("HX-Redirect"))
	}

	// The same file again changes nothing and says so.
	batch = strings.TrimSuffix(s.upload(base, "mails.csv", s.data("messy/06-email-forms.csv"), 303), "/columns")
	has(t, s.page(batch+"/check", 200), "Præcis den samme fil blev hentet ind tirsdag den 1. september 2026 kl. 10.00")
	s.post(batch+"/save", 303)
	s.in.Wait()
	has(t, s.page(batch+"/result", 200), "Intet er ændret", "var her allerede")
	has(t, s.page(base, 200), "9 rækker hentet ind")
}

func TestImportAsksAboutTwoOfTheSameName(t *testing.T) {
	s := newImportSite(t)
	batch := strings.TrimSuffix(s.upload("/p/"+s.programme+"/import", "x.csv", s.data("messy/05-duplicates.csv"), 303), "/columns")
	has(t, s.page(batch+"/check?show=ask", 200), "Er det samme person?", "Ligner Tobias Ravn Pedersen tobias.pedersen@example.dk", "To forskellige")
	if to := s.post(batch+"/same", 303, "row", "13", "same", "yes", "back", "?show=ask"); to != batch+"/check?show=ask" {
		t.Errorf("leads to %s", to)
	}
	has(t, s.page(batch+"/check", 200), "Slås sammen med Tobias Ravn Pedersen")
	if to := s.post(batch+"/same", 303, "row", "13", "same", "", "back", "//evil.example.com"); to != batch+"/check" {
		t.Errorf("leads to %s", to)
	}
	s.post(batch+"/same", http.StatusBadRequest, "row", "13", "same", "perhaps")
	s.post(batch+"/same", http.StatusNotFound, "row", "99999", "same", "yes")
	s.post(batch+"/same", http.StatusBadRequest, "row", "13", "same", "yes", "admin", "1")
	if to := s.post(batch+"/discard", 303); to != "/p/"+s.programme+"/import" {
		t.Errorf("leads to %s", to)
	}
	s.page(batch+"/check", http.StatusNotFound)
}

// TestImportOfAnotherListAltogether: one message that names what is missing, and the way on is to say which column it is.
func TestImportOfAnotherListAltogether(t *testing.T) {
	s := newImportSite(t)
	columns := s.upload("/p/"+s.programme+"/import", "fest.csv", s.data("messy/15-missing-columns.csv"), 303)
	batch := strings.TrimSuffix(columns, "/columns")
	page := s.page(columns, 200)
	has(t, page, "Filen mangler en kolonne med mailadresser.", "Filen mangler en kolonne, der siger mentor eller mentee.")
	if r := s.do(httptest.NewRequest(http.MethodGet, batch+"/check", nil)); r.StatusCode != http.StatusSeeOther || r.Header.Get("Location") != columns {
		t.Errorf("%d to %s", r.StatusCode, r.Header.Get("Location"))
	}
	if to := s.post(columns, 303, "kind", "mentors", "heading", "1"); to != columns {
		t.Errorf("another kind leads to %s", to)
	}
	has(t, s.page(columns, 200), "Kolonnerne er læst igen", "Filen mangler en kolonne med mailadresser.")
	has(t, s.post(columns, http.StatusUnprocessableEntity, "kind", "mentors", "heading", "1", "column_D", "first"), "To kolonner kan ikke betyde det samme")
	has(t, s.post(columns, http.StatusUnprocessableEntity, "kind", "mentors", "heading", "200"), "Skriv et tal fra 0 til 11.")
}

func TestImportRefusesFiles(t *testing.T) {
	s := newImportSite(t)
	base := "/p/" + s.programme + "/import"
	for text, file := range map[string][]byte{
		"pakkes ud":               s.data("messy/14-inflates.xlsx"),
		"Filen er tom.":           []byte(" \r\n"),
		"ikke et regneark":        []byte("%PDF-1.7"),
		"gammel Excel-fil":        []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
		"Et anførselstegn i B2":   []byte("a;b\n1;\"x\n"),
		"Højst 20 MB":             bytes.Repeat([]byte("a;b\n"), 6<<20),
		"Filen er i stykker":      []byte("PK\x03\x04"),
		"Filen har over 500 kolo": []byte(strings.Repeat("a;", 501) + "a\n"),
	} {
		has(t, s.upload(base, "x.csv", file, http.StatusUnprocessableEntity), text)
	}
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	if err := w.WriteField("file", ""); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, base, &b)
	r.Header.Set("Content-Type", w.FormDataContentType())
	has(t, s.answer(base, s.do(r), http.StatusUnprocessableEntity), "Vælg en fil først.")
	if n, err := db.One[int](t.Context(), s.db, "select count(*) from import_batch"); err != nil || n != 0 {
		t.Errorf("%d batches were kept, %v", n, err)
	}
}

// TestImportShowsNoCPRNumber reads every page of a file that holds some.
func TestImportShowsNoCPRNumber(t *testing.T) {
	s := newImportSite(t)
	batch := strings.TrimSuffix(s.upload("/p/"+s.programme+"/import", "x 210140-8508.csv", s.data("messy/12-cpr-in-notes.csv"), 303), "/columns")
	has(t, s.page(batch+"/columns", 200), "Sagsnr. 2026-118822")
	has(t, s.page(batch+"/check", 200), "F4 : Cpr-nummer", "3 skal rettes")
	s.page(batch+"/row/4", 200)
	has(t, s.post(batch+"/row/4", http.StatusUnprocessableEntity, "column_A", "Nanna", "column_F", "cpr 280741 5446"), "ligner et cpr-nummer")
	s.page(batch+"/remarks", 200)
	s.post(batch+"/save", 303)
	s.in.Wait()
	s.page(batch+"/result", 200)
	s.page("/p/"+s.programme+"/import", 200)
	ids := regexp.MustCompile(`[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`)                      // any digits may stand in them
	all := strings.ReplaceAll(ids.ReplaceAllString(s.seen.String(), ""), "cpr 280741 5446", "") // what was just typed is given back to mend, and kept nowhere
	for _, digits := range []string{"-8508", "–7827", " 5446", "210140", "111053", "280741"} {
		if strings.Contains(all, digits) {
			t.Errorf("%s was shown", digits)
		}
	}
}

func TestStaffListIsTheOrganisations(t *testing.T) {
	s := newImportSite(t)
	base := "/o/" + s.org + "/import"
	has(t, s.page(base, 200), "Hvem leder hvem?")
	batch := strings.TrimSuffix(s.upload(base, "staff.csv", s.data("leadership/staff.csv"), 303), "/columns")
	has(t, s.page(batch+"/check", 200), "2.400 rækker er klar.", "Viser 1–25 af 2400")
	s.post(batch+"/save", 303)
	s.in.Wait()
	has(t, s.page(batch+"/result", 200), "2.399 personer er føjet til personlisten", "Leder hinanden")
	s.page(strings.Replace(batch, base, "/p/"+s.programme+"/import", 1)+"/result", http.StatusNotFound)
	s.page("/o/"+id.New()+"/import", http.StatusNotFound)
	s.page(base+"/"+id.New()+"/check", http.StatusNotFound)
	s.page(base+"/x/check", http.StatusNotFound)
}
