// Package admin is the pages of the installation: the first run, the organisations, the mail server and the mails that wait.
package admin
