package visit

import (
	"net/http"
	"slices"

	"github.com/mentorskab/mentorskab/internal/org"
)

// hatCookie names the hat that was worn last. It is only a wish: it counts when it is one of the visitor's own.
const hatCookie = "hat"

// rememberHat keeps the hat that this page is seen under.
func (v *Visit) rememberHat() {
	if v.Role == "" || v.R.Method != http.MethodGet {
		return
	}
	i := slices.IndexFunc(v.Hats, func(h org.Hat) bool {
		return h.Role == v.Role && h.Org == v.Place.Org && (h.Programme == v.Place.Programme || h.Programme == "")
	})
	if i < 0 {
		return
	}
	if c, err := v.R.Cookie(hatCookie); err != nil || c.Value != v.Hats[i].ID {
		v.cookie(hatCookie, v.Hats[i].ID, 365*24*3600, true)
	}
}

// LastHat is the hat worn last, or the only one.
func (v *Visit) LastHat() (org.Hat, bool) {
	if len(v.Hats) == 1 {
		return v.Hats[0], true
	}
	if c, err := v.R.Cookie(hatCookie); err == nil {
		if i := slices.IndexFunc(v.Hats, func(h org.Hat) bool { return h.ID == c.Value }); i >= 0 {
			return v.Hats[i], true
		}
	}
	return org.Hat{}, false
}
