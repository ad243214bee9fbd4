package matching

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

func wishesURL(v *visit.Visit) string { return base(v) + "/wishes" }

// OpenWishes opens a wish round.
func (p Pages) OpenWishes(v *visit.Visit) error {
	form, err := v.Form(matching.FormWishRound)
	if err != nil {
		return err
	}
	plan := matching.WishPlan{
		Kind: matching.WishKind(form.Get("kind")), Shows: matching.Shows(form.Get("shows")),
		WishesBy: clock.Date(form.Get("wishes_by")), AnswersBy: clock.Date(form.Get("answers_by")),
	}
	if n, err := strconv.Atoi(strings.TrimSpace(form.Get("most"))); err == nil {
		plan.Most = n
	}
	_, err = p.Matches.OpenWishes(v.Ctx(), v.Actor, plan)
	if bad, err := p.refused(v, form, err); bad {
		return err
	}
	v.Say("good", "say.opened")
	return v.Go(wishesURL(v))
}

// MoveWishes changes the last days.
func (p Pages) MoveWishes(v *visit.Visit) error {
	form, err := v.Form(matching.FormWishDates)
	if err != nil {
		return err
	}
	err = p.Matches.MoveWishDates(v.Ctx(), v.Actor, clock.Date(form.Get("wishes_by")), clock.Date(form.Get("answers_by")))
	if bad, err := p.refused(v, form, err); bad {
		return err
	}
	v.Say("good", "say.moved")
	return v.Go(wishesURL(v))
}

// CloseWishes ends the phase that runs.
func (p Pages) CloseWishes(v *visit.Visit) error {
	return p.ends(v, p.Matches.CloseWishes(v.Ctx(), v.Actor), "say.closed")
}

// StopWishes stops the round; no wish is kept.
func (p Pages) StopWishes(v *visit.Visit) error {
	return p.ends(v, p.Matches.StopWishes(v.Ctx(), v.Actor), "say.stopped")
}

func (p Pages) ends(v *visit.Visit, err error, key string) error {
	if bad, err := p.refused(v, nil, err); bad {
		return err
	}
	v.Say("good", key)
	return v.Go(wishesURL(v))
}

// refused shows the page again with what was typed when fields are wrong, and says why when the whole of it cannot be.
func (p Pages) refused(v *visit.Visit, form url.Values, err error) (bool, error) {
	if err == nil {
		return false, nil
	}
	errs := v.Faults(err)
	if errs == nil {
		return true, err
	}
	if errs[""] != "" {
		f := fault.List(err)[0]
		v.Say("mind", f.Key, f.Args...)
		return true, v.Go(wishesURL(v))
	}
	view, err := p.wishView(v, form, errs)
	if err != nil {
		return true, err
	}
	return true, v.Invalid(wishPage(v.Page(view.Head.Title), view))
}
