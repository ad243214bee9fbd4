package table

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
)

// How much a part may grow before we call it a bomb, and the size below which nobody cares.
const (
	maxRatio    = 200
	smallEnough = 8 << 20
)

var errEntities = errors.New("document type declaration")

// workbook is an XLSX file whose unpacked size is known to be harmless.
type workbook struct {
	parts    map[string]*zip.File
	shared   []string
	dates    map[int]bool // style number -> shows a date
	base1904 bool
}

func (t *Table) readXLSX(data []byte) error {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return refuse("file_broken")
	}
	if err := harmless(z, int64(len(data))); err != nil {
		return err
	}
	w := workbook{parts: map[string]*zip.File{}, dates: map[int]bool{}}
	for _, f := range z.File {
		w.parts[strings.TrimPrefix(f.Name, "/")] = f
	}
	if w.parts["xl/workbook.xml"] == nil {
		return refuse("file_unknown", "kind", "ZIP")
	}
	t.Format = Format{Container: "xlsx"}
	switch err := w.read(t); {
	case errors.Is(err, errEntities):
		return refuse("xml_entities")
	case err != nil && Code(err) == "":
		return refuse("file_broken")
	default:
		return err
	}
}

// harmless counts what the parts unpack to. The sizes in the directory come first, because they cost nothing; a file may lie
// about them, so the bytes are counted as well, and the count stops at the limit.
func harmless(z *zip.Reader, packed int64) error {
	tooLarge := refuse("file_too_large_unpacked", "limit", MaxUnpacked>>20)
	var told uint64
	for _, f := range z.File {
		told += f.UncompressedSize64
		if told > MaxUnpacked || f.UncompressedSize64 > MaxUnpacked {
			return tooLarge
		}
	}
	var sum int64
	for _, f := range z.File {
		if !strings.HasSuffix(f.Name, ".xml") && !strings.HasSuffix(f.Name, ".rels") {
			continue // pictures and the like are never unpacked
		}
		r, err := f.Open()
		if err != nil {
			return refuse("file_broken")
		}
		n, err := io.Copy(io.Discard, io.LimitReader(r, MaxUnpacked-sum+1))
		_ = r.Close()
		sum += n
		if sum > MaxUnpacked || sum > smallEnough && sum > maxRatio*packed {
			return tooLarge
		}
		if err != nil {
			return refuse("file_broken")
		}
	}
	return nil
}

func (w *workbook) read(t *Table) error {
	var book struct {
		Props struct {
			Date1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Name  string `xml:"name,attr"`
			State string `xml:"state,attr"`
			ID    string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	var rels struct {
		List []struct {
			ID     string `xml:"Id,attr"`
			Type   string `xml:"Type,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if err := w.part("xl/workbook.xml", &book); err != nil {
		return err
	}
	if err := w.part("xl/_rels/workbook.xml.rels", &rels); err != nil {
		return err
	}
	w.base1904 = book.Props.Date1904 == "1" || book.Props.Date1904 == "true"
	target := map[string]string{}
	for _, r := range rels.List {
		p := strings.TrimPrefix(r.Target, "/")
		if !strings.HasPrefix(r.Target, "/") {
			p = path.Join("xl", r.Target)
		}
		target[r.ID] = p
		var err error
		switch path.Base(r.Type) {
		case "styles":
			err = w.readStyles(p)
		case "sharedStrings":
			err = w.readShared(p)
		}
		if err != nil {
			return err
		}
	}
	for _, s := range book.Sheets {
		if s.State != "" && s.State != "visible" {
			continue
		}
		t.Sheets = append(t.Sheets, s.Name)
		if t.Sheet != "" {
			continue
		}
		rows, err := w.readSheet(target[s.ID])
		if err != nil {
			return err
		}
		if len(rows) > 0 { // an empty first sheet is common; take the first that holds something
			t.Sheet, t.Rows = s.Name, rows
		}
	}
	return nil
}

// decoder opens a part as XML.
func (w *workbook) decoder(name string) (*xml.Decoder, io.Closer, error) {
	f := w.parts[name]
	if f == nil {
		return nil, nil, refuse("file_broken")
	}
	r, err := f.Open()
	if err != nil {
		return nil, nil, refuse("file_broken")
	}
	d := xml.NewDecoder(r)
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	return d, r, nil
}

// part reads a small part into a struct.
func (w *workbook) part(name string, into any) error {
	d, c, err := w.decoder(name)
	if err != nil {
		return err
	}
	defer c.Close()
	return d.Decode(into)
}

// token gives the next token; a document type declaration is never right in a spreadsheet.
func token(d *xml.Decoder) (xml.Token, error) {
	t, err := d.RawToken()
	if dir, ok := t.(xml.Directive); ok && bytes.HasPrefix(bytes.ToUpper(dir), []byte("DOCTYPE")) {
		return nil, errEntities
	}
	return t, err
}
