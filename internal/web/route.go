package web

import (
	"slices"

	"github.com/mentorskab/mentorskab/internal/org"
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
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// Short names, so that a route fits a line.
const (
	get  = "GET"
	post = "POST"
)

// Pages is what the handlers need: one field per slice of pages.
type Pages struct {
	Admin        adminweb.Pages
	People       peopleweb.Pages
	Site         siteweb.Pages
	Mailbox      mailbox.Pages
	Enrolment    enrolmentweb.Pages
	Intake       intakeweb.Pages
	Matching     matchingweb.Pages
	Choosing     choosingweb.Pages
	Evaluation   evaluationweb.Pages
	Report       reportweb.Pages
	Organisation organisationweb.Pages
	Programme    programmeweb.Pages
	Talk         talkweb.Pages
	Pair         pairweb.Pages
	Home         homeweb.Pages
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
			{Method: get, Path: "/healthz", Allow: visit.Roles(visit.Anyone), Rate: visit.Read, Serve: p.Site.Health},
			{Method: get, Path: "/mailbox", Allow: visit.Roles(visit.Anyone), Rate: visit.Read, Serve: p.Mailbox.List},
			{Method: get, Path: "/mailbox/{mail}", Allow: visit.Roles(visit.Anyone), Rate: visit.Read, Serve: p.Mailbox.Read},
			{Method: get, Path: "/mailbox/{mail}/html", Allow: visit.Roles(visit.Anyone), Rate: visit.Read, Serve: p.Mailbox.HTML},
			{Method: get, Path: "/mailbox/{mail}/calendar", Allow: visit.Roles(visit.Anyone), Rate: visit.Read, Serve: p.Mailbox.Calendar},
		},

		// --- installation and organisation ---
		[]visit.Route{
			{Method: get, Path: "/setup", Allow: visit.Roles(visit.Anyone), Rate: visit.Read, Serve: p.Admin.SetUp},
			{Method: post, Path: "/setup", Allow: visit.Roles(visit.Anyone), Rate: visit.Sensible, Serve: p.Admin.Begin},
			{Method: get, Path: "/admin", Allow: visit.Roles(org.Admin), Object: visit.Installation, Rate: visit.Read, Serve: p.Admin.Organisations},
			{Method: get, Path: "/admin/organisations/new", Allow: visit.Roles(org.Admin), Object: visit.Installation, Rate: visit.Read, Serve: p.Admin.NewOrganisation},
			{Method: post, Path: "/admin/organisations", Allow: visit.Roles(org.Admin), Object: visit.Installation, Rate: visit.Write, Serve: p.Admin.CreateOrganisation},
			{Method: get, Path: "/admin/organisations/{organisation}", Allow: visit.Roles(org.Admin), Object: visit.Installation, Rate: visit.Read, Serve: p.Admin.NewAdmin},
			{Method: post, Path: "/admin/organisations/{organisation}", Allow: visit.Roles(org.Admin), Object: visit.Installation, Rate: visit.Write, Serve: p.Admin.InviteAdmin},
			{Method: get, Path: "/admin/mail", Allow: visit.Roles(org.Admin), Object: visit.Installation, Rate: visit.Read, Serve: p.Admin.Mail},
			{Method: post, Path: "/admin/mail", Allow: visit.Roles(org.Admin), Object: visit.Installation, Rate: visit.Write, Serve: p.Admin.SaveMail},
			{Method: post, Path: "/admin/mail/try", Allow: visit.Roles(org.Admin), Object: visit.Installation, Rate: visit.Sensible, Serve: p.Admin.TryMail},
			{Method: get, Path: "/admin/mail/queue", Allow: visit.Roles(org.Admin), Object: visit.Installation, Rate: visit.Read, Serve: p.Admin.Queue},
			{Method: post, Path: "/admin/mail/queue/{mail}", Allow: visit.Roles(org.Admin), Object: visit.Installation, Rate: visit.Write, Serve: p.Admin.Resend},
		},
		[]visit.Route{
			{Method: get, Path: "/o/{org}", Allow: visit.Roles(org.Admin, org.Coordinator), Object: visit.Org, Rate: visit.Read, Serve: p.Organisation.Home},
			{Method: get, Path: "/o/{org}/programmes/new", Allow: visit.Roles(org.Admin, org.Coordinator), Object: visit.Org, Rate: visit.Read, Serve: p.Programme.New},
			{Method: post, Path: "/o/{org}/programmes", Allow: visit.Roles(org.Admin, org.Coordinator), Object: visit.Org, Rate: visit.Write, Serve: p.Programme.Create},
			{Method: get, Path: "/o/{org}/directory", Allow: visit.Roles(org.Admin, org.Coordinator), Object: visit.Org, Rate: visit.Read, Serve: p.Organisation.Directory},
			{Method: get, Path: "/o/{org}/directory/new", Allow: visit.Roles(org.Admin, org.Coordinator), Object: visit.Org, Rate: visit.Read, Serve: p.Organisation.NewPerson},
			{Method: post, Path: "/o/{org}/directory/new", Allow: visit.Roles(org.Admin, org.Coordinator), Object: visit.Org, Rate: visit.Write, Serve: p.Organisation.AddPerson},
			{Method: get, Path: "/o/{org}/directory/{person}", Allow: visit.Roles(org.Admin, org.Coordinator), Object: visit.Org, Rate: visit.Read, Serve: p.Organisation.Person},
			{Method: post, Path: "/o/{org}/directory/{person}", Allow: visit.Roles(org.Admin, org.Coordinator), Object: visit.Org, Rate: visit.Write, Serve: p.Organisation.SavePerson},
			{Method: get, Path: "/o/{org}/access", Allow: visit.Roles(org.Admin), Object: visit.Org, Rate: visit.Read, Serve: p.Organisation.Access},
			{Method: post, Path: "/o/{org}/access", Allow: visit.Roles(org.Admin), Object: visit.Org, Rate: visit.Write, Serve: p.Organisation.GiveRole},
			{Method: post, Path: "/o/{org}/access/take", Allow: visit.Roles(org.Admin), Object: visit.Org, Rate: visit.Write, Serve: p.Organisation.TakeRole},
			{Method: post, Path: "/o/{org}/access/remind", Allow: visit.Roles(org.Admin), Object: visit.Org, Rate: visit.Write, Serve: p.Organisation.RemindRole},
			{Method: get, Path: "/o/{org}/settings", Allow: visit.Roles(org.Admin), Object: visit.Org, Rate: visit.Read, Serve: p.Organisation.Settings},
			{Method: post, Path: "/o/{org}/settings", Allow: visit.Roles(org.Admin), Object: visit.Org, Rate: visit.Write, Serve: p.Organisation.SaveSettings},
			{Method: get, Path: "/o/{org}/audit", Allow: visit.Roles(org.Admin), Object: visit.Org, Rate: visit.Read, Serve: p.Organisation.Audit},
		},

		// --- programme: set-up, public page, training ---
		[]visit.Route{
			{Method: get, Path: "/p/{programme}/setup", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Programme.Setup},
			{Method: get, Path: "/p/{programme}/setup/basics", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Programme.Basics},
			{Method: post, Path: "/p/{programme}/setup/basics", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Programme.SaveBasics},
			{Method: get, Path: "/p/{programme}/setup/purpose", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Programme.Purpose},
			{Method: post, Path: "/p/{programme}/setup/purpose", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Programme.SavePurpose},
			{Method: get, Path: "/p/{programme}/setup/time", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Programme.Time},
			{Method: post, Path: "/p/{programme}/setup/time", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Programme.SaveTime},
			{Method: get, Path: "/p/{programme}/setup/sponsor", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Programme.Sponsor},
			{Method: post, Path: "/p/{programme}/setup/sponsor", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Programme.SaveSponsor},
			{Method: get, Path: "/p/{programme}/setup/intake", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Programme.Intake},
			{Method: post, Path: "/p/{programme}/setup/intake", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Programme.SaveIntake},
			{Method: get, Path: "/p/{programme}/setup/agreement", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Programme.Agreement},
			{Method: post, Path: "/p/{programme}/setup/agreement", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Programme.SaveAgreement},
			{Method: post, Path: "/p/{programme}/setup/sponsor/remind", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Programme.RemindSponsor},
			{Method: get, Path: "/p/{programme}/setup/team", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Programme.Team},
			{Method: post, Path: "/p/{programme}/setup/team", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Programme.Join},
			{Method: post, Path: "/p/{programme}/setup/team/part", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Programme.Part},
			{Method: post, Path: "/p/{programme}/setup/team/remind", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Programme.Remind},
			{Method: post, Path: "/p/{programme}/setup/open", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Programme.Open},
			{Method: post, Path: "/p/{programme}/setup/start", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Programme.Start},
			{Method: get, Path: "/p/{programme}/setup/close", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Programme.Ending},
			{Method: post, Path: "/p/{programme}/setup/close", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Programme.Close},
			{Method: get, Path: "/p/{programme}/about", Allow: visit.Roles(org.Coordinator, org.Admin, org.Facilitator, org.Sponsor, visit.Anyone), Object: visit.Public, Rate: visit.Read, Serve: p.Programme.About},
			{Method: get, Path: "/p/{programme}/sponsor/commitment", Allow: visit.Roles(org.Sponsor), Object: visit.Programme, Rate: visit.Read, Serve: p.Programme.Commitment},
			{Method: post, Path: "/p/{programme}/sponsor/commitment", Allow: visit.Roles(org.Sponsor), Object: visit.Programme, Rate: visit.Write, Serve: p.Programme.Sign},
			{Method: post, Path: "/p/{programme}/sponsor/tasks", Allow: visit.Roles(org.Sponsor), Object: visit.Programme, Rate: visit.Write, Serve: p.Programme.Tick},
		},

		// --- enrolment: application, participants, import ---
		[]visit.Route{
			{Method: get, Path: "/p/{programme}/apply", Allow: visit.Roles(visit.Anyone), Object: visit.Public, Rate: visit.Read, Serve: p.Enrolment.ApplyChoose},
			{Method: get, Path: "/p/{programme}/apply/{side}", Allow: visit.Roles(visit.Anyone), Object: visit.Public, Rate: visit.Read, Serve: p.Enrolment.Apply},
			{Method: post, Path: "/p/{programme}/apply/{side}", Allow: visit.Roles(visit.Anyone), Object: visit.Public, Rate: visit.Write, Serve: p.Enrolment.ApplyStep},
			{Method: post, Path: "/p/{programme}/apply/{side}/send", Allow: visit.Roles(visit.Anyone), Object: visit.Public, Rate: visit.Sensible, Serve: p.Enrolment.ApplySend},
			{Method: get, Path: "/p/{programme}/apply/{side}/sent", Allow: visit.Roles(visit.Anyone), Object: visit.Public, Rate: visit.Read, Serve: p.Enrolment.ApplySent},
			{Method: post, Path: "/p/{programme}/apply/{side}/keep", Allow: visit.Roles(visit.Anyone), Object: visit.Public, Rate: visit.Sensible, Serve: p.Enrolment.ApplyKeep},
			{Method: get, Path: "/p/{programme}/apply/{side}/kept", Allow: visit.Roles(visit.Anyone), Object: visit.Public, Rate: visit.Read, Serve: p.Enrolment.ApplyKept},
			{Method: get, Path: "/p/{programme}/apply/{side}/mailed", Allow: visit.Roles(visit.Anyone), Object: visit.Public, Rate: visit.Read, Serve: p.Enrolment.ApplyMailed},
			{Method: get, Path: "/apply/{token}", Allow: visit.Roles(visit.Anyone), Rate: visit.Read, Serve: p.Enrolment.Confirm},
			{Method: post, Path: "/apply/{token}", Allow: visit.Roles(visit.Anyone), Rate: visit.Sensible, Serve: p.Enrolment.ConfirmSend},
			{Method: get, Path: "/p/{programme}/people", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Enrolment.PeopleList},
			{Method: get, Path: "/p/{programme}/people/export", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Enrolment.PeopleExport},
			{Method: post, Path: "/p/{programme}/people/invite", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Enrolment.PeopleInvite},
			{Method: get, Path: "/p/{programme}/people/decide", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Enrolment.SeatAsk},
			{Method: post, Path: "/p/{programme}/people/decide", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Enrolment.SeatDecide},
			{Method: get, Path: "/p/{programme}/people/add", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Enrolment.SeatAdd},
			{Method: post, Path: "/p/{programme}/people/add", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Enrolment.SeatAdded},
			{Method: get, Path: "/p/{programme}/people/{seat}", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Seat, Rate: visit.Read, Serve: p.Enrolment.SeatShow},
			{Method: post, Path: "/seat/{seat}/note", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Seat, Rate: visit.Write, Serve: p.Enrolment.SeatNote},
			{Method: post, Path: "/seat/{seat}/culture", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Seat, Rate: visit.Write, Serve: p.Enrolment.SeatCulture},
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

		importRoutes(p.Intake, "/p/{programme}/import", visit.Programme),
		importRoutes(p.Intake, "/o/{org}/import", visit.Org),

		// --- matching: the board ---
		[]visit.Route{
			{Method: get, Path: "/p/{programme}/match", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Matching.Board},
			{Method: get, Path: "/p/{programme}/match/waiting", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Matching.Waiting},
			{Method: get, Path: "/p/{programme}/match/options", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Matching.Options},
			{Method: get, Path: "/p/{programme}/match/marks", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Matching.Marks},
			{Method: get, Path: "/p/{programme}/match/rounds", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Matching.Rounds},
			{Method: post, Path: "/p/{programme}/match/run", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Matching.TakeRun},
			{Method: get, Path: "/p/{programme}/match/fairness", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Matching.Fairness},
			{Method: get, Path: "/p/{programme}/match/fairness.csv", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Matching.FairnessFile},
			{Method: get, Path: "/p/{programme}/match/pairs.xlsx", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Matching.PairsFile},
			{Method: get, Path: "/p/{programme}/match/rules", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Matching.Rules},
			{Method: post, Path: "/p/{programme}/match/rules", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Matching.SaveRules},
			{Method: post, Path: "/p/{programme}/match/rules/try", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Matching.TryRules},
			{Method: get, Path: "/p/{programme}/match/override", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Matching.OverrideAsk},
			{Method: post, Path: "/p/{programme}/match/override", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Matching.Override},
			{Method: get, Path: "/p/{programme}/match/rules.toml", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Matching.RulesFile},
			{Method: get, Path: "/p/{programme}/match/shape", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Matching.Shape},
			{Method: post, Path: "/p/{programme}/match/shape", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Matching.SaveShape},
			{Method: post, Path: "/p/{programme}/match/solve", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Matching.Solve},
			{Method: get, Path: "/p/{programme}/match/aims", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Matching.Aims},
			{Method: post, Path: "/p/{programme}/match/aims", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Matching.SaveAim},
			{Method: get, Path: "/p/{programme}/match/hand", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Matching.Hand},
			{Method: post, Path: "/p/{programme}/match/review", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Matching.AskReview},
			{Method: post, Path: "/p/{programme}/match/review/approve", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Matching.Approve},
			{Method: get, Path: "/p/{programme}/match/review/return", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Matching.Return},
			{Method: post, Path: "/p/{programme}/match/review/return", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Matching.SendBack},
			{Method: get, Path: "/p/{programme}/match/why", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Matching.Why},
			{Method: post, Path: "/p/{programme}/match/mark", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Matching.Edit},
			{Method: post, Path: "/p/{programme}/match/undo", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Matching.Undo},
			{Method: post, Path: "/p/{programme}/match/redo", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Matching.Redo},
			{Method: get, Path: "/p/{programme}/match/solving", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Matching.SolveProgress},
			{Method: post, Path: "/p/{programme}/match/solving/stop", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Matching.SolveStop},
			{Method: get, Path: "/p/{programme}/match/publish", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Matching.PublishAsk},
			{Method: post, Path: "/p/{programme}/match/publish", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Matching.Publish},
			{Method: get, Path: "/p/{programme}/match/proposals", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Matching.Proposals},
			{Method: get, Path: "/p/{programme}/match/withdraw", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Matching.WithdrawAsk},
			{Method: post, Path: "/p/{programme}/match/withdraw", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Matching.Withdraw},
			{Method: get, Path: "/p/{programme}/match/extend", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Matching.ExtendAsk},
			{Method: post, Path: "/p/{programme}/match/extend", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Matching.Extend},
			{Method: get, Path: "/p/{programme}/match/repair", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Matching.Repair},
			{Method: post, Path: "/p/{programme}/match/repair", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Matching.ChooseRepair},
			{Method: get, Path: "/p/{programme}/match/way", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Matching.Way},
			{Method: post, Path: "/p/{programme}/match/way", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Matching.SaveWay},
		},

		// --- matching: the participants' say ---
		[]visit.Route{
			{Method: get, Path: "/p/{programme}/match/wishes", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Matching.Wishes},
			{Method: post, Path: "/p/{programme}/match/wishes", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Matching.OpenWishes},
			{Method: post, Path: "/p/{programme}/match/wishes/dates", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Matching.MoveWishes},
			{Method: post, Path: "/p/{programme}/match/wishes/close", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Matching.CloseWishes},
			{Method: post, Path: "/p/{programme}/match/wishes/stop", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Matching.StopWishes},
			{Method: get, Path: "/seat/{seat}/wishes", Allow: visit.Roles(org.Mentee, org.Mentor), Object: visit.Seat, Rate: visit.Read, Serve: p.Choosing.Sheet},
			{Method: post, Path: "/seat/{seat}/wishes", Allow: visit.Roles(org.Mentee, org.Mentor), Object: visit.Seat, Rate: visit.Write, Serve: p.Choosing.Move},
			{Method: post, Path: "/seat/{seat}/wishes/message", Allow: visit.Roles(org.Mentee), Object: visit.Seat, Rate: visit.Write, Serve: p.Choosing.Write},
			{Method: get, Path: "/seat/{seat}/wishes/mentors", Allow: visit.Roles(org.Mentee), Object: visit.Seat, Rate: visit.Read, Serve: p.Choosing.Mentors},
			{Method: get, Path: "/seat/{seat}/pause", Allow: visit.Roles(org.Mentor), Object: visit.Seat, Rate: visit.Read, Serve: p.Choosing.PauseAsk},
			{Method: post, Path: "/seat/{seat}/pause", Allow: visit.Roles(org.Mentor), Object: visit.Seat, Rate: visit.Write, Serve: p.Choosing.Pause},
		},

		// --- talk: one-off conversations with bookable times ---
		[]visit.Route{
			{Method: get, Path: "/seat/{seat}/talks", Allow: visit.Roles(org.Mentee, org.Mentor), Object: visit.Seat, Rate: visit.Read, Serve: p.Talk.List},
			{Method: post, Path: "/seat/{seat}/talks", Allow: visit.Roles(org.Mentor), Object: visit.Seat, Rate: visit.Write, Serve: p.Talk.TimeOffer},
			{Method: get, Path: "/seat/{seat}/talks/{time}", Allow: visit.Roles(org.Mentee), Object: visit.Seat, Rate: visit.Read, Serve: p.Talk.BookForm},
			{Method: post, Path: "/seat/{seat}/talks/{time}", Allow: visit.Roles(org.Mentee), Object: visit.Seat, Rate: visit.Write, Serve: p.Talk.Book},
			{Method: get, Path: "/seat/{seat}/talks/{time}/remove", Allow: visit.Roles(org.Mentor), Object: visit.Seat, Rate: visit.Read, Serve: p.Talk.TimeRemoveForm},
			{Method: post, Path: "/seat/{seat}/talks/{time}/remove", Allow: visit.Roles(org.Mentor), Object: visit.Seat, Rate: visit.Write, Serve: p.Talk.TimeRemove},
			{Method: get, Path: "/seat/{seat}/talk/{talk}/cancel", Allow: visit.Roles(org.Mentee, org.Mentor), Object: visit.Seat, Rate: visit.Read, Serve: p.Talk.CancelForm},
			{Method: post, Path: "/seat/{seat}/talk/{talk}/cancel", Allow: visit.Roles(org.Mentee, org.Mentor), Object: visit.Seat, Rate: visit.Write, Serve: p.Talk.Cancel},
			{Method: post, Path: "/seat/{seat}/talk/{talk}/held", Allow: visit.Roles(org.Mentee, org.Mentor), Object: visit.Seat, Rate: visit.Write, Serve: p.Talk.Held},
			{Method: get, Path: "/seat/{seat}/talk/{talk}/calendar.ics", Allow: visit.Roles(org.Mentee, org.Mentor), Object: visit.Seat, Rate: visit.Read, Serve: p.Talk.Calendar},
			{Method: get, Path: "/p/{programme}/talks", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Talk.Overview},
			{Method: post, Path: "/p/{programme}/talks", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Write, Serve: p.Talk.SaveSetting},
		},

		// --- pair: proposal, agreement, meetings, ending ---
		[]visit.Route{
			{Method: get, Path: "/proposal/{proposal}", Allow: visit.Roles(org.Mentee, org.Mentor), Object: visit.Proposal, Rate: visit.Read, Serve: p.Pair.Proposal},
			{Method: post, Path: "/proposal/{proposal}", Allow: visit.Roles(org.Mentee, org.Mentor), Object: visit.Proposal, Rate: visit.Write, Serve: p.Pair.ProposalAnswer},
			{Method: post, Path: "/proposal/{proposal}/know", Allow: visit.Roles(org.Mentee, org.Mentor), Object: visit.Proposal, Rate: visit.Write, Serve: p.Pair.ProposalKnow},
			{Method: get, Path: "/pair/{pair}", Allow: visit.Roles(org.Mentee, org.Mentor), Object: visit.Pair, Rate: visit.Read, Serve: p.Pair.Show},
			{Method: post, Path: "/pair/{pair}/mark", Allow: visit.Roles(org.Mentee, org.Mentor), Object: visit.Pair, Rate: visit.Write, Serve: p.Pair.MarkSet},
			{Method: post, Path: "/pair/{pair}/phase", Allow: visit.Roles(org.Mentee, org.Mentor), Object: visit.Pair, Rate: visit.Write, Serve: p.Pair.PhaseAdvance},
			{Method: get, Path: "/pair/{pair}/agreement", Allow: visit.Roles(org.Mentee, org.Mentor), Object: visit.Pair, Rate: visit.Read, Serve: p.Pair.Agreement},
			{Method: post, Path: "/pair/{pair}/agreement", Allow: visit.Roles(org.Mentee, org.Mentor), Object: visit.Pair, Rate: visit.Write, Serve: p.Pair.AgreementSave},
			{Method: get, Path: "/pair/{pair}/agreement/edit", Allow: visit.Roles(org.Mentee, org.Mentor), Object: visit.Pair, Rate: visit.Read, Serve: p.Pair.AgreementEdit},
			{Method: get, Path: "/pair/{pair}/agreement/print", Allow: visit.Roles(org.Mentee, org.Mentor), Object: visit.Pair, Rate: visit.Read, Serve: p.Pair.AgreementPrint},
			{Method: post, Path: "/pair/{pair}/agreement/sign", Allow: visit.Roles(org.Mentee, org.Mentor), Object: visit.Pair, Rate: visit.Write, Serve: p.Pair.AgreementSign},
			{Method: get, Path: "/pair/{pair}/agreement/versions/{version}", Allow: visit.Roles(org.Mentee, org.Mentor), Object: visit.Pair, Rate: visit.Read, Serve: p.Pair.AgreementVersion},
			{Method: get, Path: "/pair/{pair}/meetings", Allow: visit.Roles(org.Mentee, org.Mentor), Object: visit.Pair, Rate: visit.Read, Serve: p.Pair.MeetingList},
			{Method: post, Path: "/pair/{pair}/meetings", Allow: visit.Roles(org.Mentee, org.Mentor), Object: visit.Pair, Rate: visit.Write, Serve: p.Pair.MeetingPropose},
			{Method: get, Path: "/pair/{pair}/meetings/record", Allow: visit.Roles(org.Mentee, org.Mentor), Object: visit.Pair, Rate: visit.Read, Serve: p.Pair.MeetingRecordForm},
			{Method: post, Path: "/pair/{pair}/meetings/record", Allow: visit.Roles(org.Mentee, org.Mentor), Object: visit.Pair, Rate: visit.Write, Serve: p.Pair.MeetingRecord},
			{Method: post, Path: "/pair/{pair}/meetings/{meeting}/accept", Allow: visit.Roles(org.Mentee, org.Mentor), Object: visit.Pair, Rate: visit.Write, Serve: p.Pair.MeetingAccept},
			{Method: get, Path: "/pair/{pair}/meetings/{meeting}/move", Allow: visit.Roles(org.Mentee, org.Mentor), Object: visit.Pair, Rate: visit.Read, Serve: p.Pair.MeetingMoveForm},
			{Method: post, Path: "/pair/{pair}/meetings/{meeting}/move", Allow: visit.Roles(org.Mentee, org.Mentor), Object: visit.Pair, Rate: visit.Write, Serve: p.Pair.MeetingMove},
			{Method: get, Path: "/pair/{pair}/meetings/{meeting}/cancel", Allow: visit.Roles(org.Mentee, org.Mentor), Object: visit.Pair, Rate: visit.Read, Serve: p.Pair.MeetingCancelForm},
			{Method: post, Path: "/pair/{pair}/meetings/{meeting}/cancel", Allow: visit.Roles(org.Mentee, org.Mentor), Object: visit.Pair, Rate: visit.Write, Serve: p.Pair.MeetingCancel},
			{Method: get, Path: "/pair/{pair}/meetings/{meeting}/held", Allow: visit.Roles(org.Mentee, org.Mentor), Object: visit.Pair, Rate: visit.Read, Serve: p.Pair.MeetingHoldForm},
			{Method: post, Path: "/pair/{pair}/meetings/{meeting}/held", Allow: visit.Roles(org.Mentee, org.Mentor), Object: visit.Pair, Rate: visit.Write, Serve: p.Pair.MeetingHold},
			{Method: post, Path: "/pair/{pair}/meetings/{meeting}/undo", Allow: visit.Roles(org.Mentee, org.Mentor), Object: visit.Pair, Rate: visit.Write, Serve: p.Pair.MeetingUndo},
			{Method: get, Path: "/pair/{pair}/meetings/{meeting}/calendar.ics", Allow: visit.Roles(org.Mentee, org.Mentor), Object: visit.Pair, Rate: visit.Read, Serve: p.Pair.MeetingCalendar},
			{Method: get, Path: "/pair/{pair}/meetings/{meeting}/pulse", Allow: visit.Roles(org.Mentee, org.Mentor), Object: visit.Pair, Rate: visit.Read, Serve: p.Pair.Pulse},
			{Method: post, Path: "/pair/{pair}/meetings/{meeting}/pulse", Allow: visit.Roles(org.Mentee, org.Mentor), Object: visit.Pair, Rate: visit.Write, Serve: p.Pair.PulseAnswer},
			{Method: get, Path: "/pair/{pair}/complete", Allow: visit.Roles(org.Mentee, org.Mentor), Object: visit.Pair, Rate: visit.Read, Serve: p.Pair.CompleteForm},
			{Method: get, Path: "/pair/{pair}/end", Allow: visit.Roles(org.Mentee, org.Mentor), Object: visit.Pair, Rate: visit.Read, Serve: p.Pair.Out},
			{Method: post, Path: "/pair/{pair}/pause", Allow: visit.Roles(org.Mentee, org.Mentor), Object: visit.Pair, Rate: visit.Write, Serve: p.Pair.Pause},
			{Method: post, Path: "/pair/{pair}/resume", Allow: visit.Roles(org.Mentee, org.Mentor), Object: visit.Pair, Rate: visit.Write, Serve: p.Pair.Resume},
			{Method: get, Path: "/pair/{pair}/stop", Allow: visit.Roles(org.Mentee, org.Mentor), Object: visit.Pair, Rate: visit.Read, Serve: p.Pair.StopForm},
			{Method: post, Path: "/pair/{pair}/stop", Allow: visit.Roles(org.Mentee, org.Mentor), Object: visit.Pair, Rate: visit.Write, Serve: p.Pair.Stop},
			{Method: post, Path: "/pair/{pair}/rematch", Allow: visit.Roles(org.Mentee, org.Mentor), Object: visit.Pair, Rate: visit.Write, Serve: p.Pair.Rematch},
			{Method: get, Path: "/p/{programme}/pairs", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Pair.List},
			{Method: get, Path: "/pair/{pair}/facts", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Pair, Rate: visit.Read, Serve: p.Pair.Facts},
			{Method: get, Path: "/pair/{pair}/facts/end", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Pair, Rate: visit.Read, Serve: p.Pair.EndForm},
			{Method: post, Path: "/pair/{pair}/facts/end", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Pair, Rate: visit.Write, Serve: p.Pair.End},
			{Method: post, Path: "/pair/{pair}/hello", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Pair, Rate: visit.Write, Serve: p.Pair.Hello},
		},

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
			{Method: get, Path: "/p/{programme}", Allow: visit.Roles(org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Report.Overview},
			{Method: get, Path: "/p/{programme}/sponsor", Allow: visit.Roles(org.Sponsor, org.Coordinator, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Report.Sponsor},
			{Method: get, Path: "/p/{programme}/report", Allow: visit.Roles(org.Coordinator, org.Sponsor, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Report.Report},
			{Method: get, Path: "/p/{programme}/report/csv", Allow: visit.Roles(org.Coordinator, org.Sponsor, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Report.ReportCSV},
			{Method: get, Path: "/p/{programme}/evaluation/{kind}", Allow: visit.Roles(org.Coordinator, org.Sponsor, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Report.Results},
			{Method: get, Path: "/p/{programme}/evaluation/{kind}/csv", Allow: visit.Roles(org.Coordinator, org.Sponsor, org.Admin), Object: visit.Programme, Rate: visit.Read, Serve: p.Report.ResultsCSV},
		},

		// --- home: start pages of each role ---
		[]visit.Route{
			{Method: get, Path: "/p/{programme}/me/{role}", Allow: visit.Roles(org.Mentee, org.Mentor), Object: visit.Programme, Rate: visit.Read, Serve: p.Home.Me},
			{Method: get, Path: "/seat/{seat}", Allow: visit.Roles(org.Mentee, org.Mentor), Object: visit.Seat, Rate: visit.Read, Serve: p.Home.Home},
		},
	)
}

// importRoutes are the steps of taking a list in, the same for a programme and for an organisation's staff list.
func importRoutes(p intakeweb.Pages, base string, object visit.Object) []visit.Route {
	lead := visit.Roles(org.Coordinator, org.Admin)
	batch := base + "/{batch}"
	return []visit.Route{
		{Method: get, Path: base, Allow: lead, Object: object, Rate: visit.Read, Serve: p.FileChoose},
		{Method: post, Path: base, Allow: lead, Object: object, Rate: visit.Upload, Serve: p.FileReceive},
		{Method: get, Path: batch + "/columns", Allow: lead, Object: object, Rate: visit.Read, Serve: p.ColumnMatch},
		{Method: post, Path: batch + "/columns", Allow: lead, Object: object, Rate: visit.Write, Serve: p.ColumnSave},
		{Method: get, Path: batch + "/check", Allow: lead, Object: object, Rate: visit.Read, Serve: p.RowCheck},
		{Method: post, Path: batch + "/same", Allow: lead, Object: object, Rate: visit.Write, Serve: p.RowSame},
		{Method: get, Path: batch + "/row/{row}", Allow: lead, Object: object, Rate: visit.Read, Serve: p.RowMend},
		{Method: post, Path: batch + "/row/{row}", Allow: lead, Object: object, Rate: visit.Write, Serve: p.RowSave},
		{Method: get, Path: batch + "/remarks", Allow: lead, Object: object, Rate: visit.Read, Serve: p.BatchRemarks},
		{Method: post, Path: batch + "/save", Allow: lead, Object: object, Rate: visit.Write, Serve: p.BatchSave},
		{Method: get, Path: batch + "/result", Allow: lead, Object: object, Rate: visit.Read, Serve: p.BatchResult},
		{Method: get, Path: batch + "/progress", Allow: lead, Object: object, Rate: visit.Read, Serve: p.BatchProgress},
		{Method: post, Path: batch + "/discard", Allow: lead, Object: object, Rate: visit.Write, Serve: p.BatchDiscard},
	}
}
