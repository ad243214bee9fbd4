package ui

import (
	"strings"

	"github.com/a-h/templ"
)

// Action is a button or a link that looks like one. With Method "post" it is a form of its own with one button;
// with a URL and no method it is a link; without URL it is the submit button of the form it stands in.
type Action struct {
	Label, URL, Icon, After string // After: an icon behind the words
	Kind                    string // "primary" (default), "quiet", "bare", "error", "go"
	Method                  string // "" or "post"
	Small, Wide, Disabled   bool
	Name, Value             string            // of the button
	Hidden                  map[string]string // fields of a post form
	Confirm, ConfirmTitle   string            // asks first, in these words
	Attrs                   templ.Attributes  // hx-*, data-*
}

// HeadView is the top of a page. Title is a sentence that answers, where there is something to say.
type HeadView struct {
	Crumbs  []Link   // the way here; the last one may have no address
	Eyebrow []string // drawn with dots between
	Title   string
	Lede    string
}

// NextView is the one next step of a page: at most one on a page.
type NextView struct {
	Icon, Eyebrow, Title, Text string
	Go                         Action   // amber
	Others                     []Action // quiet
	Mentee, Mentor             string   // initials, when the step is about a pair
}

// State is a status light: shape, word and colour together.
type State string

const (
	StateOK   State = "ok"
	StateMind State = "mind"
	StateBad  State = "bad"
	StateWait State = "wait"
)

func (s State) icon() string {
	switch s {
	case StateOK:
		return "circle-check"
	case StateMind:
		return "alert-triangle"
	case StateBad:
		return "alert-octagon"
	}
	return "circle-dashed"
}

func (s State) word(p Page, own string) string {
	if own != "" {
		return own
	}
	switch s {
	case StateOK:
		return p.T("ui.state_ok")
	case StateMind:
		return p.T("ui.state_mind")
	case StateBad:
		return p.T("ui.state_bad")
	}
	return p.T("ui.state_wait")
}

// CriterionView is one success criterion with its evidence.
type CriterionView struct {
	State             State
	Word              string // instead of the light's own word
	Title, Evidence   string
	LinkLabel, LinkTo string
}

// Visibility says who sees something. Every stored field that a person fills in has one.
type Visibility string

const (
	VisMine        Visibility = "mine"        // sealed: only the author
	VisPair        Visibility = "pair"        // sealed: the two
	VisTwo         Visibility = "two"         // the two see it, nobody else; not sealed
	VisPartner     Visibility = "partner"     // the partner sees it
	VisStatistics  Visibility = "statistics"  // only as a figure over five or more
	VisCoordinator Visibility = "coordinator" // the coordinator sees it
	VisPublic      Visibility = "public"
)

func (v Visibility) look() (class, icon, key string) {
	switch v {
	case VisMine:
		return "sealed", "lock", "ui.vis_mine"
	case VisPair:
		return "sealed", "lock", "ui.vis_pair"
	case VisTwo:
		return "partner", "users", "ui.vis_two"
	case VisPartner:
		return "partner", "users", "ui.vis_partner"
	case VisStatistics:
		return "stat", "chart-bar", "ui.vis_statistics"
	case VisCoordinator:
		return "coord", "clipboard-list", "ui.vis_coordinator"
	case VisPublic:
		return "public", "world", "ui.vis_public"
	}
	return "", "", ""
}

// Option is one choice of a select or of a group of boxes.
type Option struct {
	Value, Label, Hint string
	Selected, Disabled bool
}

// FieldKind is the control of a Field.
type FieldKind string

const (
	FieldText     FieldKind = "text"
	FieldEmail    FieldKind = "email"
	FieldTel      FieldKind = "tel"
	FieldURL      FieldKind = "url"
	FieldPassword FieldKind = "password"
	FieldSearch   FieldKind = "search"
	FieldDate     FieldKind = "date"
	FieldTime     FieldKind = "time"
	FieldDateTime FieldKind = "datetime-local"
	FieldNumber   FieldKind = "number"
	FieldColor    FieldKind = "color"
	FieldFile     FieldKind = "file"
	FieldTextarea FieldKind = "textarea"
	FieldSelect   FieldKind = "select"
	FieldCheckbox FieldKind = "checkbox" // group, or one box with one option
	FieldRadio    FieldKind = "radio"
	FieldScale    FieldKind = "scale" // 1 to 5, options from ScaleOptions; a sixth may say "don't know"; 11 are 0 to 10
	FieldRange    FieldKind = "range"
)

// Field is one question of a form: question, help, error, control, label of visibility, in that order.
type Field struct {
	ID, Name                   string // ID defaults to Name
	Kind                       FieldKind
	Label, Hint, Error, Value  string
	Options                    []Option
	Vis                        Visibility
	Optional                   bool // says so; required fields have no star
	Filter                     bool // narrows a list: neither required nor called optional
	Voice                      bool // people's own words
	Two                        bool // boxes in two columns
	AutoSubmit                 bool // a select that sends its form when changed
	Rows                       int
	Min, Max, Step             string
	Autocomplete, InputMode    string
	Accept                     string // of a file
	Suffix                     string // words behind the control
	Disabled, ReadOnly, Hidden bool
	Attrs                      templ.Attributes
}

func (f Field) id() string {
	if f.ID != "" {
		return f.ID
	}
	return f.Name
}

func (f Field) group() bool {
	return f.Kind == FieldCheckbox || f.Kind == FieldRadio || f.Kind == FieldScale
}

func (f Field) describedBy() string {
	by := ""
	if f.Hint != "" {
		by = f.id() + "-hint"
	}
	if f.Error != "" {
		if by != "" {
			by += " "
		}
		by += f.id() + "-error"
	}
	return by
}

func (f Field) rows() int {
	if f.Rows == 0 {
		return 3
	}
	return f.Rows
}

// ScaleOptions gives the choices 1 to 5 for a FieldScale.
func ScaleOptions(selected string) []Option {
	opts := make([]Option, 0, 5)
	for _, v := range []string{"1", "2", "3", "4", "5"} {
		opts = append(opts, Option{Value: v, Label: v, Selected: v == selected})
	}
	return opts
}

// FieldError is one line of the summary on top of a form. Field is the ID of the control.
type FieldError struct{ Field, Text string }

// Errors gathers the errors of fields for ErrorSummary, in the order of the form.
func Errors(fields ...Field) []FieldError {
	var errs []FieldError
	for _, f := range fields {
		if f.Error != "" {
			link := ": "
			if strings.HasSuffix(f.Label, "?") {
				link = " "
			}
			errs = append(errs, FieldError{f.id(), f.Label + link + f.Error})
		}
	}
	return errs
}

// EmptyView says why there is nothing and what comes. Art: "partner", "meet", "room", "done" or "list".
type EmptyView struct {
	ID, Art, Title, Text string
	Actions              []Action
}

// Col is a column of a table.
type Col struct {
	Label string
	Right bool
	Quiet bool // the heading is only read aloud: a column of buttons
}

// Cell is one cell: a text, a link, or any component.
type Cell struct {
	Text, URL string
	Sub       string // small line below
	Node      templ.Component
	Num       bool
}

// Row is one row; its first cell is the row's name unless Head names another one (counted from 1).
type Row struct {
	ID    string
	Head  int
	Cells []Cell
}

// TableView becomes a real table, and one card per row on a phone.
type TableView struct {
	Caption string // read aloud; says the order too
	Cols    []Col
	Rows    []Row
}

// ProgressView is long work with a real number. PollURL answers with the same component until it is done.
type ProgressView struct {
	ID, Title  string // Title says what is done: "14 af 22 par er talt op"
	Value, Max int
	Left       string // time left, in words
	Note       string // default: the page may be closed, a mail comes
	PollURL    string
	Every      string // default "3s"
	Done       bool
}

// Step of one piece of work. State: "done", "now" or "".
type Step struct{ Label, State string }

// Phase of a mentorship as an arch. State: "done", "now" or "".
type Phase struct{ Label, Sub, State string }

// PhaseCount is how many pairs stand in a phase.
type PhaseCount struct {
	Label string
	Count int
}

// PagerView walks through a long list. It always says how many are shown of how many.
type PagerView struct {
	From, To, Total  int
	PrevURL, NextURL string
}

// NoteView is a message about this page. Kind: "", "good", "mind" or "bad".
type NoteView struct {
	Kind, Icon, Title, Text string
	Dismiss                 bool
	Actions                 []Action
}

func (n NoteView) icon() string {
	if n.Icon != "" {
		return n.Icon
	}
	switch n.Kind {
	case "good":
		return "circle-check"
	case "mind":
		return "alert-triangle"
	case "bad":
		return "alert-octagon"
	}
	return "info-circle"
}

// Reason is one criterion of a match score: how many points of how many, and why.
type Reason struct {
	Label, Why  string
	Points, Out float64
	Speaks      string // "+" for, "!" against, "" neither
	Value       string // the points as text, in the reader's language
}

// PointsView explains a score: the sum, and each reason with its share.
type PointsView struct {
	Total, Word string // "86", "Stærkt"
	Kind        string // "good", "mind" or ""
	Reasons     []Reason
}

// Stat is one figure with what it counts. TooFew hides it to protect persons.
type Stat struct {
	Value, Unit, Label string
	TooFew             bool
	Why                string // default: fewer than five answers
}

// BarView is one bar of a list of figures.
type BarView struct {
	Label, Text string // Text is the figure in words: "14 par"
	Value, Max  float64
}

// SparkView is a small line of figures over time. Title and Desc are read aloud.
type SparkView struct {
	ID, Title, Desc string
	Values          []float64
	Last            string // written at the end of the line
}

// ErrorView is a page that could not be shown.
type ErrorView struct {
	Status      int
	Title, Text string // default: the texts of the status
	Code        string // what to quote to the contact
	Contact     string // mail address
	RetryURL    string
	HomeURL     string
}
