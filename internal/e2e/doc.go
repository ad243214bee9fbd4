// Package e2e holds the journeys: what people do with the whole program, in a real browser, from the spreadsheet to the report.
package e2e
