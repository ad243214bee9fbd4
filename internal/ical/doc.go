// Package ical writes the calendar objects (RFC 5545, RFC 5546) that go along with a mail: an invitation, its update and its
// cancellation. It knows events and guests, never mentoring.
//
// What calendar programs stumble over is held here: lines are folded at 75 octets and never inside a letter; a time with a zone is
// always accompanied by that zone's rules; names can break neither a line nor a parameter; UID stays, SEQUENCE grows.
package ical
