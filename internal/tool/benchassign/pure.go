//go:build purego

package main

// pure tells whether the solver was built without assembly.
const pure = true
