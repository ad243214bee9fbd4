// Package site is the pages that belong to no programme: who sees what, help, whom to turn to with a concern, and the theory.
package site
