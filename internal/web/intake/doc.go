// Package intake is the pages that take a list of people in: choose a file, say what its columns mean, look it over, save. The same
// pages serve a programme's participants and an organisation's staff list. Nothing is stored before the last step.
package intake
