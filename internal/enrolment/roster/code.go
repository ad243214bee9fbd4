package roster

import (
	"github.com/mentorskab/mentorskab/internal/document/table"
)

// Code names what is said about a cell, a row or a file. Its texts are
// "import.short_<code>" and "import.code_<code>".
type Code string

// Severity says what a message does to its row.
type Severity uint8

// The severities, worst first.
const (
	Error   Severity = iota // the row is not stored
	Warning                 // the row is stored; somebody should look
	Info                    // nothing to do
)

// The codes.
const (
	MissingName        Code = "missing_name"
	MissingEmail       Code = "missing_email"
	InvalidEmail       Code = "invalid_email"
	TwoEmails          Code = "two_emails"
	MissingRole        Code = "missing_role"
	NoConsent          Code = "no_consent"
	CPRNumber          Code = "cpr_number"
	AgeOutOfRange      Code = "age_out_of_range"
	CellTooLong        Code = "cell_too_long"
	MergedDuplicate    Code = "merged_duplicate"
	PossibleDuplicate  Code = "possible_duplicate"
	NameConflict       Code = "name_conflict"
	EmailCleaned       Code = "email_cleaned"
	EmailFromStaff     Code = "email_from_staff"
	EmailFromFormula   Code = "email_from_formula"
	TextGarbled        Code = "text_garbled"
	NewlineRemoved     Code = "newline_removed"
	ColumnsSwapped     Code = "columns_swapped"
	NamesSwapped       Code = "names_swapped"
	FormulaText        Code = "formula_text"
	DateGuess          Code = "date_guess"
	DateInvalid        Code = "date_invalid"
	DateOrder          Code = "date_order"
	NumberGuess        Code = "number_guess"
	NumberBroken       Code = "number_broken"
	StaffNumberPadded  Code = "staff_number_padded"
	ApostropheRemoved  Code = "apostrophe_removed"
	ControlRemoved     Code = "control_chars_removed"
	ValueUnknown       Code = "value_unknown"
	ValueGuess         Code = "value_guess"
	SingleName         Code = "single_name"
	WishUnresolved     Code = "wish_unresolved"
	VetoUnresolved     Code = "veto_unresolved"
	StaffNumberUnknown Code = "staff_number_unknown"
	StaffNumberTwice   Code = "staff_number_repeated"
	PersonHasLeft      Code = "person_has_left"
	LeaderUnknown      Code = "leader_unknown"
	LeaderCircle       Code = "leader_circle"
	AgeBandDate        Code = "age_band_date"
	AgeConflict        Code = "age_conflict"
	ConsentMissing     Code = "consent_missing"
	NoWayToReach       Code = "no_way_to_reach"
	CertificateExpired Code = "certificate_expired"
	CertificateUndated Code = "certificate_undated"
	// Codes beyond those of the test data are for information only.
	PersonChanges Code = "person_changes" // somebody who was there before gets another unit, title ...
	EmailTaken    Code = "email_taken"    // the address belongs to somebody else: left out
	SeatClosed    Code = "seat_closed"    // the seat was declined or withdrawn and stays so
)

// severities is the one table of codes: what each does to its row. A code that is not here does not exist.
var severities = map[Code]Severity{
	MissingName: Error, MissingEmail: Error, InvalidEmail: Error, TwoEmails: Error, MissingRole: Error, NoConsent: Error, CPRNumber: Error,
	AgeOutOfRange: Error, CellTooLong: Error,

	MergedDuplicate: Warning, PossibleDuplicate: Warning, NameConflict: Warning, EmailCleaned: Warning, EmailFromStaff: Warning,
	EmailFromFormula: Warning, TextGarbled: Warning, NewlineRemoved: Warning, ColumnsSwapped: Warning, NamesSwapped: Warning,
	FormulaText: Warning, DateGuess: Warning, DateInvalid: Warning, DateOrder: Warning, NumberGuess: Warning, NumberBroken: Warning,
	StaffNumberPadded: Warning, ApostropheRemoved: Warning, ControlRemoved: Warning, ValueUnknown: Warning, ValueGuess: Warning,
	SingleName: Warning, WishUnresolved: Warning, VetoUnresolved: Warning, StaffNumberUnknown: Warning, StaffNumberTwice: Warning,
	PersonHasLeft: Warning, LeaderUnknown: Warning, LeaderCircle: Warning, AgeBandDate: Warning, AgeConflict: Warning,
	ConsentMissing: Warning, NoWayToReach: Warning, CertificateExpired: Warning, CertificateUndated: Warning,

	PersonChanges: Info, EmailTaken: Info, SeatClosed: Info,
}

// Codes gives every code and its severity.
func Codes() map[Code]Severity { return severities }

// Message says one thing about a cell, or (Column -1) about a row.
type Message struct {
	Code     Code
	Severity Severity
	Row      int
	Column   int
	Heading  string // of the column, on one line
	Read     string // what stood there, cut short; always empty for a CPR number and for a row without consent
	Use      string // what is used instead, or proposed
	Other    int    // another row this is about
}

// Address is the cell's address, or "" for a message about the whole row.
func (m Message) Address() string {
	if m.Column < 0 {
		return ""
	}
	return table.Address(m.Row, m.Column)
}

// proposes names the codes whose text is another one when there is something to propose.
var proposes = map[Code]bool{InvalidEmail: true, StaffNumberUnknown: true}

// Key is the message's text in package i18n: what was read and what to do.
func (m Message) Key() string {
	key := "import.code_" + string(m.Code)
	if m.Use != "" && proposes[m.Code] {
		key += "_use"
	}
	return key
}

// Short is the key of the message in a few words, without anything that stood in the cell.
func (m Message) Short() string { return "import.short_" + string(m.Code) }

// Args are the arguments of the text.
func (m Message) Args() []any {
	return []any{"read", m.Read, "use", m.Use, "other", m.Other, "heading", m.Heading}
}

// FileFault is a reason to stop before any row is read. Its text is the message "import.<code>".
type FileFault struct {
	Code  string // column_missing
	Field Field
}

func (f FileFault) String() string { return f.Code + ":" + string(f.Field) }
