package report

import (
	"github.com/mentorskab/mentorskab/internal/evaluation"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/programme"
)

func kindName(k evaluation.Kind) i18n.Key { return i18n.Key("evaluation.kind_" + string(k)) }

// responseSays tells a response rate as far as it may be told.
func responseSays(r evaluation.Response) programme.Say {
	switch {
	case !r.All.Shown():
		return programme.Say{Key: "report.response_hidden"}
	case r.All.Few():
		return programme.Say{Key: "report.response_few", Args: []any{"asked", r.All.Asked}}
	}
	return programme.Say{Key: "report.response", Args: []any{"percent", i18n.Share(r.All.Rate()), "answered", r.All.Answered, "asked", r.All.Asked}}
}

func criterionName(l Light) i18n.Key { return i18n.Key(l.Title()) }
