package matcher

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/gongxu/gongxu/classify"
	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/industry"
	"github.com/gongxu/gongxu/segment"
)

// profile is a need made ready to be matched with any patent: its weights, and the best that any patent reaches, which the
// signals are measured against. It depends on the need and the patents alone, not on filters, so that a pair of need and
// patent has one score whichever way it was found.
type profile struct {
	need   corpus.Need
	terms  []index.Weighted
	places termPlaces // of terms
	// stands says of the terms that the need does not have itself what they stand for; they come from the lexicon.
	stands  map[index.Term]stand
	lexicon *segment.Synonyms
	scaled  bool // weights were scaled down to keep sums in range
	chars   charWeights
	fields  industry.Profile
	likely  []industry.Weighted // subclasses that the text suggests; nil where fields are not inferred
	// direction by the engine's map of terms, which has so many dimensions; nil when it knows none of the terms.
	direction  []int8
	dimensions int
	dense      *denseNeed  // nil without an embedder
	recency    *recency    // nil when freshness takes no part
	precedents *precedents // nil when no need like it was judged
	weights    [kinds]float64
	// outlook of the need, and what turns it and a score into a probability.
	outlook     Outlook
	calibration Calibration

	background bool   // part of the text was left out as corporate background
	usable     bool   // some content is left
	fallback   string // why the embedder was not used, in Chinese; empty when it was, or when there is none

	bestLexical     uint32 // highest first-stage score of any patent
	bestChars       uint32 // highest character scores among the candidates
	bestTitleChars  uint32
	meaningStandard standard // of the candidates
	neutral         neutralValues
	generation      uint64
}

// neutralValues stand in for signals without data: the means of the known values over the library, of inferred fields over the candidates.
type neutralValues struct {
	industry, inferred, supply float64
}

// charWeights hold the integer weights of Han characters by rank.
type charWeights []uint8

// weigh turns term frequencies into integer weights.
func weigh(ctx context.Context, s index.Searcher, views []index.ViewOptions, usual genre, frequencies func(segment.View) map[string]int) ([]index.Weighted, bool, error) {
	raw, err := rawWeights(ctx, s, views, usual, frequencies)
	if err != nil {
		return nil, false, err
	}
	kept, scaled := index.Weigh(raw)
	// A term that no document holds says how much of the need is covered, but has no postings to read.
	return kept, scaled, nil
}

// rawWeights weighs terms by the document frequencies of a side, and by how usual they are in texts of the other side.
func rawWeights(ctx context.Context, s index.Searcher, views []index.ViewOptions, usual genre, frequencies func(segment.View) map[string]int) ([]index.Raw, error) {
	var terms []index.Term
	var counts []int
	var weights []float64
	for _, v := range views {
		for text, n := range frequencies(v.View) {
			terms = append(terms, index.Term{View: v.View, Text: text})
			counts = append(counts, n)
			weights = append(weights, float64(v.Weight*usual.damping(v.View, text)))
		}
	}
	df, total, err := s.DocFreqs(ctx, terms)
	if err != nil {
		return nil, err
	}
	raw := make([]index.Raw, len(terms))
	for i, t := range terms {
		raw[i] = index.Raw{Term: t, Weight: index.RawWeight(weights[i], counts[i], index.IDF(df[i], total))}
	}
	return raw, nil
}

// charWeightsOf computes the weights of a need's characters from the shipped table of character frequencies; nil when characters
// take no part.
func (e *edition) charWeightsOf(need *needText) charWeights {
	if w := e.opts.Weights; w.Characters == 0 && w.TitleCharacters == 0 {
		return nil
	}
	table := charIDF()
	var raw []index.Raw
	for term, n := range need.terms(segment.Chars) {
		if _, ok := charRank(term); ok {
			raw = append(raw, index.Raw{
				Term:   index.Term{View: segment.Chars, Text: term},
				Weight: index.RawWeight(float64(e.opts.Characters.Weight*needGenre().damping(segment.Chars, term)), n, table.of([]rune(term)[0])),
			})
		}
	}
	weighted, _ := index.Weigh(raw)
	var out charWeights
	for _, w := range weighted {
		rank, _ := charRank(w.Text)
		if rank >= len(out) {
			out = append(out, make(charWeights, rank+1-len(out))...)
		}
		out[rank] = w.W
	}
	return out
}

// patentReader returns a view of the patents and the generation that it is not older than. The generation is read first, so
// that nothing computed from the view is ever kept under a newer generation than its own.
func (e *edition) patentReader() (*index.Reader, uint64, error) {
	generation := e.generation.Load()
	r, err := e.patents.Reader()
	return r, generation, err
}

// profile prepares a need. Profiles are cached by the need's content and the generation of the patents that s shows. A profile that
// is made anew comes with the first stage that it took, the best of all patents whatever their state; otherwise best is nil.
func (e *edition) profile(ctx context.Context, s index.Searcher, generation uint64, need corpus.Need) (*profile, []candidate, error) {
	return e.profileOf(ctx, s, generation, need, true)
}

// profileOf is profile, but leaves the embedder alone unless asks is set.
func (e *edition) profileOf(ctx context.Context, s index.Searcher, generation uint64, need corpus.Need, asks bool) (p *profile, best []candidate, err error) {
	key := profileKey(need)
	asks = asks || e.library == nil
	if p, ok := e.cache.profiles.Get(key); ok && asks && p.generation == generation && profileKey(p.need) == key {
		return p, nil, nil
	}
	read := needTextOf(e.seg, need, e.opts.NeedTitle)
	p = &profile{
		need: need, fields: industry.NewProfile(nil, need.Industries), generation: generation,
		dimensions: e.meaning.Dimensions(), weights: e.weightsOf(e.opts.Weights), calibration: e.opts.Calibration,
	}
	p.weights[dense], p.weights[sentences] = 0, 0
	for _, span := range read.text.Spans() {
		p.background = p.background || span.Class == segment.Background
	}
	p.lexicon = e.synonyms.Load() // after the generation was read: what a newer lexicon gives is never kept longer than it is true
	if p.terms, p.stands, p.scaled, err = read.weigh(ctx, s, e.opts.Patents.Views, p.lexicon); err != nil {
		return nil, nil, err
	}
	p.usable, p.places = len(p.terms) > 0, placesOf(p.terms)
	if !p.usable {
		return p, nil, nil
	}
	p.chars = e.charWeightsOf(read)
	p.direction = e.needDirection(read)
	if err := e.understand(ctx, p, read.text, asks); err != nil {
		return nil, nil, err
	}
	if e.opts.InferFields {
		p.likely = inHundredths(classify.Default().Infer(read.title, read.once()).IPC)
	}
	if err := e.recall(ctx, s, p); err != nil {
		return nil, nil, err
	}
	if best, err = e.firstStage(ctx, s, p, index.Filter{}, e.opts.Candidates); err != nil {
		return nil, nil, err
	}
	p.learn(best)
	if p.neutral, err = e.neutralOf(ctx, s, p, best); err != nil {
		return nil, nil, err
	}
	if asks && p.fallback == "" {
		e.cache.profiles.Set(key, p, p.bytes())
	}
	return p, best, nil
}

// recall gives the profile what freshness and feedback rest on, where they have a weight. Feedback has none without a need like it.
func (e *edition) recall(ctx context.Context, s index.Searcher, p *profile) (err error) {
	if p.weights[fresh] > 0 {
		if p.recency, err = e.recency(ctx, s, p.generation); err != nil {
			return err
		}
	}
	if p.weights[feedback] > 0 {
		if p.precedents, err = e.precedents(ctx, s, p); err != nil {
			return err
		}
	}
	if p.precedents == nil {
		p.weights[feedback] = 0
	}
	return nil
}

// understand asks the embedder what the need means, if there is one, and chooses the weights accordingly. When it fails within a budget
// the need is matched without it.
func (e *edition) understand(ctx context.Context, p *profile, text *segment.Analysis, asks bool) error {
	if e.library == nil || !asks {
		return nil
	}
	store := e.library.vectors()
	if store == nil {
		p.fallback = "库中的专利还没有语义向量，本次匹配未用语义模型；请先运行 gongxu embed。"
		return nil
	}
	var err error
	p.dense, err = e.denseNeed(ctx, store, p.need, text)
	switch {
	case err == nil:
		p.weights, p.calibration = e.weightsOf(e.opts.DenseWeights), e.opts.DenseCalibration
	case errors.Is(err, errPaused):
		p.fallback = fmt.Sprintf("语义模型接连 %d 次没有给出可用的向量，%.0f 秒内不再询问，本次匹配未用它。", breakerFailures, breakerPause.Seconds())
	case errors.Is(err, ErrEmbedder) && e.library.budget > 0:
		p.fallback = "语义模型没有给出可用的向量，本次匹配未用它：" + err.Error()
	default:
		return err
	}
	return nil
}

// learn takes from the best patents what their signals are measured against.
func (p *profile) learn(best []candidate) {
	values := make([]float64, len(best))
	for i, c := range best {
		p.bestLexical, p.bestChars = max(p.bestLexical, c.hit.Score), max(p.bestChars, c.chars)
		p.bestTitleChars = max(p.bestTitleChars, c.titleChars)
		values[i] = c.meaning
	}
	p.meaningStandard = standardOf(values)
	p.outlook = outlookOf(best, p.dense)
	if p.dense != nil {
		p.dense.learn(best)
	}
}

// bytes is about what the profile takes in memory.
func (p *profile) bytes() int64 {
	n := int64(len(p.chars) + 128*len(p.terms) + 200*len(p.stands) + 2*len(p.need.Description) + len(p.direction) + 400)
	n += p.precedents.bytes()
	if p.dense != nil {
		n += int64(4 * len(p.dense.near))
		for i, v := range p.dense.vectors {
			n += int64(len(v) + len(p.dense.texts[i]) + 100)
		}
	}
	return n
}

// profileKey tells needs apart by all that a profile is made of; lengths keep parts apart whatever characters they hold.
func profileKey(n corpus.Need) string {
	var b strings.Builder
	part := func(s string) {
		b.WriteString(strconv.Itoa(len(s)))
		b.WriteByte(':')
		b.WriteString(s)
	}
	part(n.Title)
	part(n.Description)
	for _, i := range n.Industries {
		part(i)
	}
	b.WriteByte(';')
	for _, m := range n.Modes {
		part(string(m))
	}
	return b.String()
}

// ratio divides, cutting off at 1.
func ratio(part, whole uint32) float64 {
	if whole == 0 {
		return 0
	}
	return math.Min(1, float64(part)/float64(whole))
}
