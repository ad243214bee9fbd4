package roster

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/document/value"
)

// protection reads what keeps children safe: age, a guardian's consent, a clearance for work with children.
func (r *reader) protection() {
	young := r.list.Options.Kind == WaitingList
	low, high := r.age(young)
	switch {
	case high == 0:
	case high < 15:
		r.row.Profile.AgeBand = "under_15"
	case low >= 18:
		r.row.Profile.AgeBand = "18_plus"
	case low < 15: // a band across the limit counts as the younger
		r.row.Profile.AgeBand = "under_15"
	default:
		r.row.Profile.AgeBand = "15_17"
	}
	r.guardian(young && high > 0 && low < 18)
	r.clearance()
	if s, _ := r.at(Gender); s != "" {
		r.row.Profile.Extra["gender"] = s
	}
	if s, _ := r.at(SameGender); value.YesNo(s) == value.Yes || strings.Contains(value.Fold(s), "samme") || strings.HasPrefix(value.Fold(s), "same") {
		r.row.Profile.Extra["same_gender"] = "yes"
	}
}

// age works out between which ages somebody is, from the band and the year of birth; where the two disagree, the younger counts.
// In the year of a birthday nobody can tell whether it has been. 0, 0 is unknown.
func (r *reader) age(young bool) (low, high int) {
	s, bc := r.at(AgeBand)
	low, high, excel := band(s)
	switch {
	case s != "" && high == 0:
		r.say(ValueUnknown, bc, s, "")
	case excel:
		r.say(AgeBandDate, bc, s, strconv.Itoa(low)+"–"+strconv.Itoa(high))
	}
	y, yc := r.at(BirthYear)
	if y == "" {
		if young && high > 0 && r.outside(low, high) {
			r.say(AgeOutOfRange, bc, s, "")
		}
		return low, high
	}
	year, err := strconv.Atoi(y)
	now := r.list.Options.Today.Time().Year()
	if err != nil || year < now-120 || year > now {
		r.say(ValueUnknown, yc, y, "")
		return low, high
	}
	r.row.Person.Extra["birth_year"] = y
	age := now - year
	if young && r.outside(age-1, age) {
		r.say(AgeOutOfRange, yc, strconv.Itoa(age), "")
		return low, high
	}
	if high == 0 {
		return age - 1, age
	}
	if age < low || age-1 > high {
		r.say(AgeConflict, bc, s, strconv.Itoa(age))
		if age < low {
			return age - 1, age
		}
	}
	return low, high
}

func (r *reader) outside(low, high int) bool {
	o := r.list.Options
	return o.AgeMax > 0 && (high < o.AgeMin || low > o.AgeMax)
}

var (
	bandText   = regexp.MustCompile(`^(\d{1,2})\s*(?:-|–|til|to)\s*(\d{1,2})(?:\s*(?:år|years?))?$`)
	bandMonth  = regexp.MustCompile(`^(\d{1,2})[-. ]+([a-zæ]{3,9})\.?$`)
	bandMonth2 = regexp.MustCompile(`^([a-zæ]{3,9})\.?[-. ]+(\d{1,2})$`)
	bandDate   = regexp.MustCompile(`^(\d{1,2})[-./](\d{1,2})[-./]\d{4}$`)
	bandISO    = regexp.MustCompile(`^\d{4}-(\d{2})-(\d{2})`)
	bandOpen   = regexp.MustCompile(`^(\d{1,2})\s*\+$|^(?:over|fra|above)\s+(\d{1,2})`)
	bandUnder  = regexp.MustCompile(`^(?:under|<)\s*(\d{1,2})`)
	bandOne    = regexp.MustCompile(`^(\d{1,2})(?:\s*(?:år|years?))?$`)
)

// band reads an age band. excel tells that a spreadsheet had made a date of it: 10-12 becomes 10 December or 12 October.
func band(s string) (low, high int, excel bool) {
	s = value.Fold(s)
	two := func(a, b string) (int, int) {
		x, _ := strconv.Atoi(a)
		y, _ := strconv.Atoi(b)
		return min(x, y), max(x, y)
	}
	if m := bandText.FindStringSubmatch(s); m != nil {
		low, high = two(m[1], m[2])
		return low, high, false
	}
	if m := bandMonth.FindStringSubmatch(s); m != nil && value.MonthName(m[2]) > 0 {
		low, high = two(m[1], strconv.Itoa(value.MonthName(m[2])))
		return low, high, true
	}
	if m := bandMonth2.FindStringSubmatch(s); m != nil && value.MonthName(m[1]) > 0 {
		low, high = two(m[2], strconv.Itoa(value.MonthName(m[1])))
		return low, high, true
	}
	for _, form := range []*regexp.Regexp{bandDate, bandISO} {
		if m := form.FindStringSubmatch(s); m != nil {
			low, high = two(m[1], m[2])
			return low, high, true
		}
	}
	if m := bandOpen.FindStringSubmatch(s); m != nil {
		low, _ = strconv.Atoi(m[1] + m[2])
		return low, 99, false
	}
	if m := bandUnder.FindStringSubmatch(s); m != nil {
		high, _ = strconv.Atoi(m[1])
		return 0, max(high-1, 0), false
	}
	if m := bandOne.FindStringSubmatch(s); m != nil {
		low, _ = strconv.Atoi(m[1])
		return low, low, false
	}
	return 0, 0, false
}

// guardian reads who stands for a child and whether they agree.
func (r *reader) guardian(minor bool) {
	extra := r.row.Person.Extra
	name, _ := r.at(GuardianName)
	phone, _ := r.at(GuardianPhone)
	mail, mc := r.at(GuardianEmail)
	address := ""
	if strings.TrimSpace(mail) != "" && !value.None(mail) {
		a, ok := value.Email(mail)
		if address = a.Text; !ok {
			r.list.Say(Message{Code: InvalidEmail, Severity: Warning, Row: r.n, Column: mc, Read: mail, Use: value.SuggestEmail(mail, nil)})
		}
	}
	for key, v := range map[string]string{"guardian_name": name, "guardian_phone": phone, "guardian_email": address} {
		if v != "" {
			extra[key] = v
		}
	}
	if r.list.Options.Kind == WaitingList && r.row.Person.Email == "" && r.row.Person.Phone == "" && address == "" && phone == "" {
		at := mc
		if at < 0 {
			at = max(r.list.Column(Email), r.list.NameColumn())
		}
		m := Message{Code: NoWayToReach, Row: r.n, Column: at}
		if !minor { // a grown-up may be known in other ways
			m.Severity = Info
		}
		r.list.Say(m)
	}
	s, c := r.at(GuardianConsent)
	if !minor {
		return
	}
	if value.YesNo(s) == value.Yes {
		r.row.Profile.Consent = "yes"
		return
	}
	r.row.Profile.Consent = "missing"
	if c < 0 {
		c = r.list.NameColumn()
	}
	r.say(ConsentMissing, c, s, "")
}

// clearance reads the state of a clearance. Only one that somebody saw on a date, and that has not run out, is one.
func (r *reader) clearance() {
	s, c := r.at(Clearance)
	if c < 0 {
		return
	}
	state, sure := r.word(Clearance, c, s)
	if sure == value.Empty {
		state = "none"
	}
	if sure == value.Unknown {
		r.say(ValueUnknown, c, s, "")
		state = "none"
	}
	seen, until := r.date(ClearanceSeen), r.date(ClearanceUntil)
	if state == "cleared" {
		switch seenColumn := r.list.Column(ClearanceSeen); {
		case until != "" && until < r.list.Options.Today:
			u, uc := r.at(ClearanceUntil)
			r.say(CertificateExpired, uc, u, "")
			state = "expired"
		case seen == "":
			if seenColumn < 0 {
				seenColumn = c
			}
			r.say(CertificateUndated, seenColumn, s, "")
			state = "awaiting"
		}
	}
	r.row.Profile.Cleared = state == "cleared"
	for key, v := range map[string]clock.Date{"clearance_seen": seen, "clearance_until": until} {
		if v != "" {
			r.row.Profile.Extra[key] = string(v)
		}
	}
	r.row.Profile.Extra["clearance"] = state
}
