// Package organisation is the pages of one organisation: its programmes, the people in its directory, who has which role, its settings,
// and what has been done.
package organisation
