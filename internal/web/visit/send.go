package visit

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/mentorskab/mentorskab/internal/web/assets"
)

// worthPacking is the size from which a page travels compressed. Nothing secret of ours stands in a page beside what a visitor may
// choose: sessions are cookies, and forms need no token.
const worthPacking = 1024

var packers = sync.Pool{New: func() any {
	w, err := gzip.NewWriterLevel(io.Discard, 5)
	if err != nil {
		panic("visit: " + err.Error()) // the level is a constant
	}
	return w
}}

// send writes the answer, compressed where the browser takes it.
func (v *Visit) send(status int, body []byte) {
	h := v.W.Header()
	packable := len(body) >= worthPacking && (strings.HasPrefix(h.Get("Content-Type"), "text/") || strings.Contains(h.Get("Content-Type"), "json"))
	if packable {
		h.Add("Vary", "Accept-Encoding")
	}
	if packable && assets.AcceptsGzip(v.R.Header.Get("Accept-Encoding")) {
		var b bytes.Buffer
		w := packers.Get().(*gzip.Writer)
		w.Reset(&b)
		_, _ = w.Write(body) // a buffer never refuses
		_ = w.Close()
		packers.Put(w)
		h.Set("Content-Encoding", "gzip")
		body = b.Bytes()
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	v.W.WriteHeader(status)
	if v.R.Method == http.MethodHead {
		return
	}
	if _, err := v.W.Write(body); err != nil {
		v.Site.Log.Debug("visitor left", "route", v.Route.Path)
	}
}
