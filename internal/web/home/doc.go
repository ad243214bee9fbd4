// Package home is the start page of a mentor or a mentee: the one next step, who their partner is, where the two are, and what comes.
// It looks into several slices, which the pages of one slice do not.
package home
