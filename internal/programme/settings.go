package programme

import (
	"slices"
)

// Settings are what the kinds of a programme suggest and its coordinator edits.
type Settings struct {
	Months    int        `json:"months,omitempty"`    // how long a pair stays together
	Weeks     int        `json:"weeks,omitempty"`     // between two meetings, as a start
	Minutes   int        `json:"minutes,omitempty"`   // of a meeting, as a start
	Clauses   []Clause   `json:"clauses,omitempty"`   // what each pair's agreement starts with
	Questions []Question `json:"questions,omitempty"` // what the application asks
	Own       []string   `json:"own,omitempty"`       // and what this programme asks beside, in its own words
	// Agreed is set when the coordinator has looked at the clauses and chosen: suggestions alone are no choice.
	Agreed bool `json:"agreed,omitempty"`
}

// Clause is one point of the agreement between two; its words belong to the pair.
type Clause string

// The sixteen clauses, and what some kinds add.
const (
	ClauseParties         Clause = "parties"
	ClausePurpose         Clause = "purpose"
	ClauseGoals           Clause = "goals"
	ClauseMeetings        Clause = "meetings"
	ClausePreparation     Clause = "preparation"
	ClauseContact         Clause = "contact"
	ClauseRoles           Clause = "roles"
	ClauseConfidentiality Clause = "confidentiality"
	ClauseConflict        Clause = "conflict"
	ClauseNetwork         Clause = "network"
	ClauseLimits          Clause = "limits"
	ClauseHonesty         Clause = "honesty"
	ClauseCancelling      Clause = "cancelling"
	ClauseStop            Clause = "stop"
	ClauseEvaluation      Clause = "evaluation"
	ClauseData            Clause = "data"
	ClausePay             Clause = "pay"
	ClauseExpenses        Clause = "expenses"
	ClauseYouth           Clause = "youth"
	ClauseLanguage        Clause = "language"
	ClauseGroup           Clause = "group"
)

// BaseClauses are those every programme may use, in the order of the agreement; AddedClauses belong to some kinds.
var (
	BaseClauses = []Clause{
		ClauseParties, ClausePurpose, ClauseGoals, ClauseMeetings, ClausePreparation, ClauseContact, ClauseRoles, ClauseConfidentiality,
		ClauseConflict, ClauseNetwork, ClauseLimits, ClauseHonesty, ClauseCancelling, ClauseStop, ClauseEvaluation, ClauseData,
	}
	AddedClauses = []Clause{ClausePay, ClauseExpenses, ClauseYouth, ClauseLanguage, ClauseGroup}
	Clauses      = slices.Concat(BaseClauses, AddedClauses)
)

// Question is something the application asks. Name, address and consent are always asked.
type Question string

// The questions a programme can ask.
const (
	AskStrengths   Question = "strengths"
	AskCompetences Question = "competences"
	AskThemes      Question = "themes"
	AskRoles       Question = "roles"
	AskLanguages   Question = "languages"
	AskExperience  Question = "experience" // level and years
	AskPlace       Question = "place"      // where, by video, how far
	AskTimes       Question = "times"
	AskHours       Question = "hours"
	AskMotivation  Question = "motivation"
	AskDirection   Question = "direction"
	AskAge         Question = "age"    // band only, with a guardian's consent below 18
	AskValues      Question = "values" // eight statements about working style
	AskZone        Question = "zone"
	AskGender      Question = "gender" // for figures, and whether a mentee asks for a mentor of their own
)

// AskOwn is what a programme asks in its own words. It is chosen by writing it, and so is not one of Questions.
const AskOwn Question = "own"

// MaxOwn is the most questions of a programme's own.
const MaxOwn = 5

// Questions in the order in which they are asked: strengths first.
var Questions = []Question{
	AskStrengths, AskCompetences, AskThemes, AskDirection, AskMotivation, AskRoles, AskExperience, AskLanguages, AskPlace, AskTimes, AskHours, AskAge,
	AskValues, AskZone, AskGender,
}

// Asks tells whether the application asks q. A programme without a choice asks everything but age, gender and zone.
func (p Programme) Asks(q Question) bool {
	if len(p.Settings.Questions) == 0 {
		return q != AskAge && q != AskGender && q != AskZone
	}
	return slices.Contains(p.Settings.Questions, q)
}

// kindDefaults is what one kind brings. Zero means nothing of its own.
type kindDefaults struct {
	months, weeks, minutes int
	clauses                []Clause // added to the base
	questions              []Question
	demanded               bool // training
}

// The figures are practice: two meetings a month with newcomers, two to four with young people, every sixth week at the most
// between leaders.
var defaultsOf = map[Kind]kindDefaults{
	Voluntary:     {months: 12, weeks: 2, minutes: 90, clauses: []Clause{ClauseExpenses}, questions: []Question{AskMotivation, AskHours}, demanded: true},
	Paid:          {months: 6, weeks: 1, minutes: 60, clauses: []Clause{ClausePay}, questions: []Question{AskCompetences, AskHours}, demanded: true},
	CrossCultural: {months: 12, weeks: 2, minutes: 90, clauses: []Clause{ClauseLanguage}, questions: []Question{AskLanguages, AskCompetences}, demanded: true},
	Youth:         {months: 12, weeks: 1, minutes: 120, clauses: []Clause{ClauseYouth, ClauseExpenses}, questions: []Question{AskAge, AskMotivation, AskHours}, demanded: true},
	Professional:  {months: 9, weeks: 4, minutes: 90, questions: []Question{AskCompetences, AskExperience}, demanded: true},
	Leadership:    {months: 12, weeks: 4, minutes: 90, questions: []Question{AskCompetences, AskExperience, AskLanguages}, demanded: true},
	Informal:      {months: 12, weeks: 6, minutes: 60},
}

// Defaults gives what the kinds suggest together: length and rhythm of the first, clauses and questions of all.
func Defaults(kinds []Kind) Settings {
	s := Settings{Months: 12, Weeks: 4, Minutes: 90}
	clauses := slices.Clone(BaseClauses)
	questions := []Question{AskStrengths, AskThemes, AskRoles, AskDirection, AskPlace, AskTimes, AskValues}
	for i, k := range kinds {
		d := defaultsOf[k]
		if i == 0 && d.months > 0 {
			s.Months, s.Weeks, s.Minutes = d.months, d.weeks, d.minutes
		}
		clauses, questions = append(clauses, d.clauses...), append(questions, d.questions...)
	}
	s.Clauses, s.Questions = inOrder(Clauses, clauses), inOrder(Questions, questions)
	return s
}

// demandsTraining tells whether one of the kinds keeps untrained mentors out of the match.
func demandsTraining(kinds []Kind) bool {
	return slices.ContainsFunc(kinds, func(k Kind) bool { return defaultsOf[k].demanded })
}

// inOrder keeps what is known, once each, in the order of all.
func inOrder[T comparable](all, chosen []T) []T {
	var out []T
	for _, v := range all {
		if slices.Contains(chosen, v) {
			out = append(out, v)
		}
	}
	return out
}
