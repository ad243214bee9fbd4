package intake

import (
	"bytes"
	"strconv"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/document/table"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/enrolment/roster"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
)

// File is a spreadsheet as it was sent.
type File struct {
	Name string
	Data []byte
}

// Pool is who is to be matched, read from files alone.
type Pool struct {
	People   map[string]org.Person // by ID; whoever the files name, employees too
	Seats    []enrolment.Seat      // in the order of the files, with their Person
	Barriers []enrolment.Barrier
}

// Note is a message of one of the files.
type Note struct {
	File string
	roster.Message
}

// ReadPool reads mentors, mentees and (where there is one) a staff list without a database, by the same rules as an import. One
// file may hold both roles; give it twice or once. IDs name the file and row they come from, so that the same files give the same
// pool. keep names columns that mean nothing to an import but are wanted all the same, by their headings. An error is about a whole
// file; what is wrong with single rows stands in the notes.
func ReadPool(mentors, mentees, staff File, today clock.Date, keep ...string) (Pool, []Note, error) {
	var d Directory
	var notes []Note
	if mentors.Name == mentees.Name && bytes.Equal(mentors.Data, mentees.Data) {
		mentees = File{}
	}
	for _, f := range []struct {
		File
		kind  roster.Kind
		label string
	}{{staff, roster.Staff, "staff"}, {mentors, roster.Mentors, "mentors"}, {mentees, roster.Mentees, "mentees"}} {
		if f.Name == "" && f.Data == nil {
			continue
		}
		t, err := table.Read(f.Name, f.Data)
		if err != nil {
			return Pool{}, nil, err
		}
		t = roster.Withhold(t)
		o := roster.Guess(t, "", today)
		if f.kind == roster.Staff || o.Kind != roster.Everyone || !has(o, roster.Role) {
			o = roster.Guess(t, f.kind, today)
		}
		if missing := o.Missing(); len(missing) > 0 {
			return Pool{}, nil, fault.New(fault.Invalid, "import.pool_column_missing", "file", t.Name, "column", i18n.Key("import.field_"+string(missing[0].Field)))
		}
		o.KeepColumns(t, keep)
		plan := Make(d, roster.Read(t, o), Settings{Status: enrolment.Accepted}, func(row int, what string) string {
			id := f.label + ":" + strconv.Itoa(row)
			if what != "person" {
				id += ":" + what
			}
			return id
		})
		for _, m := range plan.List.Messages {
			notes = append(notes, Note{t.Name, m})
		}
		d = d.With(plan)
	}
	pool := Pool{People: make(map[string]org.Person, len(d.People)), Seats: d.Seats, Barriers: d.Barriers}
	for _, p := range d.People {
		pool.People[p.ID] = p
	}
	for i := range pool.Seats {
		pool.Seats[i].Person = pool.People[pool.Seats[i].Person.ID]
	}
	return pool, notes, nil
}

func has(o roster.Options, f roster.Field) bool {
	for _, c := range o.Columns {
		if c == f {
			return true
		}
	}
	return false
}

// With is the directory as it would be once a plan is carried out.
func (d Directory) With(p *Plan) Directory {
	out := Directory{Barriers: append(d.Barriers[:len(d.Barriers):len(d.Barriers)], p.Barriers...), Taking: map[string]bool{}}
	at := map[string]int{}
	for _, who := range append(d.People[:len(d.People):len(d.People)], p.People...) {
		if i, known := at[who.ID]; known {
			out.People[i] = who
			continue
		}
		at[who.ID] = len(out.People)
		out.People = append(out.People, who)
	}
	seat := map[string]int{}
	for _, s := range append(d.Seats[:len(d.Seats):len(d.Seats)], p.Seats...) {
		if i, known := seat[s.ID]; known {
			out.Seats[i] = s
			continue
		}
		seat[s.ID] = len(out.Seats)
		out.Seats = append(out.Seats, s)
	}
	for id := range d.Taking {
		out.Taking[id] = true
	}
	for _, s := range out.Seats {
		out.Taking[s.Person.ID] = true
	}
	return out
}
