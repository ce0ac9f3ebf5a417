package benchmarks

import (
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/industry"
)

// GeneratorVersion changes whenever the same source and seed give other patents than before.
const GeneratorVersion = 2

// GeneratedPrefix begins the ids of generated patents; the number of the row follows.
const GeneratedPrefix = "GENERATED"

// ErrSource is wrapped when patents cannot be recombined.
var ErrSource = errors.New("benchmarks: unusable source of patents")

// The generator's settings.
const (
	strangerShare = 0.1  // of sentences are drawn from any abstract, the others from one on a like topic
	subjectShare  = 0.6  // of sentences are drawn from the one topic that is the patent's subject
	newCodeShare  = 0.15 // of technical codes are replaced by one that no patent has, which is how fast real patents bring new ones
	topicMost     = 250  // a pair of characters in more than one title of so many is no topic
)

// Generator recombines the sentences of real patents into new ones. A new patent has the title, the applicants and the
// classification of one real patent and an abstract of about the same length as that one's, made of sentences of different
// patents that are, mostly, on a like topic: they share an IPC subclass or a pair of characters of the title with it. Patent i
// depends on the source, the seed and i alone, so that a smaller corpus is the beginning of a larger one.
type Generator struct {
	patents   []corpus.Patent
	sentences [][]string
	topics    [][]int32 // of a patent, places in members
	members   [][]int32 // of a topic, places in patents
}

// NewGenerator prepares to recombine patents. It fails with ErrSource when there are none, or when two have the same id or one has
// an id that is kept for generated ones.
func NewGenerator(patents []corpus.Patent) (*Generator, error) {
	if len(patents) == 0 {
		return nil, fmt.Errorf("%w: it is empty", ErrSource)
	}
	seen := make(map[string]bool, len(patents))
	for _, p := range patents {
		if seen[p.ID] || strings.HasPrefix(p.ID, GeneratedPrefix) {
			return nil, fmt.Errorf("%w: the id %q is there twice or begins with %s", ErrSource, p.ID, GeneratedPrefix)
		}
		seen[p.ID] = true
	}
	g := &Generator{patents: patents, sentences: make([][]string, len(patents)), topics: make([][]int32, len(patents))}
	g.findTopics()
	for i, p := range patents {
		g.sentences[i] = sentences(p.Abstract)
	}
	return g, nil
}

// findTopics groups the patents by IPC subclasses and by pairs of characters of the title that are neither unique nor common.
func (g *Generator) findTopics() {
	number := map[string]int32{}
	var members [][]int32
	for i, p := range g.patents {
		for _, name := range topicNames(p) {
			n, ok := number[name]
			if !ok {
				n = int32(len(members))
				number[name], members = n, append(members, nil)
			}
			members[n] = append(members[n], int32(i))
		}
	}
	most := max(20, len(g.patents)/topicMost)
	for i, p := range g.patents {
		for _, name := range topicNames(p) {
			n := number[name]
			if size := len(members[n]); size > 1 && (size <= most || strings.HasPrefix(name, "ipc:")) {
				g.topics[i] = append(g.topics[i], n)
			}
		}
	}
	g.members = members
}

// topicNames are the names of the topics of a patent, in order and without repetitions.
func topicNames(p corpus.Patent) []string {
	var out []string
	seen := map[string]bool{}
	add := func(name string) {
		if !seen[name] {
			seen[name] = true
			out = append(out, name)
		}
	}
	for _, s := range p.Symbols() {
		if s.Level() >= industry.LevelSubclass {
			add("ipc:" + s.At(industry.LevelSubclass).String())
		}
	}
	title := []rune(p.Title)
	for i := range len(title) - 1 {
		if unicode.IsLetter(title[i]) && unicode.IsLetter(title[i+1]) {
			add(string(title[i : i+2]))
		}
	}
	return out
}

// Patents yields n patents: first those of the source, in their order, then new ones.
func (g *Generator) Patents(n int, seed uint64) iter.Seq2[corpus.Patent, error] {
	return func(yield func(corpus.Patent, error) bool) {
		for i := range n {
			var p corpus.Patent
			if i < len(g.patents) {
				p = g.patents[i]
			} else {
				p = g.patent(i, seed)
			}
			if !yield(p, nil) {
				return
			}
		}
	}
}

// patent makes patent number i.
func (g *Generator) patent(i int, seed uint64) corpus.Patent {
	r := rand.New(rand.NewPCG(seed, uint64(i)))
	from := r.IntN(len(g.patents))
	p := g.patents[from]
	p.ID = fmt.Sprintf("%s%09d", GeneratedPrefix, i)
	p.ApplicationNumber, p.PublicationNumber = "", ""
	p.Title = newCodes(r, p.Title)
	p.Abstract = newCodes(r, g.abstract(r, from))
	return p
}

// place is one sentence of the source.
type place struct{ patent, sentence int }

// abstract puts sentences together until there is as much text as a patent's own abstract has.
func (g *Generator) abstract(r *rand.Rand, from int) string {
	target := utf8.RuneCountInString(g.patents[from].Abstract)
	subject := g.topic(r, from)
	var out []string
	used := map[place]bool{}
	length, refused := 0, 0
	for length < target && refused < 6 {
		at := g.draw(r, from, subject, len(out) == 0)
		s, ok := g.sentence(at)
		size := utf8.RuneCountInString(s)
		// One that makes the text too long is let go by, but not for ever: there must be a first sentence.
		if !ok || used[at] || length+size-target > (target-length)/2 && (len(out) > 0 || refused < 3) {
			refused++
			continue
		}
		used[at] = true
		out = append(out, s)
		length += size
	}
	return strings.TrimRight(strings.Join(out, ""), "；;") + ending(out)
}

// ending is the stop that is missing where the last sentence was the middle of another text.
func ending(sentences []string) string {
	if len(sentences) == 0 || !strings.ContainsRune("；;", lastRune(sentences[len(sentences)-1])) {
		return ""
	}
	return "。"
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// noTopic stands for any patent.
const noTopic = -1

// topic chooses one of the topics of a patent.
func (g *Generator) topic(r *rand.Rand, patent int) int32 {
	if topics := g.topics[patent]; len(topics) > 0 {
		return topics[r.IntN(len(topics))]
	}
	return noTopic
}

// draw chooses a patent on a like topic and a sentence of it: the first one to begin with, a later one to go on.
func (g *Generator) draw(r *rand.Rand, from int, subject int32, first bool) place {
	topic := subject
	switch x := r.Float64(); {
	case x < strangerShare:
		topic = noTopic
	case x >= strangerShare+subjectShare:
		topic = g.topic(r, from)
	}
	patent := r.IntN(len(g.patents))
	if topic != noTopic {
		group := g.members[topic]
		patent = int(group[r.IntN(len(group))])
	}
	count := len(g.sentences[patent])
	if first || count < 2 {
		return place{patent, 0}
	}
	return place{patent, 1 + r.IntN(count-1)}
}

// sentence returns a sentence with a stop at its end; ok is false when the patent has none.
func (g *Generator) sentence(at place) (text string, ok bool) {
	all := g.sentences[at.patent]
	if len(all) == 0 {
		return "", false
	}
	text = all[at.sentence]
	if !isStop(lastRune(text)) {
		text += "。"
	}
	return text, true
}

// newCodes replaces some technical codes by new ones of the same letters: T7 becomes T5172.
func newCodes(r *rand.Rand, text string) string {
	return replaceCodes(text, func(code string) string {
		if r.Float64() >= newCodeShare {
			return code
		}
		letters := strings.TrimRight(code, "0123456789-")
		return fmt.Sprintf("%s%d", letters, 1000+r.IntN(9_999_000))
	})
}
