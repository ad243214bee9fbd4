package ui

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"
)

func sortedKeys(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }

func goAction(a Action) Action { a.Kind = "go"; return a }

func quietAction(a Action) Action {
	if a.Kind == "" {
		a.Kind = "quiet"
	}
	return a
}

// number writes a figure for an attribute: never a comma, never more digits than a screen shows.
func number(v float64) string {
	s := strconv.FormatFloat(v, 'f', 2, 64)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}

func percent(v, of float64) string {
	if of <= 0 {
		return "0%"
	}
	return number(min(max(v/of, 0), 1)*100) + "%"
}

const sparkWidth, sparkHeight = 240.0, 48.0

// sparkPoints fits the figures into the drawing; a flat line runs through the middle.
func sparkPoints(values []float64) string {
	if len(values) == 0 {
		return ""
	}
	low, high := slices.Min(values), slices.Max(values)
	var b strings.Builder
	for i, v := range values {
		x, y := 4.0, sparkHeight/2
		if len(values) > 1 {
			x = 4 + float64(i)/float64(len(values)-1)*(sparkWidth-8)
		}
		if high > low {
			y = 6 + (high-v)/(high-low)*(sparkHeight-12)
		}
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(number(x) + "," + number(y))
	}
	return b.String()
}

func sparkEnd(values []float64) (x, y string) {
	points := strings.Fields(sparkPoints(values))
	if len(points) == 0 {
		return "0", "0"
	}
	x, y, _ = strings.Cut(points[len(points)-1], ",")
	return x, y
}

func errorText(p Page, e ErrorView) (title, text string) {
	key := "500"
	switch {
	case e.Status == 400 || e.Status == 403 || e.Status == 404 || e.Status == 409 || e.Status == 410 || e.Status == 413 || e.Status == 429:
		key = strconv.Itoa(e.Status)
	case e.Status == 503:
		key = "503"
	case e.Status >= 400 && e.Status < 500:
		key = "400"
	}
	title, text = e.Title, e.Text
	if title == "" {
		title = p.T("ui.error_" + key + "_title")
	}
	if text == "" {
		text = p.T("ui.error_" + key + "_text")
	}
	return title, text
}

func mailto(address string) templ.SafeURL { return templ.SafeURL("mailto:" + address) }

func fieldsetClass(f Field) string {
	if f.Error != "" {
		return "field has-err"
	}
	return "field"
}

// scaleWidth tells the style sheet of a scale that is not the usual five.
func (f Field) scaleWidth() string {
	switch len(f.Options) {
	case 6:
		return "scale-word"
	case 11:
		return "scale-eleven"
	}
	return ""
}
