package table_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"

	"github.com/mentorskab/mentorskab/internal/document/table"
)

// packed makes a zip file of parts.
func packed(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// lie changes the unpacked sizes in a zip file's directory.
func lie(b []byte, size uint32) {
	for i := 0; i+46 < len(b); i++ {
		if bytes.Equal(b[i:i+4], []byte("PK\x01\x02")) {
			binary.LittleEndian.PutUint32(b[i+24:], size)
		}
	}
}

// book makes an XLSX file. Sheets are name, state and the inside of sheetData; parts overwrite what is made.
func book(t testing.TB, props string, sheets [][3]string, parts map[string]string) []byte {
	t.Helper()
	all := map[string]string{
		"xl/styles.xml": `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[$-406]dd\-mm\-yyyy"/><numFmt numFmtId="165" formatCode="0.00&quot;dage&quot;"/></numFmts>
			<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="165"/></cellXfs></styleSheet>`,
	}
	var names, rels strings.Builder
	for i, s := range sheets {
		fmt.Fprintf(&names, `<sheet name="%s" sheetId="%d" state="%s" r:id="r%d"/>`, s[0], i+1, s[1], i+1)
		fmt.Fprintf(&rels, `<Relationship Id="r%d" Type="http://x/worksheet" Target="worksheets/s%d.xml"/>`, i+1, i+1)
		all[fmt.Sprintf("xl/worksheets/s%d.xml", i+1)] = "<worksheet><sheetData>" + s[2] + "</sheetData></worksheet>"
	}
	all["xl/workbook.xml"] = `<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr ` + props + `/><sheets>` + names.String() + `</sheets></workbook>`
	all["xl/_rels/workbook.xml.rels"] = `<Relationships>` + rels.String() +
		`<Relationship Id="s" Type="http://x/styles" Target="/xl/styles.xml"/><Relationship Id="t" Type="http://x/sharedStrings" Target="sharedStrings.xml"/></Relationships>`
	for k, v := range parts {
		all[k] = v
	}
	return packed(t, all)
}

func TestCellsOfXLSX(t *testing.T) {
	shared := `<sst><si><t>Navn</t></si><si><r><t xml:space="preserve">Åse </t></r><r><t>Dahl</t></r><rPh><t>x</t></rPh></si></sst>`
	got, err := table.Read(`C:\Users\a\liste.xlsx`, book(t, "", [][3]string{
		{"Skjult", "hidden", `<row r="1"><c r="A1" t="inlineStr"><is><t>hemmelig</t></is></c></row>`},
		{"Tom", "", ``},
		{"Liste", "visible", `<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c></row>
			<row><c s="1"><v>46000</v></c><c s="2"><v>46000.5</v></c><c s="3"><v>12.5</v></c><c><v>0.30000000000000004</v></c><c><v>101234567890</v></c></row>
			<row r="5"><c r="B5" t="e"><v>#N/A</v></c><c r="C5" t="b"><v>1</v></c><c r="D5" t="str"><f>A1&amp;"x"</f><v>svar</v></c><c r="E5"><f>SUM(A1:A2)</f></c><c r="F5" t="s"><v>99</v></c></row>`},
	}, map[string]string{"xl/sharedStrings.xml": shared}))
	if err != nil {
		t.Fatal(err)
	}
	if got.Name != "liste.xlsx" || got.Sheet != "Liste" || strings.Join(got.Sheets, ",") != "Tom,Liste" {
		t.Errorf("%q %q %v", got.Name, got.Sheet, got.Sheets)
	}
	for _, c := range []struct {
		row, column int
		want        table.Cell
	}{
		{1, 0, table.Cell{}},
		{2, 0, table.Cell{Text: "Navn"}},
		{2, 1, table.Cell{}},
		{2, 2, table.Cell{Text: "Åse Dahl"}},
		{3, 0, table.Cell{Text: "2025-12-09", Kind: table.Date}},
		{3, 1, table.Cell{Text: "2025-12-09T12:00:00", Kind: table.Date}},
		{3, 2, table.Cell{Text: "12.5", Kind: table.Number}},
		{3, 3, table.Cell{Text: "0.3", Kind: table.Number}},
		{3, 4, table.Cell{Text: "101234567890", Kind: table.Number}},
		{4, 0, table.Cell{}},
		{5, 1, table.Cell{Text: "#N/A"}},
		{5, 2, table.Cell{Text: "TRUE"}},
		{5, 3, table.Cell{Text: "svar", Formula: `A1&"x"`}},
		{5, 4, table.Cell{Text: "=SUM(A1:A2)", Formula: "SUM(A1:A2)"}},
		{5, 5, table.Cell{}},
		{9, 9, table.Cell{}},
	} {
		if g := got.Cell(c.row, c.column); g != c.want {
			t.Errorf("%s is %+v, want %+v", table.Address(c.row, c.column), g, c.want)
		}
	}
}

func TestBookThatCountsFrom1904(t *testing.T) {
	got, err := table.Read("mac.xlsx", book(t, `date1904="1"`, [][3]string{{"A", "", `<row r="1"><c r="A1" s="1"><v>44538</v></c></row>`}}, nil))
	if err != nil || got.Cell(1, 0).Text != "2025-12-09" {
		t.Errorf("%+v %v", got.Rows, err)
	}
}

func TestXLSXThatIsRefused(t *testing.T) {
	const cell = `<row r="1"><c r="A1"><v>1</v></c></row>`
	wide := strings.Builder{}
	for i := range 9000 {
		fmt.Fprintf(&wide, `<row r="%d"><c r="SF%d"><v>1</v></c></row>`, i+1, i+1)
	}
	for name, c := range map[string]struct {
		body []byte
		code string
	}{
		"entities":              {book(t, "", [][3]string{{"A", "", cell}}, map[string]string{"xl/sharedStrings.xml": `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst><si><t>&b;</t></si></sst>`}), "xml_entities"},
		"entities in the sheet": {book(t, "", [][3]string{{"A", "", cell}}, map[string]string{"xl/worksheets/s1.xml": `<!DOCTYPE x><worksheet/>`}), "xml_entities"},
		"cut off":               {book(t, "", [][3]string{{"A", "", cell}}, nil)[:700], "file_broken"},
		"half a sheet":          {book(t, "", [][3]string{{"A", "", `<row r="1"><c r="A1"><v>1</c>`}}, map[string]string{"xl/worksheets/s1.xml": `<worksheet><row><`}), "file_broken"},
		"no book":               {packed(t, map[string]string{"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "file_unknown"},
		"no sheet part":         {book(t, "", [][3]string{{"A", "", cell}}, map[string]string{"xl/_rels/workbook.xml.rels": "<Relationships/>"}), "file_broken"},
		"empty":                 {book(t, "", [][3]string{{"A", "", `<row r="1"><c r="A1" s="1"/></row>`}}, nil), "file_empty"},
		"far column":            {book(t, "", [][3]string{{"A", "", `<row r="1"><c r="XFD1"><v>1</v></c></row>`}}, nil), "file_too_many_columns"},
		"far row":               {book(t, "", [][3]string{{"A", "", `<row r="1048576"><c r="A1048576"><v>1</v></c></row>`}}, nil), "file_too_many_rows"},
		"row zero":              {book(t, "", [][3]string{{"A", "", `<row r="-4"><c><v>1</v></c></row>`}}, nil), "file_too_many_columns"},
		"wide and long":         {book(t, "", [][3]string{{"A", "", wide.String()}}, nil), "file_too_many_cells"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := table.Read("x.xlsx", c.body)
			if table.Code(err) != c.code {
				t.Errorf("%v, want %s", err, c.code)
			}
		})
	}
}

func FuzzXLSX(f *testing.F) {
	f.Add(`<row r="1"><c r="A1" t="s"><v>0</v></c></row>`, `<sst><si><t>a</t></si></sst>`, `<styleSheet/>`)
	f.Add(`<row r="2"><c r="C2" s="1"><v>46000.25</v></c><c t="inlineStr"><is><t>x</t></is></c></row>`, ``, `<styleSheet><cellXfs><xf/><xf numFmtId="14"/></cellXfs></styleSheet>`)
	f.Add(`<row r="300000"><c r="SF300000"><v>1e300</v></c></row>`, `<!DOCTYPE x>`, `x`)
	f.Fuzz(func(t *testing.T, sheet, shared, styles string) {
		got, err := table.Read("x.xlsx", book(t, "", [][3]string{{"A", "", sheet}}, map[string]string{"xl/sharedStrings.xml": shared, "xl/styles.xml": styles}))
		check(t, got, err)
	})
}
