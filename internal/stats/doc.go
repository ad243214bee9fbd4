// Package stats turns answers and lists into figures that may be shown: no figure is about fewer than five people, and none lets
// such a figure be worked out from the others.
//
// Two ways of being careful, for two kinds of figures:
//
//   - Publish makes the distribution of one question, whole and divided by one fixed cut. Values that too few gave are merged with
//     their neighbours, so that nothing is missing and no remainder is left to find by subtraction.
//   - Ledger holds a page of counts over one population. Counts are asked for in order of importance; one that would let a small
//     group be worked out from those already shown is refused.
//
// Beside them stand the intervals that say how much of a difference chance alone could have made: Wilson, Newcombe, Katz and Welch.
//
// The package knows numbers and nothing of mentoring.
package stats

// Small is the number of people a figure must at least be about.
const Small = 5
