package demo

import (
	"strings"
)

// player is one of the invented people.
type player struct{ name, title, unit string }

// email makes an address of a name: Søren Ågaard is soeren.aagaard@fjordby.example.org.
func (p player) email(domain string) string {
	s := strings.NewReplacer("æ", "ae", "ø", "oe", "å", "aa", "é", "e", "ü", "u").Replace(strings.ToLower(p.name))
	return strings.ReplaceAll(s, " ", ".") + "@" + domain
}

var (
	karen = player{"Karen Møller", "HR-konsulent", "HR og Organisation"}
	lone  = player{"Lone Vestergaard", "Systemansvarlig", "It og Digitalisering"}
	soren = player{"Søren Ågaard", "Kommunaldirektør", "Direktionen"}
	henny = player{"Henny Aaby", "Lederudvikler", "HR og Organisation"}
)

// leaders take part as mentors in the leadership programme, newLeaders as mentees.
var leaders = []player{
	{"Jørgen Østerby", "Afdelingschef", "Teknik og Miljø"},
	{"Hanne Skov", "Institutionsleder", "Børn og Unge"},
	{"Birgitte Aagaard", "Centerchef", "Social og Sundhed"},
	{"Peter Bøgh", "Driftschef", "Teknik og Miljø"},
	{"Tove Brandt", "Skoleleder", "Børn og Unge"},
	{"Niels Frandsen", "Økonomichef", "Økonomi"},
	{"Mette Lyng", "Områdeleder", "Hjemmeplejen Syd"},
	{"Anders Riis", "Bibliotekschef", "Kultur og Fritid"},
	{"Inge Dam", "Sundhedschef", "Social og Sundhed"},
	{"Ole Thorup", "Byggechef", "Teknik og Miljø"},
	{"Susanne Kruse", "Personalechef", "HR og Organisation"},
	{"Erik Vind", "Beredskabschef", "Beredskab"},
	{"Lis Holm", "Centerleder", "Hjemmeplejen Nord"},
	{"Torben Juhl", "It-chef", "It og Digitalisering"},
	{"Marianne Bech", "Daginstitutionschef", "Børn og Unge"},
	{"Per Krogh", "Planchef", "Byrum og Plan"},
	{"Gitte Ravn", "Jobcenterchef", "Job og Borgerservice"},
	{"Flemming Lund", "Idrætschef", "Kultur og Fritid"},
	{"Jytte Norup", "Plejehjemsleder", "Hjemmeplejen Syd"},
	{"Kim Bang", "Vejchef", "Teknik og Miljø"},
	{"Rikke Toft", "Kommunikationschef", "Direktionen"},
	{"Henrik Balle", "Borgerservicechef", "Job og Borgerservice"},
	{"Anette Sloth", "Tandplejechef", "Social og Sundhed"},
	{"Bo Winther", "Skoleleder", "Børn og Unge"},
	{"Lars Høeg", "Forsyningschef", "Teknik og Miljø"},
	{"Vibeke Ladefoged", "Museumschef", "Kultur og Fritid"},
}

var newLeaders = []player{
	{"Sofie Lindegård", "Teamleder", "Hjemmeplejen Nord"},
	{"Mads Kjær", "Projektleder", "Byrum og Plan"},
	{"Yusuf Demir", "Teamleder", "Hjemmeplejen Syd"},
	{"Nanna Øvlisen", "Viceskoleleder", "Børn og Unge"},
	{"Ida Høyer", "Teamkoordinator", "Job og Borgerservice"},
	{"Ali Rezaei", "Gruppeleder", "It og Digitalisering"},
	{"Line Sørensen", "Pædagogisk leder", "Børn og Unge"},
	{"Jonas Hvid", "Projektleder", "Byrum og Plan"},
	{"Amira Haddad", "Teamleder", "Social og Sundhed"},
	{"Rasmus Tønder", "Driftsleder", "It og Digitalisering"},
	{"Camilla Friis", "Afsnitsleder", "Hjemmeplejen Nord"},
	{"Martin Bjerre", "Værkstedsleder", "Teknik og Miljø"},
	{"Trine Dahl", "Souschef", "Børn og Unge"},
	{"Simon Gade", "Økonomikoordinator", "Økonomi"},
	{"Maria Petersen", "Teamleder", "Job og Borgerservice"},
	{"Emil Nørgaard", "Projektleder", "Kultur og Fritid"},
	{"Louise Kofoed", "Afdelingsleder", "Social og Sundhed"},
	{"Thomas Ibsen", "Holdleder", "Beredskab"},
	{"Fatima Yildiz", "Daglig leder", "Børn og Unge"},
	{"Christian Moesgaard", "Teamleder", "Teknik og Miljø"},
	{"Signe Brandt", "Souschef", "Hjemmeplejen Syd"},
	{"Oliver Strand", "Projektleder", "Økonomi"},
	{"Julie Aagesen", "Afsnitsleder", "Social og Sundhed"},
	{"Nikolaj Borg", "Teamkoordinator", "Kultur og Fritid"},
	{"Helle Munk", "Køkkenleder", "Hjemmeplejen Nord"},
	{"Kasper Lykke", "Gruppeleder", "Job og Borgerservice"},
	{"Astrid Vang", "Viceskoleleder", "Børn og Unge"},
}

// projectLeaders take part as mentees in the programme that is about to begin.
var projectLeaders = []player{
	{"Bjarke Holt", "Projektleder", "Byrum og Plan"},
	{"Cecilie Ravnsborg", "Projektleder", "It og Digitalisering"},
	{"Daniel Okoye", "Udviklingskonsulent", "Børn og Unge"},
	{"Esther Krag", "Projektkoordinator", "Social og Sundhed"},
	{"Frederikke Lund", "Projektleder", "Teknik og Miljø"},
	{"Gustav Bruun", "Anlægsleder", "Teknik og Miljø"},
	{"Hadi Mansour", "Klimakoordinator", "Byrum og Plan"},
	{"Iben Thygesen", "Udviklingskonsulent", "Job og Borgerservice"},
	{"Jeppe Solgaard", "Projektleder", "Kultur og Fritid"},
	{"Kathrine Ager", "Projektleder", "Økonomi"},
}

var (
	leadershipThemes = []string{"Den svære samtale", "Fra kollega til leder", "Prioritering og tid", "Forandring", "Delegering", "Ledelse opad", "Egen trivsel som leder", "Teamets samarbejde"}
	leadershipSkills = []string{"Konflikthåndtering", "Økonomistyring", "Forandringsledelse", "Sygefravær og trivsel", "Projektledelse", "Politisk betjening", "Kommunikation", "Rekruttering"}
	leadershipWhy    = []string{
		"Jeg har fået ansvar for et team, jeg før var kollega i.", "Jeg vil gerne turde sige tingene tidligere.", "Vi står midt i en omlægning, som ikke alle er enige i.",
		"Jeg bruger for meget tid på drift og for lidt på at lede.", "Jeg mangler en at tænke højt med, som ikke er min egen chef.",
	}
	leadershipGive = []string{
		"Jeg har lavet fejl nok til, at andre kan have glæde af dem.", "Jeg lærer selv af at høre, hvordan andre har det som nye ledere.", "Jeg vil gerne give noget videre, før jeg går på pension.",
		"Jeg savner samtaler, der ikke handler om min egen afdeling.",
	}
)

// helpers and newcomers meet in the integration programme of an association.
var helpers = []player{
	{"Åse Krogh", "Sygeplejerske", "Aalborg"},
	{"Bent Lassen", "Tømrer", "Aalborg"},
	{"Dorte Munk", "Lærer", "Aalborg"},
	{"Erik Sand", "Ingeniør", "Aalborg"},
	{"Gerda Friis", "Pensioneret revisor", "Aalborg"},
	{"Hassan Nur", "Social- og sundhedsassistent", "Aalborg"},
	{"Inger Holst", "Butiksleder", "Aalborg"},
	{"Jens Due", "Kok", "Aalborg"},
}

var newcomers = []player{
	{"Olena Kovalenko", "Økonom", "Aalborg"},
	{"Selam Tesfay", "Sygeplejerske", "Aalborg"},
	{"Bilal Haddad", "Socialrådgiver", "Aalborg"},
	{"Agnieszka Nowak", "Ingeniør", "Aalborg"},
	{"Mariam Yusuf", "Skrædder", "Aalborg"},
	{"Dawit Abraha", "Mekaniker", "Aalborg"},
	{"Rana Karimi", "Lærer", "Aalborg"},
	{"Ivan Petrenko", "Elektriker", "Aalborg"},
	{"Thu Nguyen", "Kok", "Aalborg"},
}

// grownUps and youngsters are the youth programme; caseworkers' mentors and their citizens the paid one.
var grownUps = []player{
	{"Camilla Dam", "Pædagog", "Vejle"}, {"Frederik Holm", "Studerende", "Vejle"}, {"Hanne Åkjær", "Bibliotekar", "Vejle"}, {"Morten Juul", "Smed", "Vejle"}, {"Sara Lindholm", "Arkitekt", "Vejle"}, {"Viggo Bach", "Pensionist", "Vejle"},
}

var youngsters = []player{
	{"Noah Nissen", "9. klasse", "Vejle"}, {"Liva Thorsen", "1.g", "Vejle"}, {"Elias Omar", "8. klasse", "Vejle"}, {"Freja Kloster", "10. klasse", "Vejle"}, {"August Skov", "9. klasse", "Vejle"}, {"Maja Lind", "2.g", "Vejle"},
}

var paidMentors = []player{
	{"Kirsten Bay", "Fagmentor", "Værkstedet"}, {"Leif Andersen", "Virksomhedsmentor", "Lageret"}, {"Pia Storm", "Fagmentor", "Køkkenet"}, {"René Vestergård", "Virksomhedsmentor", "Gartneriet"},
}

var citizens = []player{
	{"Borger 1041", "", "Værkstedet"}, {"Borger 1057", "", "Lageret"}, {"Borger 1063", "", "Køkkenet"}, {"Borger 1070", "", "Gartneriet"}, {"Borger 1088", "", "Værkstedet"},
}
