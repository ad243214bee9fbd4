package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
)

// series is one curve: a value per size.
type series struct {
	name string
	x, y []float64
}

func (s *series) add(x, y float64) { s.x, s.y = append(s.x, x), append(s.y, y) }

// power is the exponent of the power of x that y grows by most likely: the slope of the curve where both axes are logarithms.
func (s *series) power() float64 {
	var n, sx, sy, sxx, sxy float64
	for k := range s.x {
		x, y := math.Log(s.x[k]), math.Log(s.y[k])
		n, sx, sy, sxx, sxy = n+1, sx+x, sy+y, sxx+x*x, sxy+x*y
	}
	return (n*sxy - sx*sy) / (n*sxx - sx*sx)
}

// growth measures sparse instances of 20 allowed partners from a thousand rows to a hundred thousand, and draws time and memory.
func (b *bench) growth(ctx context.Context, file string) error {
	sizes := []int{1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000}
	all := []who{we, lemon, scipy}
	times, memory := make([]series, len(all)), make([]series, len(all))
	for _, n := range sizes {
		d := b.drawn(row{draw: planted(n)})
		var us measured
		for k, w := range all {
			m, err := b.solve(ctx, w, d)
			if errors.As(err, new(missingError)) {
				continue
			}
			if err != nil {
				return err
			}
			if w == we {
				us = m
			}
			if !b.same(d, we, us, w, m) {
				return errors.New("the costs differ")
			}
			times[k].name, memory[k].name = string(w), string(w)
			times[k].add(float64(d.rows), m.time())
			memory[k].add(float64(d.rows), m.RSS/1e6)
			_, _ = fmt.Fprintf(b.out, "%7d rows  %-8s %10s %10s\n", d.rows, w, seconds(m.time()), megabytes(m.RSS))
		}
	}
	return os.WriteFile(file, []byte(plot(times, memory)), 0o644)
}
