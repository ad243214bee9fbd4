package enrolment

import "github.com/mentorskab/mentorskab/internal/document/value"

// HasCPR tells whether a text holds what looks like a Danish civil registration number. Every free text of a form is held against it,
// by the same rule as a spreadsheet's cells; callers refuse the text and keep its digits nowhere.
func HasCPR(text string) bool { return value.HasCPR(text) }
