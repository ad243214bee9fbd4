// Package talk is the pages of one-off conversations: the mentor's times, the mentee's choice of one, and what the coordinator sees.
package talk
