package semantic

import (
	"context"
	"errors"
	"iter"
	"runtime"
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
	o.Window, o.Dimensions, o.Steps = 0, 2, 8
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

// The terms of a topic stand beside each other and beside 方法, which all have. The row of a term is the same for all terms of its topic,
// but for chance, so that they point one way, and those of another topic another.
func TestAssociateWindow(t *testing.T) {
	o := DefaultAssociation()
	o.Dimensions, o.Steps, o.Window = 3, 8, 2
	m, err := Associate(t.Context(), termsOf(topics()), o)
	require.NoError(t, err)
	require.Equal(t, 3, m.Dimensions())
	require.Equal(t, 16, m.Len())
	eachPair(func(a, b string, want float64) {
		got := vector.Cosine(direction(t, m, a), direction(t, m, b))
		if want > 0 {
			require.Greater(t, got, 0.9, "%s %s", a, b)
		} else {
			require.Less(t, got, 0.3, "%s %s", a, b)
		}
	})
	processors := runtime.GOMAXPROCS(1)
	defer runtime.GOMAXPROCS(processors)
	again, err := Associate(t.Context(), termsOf(topics()), o)
	require.NoError(t, err)
	require.Equal(t, m.Hash(), again.Hash())
}

// Of 300 texts the first 150 are the first 150.
func TestAssociateMaxTexts(t *testing.T) {
	o := DefaultAssociation()
	want, err := Associate(t.Context(), termsOf(topics()[:150]), o)
	require.NoError(t, err)
	o.MaxTexts = 150
	got, err := Associate(t.Context(), termsOf(topics()), o)
	require.NoError(t, err)
	require.Equal(t, want.Hash(), got.Hash())
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
	o.Window = 1
	far := func(yield func([]Term, error) bool) { // a hundred texts of one term each
		for range 100 {
			if !yield([]Term{bigram("方法")}, nil) {
				return
			}
		}
	}
	_, err = Associate(t.Context(), far, o)
	require.ErrorIs(t, err, ErrTooFew, "no terms go together")
	for _, bad := range []func(*Options){func(o *Options) { o.Window = -1 }, func(o *Options) { o.MaxTexts = 0 }} {
		wrong := DefaultAssociation()
		bad(&wrong)
		_, err = Associate(t.Context(), termsOf(topics()), wrong)
		require.ErrorIs(t, err, ErrOptions)
	}
	o.Dimensions = 0
	_, err = Associate(t.Context(), termsOf(topics()), o)
	require.ErrorIs(t, err, ErrOptions)
}
