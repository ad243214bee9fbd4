package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/mentorskab/mentorskab/internal/fit"
)

func replay(t *testing.T, file, lang string) (string, error) {
	t.Helper()
	var w strings.Builder
	c := replayCommand{File: file, Lang: lang}
	err := c.replay(t.Context(), &w)
	return w.String(), err
}

func TestMatchKeepsARunThatReplays(t *testing.T) {
	c := leaders(t, "pairs.json")
	c.Keep = filepath.Join(t.TempDir(), "run.json.gz")
	if _, _, err := match(t, c); err != nil {
		t.Fatal(err)
	}
	out, err := replay(t, c.Keep, "en")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"36 mentors with 42 places, 48 mentees.", "42 pairs with 3,197.97 points", "yes The same bytes", "yes The proof holds", "All is the same as then."} {
		if !strings.Contains(out, line) {
			t.Errorf("no %q in\n%s", line, out)
		}
	}
	b, err := os.ReadFile(c.Keep)
	if err != nil {
		t.Fatal(err)
	}
	run, err := fit.ReadRun(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	run.Rules.Weights[fit.Goals] = 1
	var w bytes.Buffer
	if err := run.Write(&w); err != nil {
		t.Fatal(err)
	}
	forged := filepath.Join(t.TempDir(), "forged.json.gz")
	if err := os.WriteFile(forged, w.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string]string{"da": "Der er ændret i filens regler, svar eller mærker.", "en": "Rules, answers or marks have been changed in the file."} {
		if out, err := replay(t, forged, lang); err == nil || !strings.Contains(err.Error(), want) || strings.Contains(out, "Alt er som dengang") {
			t.Errorf("%s: %v\n%s", lang, err, out)
		}
	}
	if err := os.WriteFile(forged, b[:len(b)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := replay(t, forged, "da"); err == nil || !strings.Contains(err.Error(), "beskadiget") {
		t.Error(err)
	}
	c.Keep = "run.txt"
	if _, _, err := match(t, c); err == nil || !strings.Contains(err.Error(), ".json.gz") {
		t.Error(err)
	}
}
