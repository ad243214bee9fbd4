package enrolment

import (
	"net/url"
	"strconv"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/programme"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

const pageSize = 30

var statuses = []enrolment.Status{enrolment.Applied, enrolment.Waiting, enrolment.Accepted, enrolment.Declined, enrolment.Withdrawn}

// list is the coordinator's list of people.
type list struct {
	Programme programme.Programme
	Filter    enrolment.Filter
	Found     enrolment.Found
	Counts    []enrolment.Count
	Units     []string
	Uninvited int    // people who take part and do not know it yet
	URL       string // of this list, with its filter
}

// count adds up seats; role "" means both.
func (l list) count(role org.Role, status enrolment.Status) int {
	n := 0
	for _, c := range l.Counts {
		if (role == "" || c.Role == role) && (status == "" || c.Status == status) {
			n += c.N
		}
	}
	return n
}

// unsettled counts those in play with a barrier to settle.
func (l list) unsettled() int {
	n := 0
	for _, c := range l.Counts {
		if c.Status != enrolment.Declined && c.Status != enrolment.Withdrawn {
			n += c.Open
		}
	}
	return n
}

func (l list) base() string { return "/p/" + l.Programme.ID + "/people" }

func (l list) filtered() bool { return l.Filter != enrolment.Filter{} }

// queue tells whether the list is in the order in which people applied.
func (l list) queue() bool {
	return l.Filter.Status == enrolment.Applied || l.Filter.Status == enrolment.Waiting
}

// filterOf reads a filter from an address; what it does not know means any.
func filterOf(q url.Values) enrolment.Filter {
	f := enrolment.Filter{Unit: q.Get("unit"), Search: enrolment.Clean(q.Get("q")), Open: q.Get("open") == "yes"}
	if r := org.Role(q.Get("role")); r == org.Mentor || r == org.Mentee {
		f.Role = r
	}
	for _, s := range statuses {
		if q.Get("status") == string(s) {
			f.Status = s
		}
	}
	if t := q.Get("trained"); t == "yes" || t == "no" {
		f.Trained = t
	}
	return f
}

// with writes a filter into an address.
func with(address string, f enrolment.Filter) string {
	open := ""
	if f.Open {
		open = "yes"
	}
	return ui.WithQuery(address, "role", string(f.Role), "status", string(f.Status), "unit", f.Unit, "trained", f.Trained, "q", f.Search, "open", open)
}

// PeopleList shows who takes part, who waits, and who got a no.
func (p Pages) PeopleList(v *visit.Visit) error {
	pr, err := p.programme(v)
	if err != nil {
		return err
	}
	q := v.R.URL.Query()
	l := list{Programme: pr, Filter: filterOf(q)}
	l.URL = with(l.base(), l.Filter)
	number, err := strconv.Atoi(q.Get("page"))
	if err != nil || number < 1 || number > 1_000_000 {
		number = 1
	}
	if l.Found, err = p.Enrolments.List(v.Ctx(), v.Actor, l.Filter, number, pageSize); err != nil {
		return err
	}
	if l.Uninvited, err = p.Enrolments.Uninvited(v.Ctx(), p.Enrolments.DB, v.Place.Org, v.Place.Programme); err != nil {
		return err
	}
	if l.Counts, err = p.Enrolments.Counts(v.Ctx(), p.Enrolments.DB, v.Place.Org, v.Place.Programme); err != nil {
		return err
	}
	if l.Units, err = p.Enrolments.Units(v.Ctx(), p.Enrolments.DB, v.Place.Org, v.Place.Programme); err != nil {
		return err
	}
	return v.Show(peoplePage(v, v.Page(v.T("enrolment.people")), l))
}

func (l list) title(v *visit.Visit) string {
	waits := l.count("", enrolment.Applied)
	switch {
	case len(l.Counts) == 0:
		return v.T("enrolment.people_title_empty")
	case waits > 0:
		return v.T("enrolment.people_title_waits", "n", waits)
	}
	return v.T("enrolment.people_title_none")
}

func (l list) lede(v *visit.Visit) string {
	if len(l.Counts) == 0 {
		return ""
	}
	mentors, mentees := l.count(org.Mentor, enrolment.Accepted), l.count(org.Mentee, enrolment.Accepted)
	if l.Programme.SeatsMentor > 0 || l.Programme.SeatsMentee > 0 {
		return v.T("enrolment.people_lede_seats", "mentors", mentors, "mentees", mentees, "seats_mentor", l.Programme.SeatsMentor, "seats_mentee", l.Programme.SeatsMentee)
	}
	return v.T("enrolment.people_lede", "mentors", mentors, "mentees", mentees)
}

// pager leads through the pages of the list.
func (l list) pager() ui.PagerView {
	f := l.Found
	if len(f.Seats) == 0 {
		return ui.PagerView{}
	}
	out := ui.PagerView{From: f.From, To: f.From + len(f.Seats) - 1, Total: f.Total}
	at := (f.From-1)/pageSize + 1
	if at > 1 {
		out.PrevURL = ui.WithQuery(l.URL, "page", strconv.Itoa(at-1))
	}
	if out.To < out.Total {
		out.NextURL = ui.WithQuery(l.URL, "page", strconv.Itoa(at+1))
	}
	return out
}

// table makes the rows; each can be chosen to be answered together with others.
func (l list) table(v *visit.Visit) ui.TableView {
	t := ui.TableView{Caption: v.T("enrolment.caption_name"), Cols: []ui.Col{
		{Label: v.T("enrolment.col_name")}, {Label: v.T("enrolment.col_role")}, {Label: v.T("enrolment.col_status")},
	}}
	switch {
	case l.queue():
		t.Caption = v.T("enrolment.caption_queue")
		t.Cols = append(t.Cols, ui.Col{Label: v.T("enrolment.col_applied")})
	default:
		t.Cols = append(t.Cols, ui.Col{Label: v.T("enrolment.col_trained")}, ui.Col{Label: v.T("enrolment.col_capacity"), Right: true})
	}
	for i, s := range l.Found.Seats {
		row := ui.Row{ID: "seat-" + s.ID, Cells: []ui.Cell{
			{Node: nameCell(v, s, l.base()+"/"+s.ID)},
			{Node: ui.Badge(string(s.Role), "", v.T("role."+string(s.Role)))},
			{Node: statusCell(v, s)},
		}}
		if l.queue() {
			c := ui.Cell{Text: day(v, clock.DateOf(s.Applied.In(v.Location())))}
			if l.Filter.Status == enrolment.Waiting && l.Filter.Role != "" && l.Filter.Search == "" && l.Filter.Unit == "" {
				c.Sub = v.T("enrolment.seat_place", "place", l.Found.From+i)
			}
			row.Cells = append(row.Cells, c)
		} else {
			row.Cells = append(row.Cells, trainedCell(v, s), capacityCell(s))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func trainedCell(v *visit.Visit, s enrolment.Seat) ui.Cell {
	switch {
	case s.TrainedOn != "":
		return ui.Cell{Text: day(v, s.TrainedOn)}
	case s.Status == enrolment.Accepted:
		return ui.Cell{Text: v.T("enrolment.not_yet")}
	}
	return ui.Cell{Text: "–"}
}

func capacityCell(s enrolment.Seat) ui.Cell {
	if s.Role != org.Mentor {
		return ui.Cell{Text: "–", Num: true}
	}
	return ui.Cell{Text: strconv.Itoa(s.Capacity), Num: true}
}

func day(v *visit.Visit, d clock.Date) string { return i18n.Date(v.Lang, d) }

// badge is the look of a status.
func badge(s enrolment.Status) (kind, icon string) {
	switch s {
	case enrolment.Applied:
		return "mind", "bell"
	case enrolment.Waiting:
		return "", "clock"
	case enrolment.Accepted:
		return "good", "check"
	}
	return "", "minus"
}

func options(v *visit.Visit, any string, now string, values []string, key string) []ui.Option {
	out := []ui.Option{{Label: any}}
	for _, value := range values {
		label := value
		if key != "" {
			label = v.T(key + value)
		}
		out = append(out, ui.Option{Value: value, Label: label, Selected: value == now})
	}
	return out
}
