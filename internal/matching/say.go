package matching

import (
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/visibility"
)

// A wish round is the participants' say in the matching: a stretch of time in which they tell whom they would like.
//
//	suggestions: wishing --last day over, or closed early--> closed
//	requests:    wishing --last day over--> answering --last day over--> closed
//	             mentees ask mentors        mentors answer
//	             any of them --stop--> stopped
//
// What was wished becomes the wishes of the profiles when the round is closed; before that nobody reads it but the one who wrote it.
// "Not this one" is a quiet veto at once: the rules hold it, and only the one who said it can see it or take it back.

// WishKind is how participants say whom they would like.
type WishKind string

// The kinds.
const (
	Suggested WishKind = "suggestions" // each mentee gets some mentors to think about, those mentors get the mentees
	Requested WishKind = "requests"    // mentees ask mentors; all requests are shown at once
)

// WishKinds in the order they are offered.
var WishKinds = []WishKind{Suggested, Requested}

// WishStatus is where a wish round is in its life.
type WishStatus string

// The states.
const (
	Wishing   WishStatus = "wishing"
	Answering WishStatus = "answering" // mentors answer the requests
	Gathered  WishStatus = "closed"    // the wishes are in the profiles
	Halted    WishStatus = "stopped"   // the coordinator stopped it: no wish was kept
)

// Shows is what a round tells of people before they are proposed to each other.
type Shows string

// What may be shown; what someone brings always is.
const (
	ShowNames Shows = "named"
	ShowWork  Shows = "work" // title and unit, no name
	ShowNone  Shows = "nameless"
)

// AllShows in the order they are offered.
var AllShows = []Shows{ShowNames, ShowWork, ShowNone}

// SuggestedEach is how many mentors a mentee gets to think about; MaxMost is how many a mentee may be let ask.
const (
	SuggestedEach = 3
	DefaultMost   = 3
	MaxMost       = 5
)

// The forms of a wish round. A participant's choices are the coordinator's to see when the round is closed, never the other side's;
// a veto nobody sees.
const (
	FormWishRound   = "wish_round"
	FormWishDates   = "wish_dates"
	FormWish        = "wish_choice"
	FormWishMessage = "wish_message"
	FormRest        = "seat_pause"
)

func init() {
	visibility.Register(FormWishRound, visibility.Coordinator, "kind", "shows", "most", "wishes_by", "answers_by")
	visibility.Register(FormWishDates, visibility.Coordinator, "wishes_by", "answers_by")
	visibility.Register(FormWish, visibility.Coordinator, "other", "move", "back")
	visibility.Register(FormWishMessage, visibility.Two, "other", "message")
	visibility.Register(FormRest, visibility.Coordinator, "pause")
}

// WishPlan is how a coordinator wants a round.
type WishPlan struct {
	Kind      WishKind
	Shows     Shows
	Most      int        // requests: how many mentors a mentee may ask
	WishesBy  clock.Date // last day
	AnswersBy clock.Date // last day of the mentors' answers; "" for suggestions
}

// WishRound is one round.
type WishRound struct {
	ID, Org, Programme string
	WishPlan
	Status                WishStatus
	Opened, Asked, Closed time.Time // Asked: when the mentors' turn began
}

// Live tells whether somebody is still to say something.
func (r WishRound) Live() bool { return r.Status == Wishing || r.Status == Answering }

// By is the last day of the phase that runs.
func (r WishRound) By() clock.Date {
	if r.Status == Answering {
		return r.AnswersBy
	}
	return r.WishesBy
}

// began is when the phase that runs did.
func (r WishRound) began() time.Time {
	if r.Status == Answering {
		return r.Asked
	}
	return r.Opened
}

// check says what is wrong with the dates and choices of a plan, one fault per field.
func (p WishPlan) check(today clock.Date) error {
	var bad fault.Fields
	if p.Kind != Suggested && p.Kind != Requested {
		bad.Add("kind", "say.need_kind")
	}
	if p.Shows != ShowNames && p.Shows != ShowWork && p.Shows != ShowNone {
		bad.Add("shows", "say.need_shows")
	}
	if p.Kind == Requested && (p.Most < 1 || p.Most > MaxMost) {
		bad.Add("most", "matching.bad_number", "min", 1, "max", MaxMost)
	}
	p.checkDates(&bad, today, false)
	return bad.Or()
}

// checkDates holds the last days against today; that of a phase that is over says nothing any more.
func (p WishPlan) checkDates(bad *fault.Fields, today clock.Date, wished bool) {
	_, ok := clock.ParseDate(string(p.WishesBy))
	switch {
	case wished:
	case !ok:
		bad.Add("wishes_by", "say.need_date")
	case p.WishesBy < today:
		bad.Add("wishes_by", "say.past_date")
	case p.WishesBy > today.Add(1, 0, 0):
		bad.Add("wishes_by", "say.far_date")
	}
	if p.Kind != Requested {
		return
	}
	_, ok = clock.ParseDate(string(p.AnswersBy))
	switch {
	case !ok:
		bad.Add("answers_by", "say.need_date")
	case !wished && p.AnswersBy <= p.WishesBy:
		bad.Add("answers_by", "say.answers_before")
	case p.AnswersBy < today:
		bad.Add("answers_by", "say.past_date")
	case p.AnswersBy > today.Add(2, 0, 0):
		bad.Add("answers_by", "say.far_date")
	}
}
