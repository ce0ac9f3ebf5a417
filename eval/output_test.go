package eval_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/perf/benchfmt"

	"github.com/gongxu/gongxu/eval"
)

func handReport(t testing.TB) *eval.Report {
	t.Helper()
	opts := eval.Options{Measures: parse(t, "p@5", "mrr", "unjudged@5"), RelLevel: 2}
	report, err := eval.Evaluate(handQrels(), handRun(), opts)
	require.NoError(t, err)
	return report
}

func TestWriteTable(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, handReport(t).WriteTable(&out))
	// Two topics: a quarter of the resamples holds only one of them, so that the interval
	// reaches from value to value.
	require.Equal(t, `measure     mean    95 % interval
p@5         0.2000  [0.0000, 0.4000]
mrr         0.2500  [0.0000, 0.5000]
unjudged@5  0.5000  [0.0000, 1.0000]
2 topics, relevant from grade 2, list as given
1 of them missing in the run, 1 judged topics without a relevant document, 1 topics of the run not judged
`, out.String())
}

func TestWriteTopics(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, handReport(t).WriteTopics(&out))
	require.Equal(t, `topic  relevant  retrieved  p@5     mrr     unjudged@5
1      3         5          0.4000  0.5000  1.0000
2      1         0          0.0000  0.0000  0.0000
`, out.String())
}

func TestWriteJSON(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, handReport(t).WriteJSON(&out))
	require.JSONEq(t, `{
		"rel_level": 2, "condensed": false, "num_topics": 2,
		"means": {"p@5": 0.2, "mrr": 0.25, "unjudged@5": 0.5},
		"missing": ["2"], "no_relevant": ["3"], "not_judged": ["9"],
		"topics": [
			{"topic": "1", "judged": 6, "relevant": 3, "retrieved": 5, "values": {"p@5": 0.4, "mrr": 0.5, "unjudged@5": 1}},
			{"topic": "2", "judged": 1, "relevant": 1, "retrieved": 0, "values": {"p@5": 0, "mrr": 0, "unjudged@5": 0}}
		]}`, out.String())
	perfect, err := eval.Evaluate(eval.Qrels{"1": {"a": 2}}, eval.Run{"1": {{"a", 1}}}, eval.DefaultOptions())
	require.NoError(t, err)
	out.Reset()
	require.NoError(t, perfect.WriteJSON(&out))
	require.Contains(t, out.String(), `"missing": []`)
}

func TestWriteComparisons(t *testing.T) {
	// Differences ½ and 0 on two topics: p is 1; the interval reaches from one to the other.
	c, err := eval.Compare(reportOf(precision10, .75, .5), reportOf(precision10, .25, .5), precision10, 1000, 1)
	require.NoError(t, err)
	var out bytes.Buffer
	require.NoError(t, eval.WriteComparisons(&out, []eval.Comparison{c}))
	require.Equal(t, `measure  mean a  mean b  a − b    95 % interval     p       p (Holm)  wins/ties/losses
p@10     0.6250  0.3750  +0.2500  [0.0000, 0.5000]  1.0000  1.0000    1/1/0
`, out.String())
}

func TestWriteBenchstat(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, handReport(t).WriteBenchstat(&out, "hand made"))
	require.Equal(t, `Unit p@5 better=higher assume=exact
Unit mrr better=higher assume=exact
Unit unjudged@5 better=lower assume=exact
rel-level: 2
condensed: false
BenchmarkHand%20made/topic=1 1 0.4 p@5 0.5 mrr 1 unjudged@5
BenchmarkHand%20made/topic=2 1 0 p@5 0 mrr 0 unjudged@5
BenchmarkHand%20made/mean 1 0.2 p@5 0.25 mrr 0.5 unjudged@5
`, out.String())
}

// The package that benchstat itself reads with understands every line, and each topic
// stays one topic: a slash, a space of any kind or a number after a hyphen in its name
// does not cut it.
func TestBenchstatReads(t *testing.T) {
	topics := []string{"7", "a/b", "b2925f2e-123", "电池=1", "x\u3000y", "bad\xff", "100%", "-"} // a hyphen without digits stays
	qrels, run := eval.Qrels{}, eval.Run{}
	for _, topic := range topics {
		qrels[topic] = map[string]int{"a": 2}
		run[topic] = []eval.Scored{{"a", 1}}
	}
	report, err := eval.Evaluate(qrels, run, eval.DefaultOptions())
	require.NoError(t, err)
	var out bytes.Buffer
	require.NoError(t, report.WriteBenchstat(&out, "dev"))

	reader := benchfmt.NewReader(&out, "out")
	var names []string
	for reader.Scan() {
		switch record := reader.Result().(type) {
		case *benchfmt.SyntaxError:
			require.Fail(t, record.Error())
		case *benchfmt.Result:
			base, parts := record.Name.Parts()
			require.Equal(t, "Dev", string(base))
			require.Len(t, parts, 1)
			names = append(names, string(parts[0]))
			value, ok := record.Value("ndcg@10")
			require.True(t, ok)
			require.Equal(t, 1.0, value)
			require.Equal(t, "2", record.GetConfig("rel-level"))
		}
	}
	require.NoError(t, reader.Err())
	require.Equal(t, []string{
		"/topic=7", "/topic=-", "/topic=100%25", "/topic=a%2Fb", "/topic=b2925f2e%2D123",
		"/topic=bad%FF", "/topic=x%E3%80%80y", "/topic=电池=1", "/mean",
	}, names)
	require.Equal(t, 1, reader.Units().GetBetter("ndcg@10"))
	require.Equal(t, -1, reader.Units().GetBetter("unjudged@10"))
}
