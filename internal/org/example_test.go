package org_test

import (
	"fmt"

	"github.com/mentorskab/mentorskab/internal/org"
)

// Everyone above a person is found, nearest first; a circle in the staff list does not hang anything.
func ExampleChain() {
	staff := map[string]org.Person{"eva": {Leader: "ida"}, "ida": {Leader: "bo"}, "bo": {Leader: "ida"}}
	fmt.Println(org.Chain(staff, "eva"))
	// Output: [ida bo]
}
