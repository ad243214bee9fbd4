package assign

import "context"

// The phases of scale: the surplus starts at a part of the spread of the costs and becomes that much less from phase to
// phase; a phase ends when every row has made so many bids on average. Where costs differ little, to begin with
// a surplus undoes more than it helps.
const (
	scaleFirst  = 16
	scaleStep   = 16
	scaleEach   = 40
	scaleSpread = 1 << 12
)

// scale brings v near its final values before the rows bid in earnest: they bid in phases, in each a little more than
// they would need to, and ever less. This is Bertsekas's auction with scaling. It does not wait for the last rows to
// find a seat; what it leaves undone, and what the surplus made wrong, others put right. It is for blocks where no
// seat stays free, because v of a column where one does would have to come back to 0.
func (b *block) scale(ctx context.Context) ([]int32, error) {
	if b.ones {
		return b.scaleOnes(ctx)
	}
	for surplus := b.spread / scaleFirst; surplus >= 1; surplus /= scaleStep {
		b.clear()
		waiting := numbers(b.rows)
		for budget := scaleEach * b.rows; len(waiting) > 0 && budget > 0; budget-- {
			if budget&63 == 0 {
				if err := ctx.Err(); err != nil {
					return nil, err
				}
			}
			i := waiting[len(waiting)-1]
			r := b.offer(i, surplus)
			if r == i {
				break
			}
			waiting = waiting[:len(waiting)-1]
			if r >= 0 {
				waiting = append(waiting, r)
			}
		}
	}
	return b.settle(), nil
}

// scaleOnes is scale where every column has one seat: v of a column is then just the limit of the one row in it.
func (b *block) scaleOnes(ctx context.Context) ([]int32, error) {
	owner := make([]int32, len(b.v))
	waiting := make([]int32, 0, b.rows)
	for surplus := b.spread / scaleFirst; surplus >= 1; surplus /= scaleStep {
		for j := range owner {
			owner[j] = -1
		}
		waiting = waiting[:0]
		for i := range int32(b.rows) {
			waiting = append(waiting, i)
		}
	bids:
		for budget := scaleEach * b.rows; len(waiting) > 0 && budget > 0; budget-- {
			if budget&1023 == 0 {
				if err := ctx.Err(); err != nil {
					return nil, err
				}
			}
			last := len(waiting) - 1
			i := waiting[last]
			waiting = waiting[:last]
			for i >= 0 {
				c := b.pairs.best(b, i)
				v := b.v[c.j1] - c.gap(b.spread) - surplus
				if v < floor {
					break bids
				}
				b.v[c.j1] = v
				i, owner[c.j1] = owner[c.j1], i
				if budget--; budget <= 0 {
					break bids
				}
			}
		}
	}
	for j, i := range owner {
		if i >= 0 {
			b.mate[i] = int32(j)
		}
	}
	return b.settle(), nil
}

// clear sends all rows away.
func (b *block) clear() {
	for j := range b.at {
		b.at[j] = b.at[j][:0]
	}
	for i := range b.mate {
		b.mate[i] = -1
	}
}

// settle keeps the rows that sit where cost-v is least for them, with the limits that follow, and returns the others.
func (b *block) settle() []int32 {
	mates := append([]int32(nil), b.mate...)
	b.clear()
	var waiting []int32
	for i, j := range mates {
		i := int32(i)
		c := b.pairs.best(b, b.kindOf(i))
		if j < 0 || j != c.j1 {
			waiting = append(waiting, i)
			continue
		}
		b.limit[i] = b.v[j] - c.gap(b.spread)
		b.sit(i, j)
		b.up(j, len(b.at[j])-1)
	}
	return waiting
}
