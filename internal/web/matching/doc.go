// Package matching is the coordinator's pages about who is put together with whom: the board with the draft, the rules, the marks,
// those who wait, the confirming page before proposals are sent, and the proposals that are out.
package matching
