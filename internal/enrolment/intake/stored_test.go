package intake_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/mentorskab/mentorskab/internal/document/table"
	"github.com/mentorskab/mentorskab/internal/enrolment/intake"
	"github.com/mentorskab/mentorskab/internal/enrolment/roster"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/org"
)

// TestSetsAreStored takes each folder into an empty organisation of its own: looking changes nothing, saving gives what is
// expected, and the same file again changes nothing.
func TestSetsAreStored(t *testing.T) {
	e := load(t)
	each(t, func(h *house) {
		for name, set := range e.Sets {
			if name == "paid" {
				continue
			}
			h.addOrg(name)
			for _, file := range set.ImportOrder {
				file = name + "/" + file
				want := e.Files[file]
				b, actor := h.receive(file)
				before := h.dump(true)
				look, err := h.in.Look(h.Context(), actor, b.Programme, b.ID)
				if err != nil {
					h.Fatal(err)
				}
				if h.dump(true) != before {
					h.Errorf("%s: looking changed something", file)
				}
				r, err := h.in.Save(h.Context(), actor, b.Programme, b.ID)
				if err != nil {
					h.Fatal(err)
				}
				if r.Counts != look.Plan.Counts {
					h.Errorf("%s: stored %+v, looked like %+v", file, r.Counts, look.Plan.Counts)
				}
				if r.Counts.People != want.People || r.Counts.Imported != want.RowsImported || r.Counts.Refused != want.RowsRefused {
					h.Errorf("%s: %+v", file, r.Counts)
				}
				after := h.dump(false)
				again := h.save(file)
				if h.dump(false) != after {
					h.Errorf("%s: the same file again changed something", file)
				}
				c := again.Counts
				if c.People+c.Mentors+c.Mentees+c.Changed+c.Staff+c.StaffChanged+c.Barriers != 0 || c.Imported != want.RowsImported {
					h.Errorf("%s again: %+v", file, c)
				}
			}
			if n := h.count("select count(distinct person_id) from seat where org_id=$1", h.org); n != set.PeopleTotal {
				h.Errorf("%s: %d people hold a seat, want %d", name, n, set.PeopleTotal)
			}
			for role, want := range set.Seats {
				if n := h.count("select count(*) from seat where org_id=$1 and role=$2", h.org, role); n != want {
					h.Errorf("%s: %d seats of %s, want %d", name, n, role, want)
				}
			}
		}
	})
}

// machineMade are ids and hashes, in which any four digits may stand.
var machineMade = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\b[0-9a-f]{64}\b`)

// TestMessyFilesAreStored saves every messy file and counts what is in the database afterwards.
func TestMessyFilesAreStored(t *testing.T) {
	e := load(t)
	each(t, func(h *house) {
		for name, want := range e.Files {
			if !strings.HasPrefix(name, "messy/") || len(want.FileErrors) > 0 {
				continue
			}
			h.addOrg(name)
			h.save(name)
			if n := h.count("select count(*) from person where org_id=$1", h.org); n != want.People {
				h.Errorf("%s: %d people, want %d", name, n, want.People)
			}
			for _, role := range []string{"mentor", "mentee"} {
				if n := h.count("select count(*) from seat where org_id=$1 and role=$2", h.org, role); n != want.Seats[role] {
					h.Errorf("%s: %d seats of %s, want %d", name, n, role, want.Seats[role])
				}
			}
		}
		all := machineMade.ReplaceAllString(h.dump(true), "")
		for _, digits := range []string{"210140-8508", "2101408508", "111053–7827", "1110537827", "280741 5446", "2807415446", "-8508", "–7827", " 5446"} {
			if strings.Contains(all, digits) {
				h.Errorf("digits of a CPR number are in the database: %s", digits)
			}
		}
		if !strings.Contains(all, "Sagsnr. 2026-118822") {
			h.Error("the harmless number is gone: the test looks at nothing")
		}
	})
}

// TestFilesThatStopEarly holds what happens to a file that is no list of people.
func TestFilesThatStopEarly(t *testing.T) {
	each(t, func(h *house) {
		before := h.dump(false)
		_, err := h.in.Receive(h.Context(), h.lead, h.programme, h.file("messy/14-inflates.xlsx"), "")
		if table.Code(err) != "file_too_large_unpacked" {
			h.Error(err)
		}
		for _, name := range []string{"messy/15-missing-columns.csv", "leadership/travel.csv"} {
			b, err := h.in.Receive(h.Context(), h.lead, h.programme, h.file(name), "")
			if err != nil {
				h.Fatal(err)
			}
			if len(b.Options(today).Missing()) == 0 {
				h.Errorf("%s lacks nothing", name)
			}
			if _, err = h.in.Save(h.Context(), h.lead, h.programme, b.ID); !fault.Is(err, fault.Conflict) {
				h.Errorf("%s: %v", name, err)
			}
			if b, err = h.in.Batch(h.Context(), h.lead, h.programme, b.ID); err != nil || b.Status != intake.Open || b.Result.Failed != "import.columns_first" {
				h.Errorf("%s is %s, %q, %v", name, b.Status, b.Result.Failed, err)
			}
		}
		if h.dump(false) != before {
			h.Error("a file that stops early changed something")
		}
	})
}

func TestWalls(t *testing.T) {
	each(t, func(h *house) {
		b, _ := h.receive("messy/06-email-forms.csv")
		inside, own := h.lead, h.programme
		h.addOrg("Another")
		ctx := h.Context()
		for name, c := range map[string]struct {
			actor     org.Actor
			programme string
			kind      fault.Kind
		}{
			"coordinator elsewhere, their programme": {h.lead, h.programme, fault.NotFound},
			"coordinator elsewhere, this programme":  {h.lead, own, fault.NotFound},
			"administrator elsewhere":                {h.admin, own, fault.NotFound},
			"this programme's sponsor":               {org.Actor{Org: inside.Org, Programme: own, Roles: []org.Role{org.Sponsor}}, own, fault.Forbidden},
			"this programme's mentor":                {org.Actor{Org: inside.Org, Programme: own, Roles: []org.Role{org.Mentor}}, own, fault.Forbidden},
			"coordinator here, another programme":    {org.Actor{Org: inside.Org, Programme: id.New(), Roles: []org.Role{org.Coordinator}}, own, fault.NotFound},
		} {
			for verb, f := range map[string]func() error{
				"Batch":   func() error { _, err := h.in.Batch(ctx, c.actor, c.programme, b.ID); return err },
				"Look":    func() error { _, err := h.in.Look(ctx, c.actor, c.programme, b.ID); return err },
				"Save":    func() error { _, err := h.in.Save(ctx, c.actor, c.programme, b.ID); return err },
				"Start":   func() error { return h.in.Start(ctx, c.actor, c.programme, b.ID) },
				"Discard": func() error { return h.in.Discard(ctx, c.actor, c.programme, b.ID) },
				"Answer":  func() error { return h.in.Answer(ctx, c.actor, c.programme, b.ID, 2, "yes") },
				"Fix":     func() error { return h.in.Fix(ctx, c.actor, c.programme, b.ID, 2, map[int]string{0: "x"}) },
				"Arrange": func() error {
					return h.in.Arrange(ctx, c.actor, c.programme, b.ID, roster.Everyone, b.Setup)
				},
			} {
				if err := f(); !fault.Is(err, c.kind) {
					h.Errorf("%s as %s: %v", verb, name, err)
				}
			}
		}
		if _, err := h.in.Receive(ctx, h.lead, own, h.file("messy/06-email-forms.csv"), ""); !fault.Is(err, fault.NotFound) {
			h.Error(err)
		}
		if n := h.count("select count(*) from person"); n != 0 {
			h.Errorf("%d people were stored", n)
		}
		if _, err := h.in.Batch(ctx, inside, own, b.ID); err != nil {
			h.Errorf("its own coordinator: %v", err)
		}
	})
}

// TestSamePersonIsAsked: the answer of the coordinator decides whether two of the same name become one.
func TestSamePersonIsAsked(t *testing.T) {
	each(t, func(h *house) {
		b, actor := h.receive("messy/05-duplicates.csv")
		look, err := h.in.Look(h.Context(), actor, b.Programme, b.ID)
		if err != nil {
			h.Fatal(err)
		}
		var asked []int
		for _, o := range look.Plan.Outcomes {
			if o.Ask {
				asked = append(asked, o.Row)
			}
		}
		if !slices.Equal(asked, []int{11, 13}) {
			h.Fatalf("asked about rows %v", asked)
		}
		if err := h.in.Answer(h.Context(), actor, b.Programme, b.ID, 11, "yes"); err != nil {
			h.Fatal(err)
		}
		if err := h.in.Answer(h.Context(), actor, b.Programme, b.ID, 13, "no"); err != nil {
			h.Fatal(err)
		}
		r, err := h.in.Save(h.Context(), actor, b.Programme, b.ID)
		if err != nil || r.Counts.People != 9 {
			h.Errorf("%+v %v", r.Counts, err)
		}
		before := h.dump(false)
		if c := h.save("messy/05-duplicates.csv").Counts; c.People != 0 || h.dump(false) != before {
			h.Errorf("the same file again, without a word: %+v", c)
		}
	})
}

// TestNumberAndAddressDisagree: an unknown staff number beside an address of the staff list takes no reporting line over, until
// somebody says that it is the same person.
func TestNumberAndAddressDisagree(t *testing.T) {
	each(t, func(h *house) {
		h.save("leadership/staff.csv")
		for _, same := range []bool{false, true} {
			b, actor := h.receive("leadership/mentees.csv")
			if same {
				if err := h.in.Answer(h.Context(), actor, b.Programme, b.ID, 3, "yes"); err != nil {
					h.Fatal(err)
				}
			}
			look, err := h.in.Look(h.Context(), actor, b.Programme, b.ID)
			if err != nil {
				h.Fatal(err)
			}
			who := look.Plan.Person(3)
			if want := map[bool]string{true: "084437", false: "888123"}[same]; who.StaffNo != want || (who.Leader != "") != same || who.Email == "" {
				h.Errorf("answered %v: %+v", same, who)
			}
		}
	})
}

// TestVetoOfSomebodyWhoComesLater: it waits for a decision until a later list brings that person.
func TestVetoOfSomebodyWhoComesLater(t *testing.T) {
	each(t, func(h *house) {
		take := func(kind roster.Kind, text string) {
			b, err := h.in.Receive(h.Context(), h.lead, h.programme, intake.File{Name: "x.csv", Data: []byte(text)}, kind)
			if err != nil {
				h.Fatal(err)
			}
			if _, err := h.in.Save(h.Context(), h.lead, h.programme, b.ID); err != nil {
				h.Fatal(err)
			}
		}
		unsettled := func() (n int) {
			seats, err := h.in.Enrolments.Places(h.Context(), h.in.DB, h.org, h.programme)
			if err != nil {
				h.Fatal(err)
			}
			for _, s := range seats {
				n += len(s.Profile.Unsettled)
			}
			return n
		}
		take(roster.Mentors, "Navn;E-mail;Vil ikke matches med\nÅse Dahl;aase@example.dk;Bo Bach, Lars\n")
		if n := unsettled(); n != 2 {
			h.Errorf("%d open vetoes", n)
		}
		take(roster.Mentees, "Navn;E-mail\nBo Bach;bo@example.dk\n")
		if n, walls := unsettled(), h.count("select count(*) from barrier where asked_by<>''"); n != 1 || walls != 1 {
			h.Errorf("%d open vetoes, %d barriers", n, walls)
		}
	})
}
