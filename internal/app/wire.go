package app

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/enrolment/intake"
	"github.com/mentorskab/mentorskab/internal/evaluation"
	"github.com/mentorskab/mentorskab/internal/installation"
	"github.com/mentorskab/mentorskab/internal/job"
	"github.com/mentorskab/mentorskab/internal/mail"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/notify"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/pair"
	"github.com/mentorskab/mentorskab/internal/people"
	"github.com/mentorskab/mentorskab/internal/programme"
	"github.com/mentorskab/mentorskab/internal/report"
	"github.com/mentorskab/mentorskab/internal/talk"
	"github.com/mentorskab/mentorskab/internal/web"
	adminweb "github.com/mentorskab/mentorskab/internal/web/admin"
	choosingweb "github.com/mentorskab/mentorskab/internal/web/choosing"
	enrolmentweb "github.com/mentorskab/mentorskab/internal/web/enrolment"
	evaluationweb "github.com/mentorskab/mentorskab/internal/web/evaluation"
	homeweb "github.com/mentorskab/mentorskab/internal/web/home"
	intakeweb "github.com/mentorskab/mentorskab/internal/web/intake"
	"github.com/mentorskab/mentorskab/internal/web/mailbox"
	matchingweb "github.com/mentorskab/mentorskab/internal/web/matching"
	organisationweb "github.com/mentorskab/mentorskab/internal/web/organisation"
	pairweb "github.com/mentorskab/mentorskab/internal/web/pair"
	peopleweb "github.com/mentorskab/mentorskab/internal/web/people"
	programmeweb "github.com/mentorskab/mentorskab/internal/web/programme"
	reportweb "github.com/mentorskab/mentorskab/internal/web/report"
	siteweb "github.com/mentorskab/mentorskab/internal/web/site"
	talkweb "github.com/mentorskab/mentorskab/internal/web/talk"
)

// Slices is the plumbing and then every slice, in the order of a programme's life.
type Slices struct {
	Jobs         *job.Jobs
	Mail         *mail.Mail
	Notify       *notify.Notify
	People       *people.People
	Orgs         *org.Orgs
	Installation *installation.Installation
	Programmes   *programme.Programmes
	Enrolments   *enrolment.Enrolments
	Intake       *intake.Intake
	Matches      *matching.Matches
	Talks        *talk.Talks
	Pairs        *pair.Pairs
	Evaluations  *evaluation.Evaluations
	Reports      *report.Reports
}

// wire gives each slice what it needs.
func (m *Main) wire() Slices {
	d, c := m.DB, m.Clock
	var s Slices
	s.Jobs = job.New(d, c, m.Log)
	s.Mail = &mail.Mail{DB: d, Clock: c, Log: m.Log, Jobs: s.Jobs, Fixed: m.Config.mail(), Keep: m.Demo}
	s.Mail.Register()
	s.Notify = &notify.Notify{Clock: c, Queue: s.Mail.Queue}
	s.People = &people.People{DB: d, Clock: c, Notify: s.Notify, Jobs: s.Jobs}
	s.People.Register()
	s.Orgs = &org.Orgs{DB: d, Clock: c, Accounts: s.People, Notify: s.Notify}
	s.Installation = &installation.Installation{DB: d, Clock: c, People: s.People, Orgs: s.Orgs, Mail: s.Mail}
	s.Programmes = &programme.Programmes{DB: d, Clock: c, Notify: s.Notify, Orgs: s.Orgs}
	s.Enrolments = &enrolment.Enrolments{DB: d, Clock: c, Orgs: s.Orgs, People: s.People, Programmes: s.Programmes, Notify: s.Notify}
	s.Intake = &intake.Intake{DB: d, Clock: c, Orgs: s.Orgs, Programmes: s.Programmes, Enrolments: s.Enrolments, Log: m.Log}
	s.Jobs.Hourly("forget-imports", s.Intake.Forget)
	s.Matches = &matching.Matches{DB: d, Clock: c, Orgs: s.Orgs, Programmes: s.Programmes, Enrolments: s.Enrolments, Notify: s.Notify, Jobs: s.Jobs}
	s.Matches.Register()
	s.Enrolments.Leaving = append(s.Enrolments.Leaving, s.Matches.Leaving)
	s.Jobs.Daily("wish-rounds", 7, s.Matches.DailyWishes)
	s.Jobs.Daily("propose", 7, s.Matches.Daily)
	from := func(ctx context.Context, q db.Q) (string, error) {
		set, _, err := s.Mail.Settings(ctx, q)
		return set.From, err
	}
	s.Talks = &talk.Talks{DB: d, Clock: c, Orgs: s.Orgs, Programmes: s.Programmes, Enrolments: s.Enrolments, Matches: s.Matches, Notify: s.Notify, From: from}
	s.Jobs.Hourly("remind-talks", s.Talks.Hourly)
	s.Enrolments.Leaving = append(s.Enrolments.Leaving, s.Talks.Leaving)
	s.Pairs = &pair.Pairs{DB: d, Clock: c, Orgs: s.Orgs, Programmes: s.Programmes, Enrolments: s.Enrolments, Matches: s.Matches, Notify: s.Notify, From: from}
	s.Enrolments.Leaving = append(s.Enrolments.Leaving, s.Pairs.Leaving)
	s.Programmes.Closing = append(s.Programmes.Closing, s.Pairs.ProgrammeCloses, s.Talks.ProgrammeCloses)
	s.Evaluations = &evaluation.Evaluations{DB: d, Clock: c, Orgs: s.Orgs, Programmes: s.Programmes, Pairs: s.Pairs, Notify: s.Notify}
	s.Jobs.Daily("evaluate", 7, s.Evaluations.Daily)
	s.Reports = &report.Reports{DB: d, Clock: c, Programmes: s.Programmes, Enrolments: s.Enrolments, Matches: s.Matches, Pairs: s.Pairs, Evaluations: s.Evaluations}
	return s
}

// pages gives each part of the site the slices that it shows.
func (m *Main) pages() web.Pages {
	return web.Pages{
		People:       peopleweb.Pages{People: m.People, Installation: m.Installation},
		Site:         siteweb.Pages{DB: m.DB, Orgs: m.Orgs},
		Admin:        adminweb.Pages{Installation: m.Installation},
		Mailbox:      mailbox.Pages{Mail: m.Mail},
		Enrolment:    enrolmentweb.Pages{Enrolments: m.Enrolments, Programmes: m.Programmes, Orgs: m.Orgs, People: m.People},
		Intake:       intakeweb.Pages{Intake: m.Intake},
		Matching:     matchingweb.Pages{Matches: m.Matches},
		Choosing:     choosingweb.Pages{Matches: m.Matches},
		Talk:         talkweb.Pages{DB: m.DB, Talks: m.Talks},
		Pair:         pairweb.Pages{DB: m.DB, Pairs: m.Pairs, Matches: m.Matches, Programmes: m.Programmes},
		Home:         homeweb.Pages{DB: m.DB, Orgs: m.Orgs, Programmes: m.Programmes, Enrolments: m.Enrolments, Matches: m.Matches, Pairs: m.Pairs, Evaluations: m.Evaluations},
		Evaluation:   evaluationweb.Pages{DB: m.DB, Evaluations: m.Evaluations, Programmes: m.Programmes},
		Report:       reportweb.Pages{Reports: m.Reports},
		Organisation: organisationweb.Pages{DB: m.DB, Orgs: m.Orgs, Programmes: m.Programmes, Enrolments: m.Enrolments},
		Programme:    programmeweb.Pages{DB: m.DB, Programmes: m.Programmes, Orgs: m.Orgs},
	}
}
