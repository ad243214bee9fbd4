package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// plot draws time and memory over size side by side, all axes in powers of ten. Each curve is named where it ends, and has a dash of its own
// for those who do not see its colour.
func plot(times, memory []series) string {
	var s strings.Builder
	s.WriteString(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1040 430" role="img" aria-labelledby="title">
<title id="title">Time and memory over the number of rows, with 20 allowed partners each</title>
<style>
.paper{fill:#fff}
text{font:14px system-ui,sans-serif;fill:#333}
.title{font-weight:600}
.grid{stroke:#ddd}
polyline{fill:none;stroke-width:2.5}
.c0{stroke:#0b6e4f}.c1{stroke:#9c4221;stroke-dasharray:8 4}.c2{stroke:#3b4cca;stroke-dasharray:2 3}
.n0{fill:#0b6e4f;font-weight:600}.n1{fill:#9c4221}.n2{fill:#3b4cca}
@media (prefers-color-scheme:dark){
.paper{fill:#16181c}
text{fill:#ddd}
.grid{stroke:#444}
.c0{stroke:#4fd1a5}.c1{stroke:#f6ad55}.c2{stroke:#93a5ff}
.n0{fill:#4fd1a5}.n1{fill:#f6ad55}.n2{fill:#93a5ff}
}
</style>
<rect class="paper" width="1040" height="430"/>
`)
	panel(&s, 70, "Time to solve, seconds; ours with the check of the proof", times, true)
	panel(&s, 590, "Memory of the process, MB", memory, false)
	s.WriteString("</svg>\n")
	return s.String()
}

// axis maps values to places, by their logarithms.
type axis struct{ low, high, from, to float64 }

func (a axis) at(v float64) float64 {
	return a.from + (math.Log10(v)-a.low)/(a.high-a.low)*(a.to-a.from)
}

// ticks gives the powers of ten on an axis.
func (a axis) ticks() (out []float64) {
	for p := math.Ceil(a.low); p <= a.high; p++ {
		out = append(out, math.Pow(10, p))
	}
	return out
}

// panel draws curves into a frame that begins at left; with powers, it says by which power of the size each grows.
func panel(s *strings.Builder, left float64, title string, all []series, powers bool) {
	const width, height, top, bottom = 310.0, 310.0, 50.0, 360.0
	x := axis{math.Inf(1), math.Inf(-1), left, left + width}
	y := axis{math.Inf(1), math.Inf(-1), bottom, top}
	for _, c := range all {
		for k := range c.x {
			x.low, x.high = min(x.low, math.Log10(c.x[k])), max(x.high, math.Log10(c.x[k]))
			y.low, y.high = min(y.low, math.Log10(c.y[k])), max(y.high, math.Log10(c.y[k]))
		}
	}
	y.low, y.high = math.Floor(y.low), math.Ceil(y.high)
	fmt.Fprintf(s, "<text class=\"title\" x=\"%.0f\" y=\"28\">%s</text>\n", left, title)
	for _, v := range y.ticks() {
		grid(s, x.from, x.to, y.at(v), y.at(v))
		fmt.Fprintf(s, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%g</text>\n", left-8, y.at(v)+5, v)
	}
	for _, v := range x.ticks() {
		grid(s, x.at(v), x.at(v), top, bottom)
		fmt.Fprintf(s, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>\n", x.at(v), bottom+22, thousands(v))
	}
	fmt.Fprintf(s, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">rows, 20 allowed partners each</text>\n", left+width/2, bottom+46)
	for k, c := range all {
		if len(c.x) == 0 {
			continue
		}
		fmt.Fprintf(s, "<polyline class=\"c%d\" points=\"", k)
		for n := range c.x {
			fmt.Fprintf(s, "%.1f,%.1f ", x.at(c.x[n]), y.at(c.y[n]))
		}
		s.WriteString("\"/>\n")
	}
	for _, l := range labels(all, y) {
		name := l.name
		if powers {
			name = fmt.Sprintf("%s, n<tspan dy=\"-5\" font-size=\"10\">%.1f</tspan>", l.name, l.power())
		}
		fmt.Fprintf(s, "<text class=\"n%d\" x=\"%.1f\" y=\"%.1f\">%s</text>\n", l.number, x.to+8, l.y+5, name)
	}
}

func grid(s *strings.Builder, x1, x2, y1, y2 float64) {
	fmt.Fprintf(s, "<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>", x1, x2, y1, y2)
}

type label struct {
	series
	number int
	y      float64
}

// labels places the names beside the ends of the curves, and apart from one another.
func labels(all []series, y axis) (out []label) {
	for k, c := range all {
		if len(c.y) > 0 {
			out = append(out, label{c, k, y.at(c.y[len(c.y)-1])})
		}
	}
	slices.SortFunc(out, func(a, b label) int { return cmp.Compare(a.y, b.y) })
	for k := 1; k < len(out); k++ {
		out[k].y = max(out[k].y, out[k-1].y+18)
	}
	return out
}

func thousands(v float64) string {
	if v >= 1000 {
		return fmt.Sprintf("%gk", v/1000)
	}
	return fmt.Sprintf("%g", v)
}
