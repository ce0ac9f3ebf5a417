package segment

import (
	"slices"
	"strings"
	"sync"
)

// SubNeed is one of several separate needs that share a text.
type SubNeed struct {
	// Title is the sub-need's own title as it stands in the text, without enumerator; empty when it has none.
	Title string
	// InTitle tells that the title's place is in the need's title, not in its description.
	InTitle bool
	// TitleStart and TitleEnd are the title's byte offsets.
	TitleStart, TitleEnd int
	// Start and End are byte offsets of the sub-need in the description, title included; both are 0 when it stands in the need's
	// title only.
	Start, End int
}

// The bounds of what is taken for a sub-need, in runes of the title and of the text with it.
const (
	shortestSubTitle, longestSubTitle = 4, 36
	shortestSubNeed                   = 30
	mostSubNeeds                      = 12
)

// SubNeeds finds the separate needs that one text lists, in order; nil when it is a single need, which is the answer in doubt.
// Separate are items that are called needs and numbered (需求一：……需求二：……), items of a list that have titles and texts of their
// own and no object in common, and a title that joins several by semicolons. Numbered targets, problems or parts of one object are no
// sub-needs. What stands before the first and after the last belongs to all.
func SubNeeds(title, description string) []SubNeed {
	p := newProse(description, normalize(description))
	if out := p.calledNeeds(); len(out) > 1 {
		return out
	}
	if out := p.titledItems(); len(out) > 1 {
		return out
	}
	return joinedTitles(title)
}

// item is a candidate: where it starts, its title and its mark.
type item struct {
	from, titleFrom, titleTo int
	mark                     mark
	kind                     SectionKind
	topic                    bool // called a topic of a project (课题一) rather than a need
}

// calledNeeds finds 需求一：, 技术难题2为 and the like, numbered from one.
func (p *prose) calledNeeds() []SubNeed {
	var items []item
	for i := 0; i < len(p.runes); i++ {
		if i > 0 && isHan(p.runes[i-1]) {
			continue
		}
		n := subNeedTables().called.longest(p.runes[i:])
		if n == 0 {
			continue
		}
		number, after := p.numeral(p.past(i+n, " "))
		if number != len(items)+1 || !p.is(after, ":、.,为是 \n)】") {
			continue
		}
		from := i
		if i > 0 && p.is(i-1, "【[(<《") {
			from--
		}
		first := p.past(after, ":、.,为是 \n)】")
		topic := subNeedTables().topic.longest(p.runes[i:]) > 0
		items = append(items, item{from: from, titleFrom: first, titleTo: p.titleEnd(first), topic: topic})
		i = after
	}
	var titles [][]rune
	for _, it := range items {
		title := p.runes[it.titleFrom:it.titleTo]
		if t := subNeedTables(); anywhere(t.wish, title) {
			return nil // wishes for cooperation or money
		}
		titles = append(titles, title)
	}
	if len(items) > 1 && items[0].topic && shareObject(titles) {
		return nil
	}
	return p.spans(items)
}

func anywhere(t *phraseTrie, text []rune) bool {
	for i := range text {
		if t.longest(text[i:]) > 0 {
			return true
		}
	}
	return false
}

// titleEnd returns where a title that begins at rune i ends: at punctuation or the end of the line.
func (p *prose) titleEnd(i int) int {
	for i < len(p.runes) && !strings.ContainsRune("\n。;:,!?(", p.runes[i]) {
		i++
	}
	return i
}

// spans makes sub-needs of items, each reaching to the next.
func (p *prose) spans(items []item) []SubNeed {
	if len(items) < 2 || len(items) > mostSubNeeds {
		return nil
	}
	var out []SubNeed
	end := p.lastItemEnd(items)
	for i, it := range items {
		s := SubNeed{Start: p.startByte(it.from), End: end}
		if i+1 < len(items) {
			s.End = p.startByte(items[i+1].from)
			it.titleTo = min(it.titleTo, items[i+1].from)
		}
		if first, last := p.trim(min(it.titleFrom, it.titleTo), it.titleTo); last-first >= shortestSubTitle && last-first <= longestSubTitle {
			s.TitleStart, s.TitleEnd = p.startByte(first), p.endByte(last)
			s.Title = p.text[s.TitleStart:s.TitleEnd]
		}
		out = append(out, s)
	}
	return out
}

// lastItemEnd returns the byte where the last item of a list ends: where existing work or background begins, or a heading for
// targets that the other items do not have, or at the end of the text.
func (p *prose) lastItemEnd(items []item) int {
	last := items[len(items)-1]
	from, head := p.startByte(last.from), p.startByte(last.titleTo)
	inner := false
	for _, s := range p.sections() {
		target := s.Kind == TargetSection && s.HeadingEnd > s.Start
		switch {
		case s.Start < from:
			inner = inner || target && s.Start >= p.startByte(items[0].from)
		case s.Start >= head && (s.Kind == ExistingSection || s.Kind == BackgroundSection || target && !inner):
			return s.Start
		}
	}
	return len(p.text)
}

// joinedTitles parts a title that lists several needs by semicolons or full stops.
func joinedTitles(title string) []SubNeed {
	p := newProse(title, normalize(title))
	var out []SubNeed
	from := 0
	for i := 0; i <= len(p.runes); i++ {
		if i < len(p.runes) && !p.is(i, ";。\n") {
			continue
		}
		first, last := p.trim(from, i)
		from = i + 1
		if first < last {
			after, _ := p.enumerator(first)
			first, last = p.trim(min(after, i), i)
		}
		if first == last {
			continue
		}
		if last-first < shortestSubTitle || last-first > longestSubTitle {
			return nil
		}
		s := SubNeed{InTitle: true, TitleStart: p.startByte(first), TitleEnd: p.endByte(last)}
		s.Title = title[s.TitleStart:s.TitleEnd]
		out = append(out, s)
	}
	if len(out) < 2 || len(out) > mostSubNeeds {
		return nil
	}
	return out
}

// titledItems finds a list whose items have titles and texts of their own about different objects.
func (p *prose) titledItems() []SubNeed {
	lists := map[markStyle][]item{}
	broken := map[markStyle]bool{}
	at := 0
	reader := sectionReader{p: p, bounds: nil}
	for _, s := range p.sentences() {
		kind, h := reader.read(s)
		if s.from < at {
			continue
		}
		first, m := p.enumerator(s.from)
		if m.number == 0 {
			continue
		}
		if h.to > s.from { // a numbered heading of the form: its style does not number needs
			broken[m.style] = true
			continue
		}
		list := lists[m.style]
		switch {
		case m.number == len(list)+1:
			lists[m.style] = append(list, item{from: s.from, titleFrom: first, titleTo: p.titleEnd(first), mark: m, kind: kind})
		case m.number == 1 && m.style != outermost(lists): // an inner list begins again
			lists[m.style] = nil
			lists[m.style] = append(lists[m.style], item{from: s.from, titleFrom: first, titleTo: p.titleEnd(first), mark: m, kind: kind})
		default:
			broken[m.style] = true
		}
	}
	style := outermost(lists)
	list := lists[style]
	if style == noMark || broken[style] || !p.separate(list) {
		return nil
	}
	return p.spans(list)
}

// outermost returns the style of the list that begins first.
func outermost(lists map[markStyle][]item) markStyle {
	best, from := noMark, 0
	for style, list := range lists {
		if len(list) > 0 && (best == noMark || list[0].from < from) {
			best, from = style, list[0].from
		}
	}
	return best
}

// separate tells whether the items of a list are needs of their own: titles that name different objects, with texts behind them.
func (p *prose) separate(list []item) bool {
	if len(list) < 2 || len(list) > mostSubNeeds {
		return false
	}
	var titles [][]rune
	for i, it := range list {
		to := len(p.runes)
		if i+1 < len(list) {
			to = list[i+1].from
		}
		first, last := p.trim(it.titleFrom, it.titleTo)
		apart := it.titleTo < len(p.runes) && p.is(it.titleTo, "\n:")
		if !apart || last-first < shortestSubTitle || last-first > longestSubTitle || to-it.titleTo < shortestSubNeed {
			return false
		}
		if it.kind == ExistingSection || it.kind == BackgroundSection || !isSubTitle(p.runes[first:last]) {
			return false
		}
		titles = append(titles, p.runes[first:last])
	}
	return !shareObject(titles)
}

var subNeedTables = sync.OnceValue(func() (t struct{ called, topic, wish, ends, not, generic *phraseTrie }) {
	t.called, t.topic, t.wish = cueTrie(subNeedTable, "called"), cueTrie(subNeedTable, "topic"), cueTrie(subNeedTable, "wish")
	t.ends, t.not, t.generic = &phraseTrie{}, cueTrie(subNeedTable, "not"), cueTrie(subNeedTable, "generic")
	eachCue(subNeedTable, func(label, word string) {
		if label == "end" {
			r := []rune(word)
			slices.Reverse(r)
			t.ends.add(string(r))
		}
	})
	return t
})

// isSubTitle tells whether a line names something to be made: it ends like a title of a need and has no word of a target.
func isSubTitle(title []rune) bool {
	t := subNeedTables()
	if anywhere(t.not, title) {
		return false
	}
	back := slices.Clone(title)
	slices.Reverse(back)
	return t.ends.longest(back) > 0
}

// shareObject tells whether all titles have a pair of characters in common that is no general word: parts of one object.
func shareObject(titles [][]rune) bool {
	common := specificPairs(titles[0])
	for _, title := range titles[1:] {
		pairs := specificPairs(title)
		for pair := range common {
			if !pairs[pair] {
				delete(common, pair)
			}
		}
	}
	return len(common) > 0
}

// specificPairs are the pairs of neighbouring Han characters of a title outside general words.
func specificPairs(title []rune) map[[2]rune]bool {
	out := map[[2]rune]bool{}
	generic := subNeedTables().generic
	for i := 0; i+1 < len(title); i++ {
		if n := generic.longest(title[i:]); n > 0 {
			i += n - 1
			continue
		}
		if isHan(title[i]) && isHan(title[i+1]) && generic.longest(title[i+1:]) == 0 {
			out[[2]rune{title[i], title[i+1]}] = true
		}
	}
	return out
}
