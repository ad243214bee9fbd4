package table

import "strings"

// NeedsGuard says whether a spreadsheet could take a text for a formula when it opens an export.
func NeedsGuard(text string) bool {
	return text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0]))
}

// Guard puts ' before such a text, so that the next spreadsheet shows it and does not run it.
func Guard(text string) string {
	if NeedsGuard(text) {
		return "'" + text
	}
	return text
}
