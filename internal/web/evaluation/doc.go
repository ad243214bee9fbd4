// Package evaluation is the pages of the surveys: where one side of a pair answers, and where the coordinator opens, follows and
// closes them. The figures themselves are shown by the pages of the report.
package evaluation
