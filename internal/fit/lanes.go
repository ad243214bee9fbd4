package fit

// Rows of small numbers are added many at a time: four of 16 bits or eight of 8 bits in one word. No sum may pass what its lane
// holds; what is summed here, points that are missing to full and counts of a few dozen, never does. Rows are as long as whole words
// of eight need; what lies behind the last mentor is never read.

// block is how many mentors share a word of octets, and two of lanes. Ranges of a row begin and end at multiples of it.
const block = 8

func blocks(n int) int { return (n + block - 1) / block }

// lanes are numbers of 16 bits, four to a word.
type lanes []uint64

func newLanes(n int) lanes { return make(lanes, 2*blocks(n)) }

func (l lanes) at(k int) int           { return int(l[k/4] >> (k % 4 * 16) & 0xffff) }
func (l lanes) add(k, x int)           { l[k/4] += uint64(x) << (k % 4 * 16) }
func (l lanes) change(k, from, to int) { l[k/4] += (uint64(to) - uint64(from)) << (k % 4 * 16) }

// addAll adds a row of the same length.
func (l lanes) addAll(row []uint64) {
	row = row[:len(l)]
	for len(l) >= 4 && len(row) >= 4 {
		a, b := (*[4]uint64)(l), (*[4]uint64)(row)
		a[0], a[1], a[2], a[3] = a[0]+b[0], a[1]+b[1], a[2]+b[2], a[3]+b[3]
		l, row = l[4:], row[4:]
	}
	for k, x := range row {
		l[k] += x
	}
}

// octets are numbers of 8 bits, eight to a word.
type octets []uint64

func newOctets(n int) octets { return make(octets, blocks(n)) }

func (o octets) add(k, x int)        { o[k/block] += uint64(x) << (k % block * 8) }
func (o octets) addAll(row []uint64) { lanes(o).addAll(row) }

// look adds to lanes what a table gives for each octet.
func (o octets) look(table *[256]uint16, out lanes) {
	out = out[:2*len(o)]
	for k, w := range o {
		out[2*k] += uint64(table[uint8(w)]) | uint64(table[uint8(w>>8)])<<16 | uint64(table[uint8(w>>16)])<<32 | uint64(table[uint8(w>>24)])<<48
		out[2*k+1] += uint64(table[uint8(w>>32)]) | uint64(table[uint8(w>>40)])<<16 | uint64(table[uint8(w>>48)])<<32 | uint64(table[uint8(w>>56)])<<48
	}
}

// crowd is some of the mentors, by place: a list where they are few, else one bit each.
type crowd struct {
	list []int32
	bits []uint64
}

func newCrowd(list []int32, of int) crowd {
	if len(list) <= of/64 {
		return crowd{list: list}
	}
	return crowd{bits: bitsOf(list, of)}
}

// crowds sorts mentors by a number.
func crowds(of int, number func(j int) int32) map[int32]crowd {
	lists := map[int32][]int32{}
	for j := range of {
		n := number(j)
		lists[n] = append(lists[n], int32(j))
	}
	out := make(map[int32]crowd, len(lists))
	for n, list := range lists {
		out[n] = newCrowd(list, of)
	}
	return out
}
