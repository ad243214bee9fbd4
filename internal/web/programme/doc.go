// Package programme is the pages of a programme's life: making one, the set-up in steps, opening, starting and closing it, its public
// page, and the sponsor's commitment and tasks.
package programme
