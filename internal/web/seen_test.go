package web

import (
	"testing"

	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/visibility"
)

// TestWhoSeesWhatNamesEveryForm holds the page "who sees what" complete: each form has a sentence for each of its classes.
func TestWhoSeesWhatNamesEveryForm(t *testing.T) {
	if len(visibility.All()) < 10 {
		t.Fatal("the table of visibility is empty: the slices were not loaded")
	}
	asked := map[string]bool{}
	for _, f := range visibility.All() {
		key := "seen." + f.Form + "_" + string(f.Class)
		if asked[key] {
			continue
		}
		asked[key] = true
		for _, lang := range i18n.Langs {
			if !i18n.Has(lang, key) {
				t.Errorf("no text %q (%s): one sentence, in the locale file of the slice, that says what of this form is seen by whom", key, lang)
			}
		}
	}
}
