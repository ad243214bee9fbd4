package roster

import (
	"strings"

	"github.com/mentorskab/mentorskab/internal/document/value"
)

// roleWords are what a participant can be in a column that says who is what.
var roleWords = value.NewVocabulary(
	"mentor: mentor, mentorer: mentor, mentors",
	"mentee: mentee, mentees, adept: mentee, mentees, protégé, protege",
	"both: begge, begge dele, begge roller, mentor og mentee, både mentor og mentee: both, both roles, mentor and mentee, both mentor and mentee",
)

// mentorRoles are the nine roles by name.
var mentorRoles = value.NewVocabulary(
	"role_model: rollemodel, forbillede: role model, rolemodel",
	"sparring_partner: sparringspartner, sparring, sparrings partner: sparring partner, sparring, sounding board",
	"adviser: rådgiver, vejleder: adviser, advisor",
	"knowledge_sharer: videndeler, vidensdeler, videndeling, ekspert: knowledge sharer, knowledge sharing, expert",
	"coach: coach: coach",
	"critic: kritiker, konstruktiv kritiker: critic, constructive critic",
	"networker: netværker, netværksskaber: networker, network builder",
	"door_opener: døråbner: door opener, dooropener",
	"friend: ven, en ven: friend, a friend",
)

// clearances are the states of a clearance for work with children.
var clearances = value.NewVocabulary(
	"cleared: ok, godkendt, i orden, ja, modtaget: ok, cleared, approved, yes, valid, received",
	"ordered: bestilt, ansøgt, indhentes: ordered, requested, applied for",
	"awaiting: afventer, afventer samtykke, venter, venter på samtykke: awaiting, awaiting consent, pending",
	"expired: udløbet, forældet: expired, lapsed",
	"none: ikke bestilt, mangler, nej, ingen: not ordered, none, no, missing",
)

// languages by their ISO 639 codes.
var languages = value.NewVocabulary(
	"da: dansk: danish, dansk", "en: engelsk: english", "de: tysk: german, deutsch", "sv: svensk: swedish, svenska", "no: norsk: norwegian, norsk",
	"fo: færøsk: faroese", "kl: grønlandsk, kalaallisut: greenlandic, kalaallisut", "is: islandsk: icelandic", "fi: finsk: finnish", "se: samisk: sami, northern sami",
	"nl: hollandsk, nederlandsk: dutch", "fr: fransk: french", "es: spansk: spanish", "it: italiensk: italian", "pt: portugisisk: portuguese", "el: græsk: greek",
	"pl: polsk: polish", "cs: tjekkisk: czech", "sk: slovakisk: slovak", "hu: ungarsk: hungarian", "ro: rumænsk: romanian", "bg: bulgarsk: bulgarian",
	"ru: russisk: russian", "uk: ukrainsk: ukrainian", "be: hviderussisk, belarusisk: belarusian", "lt: litauisk: lithuanian", "lv: lettisk: latvian", "et: estisk: estonian",
	"bs: bosnisk: bosnian", "hr: kroatisk: croatian", "sr: serbisk: serbian", "sl: slovensk: slovenian, slovene", "mk: makedonsk: macedonian", "sq: albansk: albanian",
	"tr: tyrkisk: turkish", "ku: kurdisk: kurdish", "kmr: kurmanji, kurdisk (kurmanji), nordkurdisk: kurdish (kurmanji), kurmanji, northern kurdish",
	"ckb: sorani, kurdisk (sorani), centralkurdisk: kurdish (sorani), sorani, central kurdish",
	"ar: arabisk: arabic", "fa: farsi, persisk: farsi, persian", "prs: dari: dari", "ps: pashto: pashto", "ur: urdu: urdu", "hi: hindi: hindi", "pa: punjabi: punjabi",
	"bn: bengali: bengali, bangla", "ta: tamil, tamilsk: tamil", "te: telugu: telugu", "ml: malayalam: malayalam", "ne: nepalesisk, nepali: nepali", "si: singalesisk: sinhala",
	"so: somali, somalisk: somali", "am: amharisk: amharic", "ti: tigrinya: tigrinya", "om: oromo: oromo", "sw: swahili: swahili", "rw: kinyarwanda: kinyarwanda",
	"rn: kirundi: kirundi", "ln: lingala: lingala", "ha: hausa: hausa", "yo: yoruba: yoruba", "ig: igbo: igbo", "wo: wolof: wolof",
	"he: hebraisk: hebrew", "hy: armensk: armenian", "ka: georgisk: georgian", "az: aserbajdsjansk: azerbaijani", "uz: usbekisk: uzbek", "kk: kasakhisk: kazakh",
	"zh: kinesisk, mandarin: chinese, mandarin", "yue: kantonesisk: cantonese", "ja: japansk: japanese", "ko: koreansk: korean", "vi: vietnamesisk: vietnamese",
	"th: thai, thailandsk: thai", "tl: tagalog, filippinsk: tagalog, filipino", "id: indonesisk: indonesian", "ms: malajisk: malay", "my: burmesisk: burmese",
	"rhg: rohingya: rohingya", "km: khmer: khmer", "lo: lao, laotisk: lao", "mn: mongolsk: mongolian", "bo: tibetansk: tibetan",
	"dsl: dansk tegnsprog, tegnsprog: danish sign language, sign language",
)

// Language gives the ISO code of a language's Danish or English name; "" when it is not known.
func Language(name string) string {
	key, sure := languages.Find(name, value.Tongue{})
	if sure == value.Plain {
		return key
	}
	return ""
}

var weekdays = map[string]string{
	"man": "mon", "mandag": "mon", "mandage": "mon", "mon": "mon", "monday": "mon", "mondays": "mon",
	"tir": "tue", "tirs": "tue", "tirsdag": "tue", "tirsdage": "tue", "tue": "tue", "tues": "tue", "tuesday": "tue", "tuesdays": "tue",
	"ons": "wed", "onsdag": "wed", "onsdage": "wed", "wed": "wed", "wednesday": "wed", "wednesdays": "wed",
	"tor": "thu", "tors": "thu", "torsdag": "thu", "torsdage": "thu", "thu": "thu", "thur": "thu", "thurs": "thu", "thursday": "thu", "thursdays": "thu",
	"fre": "fri", "fredag": "fri", "fredage": "fri", "fri": "fri", "friday": "fri", "fridays": "fri",
}

var allDays = []string{"mon", "tue", "wed", "thu", "fri"}

// times reads one wish for a time of the week; nil when it is none.
func times(s string) []string {
	var days []string
	part := ""
	words := strings.FieldsFunc(value.Fold(s), func(r rune) bool { return r == ' ' || r == '.' || r == '-' || r == '_' })
	for _, w := range words {
		switch w {
		case "hverdag", "hverdage", "weekday", "weekdays":
			days = allDays
		case "weekend", "weekends", "weekender", "lørdag", "søndag", "saturday", "sunday":
			return []string{"weekend"}
		case "aften", "aftener", "aftenen", "evening", "evenings":
			return []string{"evening"}
		case "formiddag", "formiddage", "morgen", "morgener", "am", "morning", "mornings":
			part = "_am"
		case "eftermiddag", "eftermiddage", "pm", "afternoon", "afternoons":
			part = "_pm"
		default:
			if d := weekdays[w]; d != "" {
				days = append(days[:len(days):len(days)], d)
			} else {
				return nil
			}
		}
	}
	if part != "" && days == nil {
		days = allDays
	}
	var out []string
	for _, d := range days {
		for _, p := range []string{"_am", "_pm"} {
			if part == "" || part == p {
				out = append(out, d+p)
			}
		}
	}
	return out
}
