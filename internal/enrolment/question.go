package enrolment

import (
	"slices"
	"strconv"

	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/programme"
	"github.com/mentorskab/mentorskab/internal/visibility"
)

// Ask is the sort of answer a question wants.
type Ask string

// The sorts.
const (
	Line      Ask = "line"      // a few words
	Paragraph Ask = "paragraph" // some sentences
	List      Ask = "list"      // words divided by commas or line ends
	Names     Ask = "names"     // people, one on a line or divided by commas
	Email     Ask = "email"
	Phone     Ask = "phone"
	Number    Ask = "number" // Min to Max
	Choice    Ask = "choice" // one of Options
	Many      Ask = "many"   // any of Options
	Grid      Ask = "grid"   // times of the week: any of Times
	Wishes    Ask = "wishes" // the nine roles: a mentee ranks up to three, a mentor says yes or rather not
	Yes       Ask = "yes"    // a box that must be ticked
	Scale     Ask = "scale"  // 1 to 5
	Zone      Ask = "zone"   // a time zone: one of Options
)

// Question is one question of an application. The table of them makes the form, its rules, its summary, the profile and the export.
type Question struct {
	Name    string
	Topic   programme.Question // what a programme chooses to ask about; "" is always asked
	Ask     Ask
	Class   visibility.Class
	Side    org.Role // "" asks both
	Step    int      // of the form; see Steps
	Needed  bool
	Min     int
	Max     int // characters, or the highest number
	Options []string
	Own     int    // the place of a question of the programme's own, from 1; 0 for all others
	Words   string // of such a question, as the programme wrote it
}

// The steps of the form. Reading comes first and asks nothing.
const (
	StepRead = iota + 1
	StepWants
	StepAbout
	StepSend
)

// Steps of the form, in order.
var Steps = []int{StepRead, StepWants, StepAbout, StepSend}

// Languages are those one can tick; others are written.
var Languages = []string{"da", "en", "sv", "no", "de", "fr", "es", "pl", "uk", "ar", "tr", "so", "fa"}

// Times of the week, as in the grid.
var Times = []string{"mon_am", "mon_pm", "tue_am", "tue_pm", "wed_am", "wed_pm", "thu_am", "thu_pm", "fri_am", "fri_pm", "evening", "weekend"}

// MaxCapacity is the most mentees one mentor may take.
const MaxCapacity = 20

// Answers to wishes about roles: a mentee's ranks, a mentor's yes and rather not.
var (
	Ranks     = []string{"1", "2", "3"}
	Readiness = []string{"yes", "no"}
)

// Strengths come first: what someone already can is where a mentorship begins.
var questions = []Question{
	{Name: "strengths", Topic: programme.AskStrengths, Ask: Paragraph, Class: visibility.Partner, Step: StepWants, Needed: true, Max: 1000},
	{Name: "direction", Topic: programme.AskDirection, Ask: Paragraph, Class: visibility.Partner, Side: org.Mentee, Step: StepWants, Needed: true, Max: 600},
	{Name: "competences", Topic: programme.AskCompetences, Ask: List, Class: visibility.Partner, Step: StepWants, Max: 600},
	{Name: "themes", Topic: programme.AskThemes, Ask: List, Class: visibility.Partner, Step: StepWants, Max: 600},
	{Name: "roles", Topic: programme.AskRoles, Ask: Wishes, Class: visibility.Partner, Step: StepWants, Needed: true},
	{Name: "motivation", Topic: programme.AskMotivation, Ask: Paragraph, Class: visibility.Coordinator, Step: StepWants, Max: 2000},
	statement(1), statement(2), statement(3), statement(4), statement(5), statement(6), statement(7), statement(8),

	{Name: "name", Ask: Line, Class: visibility.Partner, Step: StepAbout, Needed: true, Max: 120},
	{Name: "email", Ask: Email, Class: visibility.Coordinator, Step: StepAbout, Needed: true, Max: 254},
	{Name: "phone", Ask: Phone, Class: visibility.Coordinator, Step: StepAbout, Max: 40},
	{Name: "title", Ask: Line, Class: visibility.Partner, Step: StepAbout, Max: 120},
	{Name: "unit", Ask: Line, Class: visibility.Partner, Step: StepAbout, Max: 120},
	{Name: "level", Topic: programme.AskExperience, Ask: Choice, Class: visibility.Coordinator, Step: StepAbout, Options: []string{"1", "2", "3", "4", "5"}},
	{Name: "years", Topic: programme.AskExperience, Ask: Number, Class: visibility.Partner, Step: StepAbout, Max: 60},
	{Name: "languages", Topic: programme.AskLanguages, Ask: Many, Class: visibility.Partner, Step: StepAbout, Needed: true, Options: Languages},
	{Name: "languages_more", Topic: programme.AskLanguages, Ask: List, Class: visibility.Partner, Step: StepAbout, Max: 200},
	{Name: "site", Topic: programme.AskPlace, Ask: Line, Class: visibility.Partner, Step: StepAbout, Max: 120},
	{Name: "video", Topic: programme.AskPlace, Ask: Choice, Class: visibility.Partner, Step: StepAbout, Options: []string{"yes", "no"}},
	{Name: "travel", Topic: programme.AskPlace, Ask: Number, Class: visibility.Coordinator, Step: StepAbout, Max: 240},
	{Name: "times", Topic: programme.AskTimes, Ask: Grid, Class: visibility.Partner, Step: StepAbout, Options: Times},
	{Name: "zone", Topic: programme.AskZone, Ask: Zone, Class: visibility.Coordinator, Step: StepAbout, Options: org.Zones},
	{Name: "hours", Topic: programme.AskHours, Ask: Number, Class: visibility.Coordinator, Step: StepAbout, Max: 60},
	{Name: "age", Topic: programme.AskAge, Ask: Choice, Class: visibility.Coordinator, Step: StepAbout, Options: []string{"under_15", "15_17", "18_plus"}},
	own(1), own(2), own(3), own(4), own(5),
	{Name: "gender", Topic: programme.AskGender, Ask: Choice, Class: visibility.Statistics, Step: StepAbout, Options: genders()},
	{Name: "own_gender", Topic: programme.AskGender, Ask: Choice, Class: visibility.Coordinator, Side: org.Mentee, Step: StepAbout, Options: []string{"yes", "no"}},
	{Name: "capacity", Ask: Number, Class: visibility.Coordinator, Side: org.Mentor, Step: StepAbout, Needed: true, Min: 1, Max: MaxCapacity},
	{Name: "not_with", Ask: Names, Class: visibility.Coordinator, Step: StepAbout, Max: 600},
	{Name: "conflict_with", Ask: Names, Class: visibility.Coordinator, Step: StepAbout, Max: 600},
	{Name: "assess_with", Ask: Names, Class: visibility.Coordinator, Step: StepAbout, Max: 600},

	{Name: "duty", Ask: Yes, Class: visibility.Coordinator, Step: StepSend, Needed: true},
	{Name: "declare", Ask: Yes, Class: visibility.Coordinator, Step: StepSend, Needed: true},
	{Name: "agree", Ask: Yes, Class: visibility.Coordinator, Step: StepSend, Needed: true},
}

// The forms of an application.
const (
	FormMentor = "apply_mentor"
	FormMentee = "apply_mentee"
)

// Form is the form of a side's questions.
func Form(side org.Role) string {
	if side == org.Mentor {
		return FormMentor
	}
	return FormMentee
}

func init() {
	for _, side := range []org.Role{org.Mentor, org.Mentee} {
		for _, q := range Questions(side) {
			visibility.Register(Form(side), q.Class, q.Fields()...)
		}
	}
}

// Questions gives what a side is asked, in order; of all steps unless some are named.
func Questions(side org.Role, steps ...int) []Question {
	var out []Question
	for _, q := range questions {
		if (q.Side == "" || q.Side == side) && (len(steps) == 0 || slices.Contains(steps, q.Step)) {
			out = append(out, q)
		}
	}
	return out
}

// Fields names the form fields of a question: its own name, or one for each of the nine roles.
func (q Question) Fields() []string {
	if q.Ask != Wishes {
		return []string{q.Name}
	}
	out := make([]string, 0, len(MentorRoles))
	for _, r := range MentorRoles {
		out = append(out, roleField(r))
	}
	return out
}

func roleField(r MentorRole) string { return "role_" + string(r) }

// Free tells whether the answer is people's own words.
func (q Question) Free() bool {
	return slices.Contains([]Ask{Line, Paragraph, List, Names, Email, Phone}, q.Ask)
}

// Key is the text of the question for a side; Key_hint, where there is one, its help.
func (q Question) Key(side org.Role) string {
	key := "enrolment.ask_" + q.Name
	if own := key + "_" + string(side); i18n.Has(i18n.Danish, own) {
		return own
	}
	return key
}

// OptionKey is the text of one of the options.
func (q Question) OptionKey(option string) string { return "enrolment.opt_" + q.Name + "_" + option }

// Key is the name of a role; Key_text says what it is.
func (r MentorRole) Key() string { return "enrolment.role_" + string(r) }

// Asked gives what a programme asks a side, in order; of all steps unless some are named.
func Asked(p programme.Programme, side org.Role, steps ...int) []Question {
	var out []Question
	for _, q := range Questions(side, steps...) {
		switch {
		case q.Own > 0 && q.Own <= len(p.Settings.Own):
			q.Words = p.Settings.Own[q.Own-1]
			out = append(out, q)
		case q.Own == 0 && (q.Topic == "" || p.Asks(q.Topic)):
			out = append(out, q)
		}
	}
	return out
}

// own is a question of the programme's own. The answer is kept under the question's words, as a column of a list is under its heading.
func own(n int) Question {
	return Question{Name: "own_" + strconv.Itoa(n), Topic: programme.AskOwn, Ask: Line, Class: visibility.Coordinator, Step: StepAbout, Max: 200, Own: n}
}

// Text is the question in words: a programme's own, or ours.
func (q Question) Text(lang i18n.Lang, side org.Role) string {
	if q.Words != "" {
		return q.Words
	}
	return i18n.T(lang, q.Key(side))
}
