// Package people is the pages of an account: in by mailed link or password, out, own name and language.
package people
