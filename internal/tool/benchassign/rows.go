package main

import (
	"context"
	"fmt"
)

// row is one or more lines of the table: an instance, and what is promised of it.
type row struct {
	name    string
	draw    draw
	most    float64 // the greatest ratio that passes
	measure func(ctx context.Context, b *bench, r row) error
}

func square(family string, n int) draw {
	return draw{name: fmt.Sprintf("%s-%d", family, n), family: family, rows: n, cols: n, seed: uint64(n + 7)}
}

func planted(n int) draw {
	return draw{name: fmt.Sprintf("uni-%d-20", n), family: "uni", rows: n, cols: n, degree: 20, plant: true, seed: uint64(n + 20)}
}

// The instances with seats. Of the first four not everybody finds a place.
var (
	denseUni   = draw{name: "uni-5000x1500", family: "uni", rows: 5000, cols: 1500, least: 1, most: 5, seed: 51}
	denseQuest = draw{name: "quest-5000x1500", family: "quest", rows: 5000, cols: 1500, least: 1, most: 5, seed: 52}
	allowed30  = draw{name: "quest-5000x1500-30", family: "quest", rows: 5000, cols: 1500, degree: 30, least: 1, most: 5, seed: 53}
	popular20  = draw{name: "quest-5000x1500-20-popular", family: "quest", rows: 5000, cols: 1500, degree: 20, zipf: 90, least: 1, most: 5, seed: 54}
	large30    = draw{name: "quest-50000x15000-30", family: "quest", rows: 50_000, cols: 15_000, degree: 30, least: 2, most: 6, seed: 55}

	everybody = draw{name: "implicit-100000x30000", implicit: true, rows: 100_000, cols: 30_000}
	some      = draw{name: "implicit-20000x6000", implicit: true, rows: 20_000, cols: 6_000}
)

// rows stand in an order in which those of one instance are together, as far as that reads well: an instance is drawn again when it comes again.
var rows = []row{
	{"dense uni 1000, scipy", square("uni", 1000), 0.25, faster(scipy)},
	{"dense quest 1000, scipy", square("quest", 1000), 0.25, faster(scipy)},
	{"dense uni 2000, scipy", square("uni", 2000), 0.25, faster(scipy)},
	{"dense quest 2000, scipy", square("quest", 2000), 0.25, faster(scipy)},

	{"dense uni 5000, scipy", square("uni", 5000), 0.25, faster(scipy)},
	{"dense uni 5000, memory", square("uni", 5000), 1.3, small(4)},
	{"one edit, dense uni 5000", square("uni", 5000), 1.0 / 50, edits},
	{"two cores, dense uni 5000", square("uni", 5000), 1.5, cores},
	{"dense quest 5000, scipy", square("quest", 5000), 0.25, faster(scipy)},
	{"dense quest 5000, memory", square("quest", 5000), 1.3, small(1)},
	{"one edit, dense quest 5000", square("quest", 5000), 1.0 / 50, edits},
	{"two cores, dense quest 5000", square("quest", 5000), 1.5, cores},
	{"dense uni 10000, memory", square("uni", 10_000), 1.3, small(4)},
	{"dense quest 10000, memory", square("quest", 10_000), 1.3, small(1)},

	{"sparse uni x20 10k, scipy", planted(10_000), 0.15, faster(scipy)},
	{"sparse uni x20 10k, LEMON", planted(10_000), 0.25, faster(lemon)},
	{"sparse uni x20 10k, memory", planted(10_000), 0.5, leaner(lemon)},
	{"sparse uni x20 50k, scipy", planted(50_000), 0.05, faster(scipy)},
	{"sparse uni x20 50k, LEMON", planted(50_000), 0.12, faster(lemon)},
	{"sparse uni x20 50k, memory", planted(50_000), 0.5, leaner(lemon)},
	{"sparse uni x20 100k, scipy", planted(100_000), 0.04, faster(scipy)},
	{"sparse uni x20 100k, LEMON", planted(100_000), 0.10, faster(lemon)},
	{"sparse uni x20 100k, memory", planted(100_000), 0.5, leaner(lemon)},
	{"one edit, sparse uni x20 100k", planted(100_000), 5e-3, quickEdits},

	{"seats, sparse quest 5000 x 1500 x30, LEMON", allowed30, 0.7, faster(lemon)},
	{"seats, sparse quest 5000 x 1500 x20, some popular, LEMON", popular20, 0.7, faster(lemon)},
	{"seats, sparse quest 50k x 15k x30, LEMON", large30, 0.7, faster(lemon)},
	{"seats, dense uni 5000 x 1500, the better", denseUni, 0.4, faster(lemon, scipy)},
	{"seats, dense uni 5000 x 1500, memory", denseUni, 0.25, leaner(lemon, scipy)},
	{"seats, dense quest 5000 x 1500, the better", denseQuest, 0.4, faster(lemon, scipy)},
	{"seats, dense quest 5000 x 1500, memory", denseQuest, 0.25, leaner(lemon, scipy)},
	{"instances by others, the worst", draw{}, 1.2, byOthers},
	{"all beside LEMON, the worst", draw{}, 1.2, worstOfAll},

	{"two cores, implicit 20k x 6k", some, 1.5, cores},
	{"implicit 100k x 30k, ten criteria, two cores", everybody, 60, implicitly},
}

// drawn is the instance of a row, scaled down when the tool is only tried.
func (b *bench) drawn(r row) draw {
	d := r.draw
	if b.scale > 1 {
		d.rows, d.cols = max(d.rows/b.scale, 10), max(d.cols/b.scale, 10)
		d.degree = min(d.degree, d.cols)
		d.name = fmt.Sprintf("%s-part-%d", d.name, b.scale)
	}
	return d
}
