package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/matcher"
)

func TestTableAlignsByWidth(t *testing.T) {
	table := newTable(column{name: "序", right: true}, column{name: "名称", limit: 8}, column{name: "x"})
	table.add("1", "锂ab", "p")
	table.add("10", "锂离子电池\n组", "q")
	var out bytes.Buffer
	require.NoError(t, table.write(&out, "> ", style{}))
	// The name column is 8 wide: 锂离子 takes six places, and the ellipsis one more; a second blank keeps the columns apart.
	require.Equal(t, strings.Join([]string{
		"> 序  名称     x",
		">  1  锂ab     p",
		"> 10  锂离子…  q",
		"",
	}, "\n"), out.String())
}

func TestOneLine(t *testing.T) {
	require.Equal(t, "a b c", oneLine("a\r\nb\tc\x1b"))
	require.Equal(t, " [31m", oneLineKeep("\x1b[31m"), "escape sequences of the data do not reach the terminal")
}

func TestMarked(t *testing.T) {
	h := []matcher.Highlight{{Field: "title", Start: 0, End: 6}, {Field: "abstract", Start: 0, End: 3}, {Field: "title", Start: 9, End: 12}}
	require.Equal(t, "【电池】的【膜】片", marked(style{}, "title", "电池的膜片", h))
	require.Equal(t, "\x1b[1;33m电池\x1b[0m的\x1b[1;33m膜\x1b[0m片", marked(style{on: true}, "title", "电池的膜片", h))
}

func TestFullDiskIsAFailure(t *testing.T) {
	var errOut bytes.Buffer
	full, w := io.Pipe()
	require.NoError(t, full.CloseWithError(errors.New("no space left")))
	require.Equal(t, exitFailure, execute(t.Context(), []string{"version"}, strings.NewReader(""), w, &errOut))
	require.Contains(t, errOut.String(), "no space left")
}

func TestStyleIsOffWithoutATerminal(t *testing.T) {
	require.Equal(t, "x", styleFor(&bytes.Buffer{}).head("x"))
}

func TestOrderedKeepsTheOrder(t *testing.T) {
	items := make([]int, 1000)
	for i := range items {
		items[i] = i
	}
	var got []int
	err := ordered(t.Context(), each(items), 7, func(_ context.Context, i int) (int, error) { return i * i, nil }, func(i, square int) error {
		require.Equal(t, i*i, square)
		got = append(got, i)
		return nil
	})
	require.NoError(t, err)
	require.Equal(t, items, got)
}

func TestOrderedStopsAtAnError(t *testing.T) {
	wrong := errors.New("wrong")
	var applied atomic.Int64
	emitted := 0
	err := ordered(t.Context(), each(make([]int, 1000)), 2, func(context.Context, int) (int, error) {
		if applied.Add(1) == 5 {
			return 0, wrong
		}
		return 0, nil
	}, func(int, int) error {
		emitted++
		return nil
	})
	require.ErrorIs(t, err, wrong)
	require.LessOrEqual(t, emitted, 5)
	require.Less(t, applied.Load(), int64(1000))

	err = ordered(t.Context(), each([]int{1, 2}), 2, func(context.Context, int) (int, error) { return 0, nil }, func(int, int) error { return wrong })
	require.ErrorIs(t, err, wrong)

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err = ordered(ctx, each([]int{1}), 1, func(ctx context.Context, _ int) (int, error) { return 0, ctx.Err() }, func(int, int) error { return nil })
	require.ErrorIs(t, err, context.Canceled)
}

func TestWriteFileIsWholeOrNothing(t *testing.T) {
	dir := t.TempDir()
	path := write(t, dir, "a", "old")
	wrong := errors.New("wrong")
	put := func(err error) error {
		return writeFile(path, nil, func(w io.Writer) error {
			_, e := w.Write([]byte("new"))
			return errors.Join(e, err)
		})
	}
	require.ErrorIs(t, put(wrong), wrong)
	requireFile(t, path, "old")
	require.NoError(t, put(nil))
	requireFile(t, path, "new")
	requireNames(t, dir, "a")
}

func requireFile(t *testing.T, path, content string) {
	t.Helper()
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, content, string(data))
}

func requireNames(t *testing.T, dir string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	require.Equal(t, names, got)
}
