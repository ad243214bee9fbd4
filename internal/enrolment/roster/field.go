package roster

// Field is what a column can mean. The text of a field is the message "import.field_<field>".
type Field string

// The fields.
const (
	Ignore Field = ""     // left out
	Keep   Field = "keep" // kept under its heading as an answer of its own

	StaffNo   Field = "staff_no"
	FirstName Field = "first"
	LastName  Field = "last"
	FullName  Field = "full_name"
	Name      Field = "name" // any of the three, where one is missing
	Email     Field = "email"
	Phone     Field = "phone"
	Unit      Field = "unit"
	UnitCode  Field = "unit_code"
	Title     Field = "title"
	Site      Field = "site"
	LeaderNo  Field = "leader_no"
	Leader    Field = "leader"
	HiredOn   Field = "hired_on"
	LeftOn    Field = "left_on"
	WeekHours Field = "week_hours"

	Role        Field = "role"
	Both        Field = "both"
	Consent     Field = "consent"
	Since       Field = "since"
	Capacity    Field = "capacity"
	Level       Field = "level"
	Years       Field = "years"
	Video       Field = "video"
	TravelMax   Field = "travel_max"
	Languages   Field = "languages"
	Competences Field = "competences"
	Strengths   Field = "strengths"
	Themes      Field = "themes"
	Roles       Field = "roles"
	RolesNot    Field = "roles_not"
	Times       Field = "times"
	Hours       Field = "hours"
	Trained     Field = "trained"
	Culture     Field = "culture"
	Zone        Field = "zone"
	Motivation  Field = "motivation"
	Direction   Field = "direction"
	Wishes      Field = "wishes"
	Veto        Field = "veto"
	Note        Field = "note"

	BirthYear       Field = "birth_year"
	AgeBand         Field = "age_band"
	Gender          Field = "gender"
	SameGender      Field = "same_gender"
	GuardianName    Field = "guardian_name"
	GuardianEmail   Field = "guardian_email"
	GuardianPhone   Field = "guardian_phone"
	GuardianConsent Field = "guardian_consent"
	Clearance       Field = "clearance"
	ClearanceSeen   Field = "clearance_seen"
	ClearanceUntil  Field = "clearance_until"

	Interpreter         Field = "interpreter"
	InterpreterLanguage Field = "interpreter_language"
	DanishLevel         Field = "danish_level"
)

// shape is how the text of a field is laid out.
type shape uint8

const (
	line shape = iota // one line
	free              // text with line breaks
	list              // several entries
)

// spec is one line of the table of fields: for which lists, of what shape, and the headings it is known by. Headings are written
// as compact gives them; "a+b" after the bar stands for any heading that holds both parts.
type spec struct {
	field  Field
	kinds  string // "" any, "s" staff, "p" people
	shape  shape
	exact  string
	within string
}

var specs = []spec{
	{StaffNo, "", line, "medarbejdernr medarbejdernummer medarbejderid lønnr lønnummer ansatnr ansattenr personalenr personalenummer tjenestenr staffno staffnumber staffid employeeno employeenumber employeeid personnelno personnelnumber", ""},
	{FirstName, "", line, "fornavn fornavne firstname givenname forename", ""},
	{LastName, "", line, "efternavn efternavne lastname surname familyname", ""},
	{FullName, "", line, "navn name fullname fuldenavn fuldtnavn heltnavn ditnavn yourname deltager deltagernavn medarbejder medarbejdernavn employeename participant mentor mentornavn mentorname mentee menteenavn menteename", "fuldenavn fullname ditnavn yourname"},
	{Email, "", line, "email mail mailadresse emailadresse emailaddress epost egenemail arbejdsmail arbejdsemail workemail mentorsemail menteesemail", "email mailadresse epost"},
	{Phone, "", line, "telefon telefonnummer telefonnr tlf tlfnr mobil mobilnummer mobilnr phone phonenumber phoneno telephone mobile mobilephone cell", "telefon phone"},
	{UnitCode, "", line, "enhedskode afdelingskode enhedsnr enhedsnummer unitcode departmentcode deptcode costcentre omkostningssted", ""},
	{Unit, "", line, "afdeling enhed forvaltning område unit department dept division team arbejdsplads workplace", ""},
	{Title, "", line, "stilling stillingsbetegnelse titel jobtitel position title jobtitle job occupation profession erhverv", "tildaglig dailyjob"},
	{Site, "", line, "tjenestested arbejdssted sted lokation by bopæl town city site location office kontor", "hvor+mødes where+meet"},
	{LeaderNo, "", line, "ledersmedarbejdernr ledersmedarbejdernummer ledersnr ledersnummer ledernr ledernummer lederid chefsmedarbejdernr leaderno leadernumber leaderstaffno managerno managernumber managerid managerstaffno manageremployeenumber bossno", "leder+medarbejdernr manager+employeen manager+staffn"},
	{Leader, "", line, "nærmesteleder leder chef nærmestechef ledernavn lederensnavn manager managername leader leadername linemanager boss supervisor refererertil reportsto", "nærmesteleder linemanager"},
	{HiredOn, "", line, "ansatdato ansat ansatden ansættelsesdato startdato hired hiredon hiredate datehired startdate employmentdate", ""},
	{LeftOn, "", line, "fratrådtdato fratrådt fratrådtden fratrædelsesdato slutdato left lefton leavedate leavingdate dateleft terminationdate enddate", ""},
	{WeekHours, "s", line, "timerpruge ugentligetimer timetal hoursperweek weeklyhours", ""},

	{Role, "p", line, "rolle role deltagertype participanttype", "mentorellermentee mentorormentee tilmeldedigsom"},
	{Both, "p", line, "bothmentorandmentee bothroles beggeroller bådementorogmentee", "både+mentor+mentee both+mentor+mentee"},
	{GuardianConsent, "p", line, "samtykkefraværge værgesamtykke forældresamtykke guardianconsent parentalconsent parentconsent", "samtykke+værge samtykke+foræld consent+guardian consent+parent"},
	{Consent, "p", line, "samtykke consent gdpr", "måvibruge samtykke mayweuse consent"},
	{Since, "p", line, "tidsstempel timestamp skrevetop tilmeldt tilmeldtden tilmeldingsdato oprettet registered signedup signupdate applied appliedon submitted waitingsince ventersiden", "tidsstempel timestamp skrevetop signedup waitingsince"},
	{Capacity, "p", line, "kapacitet capacity antalmentees antalpladser maxmentees", "hvormangementees howmanymentees antalmentees numberofmentees"},
	{Level, "", line, "ledelsesniveau lederniveau niveau level managementlevel leadershiplevel", "ledelsesniveau"},
	{Years, "p", line, "ledererfaring erfaring erfaringår experience experienceyears yearsofexperience leadershipexperience yearsasaleader", "årserfaring årsledererfaring ledererfaring yearsofexperience yearsexperience experience+years"},
	{Video, "p", line, "video videoeriorden videook onlinemøder", "video"},
	{TravelMax, "p", line, "maksrejsetid rejsetid maxtravelminutes maxtraveltime traveltime traveltimemax", "rejsetid maxtravel traveltime"},
	{InterpreterLanguage, "p", line, "interpreterlanguage tolkesprog", ""},
	{Interpreter, "p", line, "interpreterneeded needsinterpreter interpreter tolk tolkebehov behovfortolk", "interpreterneed behovfortolk needsaninterpreter"},
	{DanishLevel, "p", line, "levelofdanish danishlevel danskniveau niveauidansk", "levelofdanish danskniveau"},
	{Languages, "p", list, "sprog languages language languagesspoken spokenlanguages talersprog", "hvilkesprog languagesspoken whichlanguages"},
	{Strengths, "p", list, "styrker minestyrker strengths mystrengths", "styrker strengths"},
	{Competences, "p", list, "kompetencer kompetencerjegsøger ønskedekompetencer competences competencies wantedcompetences skills faglighed emner topics canhelpwith wantshelpwith kanhjælpemed vilhavehjælptil", "kompetencer competenc emner helpwith hjælptil topics"},
	{Themes, "p", list, "temaer themes ledelsestemaer", "temaer themes"},
	{RolesNot, "p", list, "rolesnot rolestoavoid avoidedroles", "roller+undgår roller+ikke roles+avoid roles+not"},
	{Roles, "p", list, "roller roles ønskederoller tilbudteroller mentorroller wishedroles wantedroles offeredroles preferredroles", "roller+gerne mentorroller ønskederoller rolesi roles+prefer roles+offer mentorroles"},
	{Times, "p", list, "tider times mødetider suitabletime availability hvornårkandu", "suitabletime availab tidspunkt mødetider"},
	{Hours, "p", line, "timerprmåned hourspermonth hoursamonth", ""},
	{Trained, "p", line, "mentorkursusgennemført mentorkursus uddannet trained trainingcompleted mentortraining", "mentorkursus kursusgennemført mentortraining trainingdone"},
	{Culture, "p", line, "kulturbærer kulturbærere kulturbaerer culturebearer culturebearers culturecarrier", "kulturbærer culturebearer"},
	{Zone, "p", line, "tidszone timezone", "tidszone timezone"},
	{Wishes, "p", list, "ønskedementorer ønskedementees ønskementor wishedmentors wishedmentees preferredmentors preferredmentees wishes ønsker", "ønskedement wishedment preferredment"},
	{Veto, "p", list, "vilikkematchesmed veto vetoes donotmatchwith donotmatch notwith", "ikke+matchesmed notbematched donotmatch notmatchedwith rathernotbe"},
	{Direction, "p", free, "retning mål direction goal goals", "håberduatfå håberdu doyouhope"},
	{Motivation, "p", free, "motivation begrundelse biography bio ommig aboutme aboutyou whymentoring", "motivation biograf hvorforvildu whydoyouwant"},

	{GuardianName, "p", line, "forælderværge værge forælder værgesnavn forældersnavn guardian parent guardianname parentname parentguardian guardiansname", ""},
	{GuardianEmail, "p", line, "værgesemail værgesmail forældersemail forældremail guardianemail parentemail guardiansemail parentsemail", "værge+mail foræld+mail guardian+mail parent+mail"},
	{GuardianPhone, "p", line, "værgestelefon forælderstelefon guardianphone parentphone guardiansphone parentsphone", "værge+telefon foræld+telefon guardian+phone parent+phone"},
	{BirthYear, "p", line, "fødselsår fødselsaar årgang birthyear yearofbirth bornin", "fødselsår yearofbirth birthyear"},
	{AgeBand, "p", line, "aldersgruppe alder ageband agegroup age", "aldersgruppe agegroup"},
	{Gender, "p", line, "køn gender sex", ""},
	{SameGender, "p", line, "onlysamegender samegender sammekøn kunsammekøn ønskeomvoksen", "samegender sammekøn"},
	{ClearanceSeen, "p", line, "attestsetden attestset certificateseen clearanceseen clearanceseenon", "attest+set certificate+seen clearance+seen"},
	{ClearanceUntil, "p", line, "fornyessenest gyldigtil attestudløber validuntil renewby renewalby expires clearanceuntil", "attest+udløb fornyes attest+gyldig renewby"},
	{Clearance, "p", line, "børneattest attest clearance childcertificate certificate", "børneattest childcert clearance"},
	{Note, "", free, "bemærkning bemærkninger note notes kommentar kommentarer comment comments remark remarks", "bemærkning"},
}

// Fields lists what a column of a list of this kind may mean, in the order they are offered.
func Fields(k Kind) []Field {
	var out []Field
	for _, s := range specs {
		if s.allowed(k) {
			out = append(out, s.field)
		}
	}
	return out
}

func (s spec) allowed(k Kind) bool {
	return k == "" || s.kinds == "" || (s.kinds == "s") == (k == Staff)
}

var shapes = func() map[Field]shape {
	m := map[Field]shape{Keep: free}
	for _, s := range specs {
		m[s.field] = s.shape
	}
	return m
}()
