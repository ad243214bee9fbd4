// Package installation owns what stands above organisations: the first run, the making of organisations, and the mail server. Its verbs
// are for the administrator of the installation, who sees that an organisation exists and who runs it, and nothing inside it.
//
//	fresh (no organisation) --SetUp, with the code from the console--> in use
package installation
