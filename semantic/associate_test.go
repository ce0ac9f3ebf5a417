package semantic

import (
	"context"
	"errors"
	"iter"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/vector"
)

// termsOf is what Associate sees of examples.
func termsOf(all []Example) iter.Seq2[[]Term, error] {
	return func(yield func([]Term, error) bool) {
		for _, e := range all {
			if !yield(e.Terms, nil) {
				return
			}
		}
	}
}

// The terms of a topic stand together only, so that the three topics are three directions; without what all have in common there are
// two, in which topics of the same weight lie at a third of a circle, cosine −1/2.
func TestAssociate(t *testing.T) {
	o := DefaultAssociation()
	o.Dimensions, o.Steps = 2, 8
	m, err := Associate(t.Context(), termsOf(topics()), o)
	require.NoError(t, err)
	require.Equal(t, 2, m.Dimensions())
	require.Equal(t, 16, m.Len())
	eachPair(func(a, b string, want float64) {
		require.InDelta(t, want, vector.Cosine(direction(t, m, a), direction(t, m, b)), 0.05, "%s %s", a, b)
	})
	again, err := Associate(t.Context(), termsOf(topics()), o)
	require.NoError(t, err)
	require.Equal(t, m.Hash(), again.Hash())
}

// The singular values of the rows (3, 0), (0, −2), (0, 0) are 3 and 2, the right singular vectors the axes.
func TestRightSingular(t *testing.T) {
	x := &sparse{columns: 2}
	x.appendRow([]uint32{0}, []float32{3})
	x.appendRow([]uint32{1}, []float32{-2})
	x.appendRow(nil, nil)
	o := DefaultAssociation()
	o.Progress = func(string, int, int) {}
	q, err := rightSingular(t.Context(), x, 2, o)
	require.NoError(t, err)
	require.InDelta(t, 1, q[0]*q[0], 1e-5)
	require.InDelta(t, 0, q[1], 1e-5)
	require.InDelta(t, 0, q[2], 1e-5)
	require.InDelta(t, 1, q[3]*q[3], 1e-5)
}

// The first column of (3, 4; 4, −3) has length 5 and stays up to its sign; the second is at a right angle to it already.
func TestOrthonormal(t *testing.T) {
	q := []float32{3, 4, 4, -3, 0, 0}
	require.NoError(t, orthonormal(q, 2))
	for i, want := range []float32{0.6, 0.8, 0.8, -0.6, 0, 0} {
		require.InDelta(t, want*want, q[i]*q[i], 1e-6, i)
	}
	require.InDelta(t, 0, q[0]*q[1]+q[2]*q[3], 1e-6)
}

func TestAssociateFails(t *testing.T) {
	o := DefaultAssociation()
	_, err := Associate(t.Context(), termsOf(topics()[:99]), o)
	require.ErrorIs(t, err, ErrTooFew)
	o.MinTexts = 1000
	_, err = Associate(t.Context(), termsOf(topics()), o)
	require.ErrorIs(t, err, ErrTooFew, "no term is frequent enough")
	o = DefaultAssociation()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = Associate(ctx, termsOf(topics()), o)
	require.ErrorIs(t, err, context.Canceled)
	broken := errors.New("broken")
	_, err = Associate(t.Context(), func(yield func([]Term, error) bool) { yield(nil, broken) }, o)
	require.ErrorIs(t, err, broken)
	o.Dimensions = 0
	_, err = Associate(t.Context(), termsOf(topics()), o)
	require.ErrorIs(t, err, ErrOptions)
}
