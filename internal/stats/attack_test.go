package stats_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/mentorskab/mentorskab/internal/stats"
)

// attacker adds and subtracts everything that was shown, in every way: a count can be worked out when its row of atoms is a
// combination of the rows shown. It solves with a null space over the reals, not with the code that hides.
type attacker struct {
	atoms int
	rows  [][]float64
}

func (a *attacker) learns(row []float64) { a.rows = append(a.rows, row) }

// free gives a basis of the changes to the atoms that no shown figure would notice.
func (a *attacker) free() [][]float64 {
	m := make([][]float64, len(a.rows))
	for i := range m {
		m[i] = append([]float64(nil), a.rows[i]...)
	}
	pivots := make([]int, 0, a.atoms)
	r := 0
	for c := 0; c < a.atoms && r < len(m); c++ {
		best := r
		for i := r + 1; i < len(m); i++ {
			if math.Abs(m[i][c]) > math.Abs(m[best][c]) {
				best = i
			}
		}
		if math.Abs(m[best][c]) < 1e-9 {
			continue
		}
		m[r], m[best] = m[best], m[r]
		for i := range m {
			if i != r && m[i][c] != 0 {
				f := m[i][c] / m[r][c]
				for j := range m[i] {
					m[i][j] -= f * m[r][j]
				}
			}
		}
		pivots = append(pivots, c)
		r++
	}
	var basis [][]float64
	isPivot := map[int]int{}
	for i, c := range pivots {
		isPivot[c] = i
	}
	for c := range a.atoms {
		if _, ok := isPivot[c]; ok {
			continue
		}
		v := make([]float64, a.atoms)
		v[c] = 1
		for p, i := range isPivot {
			v[p] = -m[i][c] / m[i][p]
		}
		basis = append(basis, v)
	}
	return basis
}

// exposes looks at every group of whole atoms and reports the first with 1 to 4 people whose count can be worked out.
func (a *attacker) exposes(size func(group uint) int) (uint, bool) {
	basis := a.free()
	for g := uint(1); g < 1<<a.atoms; g++ {
		if n := size(g); n == 0 || n >= stats.Small {
			continue
		}
		fixed := true
		for _, v := range basis {
			dot := 0.0
			for i := range a.atoms {
				if g>>i&1 == 1 {
					dot += v[i]
				}
			}
			if math.Abs(dot) > 1e-9 {
				fixed = false
				break
			}
		}
		if fixed {
			return g, true
		}
	}
	return 0, false
}

type crowd struct {
	scale   stats.Scale
	classes int
	answers []stats.Answer
}

func randomCrowd(r *rand.Rand) crowd {
	c := crowd{scale: stats.Scale{Values: 2 + r.IntN(4), Aside: r.IntN(3) > 0}, classes: 1 + r.IntN(2)}
	c.scale.Home = c.scale.Values / 2
	lean := r.Float64() * 3
	for person := range 3 + r.IntN(50) {
		class := r.IntN(c.classes)
		if r.IntN(6) == 0 {
			class = 0
		}
		for range 1 + r.IntN(5)/4 { // some answer twice
			value := min(c.scale.Values-1, int(math.Abs(r.NormFloat64()*1.2+lean)))
			if c.scale.Aside && r.IntN(12) == 0 {
				value = c.scale.Values
			}
			c.answers = append(c.answers, stats.Answer{Person: person, Class: class, Value: value})
		}
	}
	return c
}

func (c crowd) values() int {
	if c.scale.Aside {
		return c.scale.Values + 1
	}
	return c.scale.Values
}

// attack gives the attacker everything in f.
func (c crowd) attack(f stats.Figures) *attacker {
	a := &attacker{atoms: c.classes * c.values()}
	row := func(classes []int, cell stats.Cell) []float64 {
		out := make([]float64, a.atoms)
		for _, class := range classes {
			for v := range c.values() {
				if v >= cell.From && v <= cell.To || cell.Aside && v == c.scale.Values {
					out[class*c.values()+v] = 1
				}
			}
		}
		return out
	}
	all := make([]int, c.classes)
	for i := range all {
		all[i] = i
	}
	tell := func(classes []int, cells []stats.Cell) {
		sum := 0
		for _, cell := range cells {
			a.learns(row(classes, cell))
			sum += cell.Count
			if cell.Count == 0 { // nobody is there: each atom of it is known
				for i, one := range row(classes, cell) {
					if one == 1 {
						atom := make([]float64, a.atoms)
						atom[i] = 1
						a.learns(atom)
					}
				}
			}
		}
		a.learns(row(classes, stats.Cell{From: 0, To: c.scale.Values - 1, Aside: c.scale.Aside, Count: sum}))
	}
	if !f.Hidden {
		tell(all, f.Cells)
		for i, cells := range f.Classes {
			tell([]int{i}, cells)
		}
	}
	return a
}

// size counts the people in a group of atoms.
func (c crowd) size(group uint) int {
	seen := map[int]bool{}
	for _, a := range c.answers {
		if group>>(a.Class*c.values()+a.Value)&1 == 1 {
			seen[a.Person] = true
		}
	}
	return len(seen)
}

func (c crowd) people() int { return c.size(1<<(c.classes*c.values()) - 1) }

func TestNobodyIsFoundBySubtractingPublishedFigures(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	divided, classed, hidden := 0, 0, 0
	for range 1000 {
		c := randomCrowd(r)
		f := stats.Publish(c.scale, c.classes, c.answers)
		if f.Hidden != (c.people() < stats.Small) {
			t.Fatalf("%d people: hidden %v", c.people(), f.Hidden)
		}
		if f.Hidden {
			hidden++
			if f.N != 0 || f.Cells != nil || f.Classes != nil {
				t.Fatalf("a hidden figure tells %+v", f)
			}
			continue
		}
		check(t, c, f)
		if g, found := c.attack(f).exposes(c.size); found {
			t.Fatalf("%+v\n%+v\nexposes %b", c, f, g)
		}
		if len(f.Cells) > 1 {
			divided++
		}
		if len(f.Classes) > 1 {
			classed++
		}
	}
	if divided < 300 || classed < 200 || hidden == 0 {
		t.Fatalf("divided %d, by class %d, hidden %d: the populations test too little", divided, classed, hidden)
	}
}

// check holds that shown cells are large enough, true, and add up.
func check(t *testing.T, c crowd, f stats.Figures) {
	t.Helper()
	sum := 0
	for _, cell := range f.Cells {
		sum += cell.Count
	}
	if sum != len(c.answers) || f.N != sum {
		t.Fatalf("%d answers, N %d, cells add up to %d", len(c.answers), f.N, sum)
	}
	test := func(class int, cell stats.Cell) {
		group := uint(0)
		n := 0
		for i := range c.classes * c.values() {
			v := i % c.values()
			if (class < 0 || class == i/c.values()) && (v >= cell.From && v <= cell.To || cell.Aside && v == c.scale.Values) {
				group |= 1 << i
			}
		}
		for _, a := range c.answers {
			if group>>(a.Class*c.values()+a.Value)&1 == 1 {
				n++
			}
		}
		if people := c.size(group); people != 0 && people < stats.Small || n != cell.Count {
			t.Fatalf("class %d, cell %+v: %d people, %d answers", class, cell, people, n)
		}
	}
	for _, cell := range f.Cells {
		test(-1, cell)
	}
	for class, cells := range f.Classes {
		for _, cell := range cells {
			test(class, cell)
		}
	}
}

// TestTheAttackFindsPeopleWithoutProtection is the control: the same attack on figures as they are.
func TestTheAttackFindsPeopleWithoutProtection(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	found := 0
	for range 200 {
		c := randomCrowd(r)
		f := stats.Figures{N: len(c.answers)}
		for v := range c.values() {
			cell := stats.Cell{From: v, To: v}
			for _, a := range c.answers {
				if a.Value == v {
					cell.Count++
				}
			}
			f.Cells = append(f.Cells, cell)
		}
		if _, ok := c.attack(f).exposes(c.size); ok {
			found++
		}
	}
	if found < 100 {
		t.Fatalf("the attack exposed somebody in %d of 200 unprotected populations: it is blunt", found)
	}
}

func TestNobodyIsFoundFromALedger(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	shown, refused, caught := 0, 0, 0
	for range 1000 {
		kinds := 2 + r.IntN(7)
		order := make([]int, kinds)
		count := map[int]int{}
		for i := range order {
			order[i] = i
			count[i] = r.IntN(14)
			if r.IntN(3) == 0 {
				count[i] = r.IntN(4)
			}
		}
		size := func(g uint) (n int) {
			for i := range kinds {
				if g>>i&1 == 1 {
					n += count[i]
				}
			}
			return n
		}
		ledger := stats.NewLedger(order, count)
		careful, careless := &attacker{atoms: kinds}, &attacker{atoms: kinds}
		for i := range kinds { // everybody may know where nobody is
			if count[i] == 0 {
				row := make([]float64, kinds)
				row[i] = 1
				careful.learns(row)
				careless.learns(row)
			}
		}
		for range 8 {
			g := uint(r.IntN(1 << kinds))
			n, ok := ledger.Count(func(k int) bool { return g>>k&1 == 1 })
			row := make([]float64, kinds)
			for i := range kinds {
				row[i] = float64(g >> i & 1)
			}
			if size(g) == 0 || size(g) >= stats.Small {
				careless.learns(row)
			}
			if !ok {
				refused++
				continue
			}
			shown++
			if n != size(g) {
				t.Fatalf("counted %d, there are %d", n, size(g))
			}
			careful.learns(row)
		}
		if g, found := careful.exposes(size); found {
			t.Fatalf("%v: %b can be worked out", count, g)
		}
		if _, found := careless.exposes(size); found {
			caught++
		}
	}
	if shown < 2000 || refused < 500 || caught < 200 {
		t.Fatalf("shown %d, refused %d; the threshold alone would have exposed %d: the populations test too little", shown, refused, caught)
	}
}
