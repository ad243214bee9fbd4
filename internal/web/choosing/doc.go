// Package choosing is the pages where a participant has their say in the matching: ranking those who are suggested, asking mentors and
// answering mentees in a wish round, and a mentor's "not now". Each is one page of buttons that save at once.
package choosing
