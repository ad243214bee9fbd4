package enrolment

import (
	"context"
	"strings"
	"unicode"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/org"
)

// Filter narrows a programme's seats. Empty fields mean any.
type Filter struct {
	Role    org.Role
	Status  Status
	Unit    string
	Trained string // yes or no
	Search  string // in name, address and unit
	Open    bool   // only those with a barrier that must be settled
}

// Found is one page of a list.
type Found struct {
	Seats       []Seat
	From, Total int // From counts from 1
}

// where writes the filter as SQL. Words are compared as typed, in small letters and as a name is written, since SQLite knows the
// small letters of a to z only.
func (f Filter) where(orgID, programmeID string) (text string, args []any) {
	typed, small, named := "", "", ""
	if s := strings.ToLower(strings.TrimSpace(f.Search)); s != "" {
		typed, small, named = contains(strings.TrimSpace(f.Search)), contains(s), contains(upperFirst(s))
	}
	open := ""
	if f.Open {
		open = "yes"
	}
	return ` where s.org_id=$1 and s.programme_id=$2 and ($3='' or s.role=$3) and ($4='' or s.status=$4) and ($5='' or n.unit=$5)
		and ($6='' or ($6='yes' and s.trained_on<>'') or ($6='no' and s.trained_on=''))
		and ($7='' or lower(n.name) like $7 escape '\' or n.name like $8 escape '\' or n.name like $9 escape '\' or n.email like $7 escape '\'
			or lower(n.unit) like $7 escape '\' or n.unit like $8 escape '\' or n.unit like $9 escape '\')
		and ($10='' or s.profile like '%"unsettled":%')`,
		[]any{orgID, programmeID, f.Role, f.Status, f.Unit, f.Trained, small, typed, named, open}
}

func contains(s string) string {
	return "%" + strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(s) + "%"
}

func upperFirst(s string) string {
	r := []rune(s)
	r[0] = unicode.ToUpper(r[0])
	return string(r)
}

// List reads one page of a programme's seats by name; the waiting list, and who waits for an answer, by when they applied.
func (e *Enrolments) List(ctx context.Context, a org.Actor, f Filter, page, size int) (Found, error) {
	out := Found{From: max(page-1, 0)*size + 1}
	if err := mayTrain(a, a.Org, a.Programme); err != nil {
		return out, err
	}
	where, args := f.where(a.Org, a.Programme)
	var err error
	if out.Total, err = db.One[int](ctx, e.DB, "select count(*) from seat s join person n on n.id = s.person_id"+where, args...); err != nil {
		return out, err
	}
	order := ` order by n.name collate "da", s.role, s.id`
	if f.Status == Applied || f.Status == Waiting {
		order = " order by s.applied_at, s.id"
	}
	out.Seats, err = db.All(ctx, e.DB, scanSeat, selectSeat+where+order+" limit $11 offset $12", append(args, size, out.From-1)...)
	return out, err
}

// Count is how many seats of a role stand in a status.
type Count struct {
	Role    org.Role
	Status  Status
	N       int
	Trained int
	Open    int // with a barrier to settle
}

// Counts reads a programme's seats as figures.
func (e *Enrolments) Counts(ctx context.Context, q db.Q, orgID, programmeID string) ([]Count, error) {
	return db.All(ctx, q, func(s db.Scan) (c Count, err error) {
		err = s(&c.Role, &c.Status, &c.N, &c.Trained, &c.Open)
		return c, err
	}, `select role, status, count(*), count(case when trained_on<>'' then 1 end), count(case when profile like '%"unsettled":%' then 1 end)
		from seat where org_id=$1 and programme_id=$2 group by role, status order by role, status`, orgID, programmeID)
}

// Units names the units that a programme's people come from.
func (e *Enrolments) Units(ctx context.Context, q db.Q, orgID, programmeID string) ([]string, error) {
	return db.Column[string](ctx, q, `select unit from (select distinct n.unit as unit from seat s join person n on n.id = s.person_id
		where s.org_id=$1 and s.programme_id=$2 and n.unit<>'') u order by unit collate "da" limit 500`, orgID, programmeID)
}

// Place is where a seat stands on the waiting list of its role, counted from 1; 0 when it is not on it.
func (e *Enrolments) Place(ctx context.Context, q db.Q, t Seat) (int, error) {
	if t.Status != Waiting {
		return 0, nil
	}
	n, err := db.One[int](ctx, q, `select count(*) from seat where org_id=$1 and programme_id=$2 and role=$3 and status=$4
		and (applied_at<$5 or (applied_at=$5 and id<$6))`, t.Org, t.Programme, t.Role, Waiting, db.At(t.Applied), t.ID)
	return n + 1, err
}

// Meant suggests who words may mean: people of the directory whose name has one of the words, those with a seat on the other side first.
func (e *Enrolments) Meant(ctx context.Context, a org.Actor, t Seat, words string) ([]org.Person, error) {
	if err := mayLead(a, t.Org, t.Programme); err != nil {
		return nil, err
	}
	other := org.Mentor
	if t.Role == org.Mentor {
		other = org.Mentee
	}
	seats, err := e.Seats(ctx, e.DB, t.Org, t.Programme, other, "")
	if err != nil {
		return nil, err
	}
	var parts []string
	for w := range strings.FieldsFuncSeq(strings.ToLower(words), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if len([]rune(w)) > 2 {
			parts = append(parts, w)
		}
	}
	const most = 12
	seen := map[string]bool{t.Person.ID: true}
	var out []org.Person
	take := func(p org.Person, all bool) {
		name, hits := strings.ToLower(p.Name), 0
		for _, w := range parts {
			if strings.Contains(name, w) {
				hits++
			}
		}
		if !seen[p.ID] && len(out) < most && hits > 0 && (!all || hits == len(parts)) {
			seen[p.ID] = true
			out = append(out, p)
		}
	}
	staff, err := e.Orgs.People(ctx, e.DB, t.Org)
	if err != nil {
		return nil, err
	}
	for _, all := range []bool{true, false} {
		for _, s := range seats {
			take(s.Person, all)
		}
		for _, p := range staff {
			take(p, all)
		}
	}
	return out, nil
}
