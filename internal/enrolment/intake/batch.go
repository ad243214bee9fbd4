package intake

import (
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/enrolment/roster"
)

// Status is where a batch is on its way.
type Status string

// The states.
const (
	Open   Status = "open" // being looked over
	Saving Status = "saving"
	Done   Status = "done"
)

// Setup is what somebody decided about a batch.
type Setup struct {
	Heading     int               `json:"heading"`
	Columns     []roster.Field    `json:"columns"`
	AgeMin      int               `json:"age_min,omitempty"`
	AgeMax      int               `json:"age_max,omitempty"`
	KeepGarbled bool              `json:"keep_garbled,omitempty"`
	KeepSwapped bool              `json:"keep_swapped,omitempty"`
	Status      enrolment.Status  `json:"status"`
	Same        map[int]bool      `json:"same,omitempty"`
	Fixes       map[string]string `json:"fixes,omitempty"`
}

// Batch is one file on its way in.
type Batch struct {
	ID, Org, Programme, Account string
	By                          string // the account's name, where it is read
	Kind                        roster.Kind
	File, Hash                  string
	Setup                       Setup
	Status                      Status
	Rows                        int // of the sheet
	Result                      Result
	Created, Applied            time.Time
}

// Options are how the batch's table is to be read.
func (b Batch) Options(today clock.Date) roster.Options {
	s := b.Setup
	return roster.Options{
		Kind: b.Kind, Heading: s.Heading, Columns: s.Columns, AgeMin: s.AgeMin, AgeMax: s.AgeMax, Today: today,
		KeepGarbled: s.KeepGarbled, KeepSwapped: s.KeepSwapped, Fixes: s.Fixes,
	}
}

// Result is what came of a batch. Of single rows it keeps where something was and what, never what stood there.
type Result struct {
	Counts Counts `json:"counts"`
	Said   []Said `json:"said,omitempty"`
	Failed string `json:"failed,omitempty"` // key of the text that says why nothing was stored
}

// Said is a message as it is kept.
type Said struct {
	Code     roster.Code     `json:"c"`
	Severity roster.Severity `json:"s"`
	Row      int             `json:"r"`
	Column   int             `json:"k"`
	Heading  string          `json:"h,omitempty"`
	Other    int             `json:"o,omitempty"`
}

// Message is a kept message without the words that stood in the cell.
func (s Said) Message() roster.Message {
	return roster.Message{Code: s.Code, Severity: s.Severity, Row: s.Row, Column: s.Column, Heading: s.Heading, Other: s.Other}
}

// saidLimit is how many messages are kept of one list.
const saidLimit = 2000

func result(p *Plan) Result {
	r := Result{Counts: p.Counts}
	for _, m := range p.List.Messages {
		if len(r.Said) == saidLimit {
			break
		}
		r.Said = append(r.Said, Said{m.Code, m.Severity, m.Row, m.Column, m.Heading, m.Other})
	}
	return r
}
