package programme

import (
	"math"
	"net/url"
	"strconv"
	"strings"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/programme"
	"github.com/mentorskab/mentorskab/internal/visibility"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// Pages is what these pages need.
type Pages struct {
	DB         *db.DB
	Programmes *programme.Programmes
	Orgs       *org.Orgs
}

// programme reads the programme of the path.
func (p Pages) programme(v *visit.Visit) (programme.Programme, error) {
	return p.Programmes.Get(v.Ctx(), p.DB, v.Place.Org, v.Place.Programme)
}

// narrow is a page of one form.
func narrow(v *visit.Visit, title string) ui.Page {
	p := v.Page(title)
	p.Narrow = true
	return p
}

// setupURL is a page of the set-up; step "" is where all of them are seen.
func setupURL(programmeID, step string) string {
	u := "/p/" + programmeID + "/setup"
	if step != "" {
		u += "/" + step
	}
	return u
}

// sees reads who sees a field of a form.
func sees(form, field string) ui.Visibility {
	class, _ := visibility.Of(form, field)
	return ui.Visibility(class)
}

// seen gives each field of a form its label of who sees it, and its error.
func seen(form string, errs map[string]string, fields ...ui.Field) []ui.Field {
	for i := range fields {
		f := &fields[i]
		f.Vis, f.Error = sees(form, f.Name), errs[f.Name]
	}
	return fields
}

// options draws known values as choices, named by key; with about each has a line below.
func options[T ~string](t func(string, ...any) string, all, chosen []T, key string, about bool) []ui.Option {
	out := make([]ui.Option, 0, len(all))
	for _, value := range all {
		o := ui.Option{Value: string(value), Label: t(key + string(value))}
		if about {
			o.Hint = t(key + string(value) + "_about")
		}
		for _, c := range chosen {
			o.Selected = o.Selected || c == value
		}
		out = append(out, o)
	}
	return out
}

// many reads the boxes that were ticked.
func many[T ~string](form url.Values, name string) []T {
	var out []T
	for _, s := range form[name] {
		out = append(out, T(s))
	}
	return out
}

// whole reads a whole number; nothing is 0, and what is no number becomes one that the rules refuse.
func whole(s string) int {
	if s = strings.TrimSpace(s); s == "" {
		return 0
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}

// minutes reads hours as people write them, 2,5 or 2.5; what is no number becomes one that the rules refuse.
func minutes(s string) int {
	if s = strings.TrimSpace(s); s == "" {
		return 0
	}
	h, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
	if err != nil || math.IsNaN(h) || math.Abs(h) > 1e6 {
		return -1
	}
	return int(math.Round(h * 60))
}

// hours writes minutes as hours with as few decimals as they need.
func hours(lang i18n.Lang, minutes int) string {
	switch {
	case minutes%60 == 0:
		return i18n.Integer(lang, int64(minutes/60))
	case minutes%6 == 0:
		return i18n.Decimal(lang, float64(minutes)/60, 1)
	}
	return i18n.Decimal(lang, float64(minutes)/60, 2)
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// zones offers the usual time zones, and the present one if it is another.
func zones(present string) []ui.Option {
	var out []ui.Option
	known := false
	for _, z := range org.Zones {
		known = known || z == present
		out = append(out, ui.Option{Value: z, Label: z, Selected: z == present})
	}
	if !known && present != "" {
		out = append(out, ui.Option{Value: present, Label: present, Selected: true})
	}
	return out
}

func langs(t func(string, ...any) string, present i18n.Lang) []ui.Option {
	return []ui.Option{
		{Value: string(i18n.Danish), Label: t("setup.lang_da"), Selected: present != i18n.English},
		{Value: string(i18n.English), Label: t("setup.lang_en"), Selected: present == i18n.English},
	}
}
