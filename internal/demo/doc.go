// Package demo fills an empty database with invented people, for the demonstration and for pictures of the pages.
package demo
