package app_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/mentorskab/mentorskab/internal/app"
	"github.com/mentorskab/mentorskab/internal/mail"
)

func TestSettingsComeFromEnvironmentAndFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "mentorskab.conf")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("# ours\nLISTEN = 127.0.0.1:9000\n\nMENTORSKAB_BASE_URL=\"https://mentor.example/\"\nSMTP_HOST='smtp.example'\nMAIL_FROM=a@example.org\n")
	c, err := app.Load([]string{app.FileEnv + "=" + file, "MENTORSKAB_LISTEN=127.0.0.1:9001", "PATH=/bin"})
	if err != nil {
		t.Fatal(err)
	}
	if c.Listen != "127.0.0.1:9001" || c.BaseURL != "https://mentor.example" || c.SMTPHost != "smtp.example" || c.Database != "mentorskab.db" {
		t.Fatalf("%+v", c)
	}
	for name, text := range map[string]string{
		"misspelt name": "LISTN=x", "no equals sign": "LISTEN 127.0.0.1:9000", "base with a path": "BASE_URL=https://mentor.example/app", "base without a scheme": "BASE_URL=mentor.example",
		"certificate without a key": "TLS_CERT=a.pem", "mail server without a sender": "SMTP_HOST=smtp.example", "no boolean": "PROXIED=perhaps",
	} {
		write(text)
		if _, err := app.Load([]string{app.FileEnv + "=" + file}); err == nil {
			t.Errorf("%s was accepted", name)
		}
	}
	if _, err := app.Load([]string{app.FileEnv + "=" + file + ".missing"}); err == nil {
		t.Error("a missing file was accepted")
	}
}

// TestDescriptionIsASettingsFile: what `config describe` prints names every setting, and is itself a file that can be loaded.
func TestDescriptionIsASettingsFile(t *testing.T) {
	var b strings.Builder
	if err := app.Describe(&b); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	for _, name := range []string{"MENTORSKAB_LISTEN=127.0.0.1:8080", "MENTORSKAB_DATABASE=mentorskab.db", "MENTORSKAB_SMTP_PASSWORD=", "MENTORSKAB_PROXIED=false"} {
		if !strings.Contains(text, "\n#"+name) {
			t.Errorf("no %s", name)
		}
	}
	var set []string
	for _, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(line, "#MENTORSKAB_") {
			set = append(set, line[1:])
		}
		if len(line) > 120 {
			t.Errorf("a long line: %s", line)
		}
	}
	file := filepath.Join(t.TempDir(), "all.conf")
	if err := os.WriteFile(file, []byte(strings.Join(set, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := app.Load([]string{app.FileEnv + "=" + file})
	if err != nil || c != app.Defaults() {
		t.Fatalf("%+v, %v", c, err)
	}
	if c.SMTPTLS != string(mail.StartTLS) {
		t.Errorf("mail goes by %q unless told otherwise", c.SMTPTLS)
	}
}
