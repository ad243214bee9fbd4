// Package i18n holds every text of the program in Danish and English, and writes dates and numbers as each language does.
//
// A text is a flat key of locales/<slice>.<lang>.toml, with {name} placeholders:
//
//	"import.rows.one" = "{n} row"
//	"import.rows.other" = "{n} rows"
//
// T("import.rows", "n", 3) picks .one or .other by the argument n (both languages use one form for 1 and another for the rest).
package i18n
