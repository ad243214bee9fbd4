package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"time"
)

// usual is how many pairs a programme has in the load that is promised; the sizes that programmes have are 12 to 120.
const usual = 80

// load sends the visits of a programme of usual size.
func (b *bench) load(ctx context.Context) error {
	small := *b
	small.pairs, small.big, small.dir = usual, nil, filepath.Join(b.dir, "usual")
	err := small.visits(ctx, 50)
	b.lines = small.lines
	return err
}

// stress sends the same to a programme with very many pairs, whose overview and lists are read as often. Nothing is promised of it.
func (b *bench) stress(ctx context.Context) error { return b.visits(ctx, 0) }

// visits sends visits at a constant rate, whether or not the ones before are answered: a slow answer is not made up for by fewer
// visits, and its time counts from when the visit was due. The program is a process of its own; this one is the generator.
func (b *bench) visits(ctx context.Context, most float64) error {
	w, err := b.world(ctx)
	if err != nil {
		return err
	}
	post, err := openPost()
	if err != nil {
		return err
	}
	defer post.close()
	s, err := b.serve(ctx, w.file, post.settings()...)
	if err != nil {
		return err
	}
	defer s.stop()
	p, took, failed := newPlanner(w), map[string][]time.Duration{}, []error{}
	visits := int(b.length.Seconds() * float64(b.rate))
	var mu sync.Mutex
	var wait sync.WaitGroup
	began := time.Now()
	for i := range visits {
		next := p.next()
		due := began.Add(time.Duration(i) * time.Second / time.Duration(b.rate))
		time.Sleep(time.Until(due))
		if ctx.Err() != nil {
			break
		}
		wait.Go(func() {
			err := next.client.visit(ctx, s.url, next.token, next.step)
			d := time.Since(due)
			mu.Lock()
			defer mu.Unlock()
			took[next.page] = append(took[next.page], d)
			if err != nil {
				failed = append(failed, err)
			}
		})
	}
	wait.Wait()
	over, worked := time.Since(began), s.worked()
	held, err := s.memory()
	if err := errors.Join(ctx.Err(), err); err != nil {
		return err
	}
	b.tell(took, failed)
	var all []time.Duration
	for _, d := range took {
		all = append(all, d...)
	}
	t := sorted(all)
	name := fmt.Sprintf("%d visits/s of mixed pages for %.0f s, %d sessions, %d pairs", b.rate, b.length.Seconds(), len(p.clients), b.pairs)
	b.say(line{name: name + ", p99", figure: millis(t.at(0.99)), unit: "ms", most: most, also: fmt.Sprintf("middle %s, slowest %s, %d answers in %.1f s, %d mails sent, server busy %.2f of a core",
		amount(millis(t.at(0.5)), "ms"), amount(millis(t.at(1)), "ms"), len(t), over.Seconds(), post.count(), worked.Seconds()/over.Seconds())})
	b.say(line{name: "Errors among these visits", figure: float64(len(failed)), unit: "of " + strconv.Itoa(len(t)), none: true})
	b.say(line{name: "Resident memory after these visits", figure: held, unit: "MB"})
	return nil
}

// tell says what each kind of page took, the slowest first, and how the first visits failed.
func (b *bench) tell(took map[string][]time.Duration, failed []error) {
	var pages []string
	for page := range took {
		pages = append(pages, page)
	}
	slices.SortFunc(pages, func(x, y string) int { return int(sorted(took[y]).at(0.99) - sorted(took[x]).at(0.99)) })
	for _, page := range pages {
		t := sorted(took[page])
		b.detail("%-26s %6d visits, middle %7.1f ms, p99 %7.1f ms, slowest %7.1f ms", page, len(t), millis(t.at(0.5)), millis(t.at(0.99)), millis(t.at(1)))
	}
	for _, err := range failed[:min(5, len(failed))] {
		fmt.Fprintln(os.Stderr, "bench: failed:", err)
	}
}
