// Package hours reads grants and hour sheets of paid mentoring and says of every line whether it can be billed, and if not, why.
// It is pure: tables in, a verdict for each line out. Money is counted in øre and time in minutes, so nothing is lost to rounding.
package hours
