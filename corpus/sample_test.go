package corpus_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
)

// TestSampleCorpusIsClean reads the corpus that the project brings along: not even a warning.
func TestSampleCorpusIsClean(t *testing.T) {
	found := &collector{}
	patents, err := corpus.OpenPatents("../testdata/patents.jsonl", found.options())
	require.NoError(t, err)
	for _, p := range all(t, patents) {
		require.NotEmpty(t, p.Type, p.ID)
		require.NotZero(t, p.Year(), p.ID)
		if p.LegalStatus != "" {
			require.NotEqual(t, corpus.StateUnknown, p.State(), p.ID)
		}
	}
	needs, err := corpus.OpenNeeds("../testdata/needs.jsonl", found.options())
	require.NoError(t, err)
	require.NotEmpty(t, all(t, needs))
	enterprises, err := corpus.OpenEnterprises("../testdata/enterprises.jsonl", found.options())
	require.NoError(t, err)
	require.NotEmpty(t, all(t, enterprises))
	require.Empty(t, found.said())
}
