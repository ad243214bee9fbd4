// Package web is the site's one table of routes: which address, for whom, about what, how often. The mux is built from it and from
// nothing else, and a test visits every route as every role.
package web
