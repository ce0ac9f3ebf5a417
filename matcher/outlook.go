package matcher

import (
	"cmp"
	"context"
	"math"
	"slices"

	"github.com/gongxu/gongxu/corpus"
)

// Outlook says how promising the library is for a need, in absolute terms: the score compares the patents for one need, and its best
// one looks alike whether it fits or not.
type Outlook struct {
	// Meaning is the mean of the ten largest cosines, by the map of terms, of the need with its candidates; in [−1, 1].
	Meaning float64 `json:"meaning"`
	// Agreement is Pearson's correlation, over the candidates, of the lexical score with the cosine by the embedder, or by the map of
	// terms when there is no embedder. Where words and meaning point at the same patents, the need is understood.
	Agreement float64 `json:"agreement"`
	// Contrast is how far the nearest vector stands out, by the embedder: the largest cosine of the need with any vector of the library less
	// the mean of its cosines with all of them; 0 without an embedder. Raw cosines of a model lie in a narrow band whose place is
	// the need's; the difference tells a need that something in the library meets from one that everything is equally far from.
	Contrast float64 `json:"contrast"`
	// Dense tells that the embedder took part.
	Dense bool `json:"dense"`
}

// outlookDepth is the number of cosines that Outlook.Meaning averages.
const outlookDepth = 10

// outlookOf looks at the best patents of the first stage.
func outlookOf(best []candidate, seen *denseNeed) Outlook {
	dense := seen != nil
	var meanings, scores, cosines []float64
	for i := range best {
		c := &best[i]
		m := c.meaning
		if !math.IsNaN(m) {
			meanings = append(meanings, m)
		}
		if dense {
			m = meanCosine(c.cosines[0])
		}
		if !math.IsNaN(m) {
			scores, cosines = append(scores, float64(c.hit.Score)), append(cosines, m)
		}
	}
	out := Outlook{Agreement: correlation(scores, cosines), Dense: dense}
	if dense {
		out.Contrast = seen.contrast
	}
	slices.SortFunc(meanings, func(a, b float64) int { return cmp.Compare(b, a) })
	meanings = meanings[:min(outlookDepth, len(meanings))]
	for _, m := range meanings {
		out.Meaning += m / float64(len(meanings))
	}
	return out
}

// correlation is Pearson's; 0 when either side is always the same.
func correlation(a, b []float64) float64 {
	sa, sb := standardOf(a), standardOf(b)
	sum := 0.0
	for i := range a {
		sum += float64(sa.of(a[i]) * sb.of(b[i]))
	}
	return sum / max(1, float64(len(a)))
}

// Outlook returns how promising the library is for a need; the zero value when the need has no term that could be sought.
func (e *Engine) Outlook(ctx context.Context, need corpus.Need) (Outlook, error) {
	x := e.hold()
	defer x.release()
	r, generation, err := x.patentReader()
	if err != nil {
		return Outlook{}, err
	}
	defer r.Close()
	p, _, err := x.profile(ctx, r, generation, need)
	if err != nil {
		return Outlook{}, err
	}
	return p.outlook, nil
}
