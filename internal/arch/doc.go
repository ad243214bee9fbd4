// Package arch holds the order of the house: which package may import which. It has a test and nothing else.
package arch
