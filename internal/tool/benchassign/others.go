package main

import (
	"cmp"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// byOthers solves the instances that others have made, where they lie beside the repository: they are not ours to ship. What is known of their
// best solutions must come out, and the greatest ratio of our time to LEMON's counts.
func byOthers(ctx context.Context, b *bench, r row) error {
	dir := b.folderOfOthers()
	files, err := filepath.Glob(filepath.Join(dir, "*.mbn.gz"))
	if err != nil {
		return err
	}
	if dir == "" || len(files) == 0 {
		b.loud("%s: no folder shared/matching/instances beside the repository, nor named with -published or $MENTORSKAB_MATCHING: NOT tried", r.name)
		return missingError{"instances"}
	}
	known, err := expected(dir)
	if err != nil {
		return err
	}
	var all []against
	right := true
	for _, f := range files {
		d := draw{name: strings.TrimSuffix(filepath.Base(f), ".mbn.gz"), packed: f}
		us, err := b.solve(ctx, we, d)
		if err != nil {
			return err
		}
		if want, ok := known[d.name]; ok {
			right = b.same(d, we, us, "who published it", want) && right
		}
		them, err := b.solve(ctx, lemon, d)
		if errors.As(err, new(missingError)) {
			continue // what is known of the solutions is held against ours all the same
		}
		if err != nil {
			return err
		}
		right = b.same(d, we, us, lemon, them) && right
		all = append(all, against{d, us.time(), them.time()})
		b.ratios[d.name] = all[len(all)-1]
	}
	if len(all) == 0 {
		return missingError{lemon}
	}
	b.worst(r, all, right)
	return nil
}

// worstOfAll is the greatest ratio to LEMON's time of everything that was measured before.
func worstOfAll(_ context.Context, b *bench, r row) error {
	var all []against
	for _, a := range b.ratios {
		all = append(all, a)
	}
	if len(all) == 0 {
		return missingError{lemon}
	}
	b.worst(r, all, true)
	return nil
}

// worst says of the instance with the greatest ratio, and of how many it is above what is promised.
func (b *bench) worst(r row, all []against, right bool) {
	a := slices.MaxFunc(all, func(x, y against) int { return cmp.Compare(x.ratio(), y.ratio()) })
	above, longest := 0, 0.0
	slices.SortFunc(all, func(x, y against) int { return cmp.Compare(x.draw.name, y.draw.name) })
	for _, x := range all {
		if x.ratio() > r.most {
			above++
			longest = max(longest, x.ours)
		}
		b.detail("%s: %s, LEMON %s, %s", x.draw.name, seconds(x.ours), seconds(x.theirs), share(x.ratio()))
	}
	if above > 0 {
		b.detail("above %gx are %d, of which the longest takes us %s", r.most, above, seconds(longest))
	}
	l := line{
		fmt.Sprintf("%s (%s), %d of %d above", r.name, a.draw.name, above, len(all)), seconds(a.ours), string(lemon) + " " + seconds(a.theirs), share(a.ratio()),
		fmt.Sprintf("at most %gx", r.most), verdict(a.ratio() <= r.most),
	}
	if !right {
		l.verdict = wrong
	}
	b.say(l)
}

// folderOfOthers is where the instances made by others lie, or "".
func (b *bench) folderOfOthers() string {
	if b.published != "" {
		return b.published
	}
	if dir := os.Getenv("MENTORSKAB_MATCHING"); dir != "" {
		return filepath.Join(dir, "instances")
	}
	for up, err := os.Getwd(); err == nil; up = filepath.Dir(up) {
		dir := filepath.Join(up, "shared", "matching", "instances")
		if _, err := os.Stat(dir); err == nil {
			return dir
		}
		if up == filepath.Dir(up) {
			break
		}
	}
	return ""
}

// expected gives the pairs and the cost of the best solutions, by name, as far as those who made the instances say them.
func expected(dir string) (map[string]measured, error) {
	text, err := os.ReadFile(filepath.Join(dir, "expected.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var list struct {
		Assignment []struct {
			Inst string
			Card int
			Cost int64
		}
	}
	if err := errors.Join(err, json.Unmarshal(text, &list)); err != nil {
		return nil, err
	}
	known := map[string]measured{}
	for _, e := range list.Assignment {
		known[e.Inst] = measured{Matched: e.Card, Cost: e.Cost}
	}
	return known, nil
}

func unpack(from, to string) error {
	f, err := os.Open(from)
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return err
	}
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, z)
	return errors.Join(err, out.Close())
}
