// Package enrolment owns who takes part in a programme and with which wishes: seats and their profiles, applications by form or
// spreadsheet, the waiting list and a dignified no, and the barriers between two people who must not meet as a pair.
//
//	applied --accept--> accepted --withdraw--> withdrawn --apply--> applied
//	   |  \--wait--> waiting --accept, decline, withdraw-->
//	   \--decline--> declined --accept, wait, apply-->
//
// One person may hold two seats in a programme: mentor here and mentee there.
package enrolment
