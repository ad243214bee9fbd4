package talk

import (
	"context"

	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/id"
)

const taken = `(select count(*) from talk b where b.time_id = x.id and b.status <> 'cancelled')`

const timeColumns = `x.id, x.org_id, x.programme_id, x.seat_id, x.starts_at, x.minutes, x.place, x.video_url, x.places, x.status, x.created_at, ` + taken

// dest gives where the columns of a time go; done must be called when they are there.
func (t *Time) dest() (dest []any, done func()) {
	var start, created db.Time
	var status string
	dest = []any{&t.ID, &t.Org, &t.Programme, &t.Seat, &start, &t.Minutes, &t.Place, &t.Video, &t.Places, &status, &created, &t.Taken}
	return dest, func() { t.Start, t.Created, t.Closed = start.Time, created.Time, status == "closed" }
}

func scanTime(s db.Scan) (t Time, err error) {
	dest, done := t.dest()
	err = s(dest...)
	done()
	return t, err
}

// times reads times of an organisation by a condition, the soonest first.
func (t *Talks) times(ctx context.Context, q db.Q, orgID, where string, args ...any) ([]Time, error) {
	return db.All(ctx, q, scanTime, "select "+timeColumns+" from talk_time x where x.org_id=$1"+where+" order by x.starts_at, x.id", append([]any{orgID}, args...)...)
}

// lockTime reads a time that will be booked or changed: nobody else does either until the transaction ends.
func (t *Talks) lockTime(ctx context.Context, tx *db.Tx, orgID, timeID string) (Time, error) {
	if !id.Valid(timeID) {
		return Time{}, fault.Missing()
	}
	if _, err := db.One[string](ctx, tx, "select id from talk_time where org_id=$1 and id=$2"+tx.Lock(), orgID, timeID); err != nil {
		return Time{}, err
	}
	return db.Get(ctx, tx, scanTime, "select "+timeColumns+" from talk_time x where x.org_id=$1 and x.id=$2", orgID, timeID)
}

func (t *Talks) addTime(ctx context.Context, tx *db.Tx, x Time) error {
	_, err := tx.Exec(ctx, `insert into talk_time (id, org_id, programme_id, seat_id, starts_at, minutes, place, video_url, places, status, created_at, changed_at)
		values ($1,$2,$3,$4,$5,$6,$7,$8,$9,'open',$10,$10)`, x.ID, x.Org, x.Programme, x.Seat, db.At(x.Start), x.Minutes, x.Place, x.Video, x.Places, db.At(x.Created))
	return err
}

func (t *Talks) shutTime(ctx context.Context, tx *db.Tx, x Time) error {
	_, err := tx.Exec(ctx, "update talk_time set status='closed', changed_at=$3 where org_id=$1 and id=$2", x.Org, x.ID, db.At(t.Clock.Now()))
	return err
}

const selectTalk = `select k.id, k.org_id, k.programme_id, k.about, k.uid, k.sequence, k.status, k.organiser, k.cancelled_by, k.created_at, k.changed_at,
		rs.id, rp.id, rp.name, rp.title, rp.unit, es.id, ep.id, ep.name, ep.title, ep.unit, ` + timeColumns + `
	from talk k join talk_time x on x.id = k.time_id
		join seat rs on rs.id = x.seat_id join person rp on rp.id = rs.person_id
		join seat es on es.id = k.mentee_seat_id join person ep on ep.id = es.person_id
	where k.org_id=$1`

func scanTalk(s db.Scan) (k Talk, err error) {
	var created, changed db.Time
	at, done := k.Time.dest()
	dest := append([]any{
		&k.ID, &k.Org, &k.Programme, &k.About, &k.UID, &k.Sequence, &k.Status, &k.Organiser, &k.CancelledBy, &created, &changed,
		&k.Mentor.Seat, &k.Mentor.Person, &k.Mentor.Name, &k.Mentor.Title, &k.Mentor.Unit, &k.Mentee.Seat, &k.Mentee.Person, &k.Mentee.Name, &k.Mentee.Title, &k.Mentee.Unit,
	}, at...)
	err = s(dest...)
	done()
	k.Created, k.Modified = created.Time, changed.Time
	return k, err
}

// talks reads talks of an organisation by a condition, the soonest first.
func (t *Talks) talks(ctx context.Context, q db.Q, orgID, where string, args ...any) ([]Talk, error) {
	return db.All(ctx, q, scanTalk, selectTalk+where+" order by x.starts_at, k.id", append([]any{orgID}, args...)...)
}

// talk reads one talk for one of the two. To anyone else it does not exist.
func (t *Talks) talk(ctx context.Context, q db.Q, orgID, talkID string) (Talk, error) {
	if !id.Valid(talkID) {
		return Talk{}, fault.Missing()
	}
	return db.Get(ctx, q, scanTalk, selectTalk+" and k.id=$2", orgID, talkID)
}

func (t *Talks) addTalk(ctx context.Context, tx *db.Tx, k Talk) error {
	_, err := tx.Exec(ctx, `insert into talk (id, org_id, programme_id, time_id, mentee_seat_id, about, uid, sequence, status, organiser, created_at, changed_at)
		values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$11)`, k.ID, k.Org, k.Programme, k.Time.ID, k.Mentee.Seat, k.About, k.UID, k.Sequence, k.Status, k.Organiser, db.At(k.Created))
	return err
}

func (t *Talks) saveTalk(ctx context.Context, tx *db.Tx, k Talk) error {
	_, err := tx.Exec(ctx, "update talk set about=$3, sequence=$4, status=$5, cancelled_by=$6, changed_at=$7 where org_id=$1 and id=$2",
		k.Org, k.ID, k.About, k.Sequence, k.Status, k.CancelledBy, db.At(t.Clock.Now()))
	return err
}
