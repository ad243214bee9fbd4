package app

import (
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"reflect"
	"strings"

	"github.com/caarlos0/env/v11"

	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/mail"
)

// Prefix begins the name of every setting.
const Prefix = "MENTORSKAB_"

// FileEnv names the file that settings may stand in.
const FileEnv = Prefix + "CONFIG"

// Config is every setting. The tags are its documentation: `mentorskab config describe` prints them.
type Config struct {
	Listen   string `env:"LISTEN" envDefault:"127.0.0.1:8080" help:"Address and port to listen on. A port of 0 takes a free one."`
	BaseURL  string `env:"BASE_URL" help:"The address that visitors use, such as https://mentor.example.org. Links in mails begin with it. Without it: where the program listens. Behind a proxy it must be set."`
	Database string `env:"DATABASE" envDefault:"mentorskab.db" help:"A SQLite file (made if missing), or a postgres:// address."`
	Proxied  bool   `env:"PROXIED" envDefault:"false" help:"true when a proxy stands in front: the address of a visitor is then the last one in X-Forwarded-For. Without a proxy leave it false, or anyone can claim any address."`
	TLSCert  string `env:"TLS_CERT" help:"Certificate file (PEM). With TLS_KEY the program speaks https itself; leave both out behind a proxy."`
	TLSKey   string `env:"TLS_KEY" help:"Key file (PEM) of the certificate."`

	SMTPHost     string `env:"SMTP_HOST" help:"Mail server. Set here, the page Mail shows it and cannot change it; not set here, it is set on that page and kept in the database."`
	SMTPPort     int    `env:"SMTP_PORT" help:"Port of the mail server. Without it: 587 for starttls, 465 for tls, 25 for none."`
	SMTPTLS      string `env:"SMTP_TLS" envDefault:"starttls" help:"starttls, tls, or none (only for a mail server on the same machine)."`
	SMTPUser     string `env:"SMTP_USER" help:"User at the mail server, if it wants one."`
	SMTPPassword string `env:"SMTP_PASSWORD" help:"Password at the mail server. Here it stays out of the database and its backups."`
	MailFrom     string `env:"MAIL_FROM" help:"The address that mails come from. Needed with SMTP_HOST."`
	MailFromName string `env:"MAIL_FROM_NAME" envDefault:"Mentorskab" help:"The name that mails come from."`
}

// mail is the part about the mail server; empty when none is set here.
func (c Config) mail() mail.Settings {
	if c.SMTPHost == "" {
		return mail.Settings{}
	}
	s, _ := c.smtp().Check() // check has looked at it
	return s
}

func (c Config) smtp() mail.Settings {
	return mail.Settings{Host: c.SMTPHost, Port: c.SMTPPort, TLS: mail.TLS(c.SMTPTLS), User: c.SMTPUser, Password: c.SMTPPassword, From: c.MailFrom, FromName: c.MailFromName}
}

// Defaults is the settings of a program that was told nothing.
func Defaults() Config {
	c, err := env.ParseAsWithOptions[Config](env.Options{Prefix: Prefix, Environment: map[string]string{}})
	if err != nil {
		panic("app: defaults: " + err.Error()) // constants of this file; a test reads them
	}
	return c
}

// Load reads the settings from the environment and from the file that FileEnv names. The environment wins.
func Load(environ []string) (Config, error) {
	vars := env.ToMap(environ)
	if name := vars[FileEnv]; name != "" {
		body, err := os.ReadFile(name)
		if err != nil {
			return Config{}, fmt.Errorf("settings: %w", err)
		}
		fromFile, err := parseFile(string(body))
		if err != nil {
			return Config{}, fmt.Errorf("settings: %s: %w", name, err)
		}
		for k, v := range fromFile {
			if _, set := vars[k]; !set {
				vars[k] = v
			}
		}
	}
	c, err := env.ParseAsWithOptions[Config](env.Options{Prefix: Prefix, Environment: vars})
	if err != nil {
		return c, fmt.Errorf("settings: %w", err)
	}
	return c, c.check()
}

func (c *Config) check() error {
	if (c.TLSCert == "") != (c.TLSKey == "") {
		return errors.New("settings: TLS_CERT and TLS_KEY belong together")
	}
	if c.SMTPHost != "" {
		if _, err := c.smtp().Check(); err != nil {
			return fmt.Errorf("settings of the mail server: %s", i18n.Explain(i18n.English, err))
		}
	}
	if c.BaseURL == "" {
		return nil
	}
	u, err := url.Parse(c.BaseURL)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.User != nil {
		return fmt.Errorf("settings: BASE_URL must be scheme and host, such as https://mentor.example.org, not %q", c.BaseURL)
	}
	c.BaseURL = u.Scheme + "://" + u.Host
	return nil
}

// parseFile reads lines of KEY=value; a line may be empty or a comment (#), a value may stand in quotes. A name that is no setting
// is an error: a misspelt one must not pass in silence.
func parseFile(text string) (map[string]string, error) {
	known := map[string]bool{}
	for _, s := range settings() {
		known[s.Name] = true
	}
	out := map[string]string{}
	for n, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		key, value, ok := strings.Cut(line, "=")
		key, value = strings.TrimSpace(key), strings.TrimSpace(value)
		if !ok {
			return nil, fmt.Errorf("line %d: no = in it", n+1)
		}
		if !strings.HasPrefix(key, Prefix) {
			key = Prefix + key
		}
		if !known[key] {
			return nil, fmt.Errorf("line %d: there is no setting %s", n+1, key)
		}
		if len(value) > 1 && (value[0] == '"' || value[0] == '\'') && value[len(value)-1] == value[0] {
			value = value[1 : len(value)-1]
		}
		out[key] = value
	}
	return out, nil
}

// Setting is one line of the documentation.
type Setting struct{ Name, Default, Help string }

func settings() []Setting {
	var out []Setting
	t := reflect.TypeFor[Config]()
	for i := range t.NumField() {
		tag := t.Field(i).Tag
		name, _, _ := strings.Cut(tag.Get("env"), ",")
		out = append(out, Setting{Prefix + name, tag.Get("envDefault"), tag.Get("help")})
	}
	return out
}

// Describe writes every setting with its default and meaning, in the form of a settings file.
func Describe(w io.Writer) error {
	var b strings.Builder
	b.WriteString("# Settings of Mentorskab. Set them in the environment, or write them to a file and name it in " + FileEnv + ".\n")
	b.WriteString("# The environment wins over the file. A line that begins with # is not set; what is shown is the default.\n")
	for _, s := range settings() {
		b.WriteString("\n")
		for _, line := range wrap(s.Help, 110) {
			b.WriteString("# " + line + "\n")
		}
		b.WriteString("#" + s.Name + "=" + s.Default + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func wrap(text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && len(line)+1+len(word) > width {
			lines, line = append(lines, line), ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}
