package organisation

import (
	"maps"
	"slices"

	"github.com/mentorskab/mentorskab/internal/audit"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/id"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// Audit is who did what, newest first.
func (p Pages) Audit(v *visit.Visit) error {
	before := v.R.URL.Query().Get("before")
	if !id.Valid(before) {
		before = ""
	}
	entries, err := audit.Page(v.Ctx(), p.DB, v.Place.Org, before, perPage+1)
	if err != nil {
		return err
	}
	view := AuditView{First: before == "", Newest: base(v) + "/audit"}
	if len(entries) > perPage {
		entries = entries[:perPage]
		view.Older = ui.WithQuery(view.Newest, "before", entries[perPage-1].ID)
	}
	view.Table = ui.TableView{Caption: v.T("organisation.audit_caption"), Cols: []ui.Col{
		{Label: v.T("organisation.audit_what")}, {Label: v.T("organisation.audit_about")}, {Label: v.T("organisation.audit_who")}, {Label: v.T("organisation.audit_when")},
	}}
	for _, e := range entries {
		by := e.By
		if by == "" {
			by = v.T("organisation.audit_system")
		}
		about := e.About
		if about == "" {
			about = "–"
		}
		at := e.At.In(v.Location())
		view.Table.Rows = append(view.Table.Rows, ui.Row{Cells: []ui.Cell{
			{Text: actWords(v, e), Sub: e.ProgrammeName}, {Text: about}, {Text: by}, {Text: i18n.Day(v.Lang, at), Sub: i18n.Clock(v.Lang, at)},
		}})
	}
	return v.Show(auditPage(v.Page(v.T("nav.audit")), view))
}

// actWords writes what was done. Details that are themselves words of the program are translated.
func actWords(v *visit.Visit, e audit.Entry) string {
	var args []any
	for _, k := range slices.Sorted(maps.Keys(e.Detail)) {
		value := e.Detail[k]
		if key := detailKey(k, value); i18n.Has(v.Lang, key) {
			value = v.T(key)
		}
		args = append(args, k, value)
	}
	return v.T("audit."+e.Act, args...)
}

func detailKey(name, value string) string {
	if name == "role" {
		return "role." + value
	}
	return "programme." + name + "_" + value
}

// AuditView is one page of what was done.
type AuditView struct {
	Table         ui.TableView
	Older, Newest string
	First         bool
}
