// Package org owns organisations (tenants), the people in their directory, and the roles anyone has. Every verb of every slice
// takes an Actor: who acts, in which organisation, with which roles there.
package org
