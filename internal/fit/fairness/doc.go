// Package fairness says how a round treated the groups of a pool: who is without a partner, how good the pairs are, and who got a first
// wish. It is pure: a pool and its pairs go in, figures come out.
//
//	pool + pairs --> people --cut, small groups merged--> groups --each against the best off--> figures with intervals
//
// No group has fewer than five people, and no figure can be subtracted from others to one about fewer: groups that are too small are
// merged, so that those shown add up to everybody; a figure that is about fewer than five of a group is hidden, and with it the smallest
// next to it when it would follow from the rest. A sensitive cut is shown more sparingly still, see Cut.Sensitive.
package fairness
