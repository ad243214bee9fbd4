package table_test

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/mentorskab/mentorskab/internal/document/table"
)

func read(t *testing.T, text string) [][]string {
	t.Helper()
	got, err := table.Read("x.csv", []byte(text))
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return texts(got)
}

func texts(got table.Table) [][]string {
	out := make([][]string, len(got.Rows))
	for i, r := range got.Rows {
		for _, c := range r {
			out[i] = append(out[i], c.Text)
		}
	}
	return out
}

func TestCSV(t *testing.T) {
	for text, want := range map[string][][]string{
		"a;b\r\n1;2\r\n":                          {{"a", "b"}, {"1", "2"}},
		"a,b\n1,2":                                {{"a", "b"}, {"1", "2"}},
		"a\tb\r1\t2\r":                            {{"a", "b"}, {"1", "2"}},
		"a|b\n1|2\n":                              {{"a", "b"}, {"1", "2"}},
		"sep=,\r\na;x,b\r\n1;y,2\r\n":             {{"a;x", "b"}, {"1;y", "2"}},
		"\"a \"\"b\"\"\";c\n\"x\ny\";z\n":         {{`a "b"`, "c"}, {"x\ny", "z"}},
		"a;b\n\n;\n1;2\n":                         {{"a", "b"}, nil, nil, {"1", "2"}},
		"a;b\n\"Den gamle\" mølle;2\n":            {{"a", "b"}, {"Den gamle mølle", "2"}},
		"a;b\n5\" skærm;2\n":                      {{"a", "b"}, {`5" skærm`, "2"}},
		"navn\nÅse\nBo\n":                         {{"navn"}, {"Åse"}, {"Bo"}},
		"a;b;c\n1;2\n1;2;3;4\n":                   {{"a", "b", "c"}, {"1", "2"}, {"1", "2", "3", "4"}},
		"a,b\n\"1,5\",\"2;3\"\n\"4,5\",\"6;7\"\n": {{"a", "b"}, {"1,5", "2;3"}, {"4,5", "6;7"}},
	} {
		if got := read(t, text); !reflect.DeepEqual(got, want) {
			t.Errorf("%q gives %q, want %q", text, got, want)
		}
	}
}

func TestLetters(t *testing.T) {
	const text = "Navn;By\r\nSøren Ærø;Ølstykke\r\nÅse;Århus – »gade« 5 €\r\n"
	win, err := charmap.Windows1252.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	mac, err := charmap.Macintosh.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	le, err := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	be, err := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	for want, body := range map[string]string{
		"utf-8": text, "windows-1252": win, "macintosh": mac, "utf-16-le": le, "utf-16-be": be,
		"mixed": text + strings.SplitAfter(win, "\n")[1],
	} {
		got, err := table.Read("x.csv", []byte(body))
		if err != nil || got.Format.Encoding != want {
			t.Errorf("%s: read as %q, %v", want, got.Format.Encoding, err)
			continue
		}
		if c := got.Cell(3, 1).Text; c != "Århus – »gade« 5 €" || got.Cell(2, 0).Text != "Søren Ærø" {
			t.Errorf("%s: %q", want, texts(got))
		}
		if want == "mixed" && got.Cell(4, 1).Text != "Ølstykke" {
			t.Errorf("the pasted part became %q", texts(got))
		}
	}
}

func TestFilesThatAreRefused(t *testing.T) {
	for body, code := range map[string]string{
		"":                       "file_empty",
		"\xef\xbb\xbf\r\n;;\r\n": "file_empty",
		"a;b\n1;\"åben\n2;3\n":   "quote_unclosed",
		"%PDF-1.7 ...":           "file_unknown",
		"<!DOCTYPE html><table><tr><td>a</td></tr></table>": "file_unknown",
		"\x89PNG\r\n\x1a\n\x00\x00\x00":                     "file_binary",
		"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":                  "file_old_excel",
		"PK\x03\x04 not really":                             "file_broken",
		strings.Repeat(";", 501):                            "file_empty",
		"a" + strings.Repeat(";b", 501):                     "file_too_many_columns",
		strings.Repeat("a\n", table.MaxRows+1):              "file_too_many_rows",
	} {
		_, err := table.Read("x", []byte(body))
		if got := table.Code(err); got != code {
			t.Errorf("%.40q: %v, want %s", body, err, code)
		}
	}
	if _, err := table.Read("x", make([]byte, table.MaxBytes+1)); table.Code(err) != "file_too_large" {
		t.Error(err)
	}
}

func TestAddress(t *testing.T) {
	for want, at := range map[string][2]int{"A1": {1, 0}, "C4": {4, 2}, "Z9": {9, 25}, "AA10": {10, 26}, "SF2": {2, 499}} {
		if got := table.Address(at[0], at[1]); got != want {
			t.Errorf("%v is %s, want %s", at, got, want)
		}
	}
}

func TestGuard(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "Åse": "Åse", "=1+1": "'=1+1", "+45 20": "'+45 20", "-": "'-", "@a": "'@a", "\t=2": "'\t=2", "\r=2": "'\r=2", "a=b": "a=b",
	} {
		if got := table.Guard(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

// check holds what is true of every table whatever the bytes were.
func check(t *testing.T, got table.Table, err error) {
	t.Helper()
	if err != nil {
		if table.Code(err) == "" {
			t.Fatalf("an error without a reason: %v", err)
		}
		return
	}
	cells := 0
	for _, r := range got.Rows {
		cells += len(r)
	}
	if len(got.Rows) > table.MaxRows || cells > table.MaxCells {
		t.Fatalf("%d rows, %d cells", len(got.Rows), cells)
	}
}

func FuzzCSV(f *testing.F) {
	for _, name := range []string{"messy/01-unicode-text.txt", "messy/04-newlines.csv", "messy/08-formulas.csv", "messy/02-garbled.csv"} {
		body, err := os.ReadFile(filepath.Join(data, name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body)
	}
	f.Add([]byte("sep=;\r\n\"a\"\"b\";c\r\n"))
	f.Add([]byte("\xff\xfea\x00"))
	f.Fuzz(func(t *testing.T, body []byte) {
		got, err := table.Read("x.csv", body)
		check(t, got, err)
	})
}
