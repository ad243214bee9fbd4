// Package job does work later: in the background, again and again until it succeeds, and at set times of the day. A job commits with
// the transaction that makes it. It knows River and the two databases, never mentoring.
//
//	jobs.Handle("deliver-mail", func(ctx context.Context, args []byte) error { ... }) // before Start
//	jobs.Daily("sweep-accounts", 3, func(ctx context.Context) error { ... })
//	jobs.Enqueue(ctx, tx, "deliver-mail", struct{ ID string }{id})                    // inside a transaction
//
//	made (commits with its cause) -> works -> done
//	                                   \ fails -> waits a while -> works again -> ... -> given up after three weeks
//
// A program that dies in the middle of a job does it again later: every job must bear to be done twice.
package job
