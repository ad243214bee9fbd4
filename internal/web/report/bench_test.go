package report_test

import (
	"net/http"
	"os"
	"testing"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/db/dbtest"
	"github.com/mentorskab/mentorskab/internal/evaluation"
)

// BenchmarkProgrammePage asks for the pages of a programme with 1,000 pairs through the whole handler, session included.
func BenchmarkProgrammePage(b *testing.B) {
	engines := map[string]func(testing.TB) *db.DB{"sqlite": dbtest.SQLite}
	if os.Getenv(dbtest.Env) != "" {
		engines["postgres"] = dbtest.Postgres
	}
	for name, open := range engines {
		h := build(b, open(b))
		fill(b, h.w, 1000)
		if err := h.e.Open(b.Context(), h.w.Coordinator, evaluation.Midway); err != nil {
			b.Fatal(err)
		}
		karen := h.coordinator()
		for _, path := range []string{"", "/sponsor", "/report", "/evaluation"} {
			b.Run(name+"/overview"+path, func(b *testing.B) {
				for b.Loop() {
					if status, body, _ := h.ask(karen, http.MethodGet, h.at(path), nil); status != http.StatusOK {
						b.Fatal(status, words(body))
					}
				}
			})
		}
	}
}
