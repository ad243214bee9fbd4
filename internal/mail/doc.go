// Package mail sends what stands in the outbox, by SMTP with TLS, and knows the settings of the mail server. It knows addresses and
// bodies, never mentoring.
//
//	waiting --claimed--> sending --the server took it--> sent
//	   ^                    | \--the server will never take it--> refused
//	   \--not now, later----/
//
// A mail is claimed in a transaction of its own before the conversation begins, so two jobs never send the same one, and no
// transaction waits for a mail server. A program that dies between the server's yes and our note of it sends once more, with the same
// Message-ID: mail programs show it once.
package mail
