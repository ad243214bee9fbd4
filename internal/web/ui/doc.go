// Package ui is the kit every page is built from: the shell, the components and the error page.
//
// A page fills a Page and puts its content into Shell:
//
//	templ Overview(p ui.Page, v OverviewView) {
//		@ui.Shell(p) {
//			@ui.Head(ui.HeadView{Eyebrow: []string{p.Org, v.Week}, Title: v.Greeting, Lede: v.Rest})
//			@ui.Next(ui.NextView{Icon: "hand-stop", Eyebrow: v.Why, Title: v.Who, Text: v.What,
//				Go: ui.Action{Label: v.Do, URL: v.DoURL, Icon: "mail"}})
//			@ui.Section("crit", p.T("overview.criteria"), ui.A(p.T("overview.how"), "/how")) {
//				@ui.Criteria(p, v.Criteria)
//			}
//		}
//	}
//
// A form shows its errors twice: in the summary on top, which takes focus, and at the field.
//
//	@ui.ErrorSummary(p, ui.Errors(v.Name, v.Roles))
//	<form class="form" method="post">
//		@ui.FieldRow(p, v.Name)  // ui.Field{Name: "name", Label: ..., Hint: ..., Error: ..., Vis: ui.VisPublic}
//		@ui.FieldRow(p, v.Roles) // ui.Field{Name: "role", Kind: ui.FieldCheckbox, Options: ...}
//		@ui.Acts(ui.Action{Label: p.T("common.save")}, ui.Action{Label: p.T("common.back"), URL: back, Kind: "bare"})
//	</form>
//
// What cannot be undone asks first, in words of its own; without JavaScript the post reaches the page that asks:
//
//	@ui.Button(ui.Action{Label: "Slet for altid", Kind: "error", Icon: "trash", Method: "post", URL: u, Confirm: sentence})
//
// A KindSignIn page puts its way in inside SignIn, a KindRoom page its text inside Room; other pages start with Head.
// Storybook shows all components; write it to a folder and look at it in a browser:
//
//	go test ./internal/web/ui -run WriteStorybook -storybook DIR
//
// Write an icon and the words after it on two lines: on one line templ takes the braces for the icon's children and the
// words are lost.
//
// Rules the tests hold: no style attribute and no inline script (the content security policy allows neither), every
// text through Page.T, every icon named in ../assets/src/icons.txt. Class names are written in templ files only; the
// style sheet is compiled from them (see package assets).
//
// Attributes that ../assets/static/app.js gives life to: data-confirm, data-dialog-open, data-dialog-close,
// data-autosubmit, data-dismiss, data-print, data-copy, data-output, data-js (hidden without JavaScript) and
// data-nojs (hidden with it).
//
// Page.Theme comes from the cookie "theme" ("dag", "aften" or "system"), which the profile menu sets; app.js lets the
// cookie win over what the server rendered.
package ui
