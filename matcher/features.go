package matcher

import (
	"cmp"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"unsafe"

	"github.com/gongxu/gongxu/classify"
	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/industry"
	"github.com/gongxu/gongxu/vector"
)

// features are what the signals need of a patent, packed into a few hundred bytes, so that a thousand candidates can be ranked
// without reading their records:
//
//	state, readiness, rating, modes (one byte each)
//	keys of the two texts that a model embeds: the title, and title with abstract (vector.Key each)
//	the direction of the text by the engine's map of terms (int8 × dimensions)
//	inferred fields (inferred.append)
//	characters of the whole, then of the title: their number (uvarint), then for each the distance of its rank from the one before
//	    (uvarint) and its impact (byte)
//	IPC symbols, each with its length before it (byte)
//
// Ranks number Han characters by frequency, so that the distances are small.
type features []byte

// featureVersion changes whenever the same patent would get other features.
const featureVersion = "3"

// the places of the fixed bytes of features.
const (
	featureState = iota
	featureReadiness
	featureRating
	featureModes
	featureKeys
	featureMeaning = featureKeys + 2*len(vector.Key{})
)

// otherMode is the bit for modes of conversion beyond those that corpus lists.
const otherMode = 1 << 7

// featureName names the way in which this engine makes features, for the patents' index.
func (e *edition) featureName() string {
	o, err := json.Marshal(e.opts.Characters)
	if err != nil { // only NaN or infinite numbers, which Validate refuses
		o = []byte(err.Error())
	}
	name := featureVersion + string(o) + e.meaning.Hash()
	if e.opts.InferFields {
		name += classify.DefaultHash()
	}
	return name
}

func decodePatent(stored []byte) (corpus.Patent, error) {
	var p corpus.Patent
	if err := json.Unmarshal(stored, &p); err != nil {
		return p, fmt.Errorf("%w: stored patent: %w", index.ErrCorrupt, err)
	}
	return p, nil
}

// conversionFeatures packs what a patent's record says of its state and of putting it to use.
func conversionFeatures(p corpus.Patent) features {
	f := make(features, featureKeys, 640)
	f[featureState] = stateCode(p.State())
	if c := p.Conversion; c != nil {
		f[featureReadiness] = uint8(min(max(c.Readiness, 0), 9))
		f[featureRating] = uint8(min(max(c.SelfRating, 0), 5))
		f[featureModes] = modeBits(c.Modes)
	}
	return f
}

// featuresOf packs a patent with its analysed texts and what is inferred of them.
func (e *edition) featuresOf(p corpus.Patent, texts index.Analyses, in inferred) features {
	f := conversionFeatures(p)
	for _, text := range passagesOf(p) {
		key := vector.KeyOf(text)
		f = append(f, key[:]...)
	}
	c := counters.Get().(*index.Counter)
	defer counters.Put(c)
	for _, x := range e.directionOf(c, texts) {
		f = append(f, byte(x))
	}
	f = in.append(f)
	f = appendChars(f, c.Impacts(e.opts.Characters, texts, charNumber))
	f = appendChars(f, c.Impacts(e.opts.titleCharacters(), texts, charNumber))
	for _, s := range p.IPC {
		if len(s) <= 255 {
			f = append(append(f, uint8(len(s))), s...)
		}
	}
	return f
}

var counters = sync.Pool{New: func() any { return new(index.Counter) }}

func charNumber(term string) (uint32, bool) {
	rank, ok := charRank(term)
	return uint32(rank), ok
}

// appendChars packs the impacts of Han characters, which are merged over fields as those of terms are.
func appendChars(f features, chars []index.Impact) features {
	slices.SortFunc(chars, func(a, b index.Impact) int { return cmp.Compare(a.ID, b.ID) })
	f = binary.AppendUvarint(f, uint64(len(chars)))
	last := uint32(0)
	for _, c := range chars {
		f = append(binary.AppendUvarint(f, uint64(c.ID-last)), c.Q)
		last = c.ID
	}
	return f
}

// passageKeys returns the keys of the texts that a model embeds.
func (f features) passageKeys() (keys [2]vector.Key, ok bool) {
	if len(f) < featureMeaning {
		return keys, false
	}
	for i := range keys {
		keys[i] = vector.Key(f[featureKeys+i*len(vector.Key{}):])
	}
	return keys, true
}

// direction returns the direction of the text by a map with so many dimensions.
func (f features) direction(dimensions int) []int8 {
	if dimensions == 0 || len(f) < featureMeaning+dimensions {
		return nil
	}
	return unsafe.Slice((*int8)(unsafe.Pointer(&f[featureMeaning])), dimensions)
}

// charScores sums w·q over the characters of the whole text and of the title, with weights by rank.
func (f features) charScores(w charWeights, dimensions int) (whole, title uint32) {
	if w == nil {
		return 0, 0
	}
	_, rest := f.packedInferred(dimensions)
	whole, rest = charScore(rest, w)
	title, _ = charScore(rest, w)
	return whole, title
}

// charScore sums w·q over a list of characters and returns what follows it.
func charScore(rest features, w charWeights) (uint32, features) {
	n, width := binary.Uvarint(rest)
	rest = rest[max(width, 0):]
	sum, rank := uint32(0), uint64(0)
	for ; n > 0 && len(rest) >= 2; n-- {
		distance, width := uint64(rest[0]), 1
		if distance >= 0x80 {
			if distance, width = binary.Uvarint(rest); width <= 0 || len(rest) <= width {
				return sum, nil
			}
		}
		if rank += distance; rank < uint64(len(w)) {
			sum += uint32(w[rank]) * uint32(rest[width])
		}
		rest = rest[width+1:]
	}
	return sum, rest
}

// packedInferred returns what is inferred, packed, and the characters and what follows them.
func (f features) packedInferred(dimensions int) (packed, rest features) {
	if len(f) <= featureMeaning+dimensions {
		return nil, nil
	}
	return splitInferred(f[featureMeaning+dimensions:])
}

// inferred returns what is inferred of a patent.
func (f features) inferred(dimensions int) inferred {
	packed, _ := f.packedInferred(dimensions)
	return readInferred(packed)
}

// profile returns the industries that the IPC symbols say.
func (f features) profile(dimensions int) industry.Profile {
	_, rest := f.packedInferred(dimensions)
	_, rest = charScore(rest, nil)
	_, rest = charScore(rest, nil)
	var symbols []industry.Symbol
	for ; len(rest) > 0 && int(rest[0]) < len(rest); rest = rest[1+int(rest[0]):] {
		if s, err := industry.ParseSymbol(string(rest[1 : 1+int(rest[0])])); err == nil {
			symbols = append(symbols, s)
		}
	}
	return industry.Profile{IPC: symbols, SEI: industry.Of(symbols...)}
}

func stateCode(s corpus.LegalState) uint8 {
	switch s {
	case corpus.StateInForce:
		return 1
	case corpus.StatePending:
		return 2
	case corpus.StateExpired:
		return 3
	case corpus.StateUnknown:
	}
	return 0
}

// modeBits packs modes of conversion, one bit each in the order of corpus.Modes.
func modeBits(modes []corpus.Mode) uint8 {
	bits := uint8(0)
	for _, m := range modes {
		if i := slices.Index(corpus.Modes(), m); i >= 0 {
			bits |= 1 << i
		} else {
			bits |= otherMode
		}
	}
	return bits
}
