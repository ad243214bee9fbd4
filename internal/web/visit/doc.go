// Package visit is one request on its way through the site: who comes, in which language, to which object, with which roles there.
//
// Every page is a Route of the one table in package web. Before its handler runs, the visitor is known, the object its path names is
// found and the visitor's roles there are worked out:
//
//	func MeetingPropose(v *visit.Visit) error {
//		form, err := v.Form(pair.FormMeeting)       // an unknown field is refused
//		if err != nil { return err }
//		err = p.Meetings.Propose(v.Ctx(), v.Actor, v.Place.Pair, ...)
//		if errs := v.Faults(err); errs != nil { return v.Invalid(view(...errs)) }
//		if err != nil { return err }
//		v.Say("good", "pair.meeting_proposed")
//		return v.Go("/pair/" + v.Place.Pair + "/meetings")
//	}
//
// A handler returns an error and never writes one: one place here turns the kinds of fault into statuses and a page.
package visit
