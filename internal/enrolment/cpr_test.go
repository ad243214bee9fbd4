package enrolment_test

import (
	"testing"

	"github.com/mentorskab/mentorskab/internal/enrolment"
)

// The numbers are dated 2040 to 2057 and belong to nobody.
func TestHasCPR(t *testing.T) {
	for text, want := range map[string]bool{
		"Cpr: 210140-8508, ring efter kl. 16":  true,
		"født 111053–7827":                     true,
		"280741 5446":                          true,
		"2807415446":                           true,
		"280741\u00a05446":                     true,
		"280741 - 5446":                        true,
		"(280741-5446)":                        true,
		"290240-1234":                          true, // 2040 is a leap year
		"290200-1234":                          true, // so was 2000
		"290201-1234":                          true, // no such day, but near enough to refuse
		"310440-1234":                          false,
		"ordre 451399-1234 (intet datoformat)": false,
		"Sagsnr. 2026-118822, lokalnr. 1234-5678":   false,
		"+45 21 01 40 85":                           false,
		"1210140-8508":                              false, // part of a longer number
		"210140-85081":                              false,
		"1 210140-8508":                             true,
		"451399-1210140-8508":                       false,
		"99990000 210140-8508":                      true,
		"1234567890123456":                          false,
		"Jeg er født i 1981 og har 12 års erfaring": false,
		"mødes 01.02.40 kl. 1200":                   false,
		"":                                          false,
		"første linje 210140\n8508":                 true,
		"den 3112402026 er et langt tal, men ligner et cpr": true,
	} {
		if got := enrolment.HasCPR(text); got != want {
			t.Errorf("HasCPR(%q) = %v, want %v", text, got, want)
		}
	}
}
