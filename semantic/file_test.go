package semantic

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/segment"
)

func written(t testing.TB, m *Map) []byte {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, m.Write(&b))
	return b.Bytes()
}

// packed makes a file of content, with the checksum that belongs to it.
func packed(t testing.TB, content []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	sum := sha256.Sum256(content)
	_, err := z.Write(append(content[:len(content):len(content)], sum[:]...))
	require.NoError(t, errors.Join(err, z.Close()))
	return b.Bytes()
}

func TestRoundTrip(t *testing.T) {
	m := small()
	data := written(t, m)
	require.Equal(t, data, written(t, m), "the same bytes every time")
	got, err := Read(bytes.NewReader(data))
	require.NoError(t, err)
	require.Equal(t, m, got)
	require.NotEqual(t, m.Hash(), newMap("other", 2, m.terms, []float32{0, 0, 1, 0, 0.5, -0.5}).Hash())
	require.NotEqual(t, m.Hash(), newMap("by hand", 2, m.terms, []float32{0, 0, 1, 0, 0.5, -0.4}).Hash())

	path := filepath.Join(t.TempDir(), "a.map")
	_, err = Open(path)
	require.ErrorIs(t, err, fs.ErrNotExist)
	require.NoError(t, os.WriteFile(path, data, 0o600))
	got, err = Open(path)
	require.NoError(t, err)
	require.Equal(t, m, got)
	require.NoError(t, os.WriteFile(path, data[:20], 0o600))
	_, err = Open(path)
	require.ErrorIs(t, err, ErrMap)
	require.ErrorContains(t, err, path)
}

// content of small, byte by byte.
func TestFormat(t *testing.T) {
	want := "GnGxMap1" + "\x07by hand" + "\x02" + "\x03" +
		"\x00\x06方法" + "\x01\x06正极" + "\x01\x06负极" +
		"\x00\x00" + "\xff\xff" + "\x00\x80" + // gains 0, 65,535, 32,768
		"\x00\x00" + "\x7f\x00" + "\x7f\x81"
	require.Equal(t, want, string(small().content()))
}

func TestDamagedFiles(t *testing.T) {
	data := written(t, small())
	for n := range data {
		_, err := Read(bytes.NewReader(data[:n]))
		require.ErrorIs(t, err, ErrMap, "cut after %d bytes", n)
	}
	_, err := Read(bytes.NewReader(append(data[:len(data):len(data)], "more"...)))
	require.ErrorIs(t, err, ErrMap)
	content := small().content()
	sum := sha256.Sum256(content)
	for i := range content { // the checksum of another content
		changed := bytes.Clone(content)
		changed[i] ^= 1
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		_, err := z.Write(append(changed, sum[:]...))
		require.NoError(t, errors.Join(err, z.Close()))
		_, err = Read(&b)
		require.ErrorIs(t, err, ErrMap, "byte %d", i)
	}
}

// Files whose checksum is right and whose content is not.
func TestWrongContent(t *testing.T) {
	content := func(dimensions, terms, rest string) string { return mapMagic + "\x01m" + dimensions + terms + rest }
	for name, c := range map[string]string{
		"no magic":           "GnGxMap2",
		"nothing":            "",
		"no model":           mapMagic,
		"a model cut short":  mapMagic + "\x09m",
		"no dimensions":      content("\x00", "\x01", "\x00\x01a\x00\x00"),
		"too many":           content("\x81\x20", "\x00", ""),
		"no end of a number": content("\xff", "", ""),
		"terms cut short":    content("\x01", "\x02", "\x00\x01a"),
		"an unknown view":    content("\x01", "\x01", "\x03\x01a\x00\x00\x01"),
		"a term twice":       content("\x01", "\x02", "\x00\x01a\x00\x01a\x00\x00\x00\x00\x01\x01"),
		"terms out of order": content("\x01", "\x02", "\x00\x01b\x00\x01a\x00\x00\x00\x00\x01\x01"),
		"too few numbers":    content("\x02", "\x01", "\x00\x01a\x00\x00\x01"),
		"too many numbers":   content("\x01", "\x01", "\x00\x01a\x00\x00\x01\x01"),
	} {
		_, err := Read(bytes.NewReader(packed(t, []byte(c))))
		require.ErrorIs(t, err, ErrMap, name)
	}
	m, err := Read(bytes.NewReader(packed(t, []byte(content("\x01", "\x01", "\x02\x01a\x00\x00\x01")))))
	require.NoError(t, err)
	require.Equal(t, Term{segment.Chars, "a"}, m.Term(0))
}

type full struct{ room int }

func (f *full) Write(p []byte) (int, error) {
	if f.room -= len(p); f.room < 0 {
		return 0, io.ErrShortWrite
	}
	return len(p), nil
}

func TestWriteFails(t *testing.T) {
	for room := range written(t, small()) {
		require.ErrorIs(t, small().Write(&full{room}), io.ErrShortWrite, room)
	}
}

// FuzzRead reads any content: it is refused, or what was read writes and reads as the same.
func FuzzRead(f *testing.F) {
	f.Add(small().content())
	f.Add([]byte(mapMagic + "\x01m\x01\x01\x02\x01a\x00\x00\x01"))
	f.Add([]byte(mapMagic))
	f.Fuzz(func(t *testing.T, content []byte) {
		if _, err := Read(bytes.NewReader(content)); err != nil {
			require.ErrorIs(t, err, ErrMap)
		}
		m, err := Read(bytes.NewReader(packed(t, content)))
		if err != nil {
			require.ErrorIs(t, err, ErrMap)
			return
		}
		again, err := Read(bytes.NewReader(written(t, m)))
		require.NoError(t, err)
		require.Equal(t, m.content(), again.content())
		s := m.NewSum()
		for row := range uint32(m.Len()) {
			at, ok := m.Row(m.Term(row).View, m.Term(row).Text)
			require.True(t, ok)
			require.Equal(t, row, at)
			s.Add(row, 1)
		}
		require.Len(t, s.Packed(), m.Dimensions())
	})
}
