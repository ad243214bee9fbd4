package assign

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"reflect"
	"runtime"
	"slices"
	"testing"
	"testing/iotest"
)

func packed(t testing.TB, b []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	if _, err := z.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func written(t testing.TB, in *Instance) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WriteMBN(&b, in); err != nil {
		t.Fatalf("%v\n%+v", err, in)
	}
	return b.Bytes()
}

func TestMBNRoundTrip(t *testing.T) {
	r := rng(8)
	for range draws(2000) {
		in := draw(&r, 12, 9)
		for j, c := range in.Capacity {
			in.Capacity[j] = min(c, 1<<32-1) // as much as the format holds
		}
		b := written(t, in)
		for _, b := range [][]byte{b, packed(t, b)} {
			got, err := ReadMBN(bytes.NewReader(b))
			if err != nil {
				t.Fatalf("%v\n%+v", err, in)
			}
			if !bytes.Equal(written(t, got), written(t, in)) || got.Rows != in.Rows || got.Pairs() != in.Pairs() {
				t.Fatalf("wrote %+v, read %+v", in, got)
			}
		}
	}
	for _, in := range []*Instance{
		{Rows: 3, Cols: 2, RowStart: make([]int, 4), Col: []int32{}, Cost: []int32{}},
		denseOf("uni", 300, 200, 1, 2, 10),
		{Rows: 2, Cols: 2, Dense8: []uint8{0, 255, 3, 4}},
		{Rows: 2, Cols: 2, Dense16: []int16{0, -1, 256, math.MaxInt16}},
		{Rows: 2, Cols: 3, Dense: []int32{0, -1, math.MaxInt16 + 1, 7, 300, math.MaxInt32}},
		sparseOf("quest", 9000, 500, 7, 0, 0, false, 11),
	} {
		if got, err := ReadMBN(bytes.NewReader(written(t, in))); err != nil || !reflect.DeepEqual(got, in) {
			t.Errorf("an instance of %d rows is not what it was: %v", in.Rows, err)
		}
	}
	if got, err := ReadMBN(bytes.NewReader(written(t, &Instance{Rows: 3, Cols: 2}))); err != nil || got.Rows != 3 || got.Pairs() != 0 {
		t.Errorf("an instance without pairs: %+v, %v", got, err)
	}
	broken := errors.New("broken")
	if _, err := ReadMBN(io.MultiReader(bytes.NewReader(words(head(0, 1, 1, 0, 1), 7)), iotest.ErrReader(broken))); !errors.Is(err, broken) {
		t.Errorf("reader broke, error %v", err)
	}
	// More seats than the format holds become as many as it holds, which are more than any rows can take.
	got, err := ReadMBN(bytes.NewReader(written(t, &Instance{Rows: 1, Cols: 1, Capacity: []int{1 << 40}, Dense: []int32{5}})))
	if want := (&Instance{Rows: 1, Cols: 1, Capacity: []int{1<<32 - 1}, Dense8: []uint8{5}}); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("read %+v, %v", got, err)
	}
	if err := WriteMBN(io.Discard, &Instance{Rows: -1}); !errors.Is(err, ErrShape) {
		t.Errorf("malformed instance written: %v", err)
	}
	if err := WriteMBN(&brokenPipe{}, &Instance{Rows: 200, Cols: 200, Dense: make([]int32, 40000)}); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("writer broke, error %v", err)
	}
}

type brokenPipe struct{}

func (*brokenPipe) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

// head is the header of a file.
func head(kind, rows, cols, caps uint32, pairs uint64) []byte {
	b := []byte("MATCHBN1")
	for _, x := range []uint32{kind, rows, cols, caps} {
		b = binary.LittleEndian.AppendUint32(b, x)
	}
	return binary.LittleEndian.AppendUint64(b, pairs)
}

func words(head []byte, words ...uint32) []byte {
	for _, x := range words {
		head = binary.LittleEndian.AppendUint32(head, x)
	}
	return head
}

func TestMBNRefused(t *testing.T) {
	cases := []struct {
		name string
		file []byte
		want error
	}{
		{"empty", nil, io.ErrUnexpectedEOF},
		{"text", []byte("mentee,mentor,score\n1,2,3,4,5,6,7,8,9,10,11"), ErrFormat},
		{"half a header", head(0, 1, 1, 0, 1)[:20], io.ErrUnexpectedEOF},
		{"kind", head(2, 1, 1, 0, 1), ErrFormat},
		{"capacity mark", head(0, 1, 1, 2, 1), ErrFormat},
		{"pairs of dense", words(head(0, 2, 2, 0, 3), 1, 2, 3), ErrFormat},
		{"pairs more than possible", head(1, 2, 2, 0, 5), ErrFormat},
		{"rows too many", head(0, 1<<31, 1, 0, 1<<31), ErrTooLarge},
		{"columns too many", head(1, 1, 1<<28, 0, 1), ErrTooLarge},
		{"columns without a byte", words(head(1, 0, MaxSide, 0, 0), 0, 0), ErrTooLarge},
		{"rows without a byte", head(0, MaxSide, 0, 0, 0), ErrTooLarge},
		{"costs missing", words(head(0, 2, 2, 0, 4), 1, 2, 3), io.ErrUnexpectedEOF},
		{"half a cost", append(words(head(0, 1, 1, 0, 1)), 7, 7), io.ErrUnexpectedEOF},
		{"bytes after the end", append(words(head(0, 1, 1, 0, 1), 7), 0), ErrFormat},
		{"row starts beyond", words(head(1, 1, 1, 0, 1), 0, 0, 9, 0, 0, 5), ErrFormat},
		{"row starts backwards", words(head(1, 2, 2, 0, 1), 0, 0, 1, 0, 0, 0, 0, 5), ErrShape},
		{"column beyond", words(head(1, 1, 1, 0, 1), 0, 0, 1, 0, 1, 5), ErrColumn},
		{"column beyond 2^31", words(head(1, 1, 1, 0, 1), 0, 0, 1, 0, 1<<31, 5), ErrColumn},
		{"column twice", words(head(1, 1, 2, 0, 2), 0, 0, 2, 0, 1, 1, 5, 5), ErrOrder},
		{"gzip cut off", packed(t, words(head(0, 1, 1, 0, 1), 7))[:30], io.ErrUnexpectedEOF},
		{"gzip of nothing", []byte{0x1f, 0x8b, 8}, io.ErrUnexpectedEOF},
		{"gzip method", []byte{0x1f, 0x8b, 9, 0, 0, 0, 0, 0, 0, 0}, gzip.ErrHeader},
	}
	for _, c := range cases {
		if in, err := ReadMBN(bytes.NewReader(c.file)); !errors.Is(err, c.want) || in != nil {
			t.Errorf("%s: %v, error %v, want %v", c.name, in, err, c.want)
		}
	}
	if _, err := readMBN(bytes.NewReader(packed(t, words(head(0, 100, 100, 0, 10000), make([]uint32, 10000)...))), 4000); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("more than the limit: %v", err)
	}
}

// A header that promises the world costs no memory.
func TestMBNBoundedMemory(t *testing.T) {
	for name, file := range map[string][]byte{
		"dense":      words(head(0, 1<<20, 1<<20, 0, 1<<40), 1, 2, 3),
		"capacities": words(head(0, 1<<20, 1<<27, 1, 1<<47), 1, 2, 3),
		"starts":     words(head(1, 1<<27, 1<<20, 0, 1<<40), 1, 2, 3),
		"pairs":      words(head(1, 1, 1<<27, 1, 1<<27), 0, 0, 0, 1),
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if _, err := ReadMBN(bytes.NewReader(file)); !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("%s: error %v", name, err)
		}
		runtime.ReadMemStats(&after)
		if used := after.TotalAlloc - before.TotalAlloc; used > 1<<20 {
			t.Errorf("%s: %d bytes reserved for a file of %d", name, used, len(file))
		}
	}
}

// A matrix is read into the narrowest type that holds its costs, wherever in the file the one lies that does not fit; and it is read
// as it was written, whatever type wrote it.
func TestMBNNarrowest(t *testing.T) {
	const n = 100 * 90 // more than what is read at a time
	for _, c := range []struct {
		cost int32
		bits int
	}{
		{0, 8}, {255, 8}, {256, 16}, {-1, 16}, {math.MinInt16, 16}, {math.MaxInt16, 16},
		{math.MinInt16 - 1, 32}, {math.MaxInt16 + 1, 32}, {math.MinInt32, 32}, {math.MaxInt32, 32},
	} {
		for _, at := range []int{0, 1, 4095, 4096, 8191, 8192, n - 1} {
			costs := make([]int32, n)
			for k := range costs {
				costs[k] = int32(k % 256)
			}
			costs[at], costs[n-1-at] = c.cost, -1
			if c.bits == 8 {
				costs[n-1-at] = c.cost
			}
			wrote := &Instance{Rows: 100, Cols: 90, Dense: costs}
			want := narrowest(costs)
			if bits := 32 - 16*min(len(want.Dense16), 1) - 24*min(len(want.Dense8), 1); bits != c.bits {
				t.Fatalf("the test wants %d bits for %d, not %d", bits, c.cost, c.bits)
			}
			for _, in := range []*Instance{wrote, want} {
				got, err := ReadMBN(bytes.NewReader(written(t, in)))
				if err != nil || !reflect.DeepEqual(got, want) {
					t.Fatalf("%d at place %d is not read into %d bits as it was: %v", c.cost, at, c.bits, err)
				}
			}
		}
	}
}

// narrowest is a matrix of 100 x 90 in the type that a file is read into.
func narrowest(costs []int32) *Instance {
	in := &Instance{Rows: 100, Cols: 90}
	least, most := slices.Min(costs), slices.Max(costs)
	switch {
	case least >= 0 && most <= math.MaxUint8:
		for _, c := range costs {
			in.Dense8 = append(in.Dense8, uint8(c))
		}
	case least >= math.MinInt16 && most <= math.MaxInt16:
		for _, c := range costs {
			in.Dense16 = append(in.Dense16, int16(c))
		}
	default:
		in.Dense = costs
	}
	return in
}

// Bytes are never read as anything wider first.
func TestMBNNarrowMemory(t *testing.T) {
	const side = 1 << 11
	file := written(t, &Instance{Rows: side, Cols: side, Dense8: make([]uint8, side*side)})
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if _, err := ReadMBN(bytes.NewReader(file)); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	if used := after.TotalAlloc - before.TotalAlloc; used > 3*side*side {
		t.Errorf("%d bytes allocated for a matrix of %d", used, side*side)
	}
}
