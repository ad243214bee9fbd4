// Package demo fills an installation with invented people and plays months of their programmes through the public verbs, at the hours
// when it would have happened: a leadership programme in its fifth month with 24 pairs, and a smaller one for integration, for young
// people and for paid mentors. Names are common first and last names joined by chance; addresses end on example.org.
package demo
