package report

import (
	"github.com/mentorskab/mentorskab/internal/evaluation"
	"github.com/mentorskab/mentorskab/internal/stats"
)

// Gain is one of the six things an organisation may get from mentoring, with one indicator from the final survey. Texts are
// report.gain_<Key> and report.gain_<Key>_by.
type Gain struct {
	Key   string
	K, N  int
	Shown bool
}

// gains are the six, each with the item that tells of it and the answers that count: from is the lowest value of a degree; a choice
// counts its first.
var gains = []struct {
	key, item string
	from      int
}{
	{"leadership", "r_learned", 3},
	{"development", "e_read", 3},
	{"enthusiasts", "e_mentor", -1},
	{"knowledge", "r_see", 3},
	{"responsibility", "r_again", -1},
	{"reach", "e_contacts", 3},
}

// Gains reads the six from a closed final survey; what may not be told is hidden.
func Gains(f evaluation.Figures) []Gain {
	out := make([]Gain, 0, len(gains))
	for _, g := range gains {
		cells := f.Of(g.item, "").Cells
		x := Gain{Key: g.key}
		if g.from >= 0 {
			x.K, x.N, x.Shown = stats.Share(cells, g.from)
		} else if len(cells) > 1 && cells[0].From == 0 && cells[0].To == 0 && !cells[0].Aside {
			x.K, x.Shown = cells[0].Count, true
			for _, c := range cells {
				if c.From >= 0 {
					x.N += c.Count
				}
			}
		}
		out = append(out, x)
	}
	return out
}
