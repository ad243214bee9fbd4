package matching

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/org"
)

// Edited is a change that was made in a draft.
type Edited struct {
	Number         int
	Kind           fit.MarkKind // of its last step: a mark, Release or Places
	Mentor, Mentee Party
	Places         int
	Effect         Effect
	Undone         bool
	By             string
	At             time.Time
}

type editRow struct {
	Edited
	steps []step
}

const selectEdit = "select e.number, e.steps, e.effect, e.undone, coalesce(a.name,''), e.created_at from match_edit e left join account a on a.id = e.created_by where e.org_id=$1 and e.round_id=$2"

func scanEdit(s db.Scan) (r editRow, err error) {
	var steps db.JSON[[]step]
	var effect db.JSON[Effect]
	var at db.Time
	err = s(&r.Number, &steps, &effect, &r.Undone, &r.By, &at)
	r.steps, r.Effect, r.At = steps.V, effect.V, at.Time
	return r, err
}

// Undo takes the last change of the draft back; Redo makes the last one that was taken back again. NotFound when there is none.
func (m *Matches) Undo(ctx context.Context, a org.Actor) (Effect, error) {
	return m.change(ctx, a, m.replay(ctx, a, " and e.undone=$3 order by e.number desc limit 1", false), undone)
}

// Redo makes the last change that was taken back again.
func (m *Matches) Redo(ctx context.Context, a org.Actor) (Effect, error) {
	return m.change(ctx, a, m.replay(ctx, a, " and e.undone=$3 order by e.number limit 1", true), redone)
}

func (m *Matches) replay(ctx context.Context, a org.Actor, which string, undone bool) plan {
	return func(q db.Q, _ []fit.Mark) ([]step, error) {
		r, err := m.Draft(ctx, a)
		if err != nil {
			return nil, err
		}
		e, err := db.Get(ctx, q, scanEdit, selectEdit+which, a.Org, r.ID, undone)
		if fault.Is(err, fault.NotFound) {
			return nil, fault.New(fault.NotFound, "board.nothing_"+map[bool]string{false: "undo", true: "redo"}[undone])
		}
		if err != nil {
			return nil, err
		}
		if undone {
			return e.steps, nil
		}
		return backward(e.steps), nil
	}
}

// Edits reads what was changed in a draft, newest first, at most limit; those taken back come first.
func (m *Matches) Edits(ctx context.Context, a org.Actor, r Round, limit int) ([]Edited, error) {
	if err := mayLead(a); err != nil {
		return nil, err
	}
	rows, err := db.All(ctx, m.DB, scanEdit, selectEdit+" order by e.number desc limit $3", a.Org, r.ID, limit)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	wanted := map[string]bool{}
	for _, row := range rows {
		for _, s := range row.steps {
			wanted[s.Seat] = true
			for _, k := range []*fit.Mark{s.Was, s.Now} {
				if k != nil {
					wanted[k.Mentor], wanted[k.Mentee] = true, true
				}
			}
		}
		for _, v := range row.Effect.Moves {
			wanted[v.Mentee], wanted[v.From], wanted[v.To] = true, true, true
		}
	}
	delete(wanted, "")
	people, err := m.parties(ctx, a, wanted)
	if err != nil {
		return nil, err
	}
	out := make([]Edited, 0, len(rows))
	for _, row := range rows {
		e := row.Edited
		e.Effect.Names = people
		for _, s := range row.steps {
			mark := s.Now
			switch {
			case s.Now != nil:
				e.Kind = s.Now.Kind
			case s.Was != nil:
				e.Kind, mark = Release, s.Was
			default:
				e.Kind, e.Mentor, e.Places = Places, people[s.Seat], s.To
			}
			if mark != nil {
				e.Mentor, e.Mentee = people[mark.Mentor], people[mark.Mentee]
			}
		}
		out = append(out, e)
	}
	return out, nil
}

// parties names some seats of the programme, by number where it hides names. What is added to nothing keeps SQLite from reading all seats
// of the programme for the few that are asked for.
func (m *Matches) parties(ctx context.Context, a org.Actor, seats map[string]bool) (map[string]Party, error) {
	k, err := m.mask(ctx, m.DB, a)
	if err != nil {
		return nil, err
	}
	out := make(map[string]Party, len(seats))
	for part := range slices.Chunk(slices.Sorted(maps.Keys(seats)), 200) {
		args := []any{a.Org, a.Programme}
		for _, seat := range part {
			args = append(args, seat)
		}
		all, err := db.All(ctx, m.DB, func(s db.Scan) (p Party, err error) {
			err = s(&p.Seat, &p.Name, &p.Title, &p.Unit, &p.Capacity)
			return p, err
		}, "select s.id, n.name, n.title, n.unit, s.capacity from seat s join person n on n.id = s.person_id where s.org_id||''=$1 and s.programme_id||''=$2 and s.id in "+places(3, len(part)), args...)
		if err != nil {
			return nil, err
		}
		for _, p := range all {
			out[p.Seat] = p
		}
	}
	return k.people(out), nil
}
