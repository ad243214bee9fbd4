package fit

import "strings"

// Gender, ethnicity, health, faith and age never enter a score, unless a mentee asks for a mentor of their own gender. So no own
// criterion may be made of a column about them, and words about them do not meet in free text.

// sensitiveHeadings are what such a column is called, as whole words or as the beginning of one.
var sensitiveHeadings = []string{
	"køn", "gender", "sex", "alder", "aldersgruppe", "aldersbånd", "age", "født", "fødselsdag", "fødselsdato", "fødselsår", "fødeland", "birth", "born",
	"etnicitet", "etnisk", "ethnicity", "ethnic", "race", "nationalitet", "nationality", "statsborgerskab", "citizenship", "oprindelse", "oprindelsesland", "herkomst", "origin",
	"religion", "religiøs", "tro", "trosretning", "faith", "belief", "helbred", "helbredsoplysninger", "health", "sygdom", "sygdomme", "illness", "diagnose", "diagnosis",
	"handicap", "handikap", "disability", "seksualitet", "sexuality", "orientation", "cpr", "clearance", "børneattest", "consent",
}

// Sensitive tells whether a column is about such a trait, by its heading.
func Sensitive(heading string) bool {
	for _, word := range letters(Fold(heading)) {
		for _, s := range sensitiveHeadings {
			if word == s || len(s) >= 6 && strings.HasPrefix(word, s) {
				return true
			}
		}
	}
	return false
}

// sensitiveWords do not meet in free text, whole; sensitiveBegins neither, nor what begins with them.
var (
	sensitiveWords = wordSet(`mand mænd manden mændene kvinde kvinder kvinden kvinderne dreng drenge drengen pige piger pigen herre dame damer køn kønnet mandlig mandlige
		kvindelig kvindelige man men woman women boy boys girl girls male males female females gender sex
		ung unge ældre gammel gamle alder år årig årige young old older elderly age aged years
		jøde jøder jødisk jew jews jewish hindu hinduer sikh tro troende kirke kirken moské moske moskeen synagoge church mosque faith believer
		syg sygdom sygemeldt angst ptsd adhd add ocd gravid pregnant ill illness disease cancer kræft
		arab araber arabisk kurd kurder kurdisk somali somalier roma hvid sort white black race bøsse lesbisk gay lesbian trans queer`)
	sensitiveBegins = []string{
		"muslim", "islam", "krist", "christ", "kathol", "katol", "cathol", "buddh", "ateis", "atheis", "religi", "etnisk", "etnici", "ethnic", "national", "indvandr", "immigra",
		"flygtning", "refugee", "handicap", "handikap", "disab", "diagnos", "depress", "autis", "skizof", "schizo", "bipolar", "demens", "homosek", "homosex", "biseks", "bisex",
		"transkøn", "transgen", "nonbin", "helbred", "health", "sklerose", "sclerosis", "diabet",
	}
)

func sensitiveWord(word string) bool {
	if sensitiveWords[word] {
		return true
	}
	for _, s := range sensitiveBegins {
		if strings.HasPrefix(word, s) {
			return true
		}
	}
	return false
}

func wordSet(list string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(list) {
		out[w] = true
	}
	return out
}
