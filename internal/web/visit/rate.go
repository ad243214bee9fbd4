package visit

import (
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/mentorskab/mentorskab/internal/fault"
)

// limiter holds a bucket per class and client. Buckets that are full again are forgotten.
type limiter struct {
	mu      sync.Mutex
	buckets map[string]*rate.Limiter
	swept   time.Time
}

var rates = map[Rate]struct {
	per   rate.Limit
	burst int
}{
	Write:    {10, 60},
	Sensible: {0.2, 30}, // an office behind one address signs in together at a kick-off
	Upload:   {0.2, 20},
	attempt:  {1.0 / 60, 10},
}

// attempt is the class of what somebody tries about one account, from wherever they try it.
const attempt Rate = "attempt"

// Attempt counts a try at the account of an address, whether there is one or not, and refuses when there were too many.
func (v *Visit) Attempt(address string) error {
	if !v.Site.limits.allow(attempt, strings.ToLower(strings.TrimSpace(address)), v.Site.Clock.Now()) {
		return fault.New(fault.Limited, "fault.limited")
	}
	return nil
}

func (l *limiter) allow(class Rate, client string, now time.Time) bool {
	limit, held := rates[class]
	if !held {
		return true
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.buckets == nil {
		l.buckets = map[string]*rate.Limiter{}
	}
	if now.Sub(l.swept) > time.Minute || len(l.buckets) > 50_000 {
		for k, b := range l.buckets {
			if b.TokensAt(now) >= float64(b.Burst()) {
				delete(l.buckets, k)
			}
		}
		l.swept = now
	}
	key := string(class) + " " + client
	b := l.buckets[key]
	if b == nil {
		b = rate.NewLimiter(limit.per, limit.burst)
		l.buckets[key] = b
	}
	return b.AllowN(now, 1)
}
