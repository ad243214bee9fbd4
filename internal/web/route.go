package web

import (
	"slices"

	"github.com/mentorskab/mentorskab/internal/org"
	evaluationweb "github.com/mentorskab/mentorskab/internal/web/evaluation"
	peopleweb "github.com/mentorskab/mentorskab/internal/web/people"
	siteweb "github.com/mentorskab/mentorskab/internal/web/site"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// Short names, so that a route fits a line.
const (
	get  = "GET"
	post = "POST"
)

// Pages is what the handlers need: one field per slice of pages.
type Pages struct {
	People     peopleweb.Pages
	Site       siteweb.Pages
	Evaluation evaluationweb.Pages
}

// Routes is the table. Each part stands in the order of a programme's life.
func Routes(p Pages) []visit.Route {
	return slices.Concat(
		// --- people: in, out, own account ---
		[]visit.Route{
			{Method: get, Path: "/{$}", Allow: visit.Roles(visit.Anyone), Rate: visit.Read, Serve: p.People.Front},
			{Method: get, Path: "/hats", Allow: visit.Roles(visit.SignedIn), Rate: visit.Read, Serve: p.People.AllHats},
			{Method: get, Path: "/sign-in", Allow: visit.Roles(visit.Anyone), Rate: visit.Read, Serve: p.People.SignIn},
			{Method: post, Path: "/sign-in", Allow: visit.Roles(visit.Anyone), Rate: visit.Sensible, Serve: p.People.SignInByPassword},
			{Method: post, Path: "/sign-in/link", Allow: visit.Roles(visit.Anyone), Rate: visit.Sensible, Serve: p.People.SendLink},
			{Method: get, Path: "/sign-in/sent", Allow: visit.Roles(visit.Anyone), Rate: visit.Read, Serve: p.People.LinkSent},
			{Method: get, Path: "/sign-in/{token}", Allow: visit.Roles(visit.Anyone), Rate: visit.Read, Serve: p.People.Link},
			{Method: post, Path: "/sign-in/{token}", Allow: visit.Roles(visit.Anyone), Rate: visit.Sensible, Serve: p.People.SpendLink},
			{Method: post, Path: "/sign-out", Allow: visit.Roles(visit.Anyone), Rate: visit.Write, Serve: p.People.SignOut},
		},

		// --- site: help, who sees what, theory ---
		[]visit.Route{
			{Method: get, Path: "/who-sees-what", Allow: visit.Roles(visit.Anyone), Rate: visit.Read, Serve: p.Site.WhoSees},
			{Method: get, Path: "/help", Allow: visit.Roles(visit.Anyone), Rate: visit.Read, Serve: p.Site.Help},
			{Method: get, Path: "/concern", Allow: visit.Roles(visit.Anyone), Rate: visit.Read, Serve: p.Site.Concern},
			{Method: get, Path: "/theory", Allow: visit.Roles(visit.Anyone), Rate: visit.Read, Serve: p.Site.Theory},
		},

		// --- installation and organisation ---

		// --- programme: set-up, public page, training ---

		// --- enrolment: application, participants, import ---

		// --- matching: the board ---

		// --- pair: proposal, agreement, meetings, ending ---

		// --- evaluation and report ---
		[]visit.Route{
			{Method: get, Path: "/pair/{pair}/evaluation/{kind}", Allow: visit.Roles(org.Mentee, org.Mentor), Object: visit.Pair, Rate: visit.Read, Serve: p.Evaluation.Sheet},
			{Method: post, Path: "/pair/{pair}/evaluation/{kind}", Allow: visit.Roles(org.Mentee, org.Mentor), Object: visit.Pair, Rate: visit.Write, Serve: p.Evaluation.Save},
			{Method: get, Path: "/p/{programme}/evaluation", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Evaluation.Board},
			{Method: get, Path: "/p/{programme}/evaluation/{kind}/questions", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Evaluation.Questions},
			{Method: post, Path: "/p/{programme}/evaluation/{kind}/open", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Evaluation.Open},
			{Method: post, Path: "/p/{programme}/evaluation/{kind}/remind", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Evaluation.Remind},
			{Method: post, Path: "/p/{programme}/evaluation/{kind}/close", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Evaluation.Close},
			{Method: post, Path: "/p/{programme}/contacted", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Evaluation.Contacted},
		},

		// --- home: start pages of each role ---
	)
}
