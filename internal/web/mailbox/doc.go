// Package mailbox shows every mail of the demonstration, as its receiver would see it. A real installation has no mailbox.
package mailbox
