package app

import (
	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/notify"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/people"
	"github.com/mentorskab/mentorskab/internal/programme"
	"github.com/mentorskab/mentorskab/internal/web"
	peopleweb "github.com/mentorskab/mentorskab/internal/web/people"
	siteweb "github.com/mentorskab/mentorskab/internal/web/site"
)

// Slices is every slice, in the order of a programme's life.
type Slices struct {
	Notify     *notify.Notify
	People     *people.People
	Orgs       *org.Orgs
	Programmes *programme.Programmes
}

// wire gives each slice what it needs.
func wire(d *db.DB, c clock.Clock) Slices {
	n := &notify.Notify{Clock: c}
	orgs := &org.Orgs{DB: d, Clock: c}
	return Slices{
		Notify:     n,
		People:     &people.People{DB: d, Clock: c},
		Orgs:       orgs,
		Programmes: &programme.Programmes{DB: d, Clock: c, Notify: n, Orgs: orgs},
	}
}

// pages gives each part of the site the slices that it shows.
func (m *Main) pages() web.Pages {
	return web.Pages{
		People: peopleweb.Pages{People: m.People, Notify: m.Notify},
		Site:   siteweb.Pages{DB: m.DB, Orgs: m.Orgs},
	}
}
