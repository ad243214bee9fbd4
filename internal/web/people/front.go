package people

import (
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// Front leads a visitor on: to the hat worn last, to the only hat, or to the list of them. Who is not signed in gets the way in.
func (p Pages) Front(v *visit.Visit) error {
	if fresh, err := p.Installation.Fresh(v.Ctx()); err != nil {
		return err
	} else if fresh {
		return v.Go("/setup")
	}
	if v.Account.ID == "" {
		return v.Go("/sign-in")
	}
	if h, ok := v.LastHat(); ok {
		return v.Go(visit.HatURL(h))
	}
	return v.Show(hatsPage(v.Page(v.T("people.hats_title")), v.Hats, v.Account.Name))
}

// AllHats lists every hat, also for someone who has worn one.
func (p Pages) AllHats(v *visit.Visit) error {
	return v.Show(hatsPage(v.Page(v.T("people.hats_title")), v.Hats, v.Account.Name))
}
