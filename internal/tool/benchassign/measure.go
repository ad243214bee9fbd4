package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// against is how one instance went beside a peer.
type against struct {
	draw         draw
	ours, theirs float64
}

func (a against) ratio() float64 { return a.ours / a.theirs }

// faster compares our time with that of the fastest of the peers that are installed.
func faster(peers ...who) func(context.Context, *bench, row) error {
	return func(ctx context.Context, b *bench, r row) error {
		return b.compare(ctx, r, peers, measured.time, seconds)
	}
}

// leaner compares the memory of ours with that of the leanest of the peers.
func leaner(peers ...who) func(context.Context, *bench, row) error {
	return func(ctx context.Context, b *bench, r row) error {
		return b.compare(ctx, r, peers, func(m measured) float64 { return m.RSS }, megabytes)
	}
}

func (b *bench) compare(ctx context.Context, r row, peers []who, figure func(measured) float64, unit func(float64) string) error {
	d := b.drawn(r)
	us, err := b.solve(ctx, we, d)
	if err != nil {
		return err
	}
	l := line{name: r.name, ours: unit(figure(us)), target: fmt.Sprintf("at most %gx", r.most), verdict: none}
	best := 0.0
	var without []string
	for _, p := range peers {
		them, err := b.solve(ctx, p, d)
		if err != nil {
			if ctx.Err() != nil {
				return err
			}
			if !errors.As(err, new(missingError)) { // who is missing was said at the start
				b.loud("%s: %v", r.name, err)
			}
			without = append(without, "no "+string(p))
			continue
		}
		if !b.same(d, we, us, p, them) {
			l.verdict = wrong
		}
		if p == lemon {
			b.ratios[d.name] = against{draw: d, ours: us.time(), theirs: them.time()}
		}
		if theirs := figure(them); best == 0 || theirs < best {
			best, l.peer = theirs, string(p)+" "+unit(theirs)
		}
	}
	if len(without) > 0 { // the better of two is not known from one
		l.peer = strings.TrimSpace(l.peer + " " + strings.Join(without, ", "))
	} else {
		ratio := figure(us) / best
		l.ratio = share(ratio)
		if l.verdict == none {
			l.verdict = verdict(ratio <= r.most)
		}
	}
	b.say(l)
	return nil
}

// small compares the memory of the process with the bytes of the matrix, in which a cost takes so many.
func small(bytes float64) func(context.Context, *bench, row) error {
	return func(ctx context.Context, b *bench, r row) error {
		us, err := b.solve(ctx, we, b.drawn(r))
		if err != nil {
			return err
		}
		matrix := bytes * float64(us.Pairs)
		ratio := us.RSS / matrix
		b.say(line{r.name, megabytes(us.RSS), "matrix " + megabytes(matrix), share(ratio), fmt.Sprintf("at most %gx", r.most), verdict(ratio <= r.most)})
		return nil
	}
}

// implicitly solves an instance whose costs are computed. No peer takes one; the proof is checked over all pairs.
func implicitly(ctx context.Context, b *bench, r row) error {
	d := b.drawn(r)
	us, err := b.solve(ctx, we, d, d.child("2")...)
	if err != nil {
		return err
	}
	found := fmt.Sprintf("%d pairs, proven", us.Matched)
	b.say(line{r.name, seconds(us.time()), found, "", "under " + seconds(r.most), verdict(us.time() < r.most)})
	b.say(line{r.name + ", memory", megabytes(us.RSS), "", "", "under 4 GB", verdict(us.RSS < 4e9)})
	return nil
}

// cores compares two threads with one: the whole, and the reading of all pairs within it.
func cores(ctx context.Context, b *bench, r row) error {
	d := b.drawn(r)
	one, err := b.solve(ctx, we, d, d.child("1")...)
	if err != nil {
		return err
	}
	two, err := b.solve(ctx, we, d, d.child("2")...)
	if err != nil {
		return err
	}
	same := one.Cost == two.Cost && one.Matched == two.Matched && one.Mates == two.Mates
	if !same {
		b.wrong = true
		b.loud("%s: two threads do not find what one does", r.name)
	}
	for _, part := range []struct {
		name     string
		one, two float64
	}{{"", one.time(), two.time()}, {", pricing", median(one.Pricing), median(two.Pricing)}} {
		faster := part.one / part.two
		l := line{r.name + part.name, seconds(part.two), "one core " + seconds(part.one), fmt.Sprintf("%.2f times", faster), fmt.Sprintf("at least %g times", r.most), verdict(faster >= r.most)}
		if !same {
			l.verdict = wrong
		}
		b.say(l)
	}
	return nil
}

// child gives the arguments by which a child solves an instance in a number of threads. One is what it does anyway.
func (d draw) child(threads string) []string {
	var args []string
	if threads != "1" {
		args = append(args, "-threads", threads)
	}
	if d.implicit {
		args = append(args, "-rows", strconv.Itoa(d.rows), "-cols", strconv.Itoa(d.cols))
	}
	return args
}

const editsOfEachKind = 60

// edits compares an edit with solving anew, and what it reads with the matrix.
func edits(ctx context.Context, b *bench, r row) error {
	d := b.drawn(r)
	cold, err := b.solve(ctx, we, d)
	if err != nil {
		return err
	}
	us, err := b.edit(ctx, d)
	if err != nil {
		return err
	}
	for _, of := range us.middles() {
		ratio := of.seconds / cold.time()
		b.say(line{r.name + of.name, seconds(of.seconds), "anew " + seconds(cold.time()), share(ratio), fmt.Sprintf("middle under 1/%.0f", 1/r.most), verdict(ratio < r.most)})
	}
	slowest := slices.MaxFunc(us.Edits, func(x, y edited) int { return cmp.Compare(x.Seconds, y.Seconds) })
	reads := 0.0
	for _, e := range us.Edits {
		reads = max(reads, float64(e.Read)/float64(us.Pairs))
	}
	b.say(line{r.name + ", the worst", seconds(slowest.Seconds), slowest.Kind, fmt.Sprintf("%.2f reads", reads), "at most 2 matrix reads", verdict(reads <= 2)})
	return nil
}

// quickEdits looks only at how long an edit takes.
func quickEdits(ctx context.Context, b *bench, r row) error {
	us, err := b.edit(ctx, b.drawn(r))
	if err != nil {
		return err
	}
	for _, of := range us.middles() {
		b.say(line{r.name + of.name, seconds(of.seconds), "worst of all " + seconds(slices.Max(us.Times)), "", "middle under " + seconds(r.most), verdict(of.seconds < r.most)})
	}
	return nil
}

func (b *bench) edit(ctx context.Context, d draw) (measured, error) {
	m, err := b.solve(ctx, we, d, "-edits", strconv.Itoa(editsOfEachKind))
	if err != nil {
		return m, err
	}
	for _, k := range m.kinds() {
		b.detail("%s: %s: middle %s, worst %s", d.name, k.name, seconds(median(k.times)), seconds(slices.Max(k.times)))
	}
	return m, nil
}

type middle struct {
	name    string
	seconds float64
}

// middles gives the middle time of all edits, and that of the kind of edit which takes the longest: a middle over all
// kinds hides those that are slow.
func (m measured) middles() []middle {
	slowest := slices.MaxFunc(m.kinds(), func(x, y kind) int { return cmp.Compare(median(x.times), median(y.times)) })
	return []middle{{", of any kind", median(m.Times)}, {", slowest kind: " + slowest.name, median(slowest.times)}}
}

// kind is one kind of edit, and how long each of them took.
type kind struct {
	name  string
	times []float64
}

func (m measured) kinds() (out []kind) {
	for _, e := range m.Edits {
		k := slices.IndexFunc(out, func(k kind) bool { return k.name == e.Kind })
		if k < 0 {
			k, out = len(out), append(out, kind{name: e.Kind})
		}
		out[k].times = append(out[k].times, e.Seconds)
	}
	return out
}
