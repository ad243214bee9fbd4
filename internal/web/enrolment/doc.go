// Package enrolment is the pages of who takes part: the application for anyone, a participant's own profile, and the coordinator's
// list of people, their answers, and the training.
package enrolment
