package eval_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/eval"
)

func TestReadQrels(t *testing.T) {
	const text = "\ufeff1 0 CN1.X 3\r\n\n \t\n1\t0\t中文#1\t0\n2 Q 甲\u3000乙 -1\n2 0 CN1.X 2"
	qrels, err := eval.ReadQrels(strings.NewReader(text), "q.txt")
	require.NoError(t, err)
	require.Equal(t, eval.Qrels{
		"1": {"CN1.X": 3, "中文#1": 0},
		"2": {"甲\u3000乙": -1, "CN1.X": 2}, // an ideographic space does not separate
	}, qrels)
}

func TestReadQrelsFaults(t *testing.T) {
	long := strings.Repeat("x", 1<<20)
	for _, test := range []struct{ name, text, want string }{
		{"too few fields", "1 0 a 1\n\n1 0 b\n", "q.txt:3: eval: malformed line: 3 fields, want 4: topic 0 docno grade"},
		{"too many fields", "1 0 a b 1\n", "q.txt:1: eval: malformed line: 5 fields, want 4: topic 0 docno grade"},
		{"grade with a fraction", "1 0 a 1.0\n", `q.txt:1: eval: malformed line: grade "1.0" is not an integer`},
		{"grade out of range", "1 0 a 31\n", "q.txt:1: eval: malformed line: grade 31 is above 30"},
		{"duplicate", "1 0 a 1\n2 0 a 1\n1 0 b 1\n1 0 a 1\n", `q.txt:4: eval: malformed line: topic "1" document "a" already judged on line 1`},
		{"endless line", "1 0 a 1\n" + long, "q.txt:2: eval: malformed line: longer than 1048576 bytes"},
	} {
		t.Run(test.name, func(t *testing.T) {
			qrels, err := eval.ReadQrels(strings.NewReader(test.text), "q.txt")
			require.ErrorIs(t, err, eval.ErrFormat)
			require.EqualError(t, err, test.want)
			require.Nil(t, qrels)
		})
	}
}

func TestReadRun(t *testing.T) {
	const text = "\ufeff7 Q0 b 1 -2.5 tag\n\n7 Q0 a x 1e3 other\n8 Q0 b 1 335283 tag"
	run, err := eval.ReadRun(strings.NewReader(text), "r.txt")
	require.NoError(t, err)
	require.Equal(t, eval.Run{"7": {{"b", -2.5}, {"a", 1000}}, "8": {{"b", 335283}}}, run)
}

func TestReadRunFaults(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"fields", "1 Q0 a 1 2\n", "r.txt:1: eval: malformed line: 5 fields, want 6: topic Q0 docno rank score tag"},
		{"score", "1 Q0 a 1 high t\n", `r.txt:1: eval: malformed line: score "high" is not a finite number`},
		{"not a number", "1 Q0 a 1 NaN t\n", `r.txt:1: eval: malformed line: score "NaN" is not a finite number`},
		{"infinite", "1 Q0 a 1 -inf t\n", `r.txt:1: eval: malformed line: score "-inf" is not a finite number`},
		{"overflow", "1 Q0 a 1 1e999 t\n", `r.txt:1: eval: malformed line: score "1e999" is not a finite number`},
		{"duplicate", "1 Q0 a 1 2 t\n2 Q0 a 1 2 t\n\n1 Q0 a 2 1 t\n", `r.txt:4: eval: malformed line: topic "1" document "a" already retrieved on line 1`},
	} {
		t.Run(test.name, func(t *testing.T) {
			run, err := eval.ReadRun(strings.NewReader(test.text), "r.txt")
			require.ErrorIs(t, err, eval.ErrFormat)
			require.EqualError(t, err, test.want)
			require.Nil(t, run)
		})
	}
}

// A reader that fails in the middle of a line must not pass for a malformed line.
func TestReadFailure(t *testing.T) {
	broken := errors.New("disk gone")
	half := func(text string) io.Reader {
		return io.MultiReader(strings.NewReader(text), iotest.ErrReader(broken))
	}
	_, err := eval.ReadQrels(half("1 0 a 1\n1 0"), "q.txt")
	require.ErrorIs(t, err, broken)
	require.NotErrorIs(t, err, eval.ErrFormat)
	require.EqualError(t, err, "q.txt:2: disk gone")

	_, err = eval.ReadRun(half("1 Q0 a 1 2 t\n"), "r.txt")
	require.ErrorIs(t, err, broken)
	require.EqualError(t, err, "r.txt:2: disk gone")
}

func TestRank(t *testing.T) {
	hits := []eval.Scored{{"a", 1}, {"c", 1}, {"B", 2}, {"b", 1}, {"A", -1}}
	// Ties at 1 go by document number descending: c, b, a.
	require.Equal(t, []eval.Scored{{"B", 2}, {"c", 1}, {"b", 1}, {"a", 1}, {"A", -1}}, eval.Rank(hits))
	require.Equal(t, "a", hits[0].Doc, "the argument is left as it is")
}
