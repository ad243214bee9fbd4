package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/mentorskab/mentorskab/internal/enrolment/intake"
	"github.com/mentorskab/mentorskab/internal/enrolment/roster"
)

const importRows = 10_000

// intake measures a list from the bytes of its file to people and seats that are synced to disk: read, looked over, saved.
func (b *bench) intake(ctx context.Context) error {
	h, err := open(ctx, filepath.Join(b.dir, "import"))
	if err != nil {
		return err
	}
	defer h.close()
	if err := h.found(ctx, 0); err != nil {
		return err
	}
	in := h.m.Intake
	body := list(importRows)
	began := time.Now()
	batch, err := in.Receive(ctx, h.lead, h.lead.Programme, intake.File{Name: "mentees.csv", Data: body}, roster.Mentees)
	if err != nil {
		return err
	}
	received := time.Now()
	if _, err := in.Look(ctx, h.lead, h.lead.Programme, batch.ID); err != nil {
		return err
	}
	looked := time.Now()
	r, err := in.Save(ctx, h.lead, h.lead.Programme, batch.ID)
	if err != nil {
		return err
	}
	if r.Counts.Mentees != importRows || r.Counts.Errors != 0 {
		return fmt.Errorf("%d of %d rows became seats, %d errors", r.Counts.Mentees, importRows, r.Counts.Errors)
	}
	all := time.Since(began)
	b.say(line{name: "Import of 10,000 rows: received, dry run, saved", figure: all.Seconds(), unit: "s", most: 5, also: fmt.Sprintf(
		"received %s, dry run %s, saved %s", amount(received.Sub(began).Seconds(), "s"), amount(looked.Sub(received).Seconds(), "s"), amount(all.Seconds()-looked.Sub(began).Seconds(), "s"))})
	return nil
}

// list is a file of mentees with everything that can be told about them, leaders and wishes among themselves.
func list(n int) []byte {
	var b strings.Builder
	b.WriteString("staff_no,name,email,unit,leader_no,level,experience_years,site,max_travel_minutes,video,languages,wanted_competences,themes,wished_roles,times,wished_mentors,vetoes,hired\n")
	number := func(i int) int { return (i*7919 + 12345) % 9999991 }
	for i := range n {
		fmt.Fprintf(&b, "%07d,%s,person.%d@example.dk,U%04d,%07d,%d,%.1f,Viborg,%d,yes,dansk; engelsk,Strategi; Forhandling; Kommunikation,Delegering; Forandring,Coach; Ven; Kritiker,man formiddag; tirs eftermiddag,person.%d@example.dk,,2019-03-0%d\n",
			number(i), name(i), i, i/40, number(i/20), 2+i%4, float64(i%200)/10, 20+i%5*10, (i+7)%n, 1+i%9)
	}
	return []byte(b.String())
}

var (
	firstNames = []string{"Anne", "Bo", "Cecilie", "Ditte", "Emil", "Fatima", "Gitte", "Hassan", "Ida", "Jens"}
	lastNames  = []string{"Lund", "Bach", "Østergaard", "Kjær", "Yılmaz", "Nguyen", "Dahl", "Skov", "Friis", "Holm"}
)

// name invents a name; a number makes it one of a kind after the first hundred.
func name(i int) string {
	n := firstNames[i%10] + " " + lastNames[i/10%10]
	if i >= 100 {
		n += fmt.Sprintf(" %c%c", 'A'+i/100%26, 'a'+i/2600%26)
	}
	return n
}
