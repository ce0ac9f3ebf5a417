package segment

import "sync"

// sentence is a range of runes of a prose; the sentences of a text tile it.
type sentence struct{ from, to int }

// openers are the words that begin a new statement after a comma: 现需要 in 目前存在问题，现需要.
var openers = sync.OnceValue(func() *phraseTrie { return cueTrie(sectionCueTable, "opener") })

// shortestStatement is the number of runes after which a comma before an opener parts a sentence.
const shortestStatement = 6

// sentences cuts a text at full stops, semicolons, line breaks, and at commas before a word that begins a new statement. What
// closes a sentence (quotation marks, spaces, line breaks) belongs to it.
func (p *prose) sentences() []sentence {
	var out []sentence
	from := 0
	for i := 0; i < len(p.runes); {
		full := p.endsSentence(i)
		turn := !full && p.runes[i] == ',' && i-from >= shortestStatement && openers().longest(p.runes[i+1:]) > 0
		i++
		if !full && !turn {
			continue
		}
		for i < len(p.runes) && (full && closes(p.runes[i]) || p.n.start[i] == p.n.start[i-1]) { // an expansion (㎏) stays whole
			i++
		}
		if first, last := p.trim(from, i); first == last { // blank lines before the first sentence belong to it
			continue
		}
		out = append(out, sentence{from, i})
		from = i
	}
	if from < len(p.runes) {
		out = append(out, sentence{from, len(p.runes)})
	}
	return out
}

func closes(r rune) bool {
	switch r {
	case ' ', '\n', '”', '’', '」', '』', '。', ';', '!':
		return true
	}
	return false
}

func (p *prose) endsSentence(i int) bool {
	if endsSentence(p.runes, i) {
		return p.runes[i] != '?' || i == 0 || p.runes[i-1] != '\n' // ? at the beginning of a line is a bullet that was lost
	}
	if p.runes[i] != '.' || i == 0 || !isHan(p.runes[i-1]) {
		return false
	}
	return i+1 == len(p.runes) || isHan(p.runes[i+1]) || isBlank(p.runes[i+1]) // a full stop in ASCII
}

// essence is what of a sentence makes it the same as another one: its letters and digits without the enumerator.
func (p *prose) essence(s sentence) string {
	from, _ := p.enumerator(s.from)
	from = min(from, s.to)
	out := make([]rune, 0, s.to-from)
	for _, r := range p.runes[from:s.to] {
		if isHan(r) || isAlnum(r) {
			out = append(out, r)
		}
	}
	return string(out)
}
