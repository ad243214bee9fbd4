package main

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// who visits a page.
type who int

const (
	stranger who = iota
	participant
	coordinator
	sponsor
)

// mix is what a hundred visits are. Nine of ten read. Those who take part are many and come often; the coordinator of a thousand pairs
// is one, whose pages are the heavy ones.
var mix = []struct {
	page  string
	share int
	who   who
	path  string // %p the programme, %s the visitor's seat, %x their pair
}{
	{"sign-in page", 7, stranger, "/sign-in"},
	{"about page", 6, stranger, "/p/%p/about"},
	{"who sees what", 3, stranger, "/who-sees-what"},
	{"style sheet", 8, stranger, "/static/app.css"},
	{"script", 8, stranger, "/static/htmx.min.js"},
	{"font", 6, stranger, "/static/fonts/schibsted-grotesk-latin-wght-normal.woff2"},
	{"participant's start page", 16, participant, "/seat/%s"},
	{"pair", 13, participant, "/pair/%x"},
	{"meetings", 11, participant, "/pair/%x/meetings"},
	{"agreement", 5, participant, "/pair/%x/agreement"},
	{"programme page", 2, coordinator, "/p/%p"},
	{"people", 1, coordinator, "/p/%p/people"},
	{"pairs", 2, coordinator, "/p/%p/pairs"},
	{"sponsor's page", 2, sponsor, "/p/%p/sponsor"},
	{pulse, 5, participant, "/pair/%x/meetings/%m/pulse"},
	{propose, 2, participant, "/pair/%x/meetings"},
	{language, 3, participant, "/language"},
}

// The pages that write.
const (
	pulse    = "pulse answered"
	propose  = "meeting proposed"
	language = "language switched"
)

// plan is one visit that is due.
type plan struct {
	step
	client *client
	token  string
}

// planner draws visits from the mix, the same ones in every run.
type planner struct {
	w       *world
	dice    *rand.Rand
	clients map[string]*client // by session
	strange []*client
	booked  map[string]int // meetings proposed, by pair
}

func newPlanner(w *world) *planner {
	p := &planner{w: w, dice: rand.New(rand.NewPCG(300, 60)), clients: map[string]*client{}, booked: map[string]int{}} //nolint:gosec // dice for visits
	for _, all := range [][]visitor{w.people, w.leads, w.sponsors} {
		for _, v := range all {
			p.clients[v.token] = newClient(len(p.clients))
		}
	}
	for range 20 {
		p.strange = append(p.strange, newClient(len(p.clients)+len(p.strange)))
	}
	return p
}

func (p *planner) next() plan {
	n := p.dice.IntN(100)
	i := 0
	for ; n >= mix[i].share; i++ {
		n -= mix[i].share
	}
	m := mix[i]
	var v visitor
	one := func(of []visitor) visitor { return of[p.dice.IntN(len(of))] }
	switch m.who {
	case participant:
		v = one(p.w.people)
	case coordinator:
		v = one(p.w.leads)
	case sponsor:
		v = one(p.w.sponsors)
	}
	out := plan{step: step{page: m.page, method: http.MethodGet, want: http.StatusOK}, client: p.clients[v.token], token: v.token}
	if m.who == stranger {
		out.client = p.strange[p.dice.IntN(len(p.strange))]
	}
	meeting := ""
	switch m.page {
	case pulse:
		meeting = v.held[p.dice.IntN(len(v.held))]
		out.form = url.Values{"worth": {p.degree()}, "free": {p.degree()}, "matter": {p.degree()}, "challenged": {p.degree()}}
	case propose: // the day after the last one that was proposed
		p.booked[v.pair]++
		day := time.Now().AddDate(0, 0, 30+p.booked[v.pair])
		out.form = url.Values{"date": {day.Format(time.DateOnly)}, "time": {"14:00"}, "minutes": {"60"}, "place": {"Biblioteket"}, "video": {""}}
	case language:
		out.form = url.Values{"to": {[]string{"da", "en"}[p.dice.IntN(2)]}, "next": {"/help"}}
	}
	if out.form != nil {
		out.method, out.want = http.MethodPost, http.StatusSeeOther
	}
	out.path = fill(m.path, map[byte]string{'p': p.w.programme, 's': v.seat, 'x': v.pair, 'm': meeting})
	return out
}

func (p *planner) degree() string { return strconv.Itoa(1 + p.dice.IntN(5)) }

func fill(path string, with map[byte]string) string {
	out := ""
	for i := 0; i < len(path); i++ {
		if path[i] == '%' {
			i++
			out += with[path[i]]
			continue
		}
		out += fmt.Sprintf("%c", path[i])
	}
	return out
}
