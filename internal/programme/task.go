package programme

import (
	"context"
	"slices"
	"time"

	"github.com/mentorskab/mentorskab/internal/clock"
	"github.com/mentorskab/mentorskab/internal/db"
	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/visibility"
)

// FormTask ticks one of the sponsor's tasks.
const FormTask = "sponsor_task"

func init() {
	visibility.Register(FormTask, visibility.Coordinator, "task", "done")
}

// TaskKey names one thing that only the sponsor can do.
type TaskKey string

// The sponsor's tasks.
const (
	TaskSign   TaskKey = "sign"   // the commitment; done by signing
	TaskInvite TaskKey = "invite" // an invitation of one's own, when applications open
	TaskStart  TaskKey = "start"  // open the kick-off
	TaskMidway TaskKey = "midway" // a greeting half way
	TaskThank  TaskKey = "thank"  // words of thanks at the end, and: go on or stop
)

// Task is one of the sponsor's tasks, with its day. On is empty while the programme has no dates.
type Task struct {
	Key  TaskKey
	On   clock.Date
	Done time.Time
}

// Late tells whether the day has passed and the task is open.
func (t Task) Late(today clock.Date) bool { return t.Done.IsZero() && t.On != "" && t.On < today }

// Draft is a text the sponsor can use as it is or rewrite, in the programme's language; "" where none is needed.
func (t Task) Draft(p Programme, sponsor string) string {
	if t.Key == TaskSign || t.Key == TaskStart {
		return ""
	}
	return i18n.T(p.Lang, "programme.task_"+string(t.Key)+"_draft", "programme", p.Name, "purpose", p.Purpose, "sponsor", sponsor, "start", p.StartsOn, "end", p.EndsOn)
}

// Tasks lists what the sponsor has to do, in the order of the programme.
func (ps *Programmes) Tasks(ctx context.Context, q db.Q, orgID, programmeID string) ([]Task, error) {
	p, err := ps.Get(ctx, q, orgID, programmeID)
	if err != nil {
		return nil, err
	}
	c, err := ps.Commitment(ctx, q, orgID, programmeID)
	if err != nil {
		return nil, err
	}
	type tick struct {
		key TaskKey
		at  time.Time
	}
	ticks, err := db.All(ctx, q, func(s db.Scan) (x tick, err error) {
		var at db.Time
		err = s(&x.key, &at)
		x.at = at.Time
		return x, err
	}, "select task, done_at from sponsor_task where org_id=$1 and programme_id=$2", orgID, programmeID)
	if err != nil {
		return nil, err
	}
	out := []Task{
		{Key: TaskSign, On: notBefore(p, p.StartsOn.Add(0, -2, 0), c.Created), Done: c.Signed},
		{Key: TaskInvite, On: notBefore(p, p.StartsOn.Add(0, -1, 0), p.Opened)},
		{Key: TaskStart, On: p.StartsOn},
		{Key: TaskMidway, On: p.MidwayOn},
		{Key: TaskThank, On: p.EndsOn},
	}
	for i := range out {
		for _, x := range ticks {
			if x.key == out[i].Key {
				out[i].Done = x.at
			}
		}
	}
	return out, nil
}

// notBefore leaves two weeks for a task from the day it was asked for.
func notBefore(p Programme, due clock.Date, asked time.Time) clock.Date {
	if due == "" || asked.IsZero() {
		return due
	}
	return max(due, dayOf(p, asked).Add(0, 0, 14))
}

// TickTask marks a task as done, or takes the tick away. Signing is not ticked: it is done by signing.
func (ps *Programmes) TickTask(ctx context.Context, a org.Actor, programmeID string, task TaskKey, done bool) error {
	if err := maySponsor(a, programmeID); err != nil {
		return err
	}
	if !slices.Contains([]TaskKey{TaskInvite, TaskStart, TaskMidway, TaskThank}, task) {
		return fault.Field("task", "fault.bad_choice", "field", i18n.Key("programme.task"))
	}
	return ps.DB.Write(ctx, func(tx *db.Tx) error {
		p, err := ps.lock(ctx, tx, a.Org, programmeID)
		if err != nil {
			return err
		}
		act := "sponsor_task_done"
		if done {
			_, err = tx.Exec(ctx, `insert into sponsor_task (org_id, programme_id, task, account_id, done_at) values ($1,$2,$3,$4,$5)
				on conflict (programme_id, task) do nothing`, p.Org, p.ID, task, a.Account, db.At(ps.Clock.Now()))
		} else {
			act = "sponsor_task_open"
			_, err = tx.Exec(ctx, "delete from sponsor_task where org_id=$1 and programme_id=$2 and task=$3", p.Org, p.ID, task)
		}
		if err != nil {
			return err
		}
		return ps.log(ctx, tx, a, p, act, map[string]string{"task": string(task)})
	})
}
