package pair

import (
	"context"
	"net/url"
	"strings"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/visibility"
)

// The forms of meetings. Place and link are for the two; that a meeting took place, when and how long, the coordinator sees too.
const (
	FormMeeting     = "meeting"
	FormMeetingHeld = "meeting_held"
	FormMeetingStep = "meeting_step" // a button: accept, cancel, undo
)

func init() {
	visibility.Register(FormMeeting, visibility.Coordinator, "date", "time", "minutes", "anyway")
	visibility.Register(FormMeeting, visibility.Two, "place", "video")
	visibility.Register(FormMeetingHeld, visibility.Coordinator, "date", "time", "minutes")
	visibility.Register(FormMeetingStep, visibility.Coordinator, "sequence")
}

// MeetingStatus is where a meeting is on its way.
type MeetingStatus string

// The states.
const (
	Proposed  MeetingStatus = "proposed"
	Accepted  MeetingStatus = "accepted"
	Held      MeetingStatus = "held"
	Cancelled MeetingStatus = "cancelled"
)

// Meeting is when and where the two meet. What is said there is theirs.
type Meeting struct {
	ID, Org, Pair, UID        string
	Sequence                  int // of its invitations; also tells whether someone has seen the newest time
	Status                    MeetingStatus
	Organiser                 string   // the address its invitations come from; "" when none were sent
	ProposedBy                org.Role // who suggested the present time
	Start                     time.Time
	Minutes                   int
	Place, Video              string
	HeldAt, Created, Modified time.Time
}

// End is when the meeting is over.
func (m Meeting) End() time.Time { return m.Start.Add(time.Duration(m.Minutes) * time.Minute) }

// Planned tells whether the meeting is still to come or to be confirmed.
func (m Meeting) Planned() bool { return m.Status == Proposed || m.Status == Accepted }

// WaitsFor tells whether a side must say yes to the time.
func (m Meeting) WaitsFor(side org.Role, now time.Time) bool {
	return m.Status == Proposed && m.ProposedBy != side && m.Start.After(now)
}

// Where is the place or, without one, the link.
func (m Meeting) Where() string {
	if m.Place == "" {
		return m.Video
	}
	return m.Place
}

// Booking is a time and a place that someone suggests.
type Booking struct {
	Start        time.Time
	Minutes      int
	Place, Video string
	Anyway       bool // although one of the two has another meeting then
}

// The limits of a meeting.
const (
	minMinutes = 10
	maxMinutes = 480
	maxAhead   = 400 * 24 * time.Hour
	maxPlace   = 200
	maxVideo   = 500
)

// ReadTime reads the day and the time of day that someone typed, as they are in a zone. 14:00, 14.00 and 14 mean the same. An hour that
// the change to summer time leaves out does not exist; one that comes twice in autumn means the first.
func ReadTime(date, hour string, zone *time.Location) (time.Time, error) {
	var wrong fault.Fields
	day, ok := clock.ParseDate(strings.TrimSpace(date))
	if !ok || day == "" {
		wrong.Add("date", "fault.bad_date")
	}
	hour = strings.TrimSpace(strings.Replace(hour, ".", ":", 1))
	if hour != "" && !strings.Contains(hour, ":") {
		hour += ":00"
	}
	t, err := time.Parse("15:04", hour)
	if err != nil {
		wrong.Add("time", "pair.bad_time")
	}
	if err := wrong.Or(); err != nil {
		return time.Time{}, err
	}
	d := day.Time()
	at := time.Date(d.Year(), d.Month(), d.Day(), t.Hour(), t.Minute(), 0, 0, zone)
	if at.Hour() != t.Hour() || at.Minute() != t.Minute() {
		return time.Time{}, fault.Field("time", "pair.no_such_time")
	}
	if early := at.Add(-time.Hour); early.Hour() == at.Hour() {
		at = early
	}
	return at, nil
}

// check holds the rules of a booking and cleans it.
func (b *Booking) check(now time.Time) error {
	var wrong fault.Fields
	b.Place, b.Video = strings.Join(strings.Fields(b.Place), " "), strings.TrimSpace(b.Video)
	switch {
	case !b.Start.After(now):
		wrong.Add("date", "pair.time_past")
	case b.Start.Sub(now) > maxAhead:
		wrong.Add("date", "pair.time_far")
	}
	checkMinutes(&wrong, b.Minutes)
	checkText(&wrong, "place", b.Place, "pair.place", maxPlace)
	if b.Video != "" {
		u, err := url.Parse(b.Video)
		if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || len(b.Video) > maxVideo || strings.ContainsAny(b.Video, " \t\r\n\"<>") {
			wrong.Add("video", "pair.bad_video")
		}
	}
	return wrong.Or()
}

func checkMinutes(wrong *fault.Fields, minutes int) {
	if minutes < minMinutes || minutes > maxMinutes {
		wrong.Add("minutes", "fault.bad_number", "field", i18n.Key("pair.minutes"), "min", minMinutes, "max", maxMinutes)
	}
}

// checkText holds what every free text must hold: its length, and no civil registration number.
func checkText(wrong *fault.Fields, field, text, label string, most int) {
	switch {
	case len([]rune(text)) > most:
		wrong.Add(field, "fault.too_long", "field", i18n.Key(label), "max", most)
	case enrolment.HasCPR(text):
		wrong.Add(field, "pair.cpr")
	}
}

// Meetings reads a pair's meetings, the latest first, for one of the two.
func (p *Pairs) Meetings(ctx context.Context, q db.Q, a org.Actor, pairID string) ([]Meeting, error) {
	if _, err := p.mine(ctx, q, a, pairID); err != nil {
		return nil, err
	}
	return db.All(ctx, q, scanMeeting, selectMeeting+" where org_id=$1 and pair_id=$2 order by starts_at desc, id desc", a.Org, pairID)
}

// Meeting reads one meeting, for one of the two.
func (p *Pairs) Meeting(ctx context.Context, q db.Q, a org.Actor, pairID, meetingID string) (Meeting, error) {
	if _, err := p.mine(ctx, q, a, pairID); err != nil {
		return Meeting{}, err
	}
	return p.meeting(ctx, q, a.Org, pairID, meetingID)
}

// clashes tells whether one of the two has another meeting of the organisation at that time.
func (p *Pairs) clashes(ctx context.Context, q db.Q, x Pair, m Meeting) (bool, error) {
	near, err := db.All(ctx, q, func(s db.Scan) (o Meeting, err error) {
		var at db.Time
		err = s(&at, &o.Minutes)
		o.Start = at.Time
		return o, err
	}, `select m.starts_at, m.minutes from meeting m join pair x on x.id = m.pair_id
		join seat rs on rs.id = x.mentor_seat_id join seat es on es.id = x.mentee_seat_id
		where m.org_id=$1 and m.id<>$2 and m.status in ('proposed','accepted') and m.starts_at<$3 and m.starts_at>$4
		and (rs.person_id in ($5,$6) or es.person_id in ($5,$6))`,
		x.Org, m.ID, db.At(m.End()), db.At(m.Start.Add(-maxMinutes*time.Minute)), x.Mentor.Person.ID, x.Mentee.Person.ID)
	for _, o := range near {
		if o.End().After(m.Start) {
			return true, err
		}
	}
	return false, err
}
