package matcher

import (
	_ "embed" // the table is compiled into the binary
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/gongxu/gongxu/segment"
)

//go:embed tables/need-terms.txt
var needTermTable string

// genreNeeds is the number of needs that the table of need terms was counted in.
const genreNeeds = 371

// genre holds how much less each term counts because needs in general use it. 产业化 and 技术攻关 are rare among patents, and would weigh
// much in a need by that alone, but they say nothing of what it is about.
type genre [segment.Chars + 1]map[string]float64

// damping returns the factor of a term, in (0, 1]: the square root of its inverse frequency among needs as a share of the largest
// possible, (ln((M + 1)/m) / ln(M + 1))^½, for a term in m of M needs.
func (g genre) damping(v segment.View, term string) float64 {
	if f, ok := g[v][term]; ok {
		return f
	}
	return 1
}

// needGenre parses the embedded table: lines of a view, a number of needs, and the terms that occur in so many.
var needGenre = sync.OnceValue(func() genre {
	var g genre
	for line := range strings.Lines(needTermTable) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		parts := strings.Fields(line)
		if len(parts) < 3 {
			continue
		}
		view := slices.IndexFunc(segment.Views(), func(v segment.View) bool { return v.String() == parts[0] })
		count, err := strconv.Atoi(parts[1])
		if view < 0 || err != nil {
			panic("matcher: embedded table of need terms: " + line)
		}
		if g[view] == nil {
			g[view] = map[string]float64{}
		}
		for _, term := range parts[2:] {
			g[view][term] = math.Sqrt(math.Log(float64(genreNeeds+1)/float64(count)) / math.Log(genreNeeds+1))
		}
	}
	return g
})
