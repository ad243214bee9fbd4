// Package people owns accounts: sign-in by mailed link or password, sessions, language. An account stands above organisations.
//
//	link made -> mailed -> opened (GET shows a button, spends nothing) -> button pressed (POST) -> used
//	                    -> 30 minutes (sign-in) or 14 days (invitation) pass -> expired
package people
