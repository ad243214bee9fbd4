package main

import (
	"bufio"
	"encoding/binary"
	"math"
	"os"
	"slices"
	"sort"
)

// draw says how an instance is drawn. The same one is drawn on every machine.
type draw struct {
	name       string
	family     string // uni: costs even from 0 to a million; quest: how far the answers of two people to a questionnaire are apart, 0 to 100
	rows, cols int
	degree     int // allowed partners of a row; 0 for all
	least      int // seats of a column, from least to most; 0 for one each
	most       int
	zipf       int  // how unevenly partners are popular, as an exponent in hundredths
	plant      bool // every row has a partner in one perfect matching
	seed       uint64

	packed   string // not drawn: a file made by others, packed with gzip
	implicit bool   // not in a file at all: see implicit.go
}

// splitmix is splitmix64.
type splitmix uint64

func (r *splitmix) next() uint64 {
	*r += 0x9E3779B97F4A7C15
	z := uint64(*r)
	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9
	z = (z ^ (z >> 27)) * 0x94D049BB133111EB
	return z ^ (z >> 31)
}

func (r *splitmix) n(k int) int { return int(r.next() % uint64(k)) }

const questions = 12

var weights = [questions]int{1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3}

// answered draws what people answer: each is of one of four kinds, and strays from it.
func (r *splitmix) answered(people int) [][questions]int {
	all := make([][questions]int, people)
	for i := range all {
		kind := r.n(4)
		for q := range questions {
			all[i][q] = (kind*(q+3) + q) % 5
			if r.n(100) < 55 {
				all[i][q] = r.n(5)
			}
		}
	}
	return all
}

// write draws the instance into a file in the MBN1 format.
func (d draw) write(name string) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	b := bufio.NewWriterSize(f, 1<<20)
	d.to(b)
	if err := b.Flush(); err != nil {
		_ = f.Close()
		return err
	}
	return f.Close()
}

func (d draw) to(b *bufio.Writer) {
	r := splitmix(d.seed)
	// The writer keeps its first error and gives it at Flush.
	u32 := func(x int) { _, _ = b.Write(binary.LittleEndian.AppendUint32(b.AvailableBuffer(), uint32(x))) }
	u64 := func(x int) { _, _ = b.Write(binary.LittleEndian.AppendUint64(b.AvailableBuffer(), uint64(x))) }
	cost := func(_, _ int) int { return r.n(1_000_001) }
	if d.family == "quest" {
		rows, cols := r.answered(d.rows), r.answered(d.cols)
		cost = func(i, j int) int {
			sum, most := 0, 0
			for q, w := range weights {
				apart := rows[i][q] - cols[j][q]
				sum += max(apart, -apart) * w
				most += 4 * w
			}
			return (sum*100 + most/2) / most
		}
	}
	_, _ = b.WriteString("MATCHBN1")
	u32(min(d.degree, 1))
	u32(d.rows)
	u32(d.cols)
	u32(min(d.most, 1))
	seats := make([]int, d.cols)
	for j := range seats {
		seats[j] = d.least + r.n(d.most-d.least+1)
	}
	if d.most == 0 {
		seats = nil
	}
	if d.degree == 0 {
		u64(d.rows * d.cols)
		for _, c := range seats {
			u32(c)
		}
		for i := range d.rows {
			for j := range d.cols {
				u32(cost(i, j))
			}
		}
		return
	}
	lists, pairs := d.partners(&r), 0
	for _, l := range lists {
		pairs += len(l)
	}
	u64(pairs)
	for _, c := range seats {
		u32(c)
	}
	at := 0
	for _, l := range lists {
		u64(at)
		at += len(l)
	}
	u64(at)
	for _, l := range lists {
		for _, j := range l {
			u32(j)
		}
	}
	for i, l := range lists {
		for _, j := range l {
			u32(cost(i, j))
		}
	}
}

// partners draws whom each row may have.
func (d draw) partners(r *splitmix) [][]int {
	pick := func() int { return r.n(d.cols) }
	if d.zipf > 0 {
		share, sum := make([]float64, d.cols), 0.0
		for j := range share {
			sum += math.Pow(float64(j+1), -float64(d.zipf)/100)
			share[j] = sum
		}
		pick = func() int { return sort.SearchFloat64s(share, float64(r.next()>>11)/(1<<53)*sum) }
	}
	own := make([]int, d.cols)
	for j := range own {
		own[j] = j
	}
	for j := d.cols - 1; j > 0; j-- {
		k := r.n(j + 1)
		own[j], own[k] = own[k], own[j]
	}
	lists := make([][]int, d.rows)
	for i := range lists {
		set := map[int]bool{}
		if d.plant {
			set[own[i%d.cols]] = true
		}
		degree := min(d.degree, d.cols)
		for try := 0; len(set) < degree && try < 50*degree; try++ {
			set[pick()] = true
		}
		for j := range set {
			lists[i] = append(lists[i], j)
		}
		slices.Sort(lists[i])
	}
	return lists
}
