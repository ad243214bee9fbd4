package assets

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
)

// Prefix is the first part of every address this package serves.
const Prefix = "/static/"

const (
	keepForever = "public, max-age=31536000, immutable"
	keepShortly = "public, max-age=3600"
)

//go:embed static
var embedded embed.FS

// contentTypes names what we ship ourselves: the machine's own table may be missing or differ.
var contentTypes = map[string]string{
	".css":   "text/css; charset=utf-8",
	".js":    "text/javascript; charset=utf-8",
	".svg":   "image/svg+xml",
	".woff2": "font/woff2",
}

type file struct {
	hashed string // "app.<hash>.css"
	kind   string
	body   []byte
	packed func() []byte // gzip, or nil where it does not help
}

// all maps plain and hashed names to files. It is built once, at first use.
var all = sync.OnceValue(load)

type index struct {
	byName map[string]*file
	byHash map[string]*file
}

func load() index {
	idx := index{byName: map[string]*file{}, byHash: map[string]*file{}}
	var sheets []string
	err := fs.WalkDir(embedded, "static", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		short := strings.TrimPrefix(name, "static/")
		if path.Ext(short) == ".css" {
			sheets = append(sheets, short)
			return nil
		}
		body, err := embedded.ReadFile(name)
		if err != nil {
			return err
		}
		idx.add(short, body)
		return nil
	})
	if err != nil {
		panic("assets: embedded files cannot be read: " + err.Error())
	}
	// Style sheets come last: their url(...) must point at the hashed names of the fonts.
	for _, short := range sheets {
		body, err := embedded.ReadFile("static/" + short)
		if err != nil {
			panic("assets: embedded files cannot be read: " + err.Error())
		}
		idx.add(short, idx.link(body))
	}
	return idx
}

// link replaces the plain names of other assets in a style sheet by their hashed names.
func (idx index) link(css []byte) []byte {
	for name, f := range idx.byName {
		css = bytes.ReplaceAll(css, []byte("./"+name), []byte(Prefix+f.hashed))
	}
	return css
}

func (idx index) add(name string, body []byte) {
	sum := sha256.Sum256(body)
	ext := path.Ext(name)
	f := &file{
		hashed: strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:5]) + ext,
		kind:   contentTypes[ext],
		body:   body,
	}
	if f.kind == "" {
		f.kind = mime.TypeByExtension(ext)
	}
	if ext != ".woff2" { // a font is compressed already
		f.packed = sync.OnceValue(func() []byte { return pack(body) })
	}
	idx.byName[name] = f
	idx.byHash[f.hashed] = f
}

func pack(body []byte) []byte {
	var buf bytes.Buffer
	w, err := gzip.NewWriterLevel(&buf, gzip.BestCompression)
	if err != nil {
		panic("assets: " + err.Error()) // the level is a constant; this cannot happen
	}
	_, _ = w.Write(body) // a bytes.Buffer never refuses
	_ = w.Close()
	return buf.Bytes()
}

// Path gives the address of a file in static/, with the hash of its content. An unknown name is a mistake in our
// own code, and its plain address (which answers 404) shows it in the page at once.
func Path(name string) string {
	if f, ok := all().byName[name]; ok {
		return Prefix + f.hashed
	}
	return Prefix + name
}

// Bytes gives the content of a file in static/, for pages that set a drawing into the page itself.
func Bytes(name string) ([]byte, bool) {
	f, ok := all().byName[name]
	if !ok {
		return nil, false
	}
	return f.body, true
}

// Handler serves everything under Prefix.
func Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
			return
		}
		name := strings.TrimPrefix(r.URL.Path, Prefix)
		f, cache := all().byHash[name], keepForever
		if f == nil {
			f, cache = all().byName[name], keepShortly
		}
		if f == nil {
			http.NotFound(w, r)
			return
		}
		f.serve(w, r, cache)
	})
}

func (f *file) serve(w http.ResponseWriter, r *http.Request, cache string) {
	h := w.Header()
	h.Set("Content-Type", f.kind)
	h.Set("Cache-Control", cache)
	h.Set("X-Content-Type-Options", "nosniff")
	tag := `"` + path.Base(f.hashed) + `"`
	body := f.body
	if f.packed != nil {
		h.Set("Vary", "Accept-Encoding")
		if AcceptsGzip(r.Header.Get("Accept-Encoding")) {
			body = f.packed()
			h.Set("Content-Encoding", "gzip")
			tag = `"` + path.Base(f.hashed) + `.gz"`
		}
	}
	h.Set("ETag", tag)
	if r.Header.Get("If-None-Match") == tag {
		h.Del("Content-Encoding")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method == http.MethodHead {
		return
	}
	_, _ = w.Write(body) // the visitor may have left; there is nobody to tell
}

// AcceptsGzip reads the header as browsers send it; "gzip;q=0" is a refusal.
func AcceptsGzip(header string) bool {
	for part := range strings.SplitSeq(header, ",") {
		coding, params, _ := strings.Cut(strings.TrimSpace(part), ";")
		if !strings.EqualFold(strings.TrimSpace(coding), "gzip") {
			continue
		}
		q, ok := strings.CutPrefix(strings.ReplaceAll(params, " ", ""), "q=")
		if !ok {
			return true
		}
		weight, err := strconv.ParseFloat(q, 64)
		return err == nil && weight > 0
	}
	return false
}
