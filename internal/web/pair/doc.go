// Package pair is the pages of two people's course: the proposal that each of them answers, their own page with its phases, the
// agreement, the meetings with the one-minute pulse, the ways out, and what the coordinator sees of it, which is dates and counts.
package pair
