package enrolment

import (
	"strconv"

	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// peoplePath is the coordinator's page of a seat.
func peoplePath(t enrolment.Seat) string { return "/p/" + t.Programme + "/people/" + t.ID }

// SeatNote saves the coordinator's note and a mentor's capacity.
func (p Pages) SeatNote(v *visit.Visit) error {
	t, err := p.seat(v)
	if err != nil {
		return err
	}
	form, err := v.Form(enrolment.FormNote)
	if err != nil {
		return err
	}
	capacity := t.Capacity
	if form.Has("capacity") {
		if capacity, err = strconv.Atoi(form.Get("capacity")); err != nil {
			capacity = 0 // refused below, in words
		}
	}
	err = p.Enrolments.Annotate(v.Ctx(), v.Actor, t.ID, form.Get("note"), capacity)
	if errs := v.Faults(err); fault.Is(err, fault.Invalid) {
		return p.showSeat(v, t, map[string]string{"note": form.Get("note"), "capacity": form.Get("capacity")}, errs)
	}
	if err != nil {
		return err
	}
	v.Say("good", "enrolment.saved")
	return v.Go(peoplePath(t))
}

// SeatCulture names a mentor a culture bearer, or takes it back.
func (p Pages) SeatCulture(v *visit.Visit) error {
	t, err := p.seat(v)
	if err != nil {
		return err
	}
	form, err := v.Form(enrolment.FormCulture)
	if err != nil {
		return err
	}
	if err := p.Enrolments.NameBearer(v.Ctx(), v.Actor, t.ID, form.Get("on") == "yes"); err != nil {
		return err
	}
	v.Say("good", "enrolment.saved")
	return v.Go(peoplePath(t))
}

// SeatInvite sends the invitation again.
func (p Pages) SeatInvite(v *visit.Visit) error {
	t, err := p.seat(v)
	if err != nil {
		return err
	}
	err = p.Enrolments.Invite(v.Ctx(), v.Actor, t.ID)
	switch {
	case fault.Is(err, fault.Conflict):
		v.Say("mind", fault.List(err)[0].Key)
	case err != nil:
		return err
	default:
		v.Say("good", "enrolment.invited")
	}
	return v.Go(peoplePath(t))
}

// PeopleInvite invites everybody who takes part and has not been invited.
func (p Pages) PeopleInvite(v *visit.Visit) error {
	if _, err := v.Form(enrolment.FormInviteAll); err != nil {
		return err
	}
	n, err := p.Enrolments.InviteAll(v.Ctx(), v.Actor, v.Place.Programme)
	if err != nil {
		return err
	}
	v.Say("good", "enrolment.invited_all", "n", n)
	return v.Go("/p/" + v.Place.Programme + "/people")
}

// SeatBar writes down whom a person told the coordinator they must not meet.
func (p Pages) SeatBar(v *visit.Visit) error {
	t, err := p.seat(v)
	if err != nil {
		return err
	}
	form, err := v.Form(enrolment.FormBar)
	if err != nil {
		return err
	}
	err = p.Enrolments.Bar(v.Ctx(), v.Actor, t.ID, enrolment.BarrierKind(form.Get("kind")), form.Get("words"))
	if errs := v.Faults(err); fault.Is(err, fault.Invalid) {
		return p.showSeat(v, t, map[string]string{"note": t.Note, "capacity": strconv.Itoa(t.Capacity), "words": form.Get("words")}, errs)
	}
	if err != nil {
		return err
	}
	v.Say("good", "enrolment.seat_bar_added")
	return v.Go(peoplePath(t))
}

// SeatUnbar takes one back.
func (p Pages) SeatUnbar(v *visit.Visit) error {
	t, err := p.seat(v)
	if err != nil {
		return err
	}
	form, err := v.Form(enrolment.FormBar)
	if err != nil {
		return err
	}
	if err := p.Enrolments.Unbar(v.Ctx(), v.Actor, t.ID, enrolment.BarrierKind(form.Get("kind")), form.Get("person")); err != nil {
		return err
	}
	v.Say("good", "enrolment.seat_bar_removed")
	return v.Go(peoplePath(t))
}
