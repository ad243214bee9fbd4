package demo

import (
	"context"
	"fmt"
	"time"

	"github.com/mentorskab/mentorskab/internal/app"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
)

// Seed makes one organisation with an administrator and a coordinator, and returns the account of each role.
func Seed(ctx context.Context, m *app.Main, now time.Time) (map[org.Role]string, error) {
	accounts := map[org.Role]string{}
	err := m.DB.Write(ctx, func(tx *db.Tx) error {
		g, err := m.Orgs.Create(ctx, tx, "Fjordby Kommune", i18n.Danish)
		if err != nil {
			return err
		}
		for _, who := range []struct {
			role        org.Role
			name, email string
		}{
			{org.Admin, "Ingrid Rask", "ingrid.rask@fjordby.example"},
			{org.Coordinator, "Karen Toft", "karen.toft@fjordby.example"},
		} {
			a, err := m.People.Ensure(ctx, tx, who.email, who.name, i18n.Danish)
			if err != nil {
				return err
			}
			accounts[who.role] = a.ID
			if err := m.Orgs.Give(ctx, tx, g.ID, "", a.ID, who.role); err != nil {
				return err
			}
		}
		return m.Orgs.Give(ctx, tx, "", "", accounts[org.Admin], org.Admin)
	})
	if err != nil {
		return nil, fmt.Errorf("demo: %w", err)
	}
	return accounts, nil
}
