package matching

import (
	"bytes"

	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

// PairsFile gives the draft as a spreadsheet, for those who want to look at it together on paper.
func (p Pages) PairsFile(v *visit.Visit) error {
	r, err := p.Matches.Draft(v.Ctx(), v.Actor)
	if fault.Is(err, fault.NotFound) {
		return v.Go(base(v))
	}
	if err != nil {
		return err
	}
	list, err := p.Matches.List(v.Ctx(), v.Actor, r, v.Lang)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := list.WriteXLSX(&b); err != nil {
		return err
	}
	return v.File(v.T("matching.file_pairs")+".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b.Bytes())
}
