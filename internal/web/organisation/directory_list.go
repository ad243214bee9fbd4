package organisation

import (
	"strconv"

	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

const perPage = 50

// Directory is the people of the organisation, searched and paged.
func (p Pages) Directory(v *visit.Visit) error {
	search, page := v.R.URL.Query().Get("q"), pageNumber(v)
	people, total, err := p.Orgs.Directory(v.Ctx(), v.Actor, search, (page-1)*perPage, perPage)
	if err != nil {
		return err
	}
	at := base(v) + "/directory"
	view := DirectoryView{
		Title: v.T("organisation.directory", "n", total), URL: at, Searched: search != "",
		Search: ui.Field{Name: "q", Kind: ui.FieldSearch, Label: v.T("organisation.search"), Value: search, Filter: true},
		Import: ui.Action{Label: v.T("import.title_staff"), URL: base(v) + "/import", Icon: "table-import"},
		Add:    ui.Action{Label: v.T("organisation.add_person"), URL: at + "/new", Icon: "user-plus", Kind: "quiet"},
	}
	if search != "" {
		view.Title = v.T("organisation.found", "n", total)
	}
	view.Table = ui.TableView{Caption: v.T("organisation.directory_caption"), Cols: []ui.Col{
		{Label: v.T("people.name")}, {Label: v.T("org.person_title")}, {Label: v.T("org.person_unit")}, {Label: v.T("people.email")},
	}}
	for _, x := range people {
		view.Table.Rows = append(view.Table.Rows, ui.Row{Cells: []ui.Cell{{Text: x.Name, URL: at + "/" + x.ID}, {Text: x.Title}, {Text: x.Unit}, {Text: x.Email}}})
	}
	turn := func(n int) string { return ui.WithQuery(at, "q", search, "page", strconv.Itoa(n)) }
	view.Pager = ui.PagerView{From: (page-1)*perPage + 1, To: (page-1)*perPage + len(people), Total: total}
	if len(people) == 0 {
		view.Pager.Total = 0
	}
	if page > 1 {
		view.Pager.PrevURL = turn(page - 1)
	}
	if page*perPage < total {
		view.Pager.NextURL = turn(page + 1)
	}
	return v.Show(directoryPage(v.Page(v.T("nav.directory")), view))
}

// DirectoryView is one page of the directory.
type DirectoryView struct {
	Title, URL string
	Searched   bool
	Search     ui.Field
	Import     ui.Action
	Add        ui.Action
	Table      ui.TableView
	Pager      ui.PagerView
}
