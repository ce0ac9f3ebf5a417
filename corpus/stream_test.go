package corpus_test

import (
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
)

// endless yields numbered rows, each other than the one before, until there are enough of them.
type endless struct {
	header, row string
	rows, next  int
	rest        string
}

func (e *endless) Read(p []byte) (int, error) {
	if e.rest == "" {
		switch {
		case e.next > e.rows:
			return 0, io.EOF
		case e.next == 0 && e.header != "":
			e.rest = e.header
		default:
			e.rest = fmt.Sprintf(e.row, e.next, e.next, e.next)
		}
		e.next++
	}
	n := copy(p, e.rest)
	e.rest = e.rest[n:]
	return n, nil
}

// TestMemoryDoesNotGrowWithTheFile reads rows that are new in everything a reader could remember: names, values, faults. What is
// alive after 30,000 of them (some 60 MB of text) is what was after 3,000.
func TestMemoryDoesNotGrowWithTheFile(t *testing.T) {
	filler := strings.Repeat("石墨烯散热膜", 100)
	for format, in := range map[corpus.Format]*endless{
		corpus.FormatJSONL: {row: `{"id":"id-%d","title":"` + filler + `","ipc":"wrong %d","unknown %d":1}` + "\n", rows: 30000},
		corpus.FormatCSV:   {header: "id,标题,IPC,合作方式\n", row: "id-%d," + filler + ",wrong %d,word %d\n", rows: 30000},
	} {
		warnings := 0
		r, err := corpus.ReadPatents(in, "stream", format, corpus.DefaultReadOptions(func(corpus.Problem) { warnings++ }))
		require.NoError(t, err)
		var early, late uint64
		n := 0
		for _, err := range r.All() {
			require.NoError(t, err)
			switch n++; n {
			case 3000:
				early = alive()
			case 29900:
				late = alive()
			}
		}
		require.GreaterOrEqual(t, n, 29999)
		require.GreaterOrEqual(t, warnings, 2*29999)
		require.Less(t, late, early+1<<20, "%s: %d bytes alive after 3,000 rows", format, early)
	}
}

// alive is the number of bytes that are in use.
func alive() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
