package main

import (
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"math"
	"os"
	"strings"
)

func gunzip(r io.Reader, to string) error {
	z, err := gzip.NewReader(r)
	if err != nil {
		return err
	}
	f, err := os.Create(to) //nolint:gosec // in our own temporary folder
	if err != nil {
		return err
	}
	if _, err := io.Copy(f, z); err != nil { //nolint:gosec // test data
		_ = f.Close()
		return err
	}
	return f.Close()
}

// series is one curve: a value per size.
type series struct {
	name string
	x, y []float64
}

// growth measures sparse instances of 20 allowed partners from a thousand rows to a hundred thousand.
func (b *bench) growth(ctx context.Context) error {
	sizes := []int{1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000}
	if b.Small {
		sizes = []int{100, 200, 400}
	}
	times, memory := [3]series{{name: "assign"}, {name: "LEMON"}, {name: "scipy"}}, [3]series{{name: "assign"}, {name: "LEMON"}, {name: "scipy"}}
	for _, n := range sizes {
		file, err := b.file(planted(n))
		if err != nil {
			return err
		}
		us, err := b.ours(ctx, file)
		if err != nil {
			return err
		}
		all := []measured{us, {}, {}}
		if b.lemon != "" {
			if all[1], err = b.network(ctx, file); err != nil {
				return err
			}
			b.same(file, us, all[1])
		}
		if b.python != "" {
			if all[2], err = b.scipy(ctx, file); err != nil {
				return err
			}
			b.same(file, us, all[2])
		}
		for k, m := range all {
			if len(m.Times) > 0 {
				times[k].x, times[k].y = append(times[k].x, float64(n)), append(times[k].y, median(m.Times))
				memory[k].x, memory[k].y = append(memory[k].x, float64(n)), append(memory[k].y, float64(m.RSS)/1e6)
				fmt.Printf("%6d rows  %-7s %10s %8s\n", n, times[k].name, seconds(median(m.Times)), megabytes(m.RSS))
			}
		}
	}
	if b.wrong {
		return fmt.Errorf("the costs differ")
	}
	return os.WriteFile(b.Growth, []byte(plot(times[:], memory[:])), 0o600)
}

// plot draws time and memory over size side by side, both axes in powers of ten.
func plot(times, memory []series) string {
	var s strings.Builder
	s.WriteString(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 420" role="img" aria-label="Time and memory over the number of rows">
<style>
text{font:14px system-ui,sans-serif;fill:#333}
.t{font-weight:600}.g{stroke:#ddd}.c0{stroke:#0b6e4f;fill:#0b6e4f}.c1{stroke:#9c4221;fill:#9c4221}.c2{stroke:#3b4cca;fill:#3b4cca}
polyline{fill:none!important;stroke-width:2.5}text[class]{stroke:none}.bg{fill:#fff}
@media(prefers-color-scheme:dark){text{fill:#ddd}.g{stroke:#444}.bg{fill:#16181c}.c0{stroke:#4fd1a5;fill:#4fd1a5}.c1{stroke:#f6ad55;fill:#f6ad55}.c2{stroke:#93a5ff;fill:#93a5ff}}
</style>
<rect class="bg" width="960" height="420"/>
`)
	panel(&s, 70, "Time, seconds", times)
	panel(&s, 550, "Memory of the process, MB", memory)
	s.WriteString("</svg>\n")
	return s.String()
}

func panel(s *strings.Builder, left float64, title string, all []series) {
	const width, height, top = 310.0, 310.0, 50.0
	lox, hix, loy, hiy := math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
	for _, c := range all {
		for k := range c.x {
			lox, hix = min(lox, math.Log10(c.x[k])), max(hix, math.Log10(c.x[k]))
			loy, hiy = min(loy, math.Log10(c.y[k])), max(hiy, math.Log10(c.y[k]))
		}
	}
	loy, hiy = math.Floor(loy), math.Ceil(hiy)
	x := func(v float64) float64 { return left + (math.Log10(v)-lox)/(hix-lox)*width }
	y := func(v float64) float64 { return top + height - (math.Log10(v)-loy)/(hiy-loy)*height }
	fmt.Fprintf(s, "<text class=\"t\" x=\"%.0f\" y=\"28\">%s</text>\n", left, title)
	for p := loy; p <= hiy; p++ {
		v := math.Pow(10, p)
		fmt.Fprintf(s, "<line class=\"g\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/><text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%g</text>\n", left, left+width, y(v), y(v), left-8, y(v)+5, v)
	}
	for p := math.Ceil(lox); p <= hix; p++ {
		v := math.Pow(10, p)
		fmt.Fprintf(s, "<line class=\"g\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/><text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>\n", x(v), x(v), top, top+height, x(v), top+height+22, thousands(v))
	}
	fmt.Fprintf(s, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">rows, 20 allowed partners each</text>\n", left+width/2, top+height+45)
	for k, c := range all {
		if len(c.x) == 0 {
			continue
		}
		fmt.Fprintf(s, "<polyline class=\"c%d\" points=\"", k)
		for n := range c.x {
			fmt.Fprintf(s, "%.1f,%.1f ", x(c.x[n]), y(c.y[n]))
		}
		last := len(c.x) - 1
		fmt.Fprintf(s, "\"/><text class=\"c%d\" x=\"%.1f\" y=\"%.1f\">%s</text>\n", k, x(c.x[last])+8, y(c.y[last])+5, c.name)
	}
}

func thousands(v float64) string {
	if v >= 1000 {
		return fmt.Sprintf("%gk", v/1000)
	}
	return fmt.Sprintf("%g", v)
}
