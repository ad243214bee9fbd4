package table

import (
	"bytes"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// decode turns the bytes of a text file into a string and says how it was written.
func decode(data []byte) (text, encoding string, bom bool) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		text, encoding = decodeBytes(data[3:])
		return text, encoding, true
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return decode16(data[2:], false), "utf-16-le", true
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return decode16(data[2:], true), "utf-16-be", true
	}
	// Without a mark, every second byte of Western text in UTF-16 is zero.
	head := data[:min(len(data), 512)&^1]
	var even, odd int
	for i, b := range head {
		if b == 0 && i%2 == 0 {
			even++
		} else if b == 0 {
			odd++
		}
	}
	if half := len(head) / 2; half > 1 && odd > half*3/4 && even == 0 {
		return decode16(data, false), "utf-16-le", false
	} else if half > 1 && even > half*3/4 && odd == 0 {
		return decode16(data, true), "utf-16-be", false
	}
	text, encoding = decodeBytes(data)
	return text, encoding, false
}

func decode16(data []byte, big bool) string {
	u := make([]uint16, 0, len(data)/2)
	for i := 0; i+1 < len(data); i += 2 {
		if big {
			u = append(u, uint16(data[i])<<8|uint16(data[i+1]))
		} else {
			u = append(u, uint16(data[i+1])<<8|uint16(data[i]))
		}
	}
	return string(utf16.Decode(u))
}

// decodeBytes decodes bytes without a mark. Anything that is valid UTF-8 is UTF-8: by chance that hardly happens.
func decodeBytes(data []byte) (text, encoding string) {
	if utf8.Valid(data) {
		return string(data), "utf-8"
	}
	single, name := singleByte(data)
	lines := bytes.SplitAfter(data, []byte("\n"))
	var b strings.Builder
	good := 0 // lines with letters beyond ASCII that are good UTF-8: two files were pasted together
	for _, line := range lines {
		if !utf8.Valid(line) {
			s, _ := single.NewDecoder().Bytes(line)
			b.Write(s)
			continue
		}
		if bytes.ContainsFunc(line, func(r rune) bool { return r > 127 }) {
			good++
		}
		b.Write(line)
	}
	if good > 0 {
		name = "mixed"
	}
	return b.String(), name
}

// singleByte tells Windows-1252 from Mac by the bytes that stand for the Danish letters.
func singleByte(data []byte) (*charmap.Charmap, string) {
	var win, mac int
	for _, b := range data {
		switch b {
		case 0xe6, 0xf8, 0xe5, 0xc6, 0xd8, 0xc5: // æ ø å Æ Ø Å in Windows-1252
			win++
		case 0xbe, 0xbf, 0x8c, 0xae, 0xaf, 0x81: // the same on a Mac
			mac++
		}
	}
	if mac > win {
		return charmap.Macintosh, "macintosh"
	}
	return charmap.Windows1252, "windows-1252"
}
