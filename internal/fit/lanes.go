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

// total writes the sum of rows of the same length; eight are read at a time, so that the sum is stored seldom. none must hold zeros.
func total(out []uint64, rows [][]uint64, none []uint64) {
	for first := true; first || len(rows) > 0; first = false {
		var r [8][]uint64
		for k := range r {
			if r[k] = none[:len(out)]; k < len(rows) {
				r[k] = rows[k][:len(out)]
			}
		}
		rows = rows[min(len(r), len(rows)):]
		total8(out, first, r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7])
	}
}

func total8(out []uint64, first bool, a, b, c, d, e, f, g, h []uint64) {
	n := len(out)
	a, b, c, d, e, f, g, h = a[:n], b[:n], c[:n], d[:n], e[:n], f[:n], g[:n], h[:n]
	if first {
		for k := range out {
			out[k] = a[k] + b[k] + c[k] + d[k] + (e[k] + f[k] + g[k] + h[k])
		}
		return
	}
	for k := range out {
		out[k] += a[k] + b[k] + c[k] + d[k] + (e[k] + f[k] + g[k] + h[k])
	}
}

// octets are numbers of 8 bits, eight to a word.
type octets []uint64

func newOctets(n int) octets { return make(octets, blocks(n)) }

func (o octets) add(k, x int) { o[k/block] += uint64(x) << (k % block * 8) }

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
