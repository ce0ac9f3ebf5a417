package vector_test

import (
	"cmp"
	"context"
	"math"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/vector"
)

// searcher is what stores and matrices have in common.
type searcher interface {
	Nearest(ctx context.Context, q []int8, k, workers int, keep []uint64) ([]vector.Near, error)
	Cosines(q []int8, rows []uint32, out []float64) error
}

// plainCosine is the definition: lengths of kept vectors are rounded to float32, and a zero vector has the cosine 0.
func plainCosine(q, v []int8) float64 {
	var qv, qq, vv int
	for i := range q {
		qv, qq, vv = qv+int(q[i])*int(v[i]), qq+int(q[i])*int(q[i]), vv+int(v[i])*int(v[i])
	}
	if qq == 0 || vv == 0 {
		return 0
	}
	return float64(qv) / (math.Sqrt(float64(qq)) * float64(float32(math.Sqrt(float64(vv)))))
}

func plainNearest(q []int8, vectors [][]int8, k int, keep []uint64) []vector.Near {
	var all []vector.Near
	for row, v := range vectors {
		if keep == nil || row/64 < len(keep) && keep[row/64]>>(row%64)&1 == 1 {
			all = append(all, vector.Near{Row: row, Cosine: plainCosine(q, v)})
		}
	}
	slices.SortFunc(all, func(a, b vector.Near) int { return cmp.Or(cmp.Compare(b.Cosine, a.Cosine), cmp.Compare(a.Row, b.Row)) })
	return all[:min(k, len(all))]
}

// everyNth allows each n-th row.
func everyNth(n, rows int) []uint64 {
	keep := make([]uint64, (rows+63)/64)
	for row := 0; row < rows; row += n {
		keep[row/64] |= 1 << (row % 64)
	}
	return keep
}

// The nearest of stores and matrices are those of a plain loop, to the bit, whatever the dimensions, workers and filter are.
func TestNearest(t *testing.T) {
	for _, dimensions := range []int{5, 32, 50} {
		rng := rand.New(rand.NewPCG(3, uint64(dimensions)))
		const rows = 20_011
		all := items(rng, 0, rows, dimensions)
		for i := range 100 {
			all[200*i].Vector = all[0].Vector // ties
			all[200*i+7].Vector = make([]int8, dimensions)
		}
		path := filepath.Join(t.TempDir(), "v.vec")
		s, err := vector.Open(path, "model", dimensions)
		require.NoError(t, err)
		require.NoError(t, s.Put(all[:12_345]...))
		require.NoError(t, s.Close())
		s, err = vector.Open(path, "model", dimensions)
		require.NoError(t, err)
		defer s.Close()
		require.NoError(t, s.Put(all[12_345:]...), "the rest is behind what is mapped")

		var vectors [][]int8
		var flat []int8
		for _, item := range all {
			vectors, flat = append(vectors, item.Vector), append(flat, item.Vector...)
		}
		m, err := vector.NewMatrix(dimensions, flat)
		require.NoError(t, err)
		require.Equal(t, rows, m.Len())
		require.Equal(t, dimensions, m.Dimensions())
		require.Equal(t, all[rows-1].Vector, m.Vector(rows-1))

		filters := map[string][]uint64{
			"all": nil, "none": {}, "every": everyNth(1, rows), "second": everyNth(2, rows), "third": everyNth(3, rows),
			"200th": everyNth(200, rows), "short": everyNth(1, 12_400),
		}
		for _, q := range [][]int8{random(rng, dimensions), all[0].Vector, make([]int8, dimensions)} {
			for name, keep := range filters {
				for _, k := range []int{1, 10, 150, 30_000} {
					want := plainNearest(q, vectors, k, keep)
					for workers := 1; workers <= 3; workers++ {
						for of, x := range map[string]searcher{"store": s, "matrix": m} {
							got, err := x.Nearest(t.Context(), q, k, workers, keep)
							require.NoError(t, err)
							require.True(t, slices.Equal(want, got), "%s, %d dimensions, filter %s, k %d", of, dimensions, name, k)
						}
					}
				}
			}
			for _, x := range []searcher{s, m} {
				some := []uint32{0, 20_010, 12_344, 12_345, 7, 200, 20_010}
				out := make([]float64, len(some))
				require.NoError(t, x.Cosines(q, some, out))
				for i, row := range some {
					require.Equal(t, plainCosine(q, vectors[row]), out[i])
				}
			}
		}
		near, err := m.Nearest(t.Context(), all[0].Vector, 150, 2, nil)
		require.NoError(t, err)
		require.Equal(t, 200, near[1].Row, "of equal ones the smaller row comes first")
	}
}

func TestNearestRefuses(t *testing.T) {
	s, err := vector.Open(filepath.Join(t.TempDir(), "v.vec"), "model", 32)
	require.NoError(t, err)
	defer s.Close()
	require.NoError(t, s.Put(items(rand.New(rand.NewPCG(1, 1)), 0, 10, 32)...))
	m, err := vector.NewMatrix(32, make([]int8, 320))
	require.NoError(t, err)
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for _, x := range []searcher{s, m} {
		_, err = x.Nearest(t.Context(), make([]int8, 31), 1, 1, nil)
		require.ErrorIs(t, err, vector.ErrLength)
		require.ErrorIs(t, x.Cosines(make([]int8, 33), nil, nil), vector.ErrLength)
		_, err = x.Nearest(cancelled, make([]int8, 32), 1, 2, nil)
		require.ErrorIs(t, err, context.Canceled)
		near, err := x.Nearest(t.Context(), make([]int8, 32), 0, 2, nil)
		require.NoError(t, err)
		require.Empty(t, near)
		require.Panics(t, func() { _ = x.Cosines(make([]int8, 32), []uint32{10}, make([]float64, 1)) }, "there is no such row")
	}
	_, err = vector.NewMatrix(32, make([]int8, 33))
	require.ErrorIs(t, err, vector.ErrLength)
	_, err = vector.NewMatrix(0, nil)
	require.ErrorIs(t, err, vector.ErrLength)
	empty, err := vector.NewMatrix(32, nil)
	require.NoError(t, err)
	near, err := empty.Nearest(t.Context(), make([]int8, 32), 3, 2, nil)
	require.NoError(t, err)
	require.Empty(t, near)
}
