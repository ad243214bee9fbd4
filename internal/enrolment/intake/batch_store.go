package intake

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/gob"
	"fmt"
	"time"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/document/table"
	"github.com/mentorskab/mentorskab/internal/fault"
)

const selectBatch = `select b.id, b.org_id, b.programme_id, b.account_id, coalesce(a.name,''), b.kind, b.file_name, b.file_hash, b.mapping, b.status, b.total,
	b.result, b.created_at, b.applied_at from import_batch b left join account a on a.id = b.account_id`

func scanBatch(s db.Scan) (b Batch, err error) {
	var setup db.JSON[Setup]
	var result db.JSON[Result]
	var created, applied db.Time
	err = s(&b.ID, &b.Org, &b.Programme, &b.Account, &b.By, &b.Kind, &b.File, &b.Hash, &setup, &b.Status, &b.Rows, &result, &created, &applied)
	b.Setup, b.Result, b.Created, b.Applied = setup.V, result.V, created.Time, applied.Time
	return b, err
}

func find(ctx context.Context, q db.Q, orgID, programmeID, batchID string) (Batch, error) {
	return db.Get(ctx, q, scanBatch, selectBatch+" where b.org_id=$1 and b.programme_id=$2 and b.id=$3", orgID, programmeID, batchID)
}

// read reads a batch with its table; lock is Tx.Lock where it will be changed.
func read(ctx context.Context, q db.Q, orgID, programmeID, batchID, lock string) (Batch, table.Table, error) {
	content, err := db.One[[]byte](ctx, q, "select content from import_batch where org_id=$1 and programme_id=$2 and id=$3"+lock, orgID, programmeID, batchID)
	if err != nil {
		return Batch{}, table.Table{}, err
	}
	b, err := find(ctx, q, orgID, programmeID, batchID)
	if err != nil || b.Status == Done {
		return b, table.Table{}, err
	}
	t, err := unpack(content)
	return b, t, err
}

func insert(ctx context.Context, tx *db.Tx, b Batch, t table.Table) error {
	content, err := pack(t)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `insert into import_batch (id, org_id, programme_id, account_id, kind, file_name, file_hash, content, mapping, status, total, created_at)
		values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)`, b.ID, b.Org, b.Programme, b.Account, b.Kind, b.File, b.Hash, content, db.J(b.Setup), b.Status, b.Rows, db.At(b.Created))
	return err
}

func update(ctx context.Context, tx *db.Tx, b Batch) error {
	_, err := tx.Exec(ctx, "update import_batch set kind=$3, mapping=$4 where org_id=$1 and id=$2", b.Org, b.ID, b.Kind, db.J(b.Setup))
	return err
}

// status keeps where a batch is; one that is done keeps no table and no words of it.
func status(ctx context.Context, tx *db.Tx, b Batch, s Status, r Result, at time.Time) error {
	if s != Done {
		_, err := tx.Exec(ctx, "update import_batch set status=$3, result=$4 where org_id=$1 and id=$2 and status<>$5", b.Org, b.ID, s, db.J(r), Done)
		return err
	}
	_, err := tx.Exec(ctx, "update import_batch set status=$3, result=$4, applied_at=$5, content=$6, mapping='{}' where org_id=$1 and id=$2",
		b.Org, b.ID, s, db.J(r), db.At(at), []byte{})
	return err
}

func remove(ctx context.Context, tx *db.Tx, orgID, programmeID, batchID string) error {
	n, err := tx.Exec(ctx, "delete from import_batch where org_id=$1 and programme_id=$2 and id=$3 and status<>$4", orgID, programmeID, batchID, Done)
	if err == nil && n == 0 {
		return fault.Missing()
	}
	return err
}

// forget deletes what nobody looked over in time, in every organisation.
func forget(ctx context.Context, tx *db.Tx, before time.Time) error {
	_, err := tx.Exec(ctx, "delete from import_batch where status<>$1 and created_at<$2", Done, db.At(before))
	return err
}

func recent(ctx context.Context, q db.Q, orgID, programmeID string, limit int) ([]Batch, error) {
	return db.All(ctx, q, scanBatch, selectBatch+" where b.org_id=$1 and b.programme_id=$2 order by b.created_at desc, b.id desc limit $3", orgID, programmeID, limit)
}

func before(ctx context.Context, q db.Q, b Batch) (Batch, error) {
	all, err := db.All(ctx, q, scanBatch, selectBatch+" where b.org_id=$1 and b.programme_id=$2 and b.file_hash=$3 and b.status=$4 and b.id<>$5 order by b.applied_at desc limit 1",
		b.Org, b.Programme, b.Hash, Done, b.ID)
	if err != nil || len(all) == 0 {
		return Batch{}, err
	}
	return all[0], nil
}

// pack makes bytes of a table.
func pack(t table.Table) ([]byte, error) {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	if err != nil {
		return nil, err
	}
	if err := gob.NewEncoder(z).Encode(t); err != nil {
		return nil, fmt.Errorf("intake: pack: %w", err)
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func unpack(content []byte) (t table.Table, err error) {
	z, err := gzip.NewReader(bytes.NewReader(content))
	if err != nil {
		return t, fmt.Errorf("intake: unpack: %w", err)
	}
	if err := gob.NewDecoder(z).Decode(&t); err != nil {
		return t, fmt.Errorf("intake: unpack: %w", err)
	}
	return t, nil
}
