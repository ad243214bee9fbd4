package fit

import "slices"

// Criteria that somebody stated: the coordinator who is a culture bearer, history who has been a pair, a mentee whom they ask for.

func fitCulture(m *card) int {
	if m.seat.Profile.Culture {
		return 1000
	}
	return 0
}

func whyCulture(m *card) []Reason {
	if m.seat.Profile.Culture {
		return []Reason{about(Culture, "matching.why_culture").good().private()}
	}
	return nil
}

// fitAcquainted takes points from two who have been a pair in another programme: they know what they can give each other.
func fitAcquainted(m, n *card) int {
	if slices.Contains(n.known, m.person) {
		return 0
	}
	return 1000
}

func whyAcquainted(m, n *card) []Reason {
	if slices.Contains(n.known, m.person) {
		return []Reason{about(Acquainted, "matching.why_acquainted").mind().private()}
	}
	return nil
}

// fitOwnGender counts for a mentee who asked, and for no other: everybody else gets the same whoever the mentor is.
func fitOwnGender(m, n *card) int {
	switch {
	case !n.asksGender || n.gender == "" || m.gender == "":
		return unknown
	case n.gender == m.gender:
		return 1000
	}
	return 0
}

// whyOwnGender says that the mentee asked, to the coordinator alone.
func whyOwnGender(m, n *card) []Reason {
	if !n.asksGender {
		return nil
	}
	switch fitOwnGender(m, n) {
	case 1000:
		return []Reason{about(OwnGender, "matching.why_own_gender").good().private()}
	case 0:
		return []Reason{about(OwnGender, "matching.why_own_gender_not").mind().private()}
	}
	return []Reason{about(OwnGender, "matching.why_own_gender_untold").private()}
}
