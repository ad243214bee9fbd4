package enrolment

import "github.com/mentorskab/mentorskab/internal/document/value"

// Gender is what somebody chose to tell. It is used for figures, and where a mentee asks for a mentor of their own gender.
type Gender string

// The answers one can give.
const (
	Woman       Gender = "woman"
	Man         Gender = "man"
	OtherGender Gender = "other"
)

// Genders in the order in which they are offered.
var Genders = []Gender{Woman, Man, OtherGender}

func genders() []string {
	var out []string
	for _, g := range Genders {
		out = append(out, string(g))
	}
	return out
}

// genderWords are what lists write, folded.
var genderWords = map[string]Gender{
	"kvinde": Woman, "k": Woman, "pige": Woman, "female": Woman, "f": Woman, "woman": Woman, "girl": Woman,
	"mand": Man, "m": Man, "dreng": Man, "male": Man, "man": Man, "boy": Man,
	"andet": OtherGender, "other": OtherGender, "nonbinær": OtherGender, "non-binary": OtherGender,
}

// GenderOf is what somebody told about their gender, in the form or in a list that was imported; "" for nothing, or nothing we know.
func (p Profile) GenderOf() Gender {
	if p.Gender != "" {
		return p.Gender
	}
	return genderWords[value.Fold(p.Extra["gender"])]
}

// AsksOwnGender tells whether a mentee asks for a mentor of their own gender.
func (p Profile) AsksOwnGender() bool {
	return p.OwnGender == "yes" || p.OwnGender == "" && p.Extra["same_gender"] == "yes"
}
