package classify

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTally(t *testing.T) {
	var tl tally
	counts := func() (list [][2]int) {
		tl.each(func(i uint32, n int) { list = append(list, [2]int{int(i), n}) })
		return list
	}
	for _, i := range []uint32{7, 3, 7, 0} {
		tl.add(i)
	}
	require.Equal(t, [][2]int{{0, 1}, {3, 1}, {7, 2}}, counts())
	require.Empty(t, counts(), "it begins anew")
	tl.add(3)
	require.Equal(t, [][2]int{{3, 1}}, counts())
}
