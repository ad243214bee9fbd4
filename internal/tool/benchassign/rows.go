package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// row is a promise and how it is measured.
type row struct {
	name    string
	draw    draw
	most    float64 // the greatest ratio that passes
	measure func(ctx context.Context, b *bench, r row) error
}

func square(family string, n int) draw {
	return draw{name: fmt.Sprintf("%s-%d", family, n), family: family, rows: n, cols: n, seed: uint64(n + 7)} //nolint:gosec // small
}

func planted(n int) draw {
	return draw{name: fmt.Sprintf("uni-%d-20", n), family: "uni", rows: n, cols: n, degree: 20, plant: true, seed: uint64(n + 20)} //nolint:gosec // small
}

var (
	denseUni   = draw{name: "uni-5000x1500", family: "uni", rows: 5000, cols: 1500, least: 1, most: 5, seed: 51}
	denseQuest = draw{name: "quest-5000x1500", family: "quest", rows: 5000, cols: 1500, least: 1, most: 5, seed: 52}
	allowed30  = draw{name: "quest-5000x1500-30", family: "quest", rows: 5000, cols: 1500, degree: 30, least: 1, most: 5, seed: 53}
	popular20  = draw{name: "quest-5000x1500-20-zipf", family: "quest", rows: 5000, cols: 1500, degree: 20, zipf: 90, least: 1, most: 5, seed: 54}
	large30    = draw{name: "quest-50000x15000-30", family: "quest", rows: 50000, cols: 15000, degree: 30, least: 2, most: 6, seed: 55}
)

var rows = []row{
	{"dense uni 1000, scipy", square("uni", 1000), 0.25, againstScipy},
	{"dense quest 1000, scipy", square("quest", 1000), 0.25, againstScipy},
	{"dense uni 2000, scipy", square("uni", 2000), 0.25, againstScipy},
	{"dense quest 2000, scipy", square("quest", 2000), 0.25, againstScipy},
	{"dense uni 5000, scipy", square("uni", 5000), 0.25, againstScipy},
	{"dense quest 5000, scipy", square("quest", 5000), 0.25, againstScipy},
	{"dense uni 5000, memory", square("uni", 5000), 1.3, matrixMemory(4)},
	{"dense quest 5000, memory", square("quest", 5000), 1.3, matrixMemory(1)},
	{"dense uni 10000, memory", square("uni", 10000), 1.3, matrixMemory(4)},
	{"dense quest 10000, memory", square("quest", 10000), 1.3, matrixMemory(1)},
	{"sparse uni x20 10k, scipy", planted(10_000), 0.15, againstScipy},
	{"sparse uni x20 50k, scipy", planted(50_000), 0.05, againstScipy},
	{"sparse uni x20 100k, scipy", planted(100_000), 0.04, againstScipy},
	{"sparse uni x20 10k, LEMON", planted(10_000), 0.25, againstLemon},
	{"sparse uni x20 50k, LEMON", planted(50_000), 0.12, againstLemon},
	{"sparse uni x20 100k, LEMON", planted(100_000), 0.10, againstLemon},
	{"sparse uni x20 50k, memory beside LEMON", planted(50_000), 0.5, lemonMemory},
	{"sparse uni x20 100k, memory beside LEMON", planted(100_000), 0.5, lemonMemory},
	{"capacity sparse 5000 x 1500 x30, LEMON", allowed30, 0.7, againstLemon},
	{"capacity sparse 5000 x 1500 x20 popular, LEMON", popular20, 0.7, againstLemon},
	{"capacity sparse 50k x 15k x30, LEMON", large30, 0.7, againstLemon},
	{"published instances, the worst beside LEMON", draw{}, 1.2, published},
	{"capacity dense uni 5000 x 1500, better of both", denseUni, 0.4, againstBoth},
	{"capacity dense quest 5000 x 1500, better of both", denseQuest, 0.4, againstBoth},
	{"one edit, dense uni 5000", square("uni", 5000), 1.0 / 50, edits},
	{"one edit, dense quest 5000", square("quest", 5000), 1.0 / 50, edits},
	{"one edit, sparse uni x20 100k", planted(100_000), 0, edits},
	{"implicit 100,000 x 30,000 on two cores", draw{rows: 100_000, cols: 30_000}, 0, implicitly},
	{"two cores, dense uni 5000", square("uni", 5000), 1.5, twoCores},
	{"two cores, dense quest 5000", square("quest", 5000), 1.5, twoCores},
}

// small is an instance like d, a tenth as long on each side.
func (b *bench) small(d draw) draw {
	if b.Small {
		d.rows, d.cols = (d.rows+9)/10, (d.cols+9)/10
		d.name += "-small"
	}
	return d
}

func againstScipy(ctx context.Context, b *bench, r row) error {
	return b.against(ctx, r, "scipy", b.python, b.scipy)
}

func againstLemon(ctx context.Context, b *bench, r row) error {
	return b.against(ctx, r, "LEMON", b.lemon, b.network)
}

func (b *bench) against(ctx context.Context, r row, peer, there string, solve func(context.Context, string) (measured, error)) error {
	file, err := b.file(b.small(r.draw))
	if err != nil {
		return err
	}
	us, err := b.ours(ctx, file)
	if err != nil {
		return err
	}
	l := line{name: r.name, ours: seconds(median(us.Times)), peer: "no " + peer, target: fmt.Sprintf("at most %.2f", r.most), verdict: "-"}
	if there != "" {
		them, err := solve(ctx, file)
		if err != nil {
			return err
		}
		b.same(r.name, us, them)
		ratio := median(us.Times) / median(them.Times)
		l.peer, l.ratio, l.verdict = seconds(median(them.Times)), fmt.Sprintf("%.3f", ratio), verdict(ratio <= r.most)
	}
	b.say(l)
	return nil
}

func againstBoth(ctx context.Context, b *bench, r row) error {
	file, err := b.file(b.small(r.draw))
	if err != nil {
		return err
	}
	us, err := b.ours(ctx, file)
	if err != nil {
		return err
	}
	var best, least float64
	for _, p := range []struct {
		there string
		solve func(context.Context, string) (measured, error)
	}{{b.python, b.scipy}, {b.lemon, b.network}} {
		if p.there == "" {
			continue
		}
		them, err := p.solve(ctx, file)
		if err != nil {
			return err
		}
		b.same(r.name, us, them)
		if best == 0 || median(them.Times) < best {
			best = median(them.Times)
		}
		if least == 0 || float64(them.RSS) < least {
			least = float64(them.RSS)
		}
	}
	if best == 0 {
		b.say(line{name: r.name, ours: seconds(median(us.Times)), peer: "no peer", verdict: "-"})
		return nil
	}
	ratio, share := median(us.Times)/best, float64(us.RSS)/least
	b.say(line{r.name, seconds(median(us.Times)), seconds(best), fmt.Sprintf("%.3f", ratio), fmt.Sprintf("at most %.2f", r.most), verdict(ratio <= r.most)})
	b.say(line{r.name + ", memory", megabytes(us.RSS), megabytes(int64(least)), fmt.Sprintf("%.3f", share), "at most 0.25", verdict(share <= 0.25)})
	return nil
}

// matrixMemory compares the most memory of the process with the bytes of the matrix.
func matrixMemory(bytes int) func(context.Context, *bench, row) error {
	return func(ctx context.Context, b *bench, r row) error {
		d := b.small(r.draw)
		file, err := b.file(d)
		if err != nil {
			return err
		}
		us, err := b.ours(ctx, file)
		if err != nil {
			return err
		}
		matrix := int64(d.rows) * int64(d.cols) * int64(bytes)
		ratio := float64(us.RSS) / float64(matrix)
		b.say(line{r.name, megabytes(us.RSS), megabytes(matrix) + " matrix", fmt.Sprintf("%.3f", ratio), fmt.Sprintf("at most %.1f", r.most), verdict(ratio <= r.most || b.Small)})
		return nil
	}
}

func lemonMemory(ctx context.Context, b *bench, r row) error {
	file, err := b.file(b.small(r.draw))
	if err != nil {
		return err
	}
	us, err := b.ours(ctx, file)
	if err != nil || b.lemon == "" {
		return err
	}
	them, err := b.network(ctx, file)
	if err != nil {
		return err
	}
	ratio := float64(us.RSS) / float64(them.RSS)
	b.say(line{r.name, megabytes(us.RSS), megabytes(them.RSS), fmt.Sprintf("%.3f", ratio), fmt.Sprintf("at most %.1f", r.most), verdict(ratio <= r.most)})
	return nil
}

// published solves instances made by others, where they are, and gives the worst ratio.
func published(ctx context.Context, b *bench, r row) error {
	files, _ := filepath.Glob(filepath.Join(b.Published, "*.mbn.gz"))
	if b.Published == "" || len(files) == 0 || b.lemon == "" {
		fmt.Println("!!! the published instances were NOT tried: name their folder with --published, and install LEMON")
		return nil
	}
	worst := line{name: r.name}
	most := 0.0
	for _, name := range files {
		plain := filepath.Join(b.dir, strings.TrimSuffix(filepath.Base(name), ".gz"))
		if err := unpack(name, plain); err != nil {
			return err
		}
		us, err := b.ours(ctx, plain, "--runs", "25")
		if err != nil {
			return err
		}
		them, err := b.run(ctx, b.lemon, plain, "25")
		if err != nil {
			return err
		}
		b.same(name, us, them)
		if ratio := median(us.Times) / median(them.Times); ratio > most {
			most = ratio
			worst = line{r.name + " (" + strings.TrimSuffix(filepath.Base(plain), ".mbn") + ")", seconds(median(us.Times)), seconds(median(them.Times)), fmt.Sprintf("%.3f", ratio), "at most 1.2", verdict(ratio <= r.most)}
		}
	}
	b.say(worst)
	return nil
}

func edits(ctx context.Context, b *bench, r row) error {
	d := b.small(r.draw)
	file, err := b.file(d)
	if err != nil {
		return err
	}
	us, err := b.ours(ctx, file, "--edits", "600")
	if err != nil {
		return err
	}
	mid := median(us.Times)
	if r.most == 0 {
		b.say(line{r.name, seconds(mid), "", "", "median under 5 ms", verdict(mid < 5e-3)})
		return nil
	}
	cold, err := b.ours(ctx, file)
	if err != nil {
		return err
	}
	ratio := mid / median(cold.Times)
	b.say(line{r.name, seconds(mid), seconds(median(cold.Times)) + " cold", fmt.Sprintf("1/%.0f", 1/ratio), "median under 1/50", verdict(ratio < r.most)})
	worst := slices.Max(us.Reads)
	b.say(line{r.name + ", worst", seconds(slices.Max(us.Times)), "", fmt.Sprintf("%.2f reads", worst), "at most 2 matrix reads", verdict(worst <= 2)})
	return nil
}

func implicitly(ctx context.Context, b *bench, r row) error {
	d := r.draw
	if b.Small {
		d.rows, d.cols = d.rows/50, d.cols/50
	}
	us, err := b.ours(ctx, "--rows", strconv.Itoa(d.rows), "--cols", strconv.Itoa(d.cols), "--threads", "2", "--runs", "1")
	if err != nil {
		return err
	}
	b.say(line{r.name, seconds(us.Times[0]), fmt.Sprintf("%d pairs", us.Matched), "", "proven under 60 s", verdict(us.Times[0] < 60)})
	b.say(line{r.name + ", memory", megabytes(us.RSS), "", "", "under 4 GB", verdict(us.RSS < 4e9)})
	return nil
}

func twoCores(ctx context.Context, b *bench, r row) error {
	file, err := b.file(b.small(r.draw))
	if err != nil {
		return err
	}
	one, err := b.ours(ctx, file)
	if err != nil {
		return err
	}
	two, err := b.ours(ctx, file, "--threads", "2")
	if err != nil {
		return err
	}
	b.same(r.name, two, one)
	for _, part := range []struct {
		name     string
		one, two float64
	}{{"", median(one.Times), median(two.Times)}, {", pricing", median(one.Pricing), median(two.Pricing)}} {
		ratio := part.one / part.two
		b.say(line{r.name + part.name, seconds(part.two), seconds(part.one) + " on one", fmt.Sprintf("%.2fx", ratio), "at least 1.5x", verdict(ratio >= r.most)})
	}
	return nil
}

func unpack(from, to string) error {
	z, err := os.Open(from) //nolint:gosec // a file that the caller names
	if err != nil {
		return err
	}
	defer z.Close()
	return gunzip(z, to)
}
