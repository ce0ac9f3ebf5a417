package eval_test

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/eval"
)

func TestRunWriter(t *testing.T) {
	for _, test := range []struct {
		name   string
		scores []float64
		want   []string
	}{
		{"exact integers", []float64{335283, 335282, 7}, []string{"335283", "335282", "7"}},
		// Between 1 and 2 float32 numbers are 2^-23 ≈ 1.19e-7 apart: 1.5 − 2^-23 is
		// 1.49999988, 1.5 − 2^-22 is 1.49999976.
		{"ties", []float64{1.5, 1.5, 1.5, 1}, []string{"1.5", "1.4999999", "1.4999998", "1"}},
		// 0.1 is 0.100000001490 as a float32, the next one below is 0.099999994040.
		{"equal in 32 bits only", []float64{0.1, 0.09999999999}, []string{"0.1", "0.099999994"}},
		// 2^24 and 2^24 − 1 are float32 numbers, 2^24 + 1 is not and rounds to 2^24.
		{"beyond 24 bits", []float64{16777217, 16777216}, []string{"16777216", "16777215"}},
		// Under 0 comes −2^-126, the first number that is not subnormal.
		{"zeros", []float64{0, 0, math.Copysign(0, -1), -1}, []string{"0", "-1.1754944e-38", "-1.1754945e-38", "-1"}},
		{"subnormal", []float64{1e-40, 1e-41}, []string{"0", "-1.1754944e-38"}},
		{"smallest normal", []float64{0x1p-126, 0x1p-126}, []string{"1.1754944e-38", "0"}},
		{"large", []float64{2e9, 1e9}, []string{"2e+09", "1e+09"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var hits []eval.Scored
			var want strings.Builder
			for i, score := range test.scores {
				doc := fmt.Sprintf("d%d", i)
				hits = append(hits, eval.Scored{Doc: doc, Score: score})
				fmt.Fprintf(&want, "7 Q0 %s %d %s tag\n", doc, i+1, test.want[i])
			}
			var out bytes.Buffer
			require.NoError(t, eval.NewRunWriter(&out).Write("7", hits, "tag"))
			require.Equal(t, want.String(), out.String())
		})
	}
}

func TestRunWriterFaults(t *testing.T) {
	ok := []eval.Scored{{"a", 1}}
	for _, test := range []struct {
		name, topic, tag string
		hits             []eval.Scored
	}{
		{"empty topic", "", "tag", ok},
		{"topic with a space", "1 2", "tag", ok},
		{"topic with a byte order mark", "\ufeff1", "tag", ok},
		{"tag with a tab", "1", "a\tb", ok},
		{"document with a line break", "1", "tag", []eval.Scored{{"a\nb", 1}}},
		{"empty document", "1", "tag", []eval.Scored{{"", 1}}},
		{"document twice", "1", "tag", []eval.Scored{{"a", 2}, {"a", 1}}},
		{"rising scores", "1", "tag", []eval.Scored{{"a", 1}, {"b", 2}}},
		{"not a number", "1", "tag", []eval.Scored{{"a", math.NaN()}}},
		{"too large for 32 bits", "1", "tag", []eval.Scored{{"a", 1e39}}},
		{"nothing below", "1", "tag", []eval.Scored{{"a", -math.MaxFloat32}, {"b", -math.MaxFloat32}}},
		{"topic twice", "0", "tag", ok},
	} {
		t.Run(test.name, func(t *testing.T) {
			var out bytes.Buffer
			writer := eval.NewRunWriter(&out)
			require.NoError(t, writer.Write("0", ok, "tag"))
			require.ErrorIs(t, writer.Write(test.topic, test.hits, test.tag), eval.ErrInvalid)
			require.NoError(t, writer.Write("9", ok, "tag"), "the writer goes on")
			require.Equal(t, "0 Q0 a 1 1 tag\n9 Q0 a 1 1 tag\n", out.String())
		})
	}
}

type brokenWriter struct{ err error }

func (w brokenWriter) Write([]byte) (int, error) { return 0, w.err }

func TestRunWriterFailure(t *testing.T) {
	full := errors.New("disk full")
	writer := eval.NewRunWriter(brokenWriter{full})
	require.NoError(t, writer.Write("1", nil, "tag"), "no hits, nothing to write")
	require.ErrorIs(t, writer.Write("1", []eval.Scored{{"a", 1}}, "tag"), full)
	require.ErrorIs(t, writer.Write("2", nil, "tag"), full)
}

func TestWriteRun(t *testing.T) {
	run := eval.Run{"10": {{"x", 1}}, "9": {{"a", 1}, {"b", 1}, {"c", 2}}, "t": {{"x", 0.25}}, "empty": nil}
	var out bytes.Buffer
	require.NoError(t, eval.WriteRun(&out, run, "demo"))
	// Topic 9 before 10, names after numbers; b before a in the tie at 1, and a on the
	// next float32 below 1, 1 − 2^-24 = 0.99999994.
	require.Equal(t, `9 Q0 c 1 2 demo
9 Q0 b 2 1 demo
9 Q0 a 3 0.99999994 demo
10 Q0 x 1 1 demo
t Q0 x 1 0.25 demo
`, out.String())
}

// Whatever the scores, they fall strictly when read as 64 and as 32 bits.
func TestRunWriterStrict(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		scale := math.Ldexp(1, random.IntN(250)-130)
		var hits []eval.Scored
		for i := range 50 {
			score := math.Round(random.NormFloat64()*8) * scale
			hits = append(hits, eval.Scored{Doc: strconv.Itoa(i), Score: score})
		}
		ranked := eval.Rank(hits)
		var out bytes.Buffer
		require.NoError(t, eval.NewRunWriter(&out).Write("1", ranked, "t"))
		requireStrict(t, out.String(), ranked)
	}
}

func requireStrict(t *testing.T, text string, ranked []eval.Scored) {
	t.Helper()
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	require.Len(t, lines, len(ranked))
	before64, before32 := math.Inf(1), float32(math.Inf(1))
	for i, line := range lines {
		fields := strings.Split(line, " ")
		require.Equal(t, ranked[i].Doc, fields[2])
		score, err := strconv.ParseFloat(fields[4], 64)
		require.NoError(t, err)
		require.Less(t, score, before64, line)
		require.Less(t, float32(score), before32, line) // atof, then cut to 32 bits
		before64, before32 = score, float32(score)
	}
}
