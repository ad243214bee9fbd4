package main

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

const asks = 200 // of each page

// pages measures single pages of the big programme, one visit after the other, over HTTP on this machine.
func (b *bench) pages(ctx context.Context) error {
	w, err := b.world(ctx)
	if err != nil {
		return err
	}
	s, err := b.serve(ctx, w.file)
	if err != nil {
		return err
	}
	defer s.stop()
	p := "/p/" + w.programme
	for _, page := range []struct {
		name, path string
		who        visitor
		most       float64
	}{
		{"Programme page", p, w.leads[0], 30},
		{"List of pairs", p + "/pairs", w.leads[0], 30},
		{"List of people", p + "/people", w.leads[0], 0},
		{"Sponsor's page", p + "/sponsor", w.sponsors[0], 0},
		{"Report", p + "/report", w.leads[0], 0},
		{"A participant's start page", "/seat/" + w.people[0].seat, w.people[0], 0},
	} {
		c := newClient(0)
		var took []time.Duration
		worked := s.worked()
		for i := range asks + 5 {
			began := time.Now()
			if err := c.visit(ctx, s.url, page.who.token, step{method: http.MethodGet, path: page.path, want: http.StatusOK}); err != nil {
				return err
			}
			if i >= 5 { // the first ones open the connection and prepare the statements
				took = append(took, time.Since(began))
			}
		}
		t := sorted(took)
		b.say(line{
			name: fmt.Sprintf("%s with %d pairs, middle of %d visits", page.name, b.pairs, asks), figure: millis(t.at(0.5)), unit: "ms", most: page.most,
			also: fmt.Sprintf("p99 %s, processor time %s", amount(millis(t.at(0.99)), "ms"), amount(millis(s.worked()-worked)/(asks+5), "ms")),
		})
	}
	return nil
}
