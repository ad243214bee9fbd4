// Package report turns a programme's facts into what its people can act on: the six lights with the evidence behind each, the one next
// step, the coordinator's overview, the sponsor's quarter and the printed report.
//
// The coordinator sees the figures as they are. The sponsor and the report see them through Counts that protect: a figure about fewer
// than five people, or one by which such a figure could be worked out, is hidden, and the sentence says so. Lights and steps are pure
// functions of gathered Facts.
package report
