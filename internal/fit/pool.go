package fit

import (
	"slices"
	"strings"

	"github.com/mentorskab/mentorskab/internal/enrolment"
	"github.com/mentorskab/mentorskab/internal/org"
)

// Pool is everybody who may be matched now, and what is known about who must not meet. Mentor seats and mentee seats keep their order:
// among equally good solutions it decides, so the same pool gives the same pairs.
type Pool struct {
	Mentors, Mentees []enrolment.Seat
	Leaders          map[string]org.Person // by person id; only ID and Leader are used
	Barriers         []enrolment.Barrier
	Earlier          []Couple       // have said no to each other, or have been a pair
	Acquainted       [][2]string    // two person ids that have been a pair in another programme
	Taken            map[string]int // seat id -> places that open proposals and living pairs hold
	Trained          bool           // the programme demands trained mentors
}

// Couple names two seats.
type Couple struct {
	Mentor string `json:"mentor"`
	Mentee string `json:"mentee"`
}

// Free is how many places a seat has left.
func (p Pool) Free(s enrolment.Seat) int { return max(s.Capacity-p.Taken[s.ID], 0) }

// open is the pool without the seats that have no place left.
func (p Pool) open() Pool {
	full := func(s enrolment.Seat) bool { return p.Free(s) == 0 }
	p.Mentors = slices.DeleteFunc(slices.Clone(p.Mentors), full)
	p.Mentees = slices.DeleteFunc(slices.Clone(p.Mentees), full)
	return p
}

// vocabulary gives each distinct word a small number. Capitals and spaces make no difference.
type vocabulary map[string]int32

// Fold makes two spellings of a word equal: capitals and spaces make no difference.
func Fold(word string) string { return strings.ToLower(strings.Join(strings.Fields(word), " ")) }

func (v vocabulary) id(word string) int32 {
	key := Fold(word)
	if key == "" {
		return -1
	}
	n, ok := v[key]
	if !ok {
		n = int32(len(v))
		v[key] = n
	}
	return n
}

// ids numbers words, each once, in their order; shown keeps how each was first written.
func (v vocabulary) ids(lists ...[]string) (ids []int32, shown []string) {
	seen := map[int32]bool{}
	for _, list := range lists {
		for _, w := range list {
			if n := v.id(w); n >= 0 && !seen[n] {
				seen[n] = true
				ids, shown = append(ids, n), append(shown, strings.Join(strings.Fields(w), " "))
			}
		}
	}
	return ids, shown
}

type bits []uint64

func bitsOf(ids []int32, size int) bits {
	b := make(bits, (size+63)/64)
	for _, n := range ids {
		b[n/64] |= 1 << (n % 64)
	}
	return b
}

func (b bits) has(n int32) bool { return int(n/64) < len(b) && b[n/64]&(1<<(n%64)) != 0 }

// card is a seat made ready for many comparisons: words as numbers, lists as sets.
type card struct {
	mentor bool
	seat   enrolment.Seat
	person int32
	leader int32 // nearest; -1 unknown
	chain  []int32
	unit   int32
	site   int32

	subjects      []int32 // a mentee seeks them
	subjectWords  []string
	has           bits // subjects a mentor can give
	strengths     []int32
	strengthWords []string
	wished        []enrolment.MentorRole // a mentee's, most wished first; doubles removed
	offers        uint16                 // bit per role in enrolment.MentorRoles
	avoids        uint16
	times         uint32
	tongues       []int32
	tongueWords   []string
	tongueSet     bits
	wishes        map[int32]int // person -> place in the list, from 0
	tenths        int           // years of experience in tenths; -1 unknown

	style      [enrolment.Statements]int8 // answers about working style; 0 is none
	known      []int32                    // people they have been a pair with elsewhere
	asksGender bool                       // a mentee asks for a mentor of their own gender
	gender     enrolment.Gender           // read only where somebody asks
	zone       offset
	terms      []term // of what they wrote, by id; only when it counts
	own        []told // answers to the programme's own criteria, in their order
	waiting    ruleSet
}

// Slots are the times of a week that a profile can hold, in order.
var Slots = []string{"mon_am", "mon_pm", "tue_am", "tue_pm", "wed_am", "wed_pm", "thu_am", "thu_pm", "fri_am", "fri_pm", "evening", "weekend"}

var slotBit, roleBit = func() (map[string]uint32, map[enrolment.MentorRole]uint16) {
	slots, roles := map[string]uint32{}, map[enrolment.MentorRole]uint16{}
	for i, s := range Slots {
		slots[s] = 1 << i
	}
	for i, r := range enrolment.MentorRoles {
		roles[r] = 1 << i
	}
	return slots, roles
}()

// deck is the pool made ready.
type deck struct {
	pool             Pool
	rules            Rules
	mentors, mentees []card
	barriers         map[couple]ruleSet
	earlier          map[couple]bool
	criteria         []Criterion      // Criteria, then the programme's own
	of               []int            // hundredths of a point per criterion, in the order of criteria
	subjects         int              // how many words for subjects there are
	places           map[string]int32 // seat -> place in mentors or mentees
	known            map[Couple]Pair  // explained already, by a Desk
}

func (d *deck) mentorAt(seat string) (int32, bool) {
	j, ok := d.places[seat]
	return j, ok && int(j) < len(d.mentors) && d.mentors[j].seat.ID == seat
}

func (d *deck) menteeAt(seat string) (int32, bool) {
	i, ok := d.places[seat]
	return i, ok && int(i) < len(d.mentees) && d.mentees[i].seat.ID == seat
}

// couple is a mentor and a mentee by place in the deck.
type couple struct{ mentor, mentee int32 }

func prepare(pool Pool, rules Rules) *deck {
	d := &deck{pool: pool, rules: rules, barriers: map[couple]ruleSet{}, earlier: map[couple]bool{}}
	d.criteria = append(d.criteria, Criteria[:]...)
	for _, o := range rules.Own {
		d.criteria = append(d.criteria, o.Criterion())
	}
	stems, own := vocabulary{}, make([]vocabulary, len(rules.Own))
	for i := range own {
		own[i] = vocabulary{}
	}
	people, subjects, tongues, units, sites := vocabulary{}, vocabulary{}, vocabulary{}, vocabulary{}, vocabulary{}
	read := func(s enrolment.Seat) card {
		p := s.Profile
		c := card{seat: s, mentor: s.Role == org.Mentor, person: people.id(s.Person.ID), leader: -1, unit: units.id(s.Person.Unit), site: sites.id(place(s)), tenths: -1}
		for i, id := range org.Chain(d.pool.Leaders, s.Person.ID) {
			c.chain = append(c.chain, people.id(id))
			if i == 0 {
				c.leader = c.chain[0]
			}
		}
		if s.Role == org.Mentee {
			c.subjects, c.subjectWords = subjects.ids(p.Competences, p.Themes)
		} else {
			c.subjects, c.subjectWords = subjects.ids(p.Competences, p.Themes, p.Strengths)
		}
		c.strengths, c.strengthWords = subjects.ids(p.Strengths)
		c.tongues, c.tongueWords = tongues.ids(p.Languages)
		for _, r := range p.Roles {
			if bit := roleBit[r]; bit != 0 && c.offers&bit == 0 {
				c.offers |= bit
				c.wished = append(c.wished, r)
			}
		}
		for _, r := range p.RolesNot {
			c.avoids |= roleBit[r]
		}
		for _, t := range p.Times {
			c.times |= slotBit[t]
		}
		if p.HasYears {
			c.tenths = int(p.Years*10 + 0.5)
		}
		for i, v := range p.Values {
			if i < len(c.style) && v >= 1 && v <= 5 {
				c.style[i] = int8(v)
			}
		}
		c.gender, c.asksGender = p.GenderOf(), s.Role == org.Mentee && p.AsksOwnGender()
		c.zone = offsetOf(p.Zone)
		if rules.Weights[Text] > 0 {
			c.terms = readText(stems, s)
		}
		for i, o := range rules.Own {
			c.own = append(c.own, o.tell(own[i], &p, s.Role == org.Mentor))
		}
		c.waiting = d.waitsFor(&c)
		c.wishes = map[int32]int{}
		for i, w := range p.Wishes {
			if n := people.id(w); n >= 0 {
				if _, twice := c.wishes[n]; !twice {
					c.wishes[n] = i
				}
			}
		}
		return c
	}
	byPerson := map[string][2]int32{} // person -> place as mentor and as mentee, from 1
	bySeat := map[string]int32{}
	for i, s := range pool.Mentors {
		d.mentors = append(d.mentors, read(s))
		at := byPerson[s.Person.ID]
		at[0] = int32(i) + 1
		byPerson[s.Person.ID], bySeat[s.ID] = at, int32(i)
	}
	for i, s := range pool.Mentees {
		d.mentees = append(d.mentees, read(s))
		at := byPerson[s.Person.ID]
		at[1] = int32(i) + 1
		byPerson[s.Person.ID], bySeat[s.ID] = at, int32(i)
	}
	for _, cards := range [][]card{d.mentors, d.mentees} {
		for i := range cards {
			cards[i].has = bitsOf(cards[i].subjects, len(subjects))
			cards[i].tongueSet = bitsOf(cards[i].tongues, len(tongues))
			for k := range cards[i].own {
				cards[i].own[k].set = bitsOf(cards[i].own[k].ids, len(own[k]))
			}
		}
	}
	d.read(stems)
	for _, pair := range pool.Acquainted {
		for i, one := range pair {
			if at, here := byPerson[one]; here && at[1] > 0 {
				n := &d.mentees[at[1]-1]
				n.known = append(n.known, people.id(pair[1-i]))
			}
		}
	}
	for _, b := range pool.Barriers {
		at := couple{byPerson[b.MentorPerson][0] - 1, byPerson[b.MenteePerson][1] - 1}
		if at.mentor >= 0 && at.mentee >= 0 {
			d.barriers[at] |= bitOf[barrierRules[b.Kind]]
		}
	}
	for _, e := range pool.Earlier {
		r, okR := bySeat[e.Mentor]
		c, okC := bySeat[e.Mentee]
		if okR && okC {
			d.earlier[couple{r, c}] = true
		}
	}
	d.places = bySeat
	d.subjects = len(subjects)
	d.share()
	return d
}

// barrierRules are the rules behind what people asked for or declared.
var barrierRules = map[enrolment.BarrierKind]Rule{enrolment.Veto: VetoRule, enrolment.Conflict: ConflictRule, enrolment.Assessment: AssessRule}

// read weighs the words of everybody's texts.
func (d *deck) read(stems vocabulary) {
	if d.rules.Weights[Text] == 0 {
		return
	}
	var all []*card
	for _, cards := range [][]card{d.mentors, d.mentees} {
		for i := range cards {
			if len(cards[i].terms) > 0 {
				all = append(all, &cards[i])
			}
		}
	}
	weigh(all, len(stems))
}

// place is where someone works: what they wrote in the profile, else the directory.
func place(s enrolment.Seat) string {
	if s.Profile.Site != "" {
		return s.Profile.Site
	}
	return s.Person.Place
}
