package main

import (
	"context"
	"math"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/matcher"
)

// allTerms asks an explanation for every term.
const allTerms = 1 << 20

// coverage tells how much of a need's terms a match holds, by weight, in [0, 1]. Scores are relative to the best patent of the
// library; the coverage is not, and low on the first match means that nothing fits well. The match must list all terms.
func coverage(ctx context.Context, e *matcher.Engine, need corpus.Need, m matcher.Match) (float64, error) {
	in, err := e.Inspect(ctx, need.Title, need.Description, true)
	if err != nil {
		return 0, err
	}
	whole := 0
	for _, t := range in.Tokens {
		if t.View != "char" {
			whole += t.W
		}
	}
	part := 0
	walk(m.Explanation, func(x *matcher.Explanation) {
		for _, t := range x.Terms {
			part += t.W
		}
	})
	if whole == 0 {
		return 0, nil
	}
	return math.Min(1, float64(part)/float64(whole)), nil
}
