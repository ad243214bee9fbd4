package pair

import (
	"context"
	"fmt"
	"time"

	"github.com/mentorskab/mentorskab/internal/audit"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/visibility"
)

// The forms of the agreement. Its text is for the two; that it is signed, and when, the coordinator sees too.
const (
	FormAgreement = "agreement"
	FormSignature = "signature"
)

func init() {
	visibility.Register(FormAgreement, visibility.Two, "base", "shown_*", "in_*", "blank_*", "words_*", "own_title_*", "own_text_*")
	visibility.Register(FormSignature, visibility.Coordinator, "base")
}

// Signature is one side's name under a version.
type Signature struct {
	Name string
	At   time.Time
}

// Agreement is one version of what the two have agreed. Version 0 is none yet.
type Agreement struct {
	ID, Org, Pair     string
	Version, Revision int
	Clauses           []Clause
	Weeks             int      // the rhythm of the clause about meetings; 0 without it
	ChangedBy         org.Role // who saved it last
	Created, Changed  time.Time
	Signed            time.Time // when the second of the two signed: from then on it is in force
	Signatures        map[org.Role]Signature
}

// Base names exactly what somebody saw, so that no one signs or overwrites what the other has changed meanwhile.
func (g Agreement) Base() string { return fmt.Sprintf("%d.%d", g.Version, g.Revision) }

// InForce tells whether both have signed this version.
func (g Agreement) InForce() bool { return !g.Signed.IsZero() }

// Standing gives the clauses that hold, without those that the pair has left out.
func (g Agreement) Standing() []Clause {
	var out []Clause
	for _, c := range g.Clauses {
		if !c.Dropped {
			out = append(out, c)
		}
	}
	return out
}

// Agreements reads every version, newest first, for one of the two. Nobody else reads an agreement.
func (p *Pairs) Agreements(ctx context.Context, q db.Q, a org.Actor, pairID string) ([]Agreement, error) {
	if _, err := p.mine(ctx, q, a, pairID); err != nil {
		return nil, err
	}
	return p.versions(ctx, q, a.Org, pairID)
}

// SaveAgreement keeps a draft. A version that nobody has signed is changed in place; a signed one stays as it is and the change makes
// the next version. base is the version that the actor saw, "" for none.
func (p *Pairs) SaveAgreement(ctx context.Context, a org.Actor, pairID, base string, d Draft) (g Agreement, err error) {
	err = p.DB.Write(ctx, func(tx *db.Tx) error {
		x, err := p.open(ctx, tx, a, pairID)
		if err != nil {
			return err
		}
		old, err := p.newest(ctx, tx, x)
		if err != nil {
			return err
		}
		if old.Version > 0 && base != old.Base() || old.Version == 0 && base != "" {
			return fault.New(fault.Conflict, "pair.agreement_changed")
		}
		clauses, weeks, err := d.clauses(x)
		if err != nil {
			return err
		}
		g = old
		if old.Version > 0 && len(Compare(Agreement{Clauses: old.Clauses}, Agreement{Clauses: clauses})) == 0 {
			return nil
		}
		g.Clauses, g.Weeks, g.ChangedBy, g.Changed = clauses, weeks, a.Side, p.Clock.Now()
		if old.Version > 0 && len(old.Signatures) == 0 {
			g.Revision++
			return p.changeVersion(ctx, tx, g)
		}
		g.ID, g.Org, g.Pair, g.Version, g.Revision = id.New(), x.Org, x.ID, old.Version+1, 1
		g.Created, g.Signed, g.Signatures = g.Changed, time.Time{}, map[org.Role]Signature{}
		if err := p.addVersion(ctx, tx, g); err != nil {
			return err
		}
		return p.mail(ctx, tx, x, Other(a.Side), letter{key: "agreement_draft", event: fmt.Sprintf("agreement-%d", g.Version), path: "/pair/" + x.ID + "/agreement"})
	})
	return g, err
}

// Sign puts the actor's name under the newest version. With both names it is in force, and the one before it is history.
func (p *Pairs) Sign(ctx context.Context, a org.Actor, pairID, base string) (g Agreement, err error) {
	err = p.DB.Write(ctx, func(tx *db.Tx) error {
		x, err := p.open(ctx, tx, a, pairID)
		if err != nil {
			return err
		}
		if g, err = p.newest(ctx, tx, x); err != nil {
			return err
		}
		switch _, done := g.Signatures[a.Side]; {
		case g.Version == 0:
			return fault.New(fault.Conflict, "pair.agreement_none")
		case base != g.Base():
			return fault.New(fault.Conflict, "pair.agreement_changed")
		case done:
			return nil
		}
		now := p.Clock.Now()
		name := x.Seat(a.Side).Person.Name
		g.Signatures[a.Side] = Signature{name, now}
		if err := p.addSignature(ctx, tx, g, a, name); err != nil {
			return err
		}
		l := letter{path: "/pair/" + x.ID + "/agreement", args: func(i18n.Lang, *time.Location) []any { return []any{"version", g.Version} }}
		if len(g.Signatures) < len(Sides) {
			l.key, l.event = "agreement_waits", fmt.Sprintf("agreement-%d-waits", g.Version)
			return p.mail(ctx, tx, x, Other(a.Side), l)
		}
		g.Signed = now
		if err := p.putInForce(ctx, tx, g); err != nil {
			return err
		}
		l.key, l.event = "agreement_signed", fmt.Sprintf("agreement-%d-signed", g.Version)
		for _, side := range Sides {
			if err := p.mail(ctx, tx, x, side, l); err != nil {
				return err
			}
		}
		return audit.Log(ctx, tx, p.Clock, audit.Entry{
			Org: x.Org, Programme: x.Programme, Act: "agreement_signed", Object: x.ID,
			Detail: map[string]string{"version": fmt.Sprint(g.Version)},
		})
	})
	return g, err
}

func (p *Pairs) newest(ctx context.Context, q db.Q, x Pair) (Agreement, error) {
	all, err := p.versions(ctx, q, x.Org, x.ID)
	if err != nil || len(all) == 0 {
		return Agreement{Org: x.Org, Pair: x.ID}, err
	}
	return all[0], nil
}
