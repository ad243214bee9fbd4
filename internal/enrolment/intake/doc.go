// Package intake takes a list of people into an organisation.
//
//	file -> table -> roster.List -> Make -> Plan --(a person looks it over)--> one transaction
//
// Make is pure: it compares a list with what the organisation knows and says what would happen, which is the dry run. Saving makes
// the plan again inside its transaction and writes it, so that what is stored is what is true then. The same file a second time
// makes an empty plan.
//
// A batch is one file on its way in: read -> checked -> saving -> done. Its table waits in the database without any civil
// registration number, and is deleted when the batch is done, given up or a day old.
package intake
