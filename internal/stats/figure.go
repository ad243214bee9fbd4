package stats

import "slices"

// Mean is the average of the answers in order, where the first value counts first. There is none when values were merged: an average
// beside merged parts would tell how they divide.
func Mean(cells []Cell, first int) (mean float64, n int, ok bool) {
	sum := 0
	for _, c := range cells {
		if c.From < 0 {
			continue
		}
		if c.Count > 0 && (c.From != c.To || c.Aside) {
			return 0, 0, false
		}
		sum += (c.From + first) * c.Count
		n += c.Count
	}
	if n < Small {
		return 0, 0, false
	}
	return float64(sum) / float64(n), n, true
}

// Share counts the answers with value from or higher, of all answers in order. It can be told when a border of the shown parts
// stands there; then those outside the order, when they are counted with others, are in n too.
func Share(cells []Cell, from int) (k, n int, ok bool) {
	for _, c := range cells {
		switch {
		case c.From < 0:
			continue
		case c.From >= from:
			k += c.Count
		case c.To >= from && c.Count > 0:
			return 0, 0, false
		}
		n += c.Count
	}
	return k, n, n >= Small
}

// Median is the middle value of at least Small; it sorts values.
func Median(values []float64) (float64, bool) {
	n := len(values)
	if n < Small {
		return 0, false
	}
	slices.Sort(values)
	return (values[(n-1)/2] + values[n/2]) / 2, true
}
