// Package report is the pages that show how a programme stands: the coordinator's overview, the sponsor's quarter, the printed report,
// and the results of a survey.
package report
