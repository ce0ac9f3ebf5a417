package segment

import (
	"slices"
	"strconv"
	"strings"
	"sync"
)

// quantityTries are the words of quantity-words.txt. Those that stand before a number are kept backwards.
type quantityTries struct {
	least, most, about, change, link, stop *phraseTrie
	afterLeast, afterMost, afterAbout, to  *phraseTrie
}

var quantityWords = sync.OnceValue(func() quantityTries {
	backward := func(label string) *phraseTrie {
		t := &phraseTrie{}
		eachCue(quantityWordTable, func(l, w string) {
			if l == label {
				word := []rune(w)
				slices.Reverse(word)
				t.add(string(word))
			}
		})
		return t
	}
	forward := func(label string) *phraseTrie { return cueTrie(quantityWordTable, label) }
	return quantityTries{
		least: backward("least"), most: backward("most"), about: backward("about"), change: backward("change"),
		link: backward("link"), stop: forward("stop"),
		afterLeast: forward("after-least"), afterMost: forward("after-most"), afterAbout: forward("after-about"), to: forward("to"),
	}
})

// backwards returns the number of runes of the longest phrase of a backward trie that ends before rune i, not before last.
func (p *prose) backwards(t *phraseTrie, i, last int) int {
	best := 0
	for n := 1; i-n >= last; n++ {
		if t = t.next[p.runes[i-n]]; t == nil {
			break
		}
		if t.final {
			best = n
		}
	}
	return best
}

// backOver returns the first rune of the spaces that end before rune i.
func (p *prose) backOver(i, last int) int {
	for i > last && p.runes[i-1] == ' ' {
		i--
	}
	return i
}

// lookBack reads the comparator before rune i. It returns where the comparator begins, and i without one.
func (p *prose) lookBack(i, last int) (int, Relation) {
	w := quantityWords()
	at := p.backOver(i, last)
	best, relation := 0, Equal
	for _, x := range []struct {
		words    *phraseTrie
		relation Relation
	}{{w.least, AtLeast}, {w.most, AtMost}, {w.about, About}} {
		if n := p.backwards(x.words, at, last); n > best {
			best, relation = n, x.relation
		}
	}
	if best == 0 {
		return i, Equal
	}
	return at - best, relation
}

// skipLinks goes back over what stands between a property and its value, and tells whether it spoke of a change.
func (p *prose) skipLinks(i, last int) (start int, change bool) {
	w := quantityWords()
	for range 6 {
		i = p.backOver(i, last)
		if n := p.backwards(w.change, i, last); n > 0 {
			i, change = i-n, true
		} else if n := p.backwards(w.link, i, last); n > 0 {
			i -= n
		} else {
			break
		}
	}
	return i, change
}

// longestProperty is the number of runes that a property's name has at most.
const longestProperty = 16

// property returns the range of the property's name that ends at rune end, empty when there is none.
func (p *prose) property(end, last int) (from, to int) {
	from = end
	if end == 0 {
		return end, end
	}
	for from > last && end-from < longestProperty {
		r := p.runes[from-1]
		inner := (r == '-' || r == '.' || r == '/') && from < end && from-1 > last && isAlnum(p.runes[from-2])
		if !isHan(r) && !isAlnum(r) && !inner {
			break
		}
		from--
	}
	if from > last && end-from == longestProperty && isHan(p.runes[from-1]) {
		from = end - longestProperty/2 // in the middle of a long clause: the words next to the value
	}
	stop := quantityWords().stop
	letters := false
	for i := from; i < end; i++ {
		if n := stop.longest(p.runes[i:end]); n > 0 {
			from, letters = i+n, false
			i += n - 1
			continue
		}
		letters = letters || !isDigit(p.runes[i])
	}
	if p.is(end-1, "和与及或、") { // the value stands in a list of values
		return end, end
	}
	if end-from < 2 || !letters || isDigit(p.runes[from]) && !isHan(p.runes[end-1]) {
		return end, end
	}
	return from, end
}

// isPH tells whether pH, 值 or a comparator behind it stands before rune i.
func (p *prose) isPH(i int) bool {
	i, _ = p.lookBack(i, max(0, i-8))
	i, _ = p.skipLinks(i, max(0, i-8))
	if i > 0 && p.runes[i-1] == '值' {
		i--
	}
	return i >= 2 && p.runes[i-2] == 'p' && p.runes[i-1] == 'h' && (i == 2 || !isLetter(p.runes[i-3]))
}

// endByte is the byte offset where the rune before rune i ends.
func (p *prose) endByte(i int) int {
	if i == 0 {
		return 0
	}
	return int(p.n.end[i-1])
}

// inBase converts a value to base units, to twelve digits, so that products of decimal factors are decimal.
func inBase(value float64, u unit) float64 {
	out, err := strconv.ParseFloat(strings.TrimSpace(strconv.FormatFloat(value*u.factor, 'g', 12, 64)), 64)
	if err != nil {
		return value * u.factor
	}
	return out
}
