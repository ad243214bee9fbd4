// Package pair owns two people's course together: the answers to a proposal, the four phases with their gates, the agreement and its
// signatures, the meetings with their calendar invitations, the one-minute pulse, the pause and the ending without blame.
//
//	proposal --both say yes--> introduction --> establishing --> learning --> closing --> closed
//	                                 \________________\_____________\___________\--stop--> closed
//
// A gate stands between two phases. It lists what is done and what is missing; the system suggests and the two decide. Either of them
// can stop at any time, from any phase, and is asked for no reason. The coordinator can end a pair too, and can neither move it on nor
// read what the two have agreed.
//
//	meeting:    proposed --accept--> accepted --took place--> held     (a meeting may also be written down afterwards: held at once)
//	               ^  \--another time--/  |  \--another time--> proposed (by the other side)
//	               |______________________|
//	            proposed, accepted --cancel--> cancelled
//
//	agreement:  draft (both may change it) --one signs--> signed by one --the other signs--> in force
//	            a change of a version that anyone has signed makes the next version, which both must sign
//
// What the two say to each other is stored nowhere here. The agreement is readable by the server and shown to the two alone; the
// coordinator sees that it is signed, and when. The pulse leaves this package as figures over a whole programme only.
package pair
