package enrolment

import (
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/mentorskab/mentorskab/internal/audit"
	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// seatView is one person's seat as the coordinator sees it.
type seatView struct {
	Seat    enrolment.Seat
	Asking  asking
	Place   int // on the waiting list
	In      string
	Barred  []enrolment.Barred
	Wishes  []string         // names of wished partners, most wished first
	Others  []enrolment.Seat // of the same person in the same programme
	History []audit.Entry
	Note    ui.Field
	Room    ui.Field // capacity
	Bar     ui.Field // a name to add
	Lacks   []enrolment.Question
	Own     []string // the programme's own questions
}

// SeatShow shows one seat: what the person wrote, where they stand, and what can be done.
func (p Pages) SeatShow(v *visit.Visit) error {
	t, err := p.seat(v)
	if err != nil {
		return err
	}
	return p.showSeat(v, t, map[string]string{"note": t.Note, "capacity": strconv.Itoa(t.Capacity)}, nil)
}

// showSeat draws the page, with what was typed into its forms and what was wrong with it.
func (p Pages) showSeat(v *visit.Visit, t enrolment.Seat, typed map[string]string, errs map[string]string) error {
	db := p.Enrolments.DB
	answers, err := p.Enrolments.AnswersOf(v.Ctx(), v.Actor, t)
	if err != nil {
		return err
	}
	pr, err := p.programme(v)
	if err != nil {
		return err
	}
	s := seatView{
		Seat: t, Lacks: t.Lacks(pr), Own: pr.Settings.Own, Asking: asking{Side: t.Role, Questions: toRead(enrolment.Asked(pr, t.Role, enrolment.StepWants, enrolment.StepAbout)), Answers: answers},
		Note: ui.Field{Name: "note", Kind: ui.FieldTextarea, Label: v.T("enrolment.seat_note"), Hint: v.T("enrolment.seat_note_hint"), Value: typed["note"], Error: errs["note"], Vis: ui.VisCoordinator, Optional: true},
		Room: ui.Field{Name: "capacity", Kind: ui.FieldNumber, Label: v.T("enrolment.seat_capacity"), Value: typed["capacity"], Error: errs["capacity"], Vis: ui.VisCoordinator, Min: "1", Max: strconv.Itoa(enrolment.MaxCapacity)},
		Bar:  ui.Field{Name: "words", Label: v.T("enrolment.seat_bar_words"), Value: typed["words"], Error: errs["words"], Vis: ui.VisCoordinator},
	}
	if s.Place, err = p.Enrolments.Place(v.Ctx(), db, t); err != nil {
		return err
	}
	if s.In, err = p.access(v, t); err != nil {
		return err
	}
	if s.Barred, err = p.Enrolments.Barred(v.Ctx(), v.Actor, t); err != nil {
		return err
	}
	for _, personID := range t.Profile.Wishes {
		who, err := p.Orgs.Person(v.Ctx(), db, t.Org, personID)
		if fault.Is(err, fault.NotFound) { // no longer in the directory
			continue
		}
		if err != nil {
			return err
		}
		s.Wishes = append(s.Wishes, who.Name)
	}
	all, err := p.Enrolments.SeatsOf(v.Ctx(), db, t.Org, t.Person.ID)
	if err != nil {
		return err
	}
	for _, o := range all {
		if o.Programme == t.Programme && o.ID != t.ID {
			s.Others = append(s.Others, o)
		}
	}
	if s.History, err = audit.About(v.Ctx(), db, t.Org, t.ID, 50); err != nil {
		return err
	}
	page := seatPage(v, v.Page(t.Person.Name), s)
	if len(errs) > 0 {
		return v.Invalid(page)
	}
	return v.Show(page)
}

// toRead leaves out what stands elsewhere on the page: the names of those not to be matched with, and how many one takes.
func toRead(qs []enrolment.Question) []enrolment.Question {
	var out []enrolment.Question
	for _, q := range qs {
		if q.Ask != enrolment.Names && q.Name != "capacity" && q.Name != "name" {
			out = append(out, q)
		}
	}
	return out
}

// extras are what else a list told about the person, under its own headings. It belongs to the coordinator.
func (s seatView) extras(v *visit.Visit) [][2]string {
	var out [][2]string
	for _, extra := range []map[string]string{s.Seat.Profile.Extra, s.Seat.Person.Extra} {
		for _, heading := range slices.Sorted(maps.Keys(extra)) {
			if extra[heading] == "" || heading == "staff_list" || heading == "gender" || slices.Contains(s.Own, heading) { // a mark of the import's own; what is for figures alone; what stands among the answers
				continue
			}
			label, value := heading, extra[heading]
			if i18n.Has(v.Lang, "enrolment.extra_"+heading) {
				label = v.T("enrolment.extra_" + heading)
			}
			if i18n.Has(v.Lang, "enrolment.extra_"+heading+"_"+value) {
				value = v.T("enrolment.extra_" + heading + "_" + value)
			}
			out = append(out, [2]string{label, value})
		}
	}
	return out
}

// access says whether the person can and did sign in.
func (p Pages) access(v *visit.Visit, t enrolment.Seat) (string, error) {
	switch {
	case t.Person.Account == "" && t.Person.Email == "":
		return v.T("enrolment.seat_in_none"), nil
	case t.Person.Account == "":
		return v.T("enrolment.seat_in_never"), nil
	}
	a, err := p.People.Get(v.Ctx(), t.Person.Account)
	if err != nil || a.SignedIn.IsZero() {
		return v.T("enrolment.seat_in_never"), err
	}
	return v.T("enrolment.seat_in_yes"), nil
}

// facts are the short lines beside the profile.
func (s seatView) facts(v *visit.Visit) [][2]string {
	t := s.Seat
	out := [][2]string{{v.T("enrolment.seat_role"), v.T("role." + string(t.Role))}}
	if t.Role == org.Mentor {
		out = append(out, [2]string{v.T("enrolment.seat_capacity"), strconv.Itoa(t.Capacity)})
		if t.Profile.Culture {
			out = append(out, [2]string{v.T("enrolment.culture"), v.T("enrolment.culture_is")})
		}
	}
	out = append(out, [2]string{v.T("enrolment.seat_since"), date(v, t.Applied)})
	if !t.Decided.IsZero() {
		out = append(out, [2]string{v.T("enrolment.seat_decided"), date(v, t.Decided)})
	}
	trained := v.T("enrolment.not_yet")
	if t.TrainedOn != "" {
		trained = day(v, t.TrainedOn)
	}
	if t.Resting() {
		out = append(out, [2]string{v.T("say.seat_paused"), date(v, t.Paused)})
	}
	out = append(out, [2]string{v.T("enrolment.seat_trained"), trained}, [2]string{v.T("enrolment.seat_in"), s.In})
	if i18n.Has(v.Lang, "enrolment.seat_source_"+t.Source) {
		out = append(out, [2]string{v.T("enrolment.seat_source"), v.T("enrolment.seat_source_" + t.Source)})
	}
	return out
}

// date is the day of a moment in the programme's zone.
func date(v *visit.Visit, at time.Time) string { return day(v, clock.DateOf(at.In(v.Location()))) }
