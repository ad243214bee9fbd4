package people

import (
	"github.com/mentorskab/mentorskab/internal/installation"
	"github.com/mentorskab/mentorskab/internal/people"
)

// Pages holds what these pages need.
type Pages struct {
	People       *people.People
	Installation *installation.Installation
}
