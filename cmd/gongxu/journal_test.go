package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
)

func TestJournalGoesOnAfterTheLastWholeLine(t *testing.T) {
	path := filepath.Join(t.TempDir(), "j")
	j, err := openJournal(path, "job", true)
	require.NoError(t, err)
	for _, id := range []string{"a", "b", "c"} {
		require.NoError(t, j.put(matchedItem{ID: id}))
	}
	require.NoError(t, j.close())
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(path, data[:len(data)-5], 0o666)) // the line of c is cut short

	j, err = openJournal(path, "job", true)
	require.NoError(t, err)
	require.Equal(t, []string{"a", "b"}, j.done)
	require.NoError(t, j.put(matchedItem{ID: "d"}))
	require.NoError(t, j.close())
	var lines []string
	require.NoError(t, j.items(func(line []byte) error {
		lines = append(lines, string(line[:9]))
		return nil
	}))
	require.Equal(t, []string{`{"id":"a"`, `{"id":"b"`, `{"id":"d"`}, lines)

	_, err = openJournal(path, "another job", true)
	require.ErrorIs(t, err, errOtherJob)
	j, err = openJournal(path, "another job", false) // begins anew
	require.NoError(t, err)
	require.Empty(t, j.done)
	require.NoError(t, j.close())
}

func TestPendingLeavesOutWhatIsDone(t *testing.T) {
	items := []corpus.Need{{ID: "a"}, {ID: "b"}, {ID: "c"}}
	id := func(n corpus.Need) string { return n.ID }
	var got []string
	for n, err := range pending(each(items), []string{"a", "b"}, id) {
		require.NoError(t, err)
		got = append(got, n.ID)
	}
	require.Equal(t, []string{"c"}, got)
	var last error
	for _, err := range pending(each(items), []string{"a", "x"}, id) {
		last = err
	}
	require.ErrorIs(t, last, errOtherJob)
}

// TestMatchAllResume cuts a run short by a directory that stands where the file should go.
func TestMatchAllResume(t *testing.T) {
	l := shared(t)
	whole := matchAll(t, "m.jsonl")
	want, err := os.ReadFile(whole)
	require.NoError(t, err)
	out := filepath.Join(t.TempDir(), "m.jsonl")
	require.NoError(t, os.MkdirAll(filepath.Join(out, "x"), 0o777))
	args := []string{"match-all", "--dir", l.dir, "--needs", l.needs, "-k", "3", "--out", out, "--resume"}
	o := invoke(t, args...)
	require.Equal(t, exitFailure, o.code)
	require.FileExists(t, out+".part")
	require.NoError(t, os.RemoveAll(out))

	o = invoke(t, append(args, "--all-status")...)
	require.Equal(t, exitFailure, o.code)
	require.Contains(t, o.errOut, "was begun with other inputs or options")

	o = invoke(t, args...)
	require.Equal(t, exitOK, o.code, o.errOut)
	require.Contains(t, o.errOut, "3 were done before")
	got, err := os.ReadFile(out)
	require.NoError(t, err)
	require.Equal(t, string(want), string(got))
	require.NoFileExists(t, out+".part")
}

func TestMatchAllReverse(t *testing.T) {
	l := shared(t)
	out := filepath.Join(t.TempDir(), "m.csv")
	o := invoke(t, "match-all", "--dir", l.dir, "--reverse", "-k", "2", "--out", out)
	require.Equal(t, exitOK, o.code, o.errOut)
	require.Contains(t, o.errOut, "patents in")
	data, err := os.ReadFile(out)
	require.NoError(t, err)
	require.Contains(t, string(data), "N1,磷酸铁锂电池低温性能,电池厂,1,")
}
