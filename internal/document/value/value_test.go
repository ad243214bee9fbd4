package value_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/document/value"
)

func TestEmail(t *testing.T) {
	for cell, want := range map[string]value.Address{
		"bo@example.dk":                                       {Text: "bo@example.dk"},
		" BO@Example.DK \r\n":                                 {Text: "bo@example.dk"},
		"Bo Bach <bo@example.dk>":                             {Text: "bo@example.dk", Cleaned: true},
		`"Bach, Bo" <bo@example.dk>`:                          {Text: "bo@example.dk", Cleaned: true},
		"mailto:bo@example.dk":                                {Text: "bo@example.dk", Cleaned: true},
		"\u00a0bo@example.dk":                                 {Text: "bo@example.dk", Cleaned: true},
		"b\u200bo@example.dk":                                 {Text: "bo@example.dk", Cleaned: true},
		"bo@example.dk.":                                      {Text: "bo@example.dk", Cleaned: true},
		"'bo@example.dk'":                                     {Text: "bo@example.dk", Cleaned: true},
		"bo@example.dk (privat)":                              {Text: "bo@example.dk", Cleaned: true},
		"bo@example.dk, bo@example.dk":                        {Text: "bo@example.dk", Cleaned: true},
		"bo@blåbær.example.dk":                                {Text: "bo@blåbær.example.dk"},
		"søren.ærø@example.dk":                                {Text: "søren.ærø@example.dk"},
		"o'brien+x_1@mail.example.co.uk":                      {Text: "o'brien+x_1@mail.example.co.uk"},
		`=HYPERLINK("mailto:bo@example.dk","Bo")`:             {Text: "bo@example.dk", FromFormula: true},
		`=hyperlink( "mailto:bo@example.dk?subject=x" ; "B")`: {Text: "bo@example.dk", FromFormula: true},
	} {
		if got, ok := value.Email(cell); !ok || got != want {
			t.Errorf("%q: %+v %v, want %+v", cell, got, ok, want)
		}
	}
	for _, cell := range []string{
		"", "ingen mail", "bo@example", "bo.example.dk", "bo@example,dk", "bo(at)example.dk", "@example.dk", "bo@", "bo@.dk", "bo@@example.dk", "bo@example.1",
		"bo bach@", ".bo@example.dk", "bo@-example.dk", "bo@exa_mple.dk", "a@b@example.dk", "bo@example.dk; x@", "=1+1", `=HYPERLINK("https://example.com/?x=@A2","x")`,
	} {
		if got, ok := value.Email(cell); ok || got.Two {
			t.Errorf("%q is taken for an address: %+v", cell, got)
		}
	}
	for _, cell := range []string{"bo@example.dk; ida@example.dk", "bo@example.dk / ida@example.dk", "Bo bo@example.dk eller ida@example.dk"} {
		if got, ok := value.Email(cell); ok || !got.Two {
			t.Errorf("%q: %+v %v", cell, got, ok)
		}
	}
}

func TestSuggestEmail(t *testing.T) {
	for cell, want := range map[string]string{
		"bo.bach,example.dk": "bo.bach@example.dk", "bo@example,dk": "bo@example.dk", "bo (at) example.dk": "bo@example.dk", "bo snabela example.dk": "bo@example.dk",
		"bo.bach.example.dk": "bo.bach@example.dk", "ikke oplyst": "", "": "", "example.dk": "",
	} {
		if got := value.SuggestEmail(cell, []string{"example.dk"}); got != want {
			t.Errorf("%q: %q, want %q", cell, got, want)
		}
	}
	if got := value.Alias("bo+mentor@example.dk"); got != "bo@example.dk" || value.Alias("+@example.dk") != "+@example.dk" {
		t.Error(got)
	}
}

func TestHasCPR(t *testing.T) {
	for _, s := range []string{"210140-8508", "2101408508", "210140 8508", "210140–8508", "210140 - 8508", "cpr:2101408508.", "290240-1234", "født 010157/0000", "x210140\u00a08508y", "21\u200b0140-8508", "født 111053â€“7827", "２１０１４０－８５０８"} {
		if !value.HasCPR(s) {
			t.Errorf("%q gets through", s)
		}
	}
	for _, s := range []string{"", "451399-1234", "210140", "311340-1234", "300240-1234", "000140-1234", "2101408508123", "12101408508", "31-12-2019", "2026-118822, lokalnr. 1234-5678", "+45 20 30 40 50", "004520304050", "M-2026-101"} {
		if value.HasCPR(s) {
			t.Errorf("%q is taken for a CPR number", s)
		}
	}
}

func TestDates(t *testing.T) {
	danish, american, mixed := value.Dates{}, value.Dates{}, value.Dates{}
	for _, s := range []string{"31-12-2019", "13/02/2020"} {
		danish.Look(s)
	}
	for range 3 {
		american.Look("12/31/2019")
	}
	mixed.Look("12/31/2019")
	for _, c := range []struct {
		d    value.Dates
		cell string
		want clock.Date
		sure value.Sure
	}{
		{danish, "", "", value.Empty},
		{danish, " - ", "", value.Empty},
		{danish, "31-12-2019", "2019-12-31", value.Plain},
		{danish, "05.06.2018", "2018-06-05", value.Plain},
		{danish, "2020-02-29", "2020-02-29", value.Plain},
		{danish, "2020/02/29", "2020-02-29", value.Plain},
		{danish, "2020-02-29T12:00:00", "2020-02-29", value.Plain},
		{danish, "03/04/2022", "2022-04-03", value.Plain},
		{danish, "3-4-2022", "2022-04-03", value.Plain},
		{danish, "01-03-19", "2019-03-01", value.Guess},
		{danish, "1/3/87", "1987-03-01", value.Guess},
		{danish, "2. januar 2024", "2024-01-02", value.Plain},
		{danish, "1. apr. 19", "2019-04-01", value.Guess},
		{danish, "3 March 2020", "2020-03-03", value.Plain},
		{danish, "March 3rd, 2020", "2020-03-03", value.Plain},
		{danish, "3. maj 2020", "2020-05-03", value.Plain},
		{danish, "1-okt-2020", "2020-10-01", value.Plain},
		{danish, "44713", "2022-06-01", value.Guess},
		{danish, "99999", "", value.Unknown},
		{danish, "12/31/2023", "2023-12-31", value.Guess},
		{danish, "31-02-2020", "", value.Unknown},
		{danish, "00-00-0000", "", value.Unknown},
		{danish, "29-02-2023", "", value.Unknown},
		{danish, "13/13/2020", "", value.Unknown},
		{danish, "snart", "", value.Unknown},
		{danish, "2. smør 2024", "", value.Unknown},
		{danish, "1-1-1492", "", value.Unknown},
		{value.Dates{}, "03/04/2022", "2022-04-03", value.Guess},
		{value.Dates{}, "03-04-2022", "2022-04-03", value.Plain},
		{mixed, "03/04/2022", "2022-04-03", value.Guess},
		{american, "12/31/2019", "2019-12-31", value.Plain},
		{american, "03/04/2022", "2022-03-04", value.Guess},
		{american, "03/03/2022", "2022-03-03", value.Plain},
	} {
		if got, sure := c.d.Read(c.cell); got != c.want || sure != c.sure {
			t.Errorf("%q: %s %d, want %s %d", c.cell, got, sure, c.want, c.sure)
		}
	}
}

func TestStamp(t *testing.T) {
	for s, want := range map[string]time.Time{
		"2026/08/17 3:32:41 PM UTC+2": time.Date(2026, 8, 17, 13, 32, 41, 0, time.UTC),
		"2026/08/17 12:05:00 AM UTC":  time.Date(2026, 8, 17, 0, 5, 0, 0, time.UTC),
		"2026-08-17T15:32:41Z":        time.Date(2026, 8, 17, 15, 32, 41, 0, time.UTC),
		"2026-08-17T15:32:41+02:00":   time.Date(2026, 8, 17, 13, 32, 41, 0, time.UTC),
		"17-08-2026 15:32":            time.Date(2026, 8, 17, 15, 32, 0, 0, time.UTC),
		"17-08-2026 kl. 15.32":        time.Date(2026, 8, 17, 15, 32, 0, 0, time.UTC),
		"26-11-2024":                  time.Date(2024, 11, 26, 0, 0, 0, 0, time.UTC),
	} {
		if got, ok := value.Stamp(s, time.UTC); !ok || !got.Equal(want) {
			t.Errorf("%q: %v %v", s, got, ok)
		}
	}
	for _, s := range []string{"", "i går", "45000", "2026/13/17 3:32:41 PM"} {
		if got, ok := value.Stamp(s, time.UTC); ok {
			t.Errorf("%q: %v", s, got)
		}
	}
}

func TestNumbers(t *testing.T) {
	comma, point := value.Numbers{}, value.Numbers{}
	comma.Look("15,2")
	point.Look("15.2")
	for _, c := range []struct {
		n    value.Numbers
		cell string
		want float64
		sure value.Sure
	}{
		{comma, "", 0, value.Empty},
		{comma, "–", 0, value.Empty},
		{comma, "12", 12, value.Plain},
		{comma, "15,2", 15.2, value.Plain},
		{comma, "1.5", 1.5, value.Guess},
		{comma, "1.234", 1234, value.Plain},
		{comma, "1.234,5", 1234.5, value.Plain},
		{comma, "1.234.567", 1234567, value.Plain},
		{point, "1,234.5", 1234.5, value.Plain},
		{point, "1.5", 1.5, value.Plain},
		{point, "1,5", 1.5, value.Guess},
		{point, "1,234", 1234, value.Plain},
		{value.Numbers{}, "1.5", 1.5, value.Plain},
		{value.Numbers{}, "0,25", 0.25, value.Plain},
		{comma, "ca. 12", 12, value.Guess},
		{comma, "12 år", 12, value.Guess},
		{comma, "3-4", 0, value.Unknown},
		{comma, "3 til 4", 0, value.Unknown},
		{comma, "mange", 0, value.Unknown},
		{comma, "-3", -3, value.Plain},
		{comma, "1,2E+05", 0, value.Unknown},
	} {
		if got, sure := c.n.Read(c.cell); got != c.want || sure != c.sure {
			t.Errorf("%q: %v %d, want %v %d", c.cell, got, sure, c.want, c.sure)
		}
	}
	if !value.Broken(" 1,2E+05") || value.Broken("12345") || value.Broken("E5") {
		t.Error("numbers whose digits are lost")
	}
}

func TestLists(t *testing.T) {
	for _, c := range []struct {
		cells []string
		want  string
	}{
		{[]string{"a, b", "c"}, ","}, {[]string{"a, b; c"}, ";"}, {[]string{"a | b", "a, b"}, "|"}, {[]string{"a\nb"}, "\n"}, {[]string{"a / b", "a / c", "d, e"}, "/"}, {nil, ","},
	} {
		if got := value.Separator(c.cells); got != c.want {
			t.Errorf("%q: %q, want %q", c.cells, got, c.want)
		}
	}
	if got := value.List("Netværk, også i udlandet;  Løn ;løn;; - ;", ";"); !slices.Equal(got, []string{"Netværk, også i udlandet", "Løn"}) {
		t.Errorf("%q", got)
	}
	if got := value.Words("Danish, arabisk / English og tysk\n• Farsi"); !slices.Equal(got, []string{"Danish", "arabisk", "English", "tysk", "Farsi"}) {
		t.Errorf("%q", got)
	}
	if got := value.Ranked([]string{"2. Ven", "1. Coach", "Kritiker"}); !slices.Equal(got, []string{"Coach", "Ven", "Kritiker"}) {
		t.Errorf("%q", got)
	}
	for s, want := range map[string]value.Answer{
		"": value.NoAnswer, "Ja": value.Yes, "ja, det er i orden": value.Yes, "x": value.Yes, "TRUE": value.Yes, "1": value.Yes, "Nej": value.No,
		"nej tak": value.No, "-": value.No, "FALSK": value.No, "maybe": value.Neither, "Ikke relevant (18+)": value.Neither, "jagt": value.Neither,
	} {
		if got := value.YesNo(s); got != want {
			t.Errorf("%q: %d, want %d", s, got, want)
		}
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"Åse": "Åse", "a\u202eb\u0007c": "abc", "👩🏽\u200d🏫 og 🇬🇱": "👩🏽\u200d🏫 og 🇬🇱", "می\u200cخواهم": "می\u200cخواهم", "a\u00a0b": "a\u00a0b", "a\u200bb\ufeff": "ab", "a\tb\nc": "a\tb\nc", "\u0085x": "x",
	} {
		if got, removed := value.Clean(in); got != want || removed != (in != want) {
			t.Errorf("%q: %q %v", in, got, removed)
		}
	}
	if got, broken := value.Line(" Børn\nog\r\nLæring "); got != "Børn og Læring" || !broken {
		t.Errorf("%q %v", got, broken)
	}
	if got := value.Text("a\r\n\r\nb\rc "); got != "a\n\nb\nc" {
		t.Errorf("%q", got)
	}
	if got, _ := value.Line("Zoe\u0308 Ha\u030akansson"); got != "Zoë Håkansson" {
		t.Errorf("%q", got)
	}
	for in, want := range map[string]string{"SÃ¸ren Ã†rÃ¸": "Søren Ærø", "BegoviÄ‡": "Begović", "Ã…se": "Åse"} {
		if got, ok := value.Ungarble(in); !ok || got != want {
			t.Errorf("%q: %q %v", in, got, ok)
		}
	}
	for _, in := range []string{"Søren", "Ærø – »x«", "Łukasz", "ليلى", "👩🏽", "abc", "Ã"} {
		if got, ok := value.Ungarble(in); ok || got != in {
			t.Errorf("%q became %q", in, got)
		}
	}
}

func TestFormula(t *testing.T) {
	for _, s := range []string{"=1+1", "\t=2+5", `=HYPERLINK("x")`, "@SUM(1+1)*cmd|' /C calc'!A0", "+SUM(A1)", "-2+cmd|' /C calc'!A0", "=cmd|' /C notepad'!'A1'"} {
		if !value.Formula(s) {
			t.Errorf("%q is no formula", s)
		}
	}
	for _, s := range []string{"", "=", "-", "+45 20 30 40 50", "- kan ikke onsdage", "@bo", "a=b", "-12,5"} {
		if value.Formula(s) {
			t.Errorf("%q is a formula", s)
		}
	}
	if s, ok := value.Unquote("'001322"); !ok || s != "001322" {
		t.Error(s)
	}
	for _, s := range []string{"'t Hooft", "'x@example.dk'", "'12'", "'"} {
		if got, ok := value.Unquote(s); ok {
			t.Errorf("%q became %q", s, got)
		}
	}
}

func TestVocabulary(t *testing.T) {
	v := value.NewVocabulary("ar: arabisk: arabic", "ti: tigrinya: tigrinya", "door: døråbner: door-opener", "ja: japansk: japanese")
	var english value.Tongue
	for range 3 {
		english.Look(v, "Arabic")
	}
	for _, c := range []struct {
		word string
		t    value.Tongue
		key  string
		sure value.Sure
	}{
		{"Arabisk", value.Tongue{}, "ar", value.Plain},
		{"arabisk", english, "ar", value.Guess},
		{"Tigrinja", english, "ti", value.Guess},
		{"tigrinya", english, "ti", value.Plain},
		{"Door opener", value.Tongue{}, "door", value.Plain},
		{"DØRÅBNER", value.Tongue{}, "door", value.Plain},
		{"klingonsk", value.Tongue{}, "", value.Unknown},
		{"", value.Tongue{}, "", value.Empty},
		{strings.Repeat("x", 500), value.Tongue{}, "", value.Unknown},
	} {
		if key, sure := v.Find(c.word, c.t); key != c.key || sure != c.sure {
			t.Errorf("%.20q: %q %d, want %q %d", c.word, key, sure, c.key, c.sure)
		}
	}
}

// FuzzValues holds what is true whatever stands in a cell: an address that was found is one, and what Clean lets through holds
// nothing hidden.
func FuzzValues(f *testing.F) {
	for _, s := range []string{"Bo <bo@example.dk>", "31-12-2019", "1.234,5", "SÃ¸ren", "210140-8508", "2026/08/17 3:32:41 PM UTC+2", "=HYPERLINK(\"mailto:a@b.dk\")", "1. Coach; 2. Ven"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if a, ok := value.Email(s); ok && (!value.ValidEmail(a.Text) || strings.ContainsAny(a.Text, " \r\n<>;")) {
			t.Errorf("%q gives %q", s, a.Text)
		}
		if c, _ := value.Clean(s); strings.ContainsAny(c, "\u202e\u0007\u200b") {
			t.Errorf("%q keeps hidden signs", c)
		}
		if one, _ := value.Line(s); strings.ContainsAny(one, "\r\n") {
			t.Errorf("%q has more than one line", one)
		}
		d := value.Dates{}
		d.Look(s)
		if got, sure := d.Read(s); (got == "") != (sure == value.Empty || sure == value.Unknown) {
			t.Errorf("%q: %q %d", s, got, sure)
		}
		n := value.Numbers{}
		n.Look(s)
		n.Read(s)
		value.HasCPR(s)
		value.Ungarble(s)
		value.Stamp(s, time.UTC)
		value.Ranked(value.List(s, value.Separator([]string{s})))
	})
}
