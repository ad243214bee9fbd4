package visit

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/matching"
)

// turn reads who has the experience in a programme's matches.
func turn(ctx context.Context, q db.Q, p Place) (fit.Direction, error) {
	if p.Programme == "" {
		return fit.Classic, nil
	}
	way, err := db.Get(ctx, q, func(s db.Scan) (w db.JSON[matching.Way], err error) { err = s(&w); return w, err },
		"select way from match_way where org_id=$1 and programme_id=$2", p.Org, p.Programme)
	if fault.Is(err, fault.NotFound) {
		return fit.Classic, nil
	}
	return way.V.Shape.Turn(), err
}

// wording makes texts follow the programme: where people are peers, or the mentee has the experience, a text whose key has _peer or
// _reverse behind it stands for the usual one.
func (v *Visit) wording(d fit.Direction) {
	if d == fit.Classic {
		return
	}
	usual, lang, behind := v.T, v.Lang, "_"+string(d)
	v.T = func(key string, args ...any) string {
		if i18n.Has(lang, key+behind) {
			key += behind
		}
		return usual(key, args...)
	}
}
