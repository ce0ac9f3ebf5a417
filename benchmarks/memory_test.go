package benchmarks

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestParseStatus(t *testing.T) {
	for _, c := range []struct {
		line string
		want Memory
	}{
		{"RssAnon:\t    2048 kB", Memory{Anon: 2}},
		{"VmRSS:\t    1536 kB", Memory{RSS: 1.5}},
		{"RssFile:\t    4096 kB", Memory{}},
		{"VmRSS:\tunknown", Memory{}},
		{"", Memory{}},
	} {
		require.Equal(t, c.want, parseStatus(c.line), c.line)
	}
	require.Equal(t, Memory{Anon: 3, RSS: 5}, larger(Memory{Anon: 3, RSS: 4}, Memory{Anon: 1, RSS: 5}))
}
