package assign

// graph is a set of directed edges: next(x, k) is where edge k of node x leads, -1 behind its last.
type graph interface {
	next(x int32, k int) int32
}

// components numbers the strongly connected components of a graph of n nodes (Tarjan 1972, with a stack of its own):
// two nodes have the same number when each can be reached from the other. An edge between two components leads from
// the greater number to the less.
func components(n int, g graph) (number []int32, count int32) {
	number = make([]int32, n)
	order := make([]int32, n) // when a node was first seen, counted from 1
	low := make([]int32, n)   // the earliest node still open that it is known to reach
	for x := range number {
		number[x] = -1
	}
	type visit struct {
		node int32
		edge int
	}
	var walk []visit
	var open []int32
	clock := int32(0)
	enter := func(x int32) {
		clock++
		order[x], low[x] = clock, clock
		open = append(open, x)
		walk = append(walk, visit{node: x})
	}
	for root := range int32(n) {
		if order[root] > 0 {
			continue
		}
		enter(root)
		for len(walk) > 0 {
			at := &walk[len(walk)-1]
			x := at.node
			y := g.next(x, at.edge)
			at.edge++
			switch {
			case y >= 0 && order[y] == 0:
				enter(y)
			case y >= 0 && number[y] < 0:
				low[x] = min(low[x], order[y])
			case y < 0:
				walk = walk[:len(walk)-1]
				if len(walk) > 0 {
					above := walk[len(walk)-1].node
					low[above] = min(low[above], low[x])
				}
				if low[x] < order[x] {
					break
				}
				for {
					y := open[len(open)-1]
					open = open[:len(open)-1]
					number[y] = count
					if y == x {
						break
					}
				}
				count++
			}
		}
	}
	return number, count
}
