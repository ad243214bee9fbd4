package web

import (
	"slices"

	"github.com/mentorskab/mentorskab/internal/org"
	enrolmentweb "github.com/mentorskab/mentorskab/internal/web/enrolment"
	evaluationweb "github.com/mentorskab/mentorskab/internal/web/evaluation"
	"github.com/mentorskab/mentorskab/internal/web/mailbox"
	matchingweb "github.com/mentorskab/mentorskab/internal/web/matching"
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
	Mailbox    mailbox.Pages
	Enrolment  enrolmentweb.Pages
	Matching   matchingweb.Pages
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
			{Method: post, Path: "/language", Allow: visit.Roles(visit.Anyone), Rate: visit.Write, Serve: p.People.Language},
			{Method: get, Path: "/account", Allow: visit.Roles(visit.SignedIn), Rate: visit.Read, Serve: p.People.Account},
			{Method: post, Path: "/account", Allow: visit.Roles(visit.SignedIn), Rate: visit.Write, Serve: p.People.ChangeAccount},
			{Method: post, Path: "/account/password", Allow: visit.Roles(visit.SignedIn), Rate: visit.Sensible, Serve: p.People.ChangePassword},
			{Method: post, Path: "/account/end-others", Allow: visit.Roles(visit.SignedIn), Rate: visit.Write, Serve: p.People.EndOthers},
		},

		// --- site: help, who sees what, theory ---
		[]visit.Route{
			{Method: get, Path: "/who-sees-what", Allow: visit.Roles(visit.Anyone), Rate: visit.Read, Serve: p.Site.WhoSees},
			{Method: get, Path: "/help", Allow: visit.Roles(visit.Anyone), Rate: visit.Read, Serve: p.Site.Help},
			{Method: get, Path: "/concern", Allow: visit.Roles(visit.Anyone), Rate: visit.Read, Serve: p.Site.Concern},
			{Method: get, Path: "/theory", Allow: visit.Roles(visit.Anyone), Rate: visit.Read, Serve: p.Site.Theory},
			{Method: get, Path: "/mailbox", Allow: visit.Roles(visit.Anyone), Rate: visit.Read, Serve: p.Mailbox.List},
			{Method: get, Path: "/mailbox/{mail}", Allow: visit.Roles(visit.Anyone), Rate: visit.Read, Serve: p.Mailbox.Read},
			{Method: get, Path: "/mailbox/{mail}/html", Allow: visit.Roles(visit.Anyone), Rate: visit.Read, Serve: p.Mailbox.HTML},
			{Method: get, Path: "/mailbox/{mail}/calendar", Allow: visit.Roles(visit.Anyone), Rate: visit.Read, Serve: p.Mailbox.Calendar},
		},

		// --- installation and organisation ---

		// --- programme: set-up, public page, training ---

		// --- enrolment: application, participants, import ---
		[]visit.Route{
			{Method: get, Path: "/p/{programme}/apply", Allow: visit.Roles(visit.Anyone), Object: visit.Public, Rate: visit.Read, Serve: p.Enrolment.ApplyChoose},
			{Method: get, Path: "/p/{programme}/apply/{side}", Allow: visit.Roles(visit.Anyone), Object: visit.Public, Rate: visit.Read, Serve: p.Enrolment.Apply},
			{Method: post, Path: "/p/{programme}/apply/{side}", Allow: visit.Roles(visit.Anyone), Object: visit.Public, Rate: visit.Write, Serve: p.Enrolment.ApplyStep},
			{Method: post, Path: "/p/{programme}/apply/{side}/send", Allow: visit.Roles(visit.Anyone), Object: visit.Public, Rate: visit.Sensible, Serve: p.Enrolment.ApplySend},
			{Method: get, Path: "/p/{programme}/apply/{side}/sent", Allow: visit.Roles(visit.Anyone), Object: visit.Public, Rate: visit.Read, Serve: p.Enrolment.ApplySent},
			{Method: get, Path: "/p/{programme}/apply/{side}/mailed", Allow: visit.Roles(visit.Anyone), Object: visit.Public, Rate: visit.Read, Serve: p.Enrolment.ApplyMailed},
			{Method: get, Path: "/apply/{token}", Allow: visit.Roles(visit.Anyone), Rate: visit.Read, Serve: p.Enrolment.Confirm},
			{Method: post, Path: "/apply/{token}", Allow: visit.Roles(visit.Anyone), Rate: visit.Sensible, Serve: p.Enrolment.ConfirmSend},
			{Method: get, Path: "/p/{programme}/people", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Enrolment.PeopleList},
			{Method: get, Path: "/p/{programme}/people/export", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Enrolment.PeopleExport},
			{Method: get, Path: "/p/{programme}/people/decide", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Enrolment.SeatAsk},
			{Method: post, Path: "/p/{programme}/people/decide", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Enrolment.SeatDecide},
			{Method: get, Path: "/p/{programme}/people/add", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Enrolment.SeatAdd},
			{Method: post, Path: "/p/{programme}/people/add", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Enrolment.SeatAdded},
			{Method: get, Path: "/p/{programme}/people/{seat}", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Seat, Rate: visit.Read, Serve: p.Enrolment.SeatShow},
			{Method: post, Path: "/seat/{seat}/note", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Seat, Rate: visit.Write, Serve: p.Enrolment.SeatNote},
			{Method: post, Path: "/seat/{seat}/invite", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Seat, Rate: visit.Write, Serve: p.Enrolment.SeatInvite},
			{Method: post, Path: "/seat/{seat}/bar", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Seat, Rate: visit.Write, Serve: p.Enrolment.SeatBar},
			{Method: post, Path: "/seat/{seat}/unbar", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Seat, Rate: visit.Write, Serve: p.Enrolment.SeatUnbar},
			{Method: get, Path: "/seat/{seat}/settle", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Seat, Rate: visit.Read, Serve: p.Enrolment.SeatSettle},
			{Method: post, Path: "/seat/{seat}/settle", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Seat, Rate: visit.Write, Serve: p.Enrolment.SeatSettled},
			{Method: get, Path: "/seat/{seat}/profile", Allow: visit.Roles(org.Mentee, org.Mentor, org.Coordinator, org.Admin), Object: visit.Seat, Rate: visit.Read, Serve: p.Enrolment.ProfileEdit},
			{Method: post, Path: "/seat/{seat}/profile", Allow: visit.Roles(org.Mentee, org.Mentor, org.Coordinator, org.Admin), Object: visit.Seat, Rate: visit.Write, Serve: p.Enrolment.ProfileChange},
			{Method: get, Path: "/seat/{seat}/withdraw", Allow: visit.Roles(org.Mentee, org.Mentor, org.Coordinator, org.Admin), Object: visit.Seat, Rate: visit.Read, Serve: p.Enrolment.SeatLeave},
			{Method: post, Path: "/seat/{seat}/withdraw", Allow: visit.Roles(org.Mentee, org.Mentor, org.Coordinator, org.Admin), Object: visit.Seat, Rate: visit.Write, Serve: p.Enrolment.SeatLeft},
			{Method: get, Path: "/p/{programme}/training", Allow: visit.Roles(org.Coordinator, org.Facilitator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Enrolment.Training},
			{Method: post, Path: "/p/{programme}/training", Allow: visit.Roles(org.Coordinator, org.Facilitator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Enrolment.TrainingMark},
		},

		// --- matching: the board ---
		[]visit.Route{
			{Method: get, Path: "/p/{programme}/match", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Matching.Board},
			{Method: get, Path: "/p/{programme}/match/waiting", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Matching.Waiting},
			{Method: get, Path: "/p/{programme}/match/options", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Matching.Options},
			{Method: get, Path: "/p/{programme}/match/marks", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Matching.Marks},
			{Method: get, Path: "/p/{programme}/match/rounds", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Matching.Rounds},
			{Method: get, Path: "/p/{programme}/match/pairs.xlsx", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Matching.PairsFile},
			{Method: get, Path: "/p/{programme}/match/rules", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Matching.Rules},
			{Method: post, Path: "/p/{programme}/match/rules", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Matching.SaveRules},
			{Method: get, Path: "/p/{programme}/match/rules.toml", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Matching.RulesFile},
			{Method: post, Path: "/p/{programme}/match/solve", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Matching.Solve},
			{Method: post, Path: "/p/{programme}/match/mark", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Matching.Mark},
			{Method: get, Path: "/p/{programme}/match/publish", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Matching.PublishAsk},
			{Method: post, Path: "/p/{programme}/match/publish", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Matching.Publish},
			{Method: get, Path: "/p/{programme}/match/proposals", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Matching.Proposals},
			{Method: get, Path: "/p/{programme}/match/withdraw", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Matching.WithdrawAsk},
			{Method: post, Path: "/p/{programme}/match/withdraw", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Matching.Withdraw},
		},

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
