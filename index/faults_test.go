package index_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/index/indextest"
	"github.com/gongxu/gongxu/segment"
)

func openIndex(t *testing.T, dir string) *index.Index {
	t.Helper()
	x, err := index.Open(dir, indextest.Options(), segment.Default(), index.DefaultSettings())
	require.NoError(t, err)
	return x
}

// TestDamagedSegmentIsRefused damages each segment file in turn, by a byte and by its end. Files that a merge has left behind do
// not matter; one that the index consists of is named.
func TestDamagedSegmentIsRefused(t *testing.T) {
	x := create(t)
	for i := range 3 {
		_, err := x.Apply(t.Context(), []index.Document{doc(fmt.Sprint(i), fmt.Sprintf("石墨烯电机%d", i))}, nil)
		require.NoError(t, err)
	}
	require.NoError(t, x.Close())
	refused := 0
	try := func(name string) {
		x, err := index.Open(x.Dir(), indextest.Options(), segment.Default(), index.DefaultSettings())
		if err == nil {
			n, err := x.Count()
			require.NoError(t, err)
			require.Equal(t, uint64(3), n, name)
			require.NoError(t, x.Close())
			return
		}
		refused++
		require.ErrorIs(t, err, index.ErrCorrupt)
		require.ErrorContains(t, err, filepath.Base(name))
		require.ErrorContains(t, err, "gongxu index --patents FILE --dir NEW")
	}
	files, err := filepath.Glob(filepath.Join(x.Dir(), "store", "*.zap"))
	require.NoError(t, err)
	postings, err := filepath.Glob(filepath.Join(x.Dir(), "store", "*.post"))
	require.NoError(t, err)
	require.NotEmpty(t, postings)
	files = append(files, postings...)
	for _, f := range files {
		whole, err := os.ReadFile(f)
		if errors.Is(err, os.ErrNotExist) { // an opening removed what a merge left behind
			continue
		}
		require.NoError(t, err)
		for _, at := range []int{0, len(whole) / 2, len(whole) - 40} {
			damaged := bytes.Clone(whole)
			damaged[at] ^= 1
			require.NoError(t, os.WriteFile(f, damaged, 0o600))
			try(f)
		}
		for _, size := range []int{0, 3, len(whole) - 9} {
			require.NoError(t, os.WriteFile(f, whole[:size], 0o600))
			try(f)
		}
		require.NoError(t, os.WriteFile(f, whole, 0o600))
	}
	require.Positive(t, refused)
	require.NoError(t, openIndex(t, x.Dir()).Close())
}

// TestDiskFull loads into a file system of a few megabytes: the load ends with the reason, and what was there before stays.
func TestDiskFull(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=3m"); err != nil {
		t.Skipf("skipped: cannot mount a small file system here: %v", err)
	}
	defer func() { require.NoError(t, syscall.Unmount(dir, syscall.MNT_DETACH)) }()
	x, err := index.Create(filepath.Join(dir, "index"), indextest.Options(), segment.Default(), index.DefaultSettings())
	require.NoError(t, err)
	_, err = x.Apply(t.Context(), []index.Document{doc("first", "石墨烯")}, nil)
	require.NoError(t, err)
	rng := rand.New(rand.NewPCG(5, 5))
	_, err = x.Load(t.Context(), func(yield func(index.Document, error) bool) {
		for i := range 200_000 {
			stored := make([]byte, 400)
			for j := range stored {
				stored[j] = byte(rng.Uint32())
			}
			if !yield(index.Document{ID: fmt.Sprint(i), Texts: []index.Text{{Field: "title", Content: "石墨烯"}}, Stored: stored}, nil) {
				return
			}
		}
	}, index.DefaultLoadOptions())
	require.Error(t, err)
	require.True(t, errors.Is(err, syscall.ENOSPC) || bytes.Contains([]byte(err.Error()), []byte("no space left")), "%v", err)
	_ = x.Close() // what could not be written may be reported again
	x = openIndex(t, filepath.Join(dir, "index"))
	r, err := x.Reader()
	require.NoError(t, err)
	stored, ok, err := r.Get(t.Context(), "first")
	require.NoError(t, err)
	require.True(t, ok)
	require.Equal(t, "石墨烯", string(stored))
	require.NoError(t, r.Close())
	require.NoError(t, x.Close())
}

// killedDocs is the number of documents of the load that is killed.
const killedDocs = 50_000

// loadKilled is the load that TestKilledWhileLoading runs in another process.
func loadKilled(dir string) error {
	x, err := index.Open(dir, indextest.Options(), segment.Default(), index.DefaultSettings())
	if err != nil {
		return err
	}
	_, err = x.Load(context.Background(), func(yield func(index.Document, error) bool) {
		for i := range killedDocs {
			if !yield(doc(fmt.Sprintf("D%05d", i), fmt.Sprintf("石墨烯电机T%d", i)), nil) {
				return
			}
		}
	}, index.LoadOptions{BatchBytes: 1 << 20, BatchDocs: 500, Workers: 2})
	return errors.Join(err, x.Close())
}

// TestKilledWhileLoading kills a load of 50,000 documents with SIGKILL at random moments and checks after each that the index
// opens, that every document it holds is whole and found by its terms, and that none that was there is lost. At last the load is
// let through.
func TestKilledWhileLoading(t *testing.T) {
	if dir := os.Getenv("GONGXU_TEST_LOAD"); dir != "" {
		require.NoError(t, loadKilled(dir))
		return
	}
	if testing.Short() {
		t.Skip("skipped in short mode: kills a load twenty times")
	}
	x := create(t)
	dir := x.Dir()
	require.NoError(t, x.Close())
	rng := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 1))
	before := uint64(0)
	for range 20 {
		load := exec.Command(os.Args[0], "-test.run=^TestKilledWhileLoading$")
		load.Env = append(os.Environ(), "GONGXU_TEST_LOAD="+dir)
		require.NoError(t, load.Start())
		kill := time.AfterFunc(time.Duration(500+rng.IntN(2500))*time.Millisecond, func() { _ = load.Process.Kill() })
		_ = load.Wait() // killed, or done before
		kill.Stop()
		x := openIndex(t, dir)
		after := consistent(t, x)
		require.GreaterOrEqual(t, after, before, "documents were lost")
		before = after
		require.NoError(t, x.Close())
	}
	require.NoError(t, loadKilled(dir))
	x = openIndex(t, dir)
	defer func() { require.NoError(t, x.Close()) }()
	require.Equal(t, uint64(killedDocs), consistent(t, x))
}

// consistent checks that every document is found by its own term and by the term that all share, and returns their number.
func consistent(t *testing.T, x *index.Index) uint64 {
	t.Helper()
	r, err := x.Reader()
	require.NoError(t, err)
	defer func() { require.NoError(t, r.Close()) }()
	shared := index.Term{View: segment.Words, Text: "石墨烯"}
	n, total, err := r.DocFreqs(t.Context(), []index.Term{shared})
	require.NoError(t, err)
	require.Equal(t, total, n[0])
	seen := uint64(0)
	require.NoError(t, r.IDs(t.Context(), func(id string, stored []byte) bool {
		seen++
		number := 0
		_, err := fmt.Sscanf(id, "D%d", &number)
		require.NoError(t, err)
		require.Equal(t, fmt.Sprintf("石墨烯电机T%d", number), string(stored))
		if seen%97 == 0 {
			own := index.Weighted{Term: index.Term{View: segment.Words, Text: fmt.Sprintf("t%d", number)}, W: 1}
			res, err := r.Search(t.Context(), index.Query{Terms: []index.Weighted{own}, K: 2})
			require.NoError(t, err)
			require.Len(t, res.Hits, 1)
			require.Equal(t, id, res.Hits[0].ID)
		}
		return true
	}))
	require.Equal(t, total, seen)
	return seen
}
