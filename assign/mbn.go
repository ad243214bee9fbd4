package assign

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
)

// ErrFormat is wrapped by every error of ReadMBN about bytes that are not an MBN1 file. Errors of the reader itself are
// wrapped as they are, and a file that ends early gives io.ErrUnexpectedEOF.
var ErrFormat = errors.New("assign: not an MBN1 file")

const (
	mbnMagic = "MATCHBN1"

	// mbnLimit is how many bytes a file may unpack to.
	mbnLimit = 64 << 30

	// mbnSide is how many rows or columns a file may declare without a byte for each of them in it.
	mbnSide = 1 << 20
)

// ReadMBN reads an instance in the MBN1 format, plain or packed with gzip:
//
//	magic "MATCHBN1", then little-endian:
//	u32 kind (0 dense, 1 sparse) | u32 rows | u32 cols | u32 capacities follow (0 or 1) | u64 pairs
//	u32 capacity[cols]           if capacities follow
//	i32 cost[rows*cols]          dense
//	u64 start[rows+1], u32 column[pairs], i32 cost[pairs]    sparse
//
// A dense instance is kept in the narrowest of Dense8, Dense16 and Dense that holds its costs, whichever it was written from, and
// never in a wider one on the way. No memory is reserved on the word of the header alone: what is not a file of that length
// grows with the bytes that arrive, to at most twice what they hold. The instance is checked as by Check.
func ReadMBN(r io.Reader) (*Instance, error) { return readMBN(r, mbnLimit) }

func readMBN(src io.Reader, limit int64) (*Instance, error) {
	length := lengthOf(src)
	src, packed, err := unpacked(src)
	if err != nil {
		return nil, err
	}
	m := &mbnReader{r: io.LimitReader(src, limit), buf: make([]byte, 1<<15)}
	if !packed {
		m.length = length
	}
	in := m.instance()
	if m.err != nil {
		return nil, m.err
	}
	if _, err := io.ReadFull(m.r, m.buf[:1]); err == nil {
		return nil, fmt.Errorf("%w: bytes after the end", ErrFormat)
	} else if !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("assign: read: %w", err)
	}
	if err := in.Check(); err != nil {
		return nil, err
	}
	return in, nil
}

// unpacked looks at the first two bytes and unpacks what gzip packed.
func unpacked(r io.Reader) (src io.Reader, packed bool, err error) {
	b := bufio.NewReaderSize(r, 1<<16)
	head, _ := b.Peek(2) // what is shorter is no instance, and the reader of instances says so
	if !bytes.Equal(head, []byte{0x1f, 0x8b}) {
		return b, false, nil
	}
	z, err := gzip.NewReader(b)
	if err != nil {
		return nil, false, fmt.Errorf("assign: read: %w", err)
	}
	return z, true, nil
}

// lengthOf is how many bytes a regular file has, 0 for anything else.
func lengthOf(r io.Reader) int64 {
	if f, ok := r.(interface{ Stat() (fs.FileInfo, error) }); ok {
		if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
			return info.Size()
		}
	}
	return 0
}

type mbnReader struct {
	r      io.Reader
	buf    []byte
	length int64 // of a file that is as long as it says; 0 if that is not known
	err    error
}

func (m *mbnReader) instance() *Instance {
	head := m.bytes(8 + 4*4 + 8)
	if m.err != nil {
		return nil
	}
	if string(head[:8]) != mbnMagic {
		m.fail("magic %q", head[:8])
		return nil
	}
	le := binary.LittleEndian
	kind, rows, cols, caps := le.Uint32(head[8:]), le.Uint32(head[12:]), le.Uint32(head[16:]), le.Uint32(head[20:])
	pairs := le.Uint64(head[24:])
	switch {
	case kind > 1 || caps > 1:
		m.fail("kind %d, capacities %d", kind, caps)
		return nil
	case rows > MaxSide || cols > MaxSide:
		m.err = fmt.Errorf("%w: %d rows and %d columns, at most %d of each", ErrTooLarge, rows, cols, MaxSide)
		return nil
	case pairs > uint64(rows)*uint64(cols) || kind == 0 && pairs != uint64(rows)*uint64(cols):
		m.fail("%d pairs of %d rows and %d columns", pairs, rows, cols)
		return nil
	case pairs > math.MaxInt/8, cols > mbnSide && caps == 0 && uint64(cols) > pairs, rows > mbnSide && kind == 0 && uint64(rows) > pairs:
		m.err = fmt.Errorf("%w: %d rows and %d columns with %d pairs", ErrTooLarge, rows, cols, pairs)
		return nil
	}
	in := &Instance{Rows: int(rows), Cols: int(cols)}
	if caps == 1 {
		in.Capacity = read(m, int(cols), 4, func(b []byte) int { return int(le.Uint32(b)) })
	}
	i32 := func(b []byte) int32 { return int32(le.Uint32(b)) }
	if kind == 0 {
		m.matrix(in, int(pairs))
		return in
	}
	in.RowStart = read(m, int(rows)+1, 8, func(b []byte) int {
		x := le.Uint64(b)
		if x > pairs {
			m.fail("a row starts at pair %d of %d", x, pairs)
			x = 0
		}
		return int(x)
	})
	in.Col = read(m, int(pairs), 4, i32) // a column above 2^31 becomes negative, and Check refuses it
	in.Cost = read(m, int(pairs), 4, i32)
	return in
}

// matrix reads the costs of a dense instance into the narrowest of its three types, going over to a wider one when a cost comes
// that needs it.
func (m *mbnReader) matrix(in *Instance, n int) {
	reserve := min(n, 1<<12)
	if int64(n) <= m.length/4 {
		reserve = n
	}
	in.Dense8 = make([]uint8, 0, reserve)
	for k := 0; k < n; {
		b := m.bytes(min(n-k, len(m.buf)/4) * 4)
		if m.err != nil {
			return
		}
		for ; len(b) > 0; b = b[4:] {
			in.appendCost(int32(binary.LittleEndian.Uint32(b)), n)
			k++
		}
	}
}

// appendCost adds a cost to a matrix that will have n.
func (in *Instance) appendCost(c int32, n int) {
	if in.Dense8 != nil {
		if c >= 0 && c <= math.MaxUint8 {
			in.Dense8 = appendWithin(in.Dense8, uint8(c), n)
			return
		}
		in.Dense16, in.Dense8 = widened[int16](in.Dense8, n), nil
	}
	if in.Dense16 != nil {
		if c >= math.MinInt16 && c <= math.MaxInt16 {
			in.Dense16 = appendWithin(in.Dense16, int16(c), n)
			return
		}
		in.Dense, in.Dense16 = widened[int32](in.Dense16, n), nil
	}
	in.Dense = appendWithin(in.Dense, c, n)
}

// appendWithin appends and never reserves more than n in all.
func appendWithin[T element](s []T, x T, n int) []T {
	if len(s) == cap(s) {
		bigger := make([]T, len(s), min(n, 2*cap(s)+1))
		copy(bigger, s)
		s = bigger
	}
	return append(s, x)
}

func widened[W, T element](s []T, n int) []W {
	out := make([]W, len(s), min(n, max(cap(s), 1)))
	for k, c := range s {
		out[k] = W(c)
	}
	return out
}

func (m *mbnReader) fail(format string, args ...any) {
	if m.err == nil {
		m.err = fmt.Errorf("%w: "+format, append([]any{ErrFormat}, args...)...)
	}
}

// bytes reads n bytes, at most the size of the buffer.
func (m *mbnReader) bytes(n int) []byte {
	if m.err != nil {
		return nil
	}
	if _, err := io.ReadFull(m.r, m.buf[:n]); err != nil {
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		m.err = fmt.Errorf("assign: read: %w", err)
		return nil
	}
	return m.buf[:n]
}

// read reads n numbers of size bytes each. The slice grows as they arrive.
func read[T any](m *mbnReader, n, size int, number func([]byte) T) []T {
	out := make([]T, 0, min(n, 1<<12))
	for len(out) < n {
		b := m.bytes(min(n-len(out), len(m.buf)/size) * size)
		if m.err != nil {
			return nil
		}
		if len(b)/size > cap(out)-len(out) {
			bigger := make([]T, len(out), min(n, 2*cap(out)+len(b)/size))
			copy(bigger, out)
			out = bigger
		}
		for ; len(b) > 0; b = b[size:] {
			out = append(out, number(b))
		}
	}
	return out
}

// WriteMBN writes an instance in the MBN1 format, not packed. One with holes, minimums, locks or keys, or whose costs are
// computed, has no place in it and is refused with ErrFormat.
func WriteMBN(w io.Writer, in *Instance) error {
	if err := in.Check(); err != nil {
		return err
	}
	if in.Implicit != nil || in.Holes || in.Minimum != nil || in.Locked != nil || in.RowKeys != nil || in.ColKeys != nil {
		return fmt.Errorf("%w: the format knows only costs and capacities", ErrFormat)
	}
	b := bufio.NewWriterSize(w, 1<<16)
	kind, caps := uint32(1), uint32(0)
	if in.matrix() {
		kind = 0
	}
	if in.Capacity != nil {
		caps = 1
	}
	var word [8]byte
	le := binary.LittleEndian
	// The writer keeps its first error and gives it again at Flush.
	u32 := func(x uint32) { le.PutUint32(word[:], x); _, _ = b.Write(word[:4]) }
	u64 := func(x uint64) { le.PutUint64(word[:], x); _, _ = b.Write(word[:]) }
	_, _ = b.WriteString(mbnMagic)
	u32(kind)
	u32(uint32(in.Rows))
	u32(uint32(in.Cols))
	u32(caps)
	u64(uint64(in.Pairs()))
	for _, c := range in.Capacity {
		u32(uint32(min(c, math.MaxUint32)))
	}
	for _, c := range in.Dense {
		u32(uint32(c))
	}
	for _, c := range in.Dense16 {
		u32(uint32(int32(c)))
	}
	for _, c := range in.Dense8 {
		u32(uint32(c))
	}
	if !in.matrix() {
		for i := range in.Rows + 1 {
			if in.RowStart == nil {
				u64(0)
			} else {
				u64(uint64(in.RowStart[i]))
			}
		}
		for _, j := range in.Col {
			u32(uint32(j))
		}
		for _, c := range in.Cost {
			u32(uint32(c))
		}
	}
	return b.Flush()
}
