package segment

// View names one way of cutting a text into terms. The same text has all views; an index decides which of them it keeps.
type View uint8

// The views, from the most to the least selective.
const (
	// Words are dictionary words of Han text (gse and the embedded technical dictionary) and whole technical codes, and beside
	// them, as tokens of class Joined, the compound terms that adjacent words make up.
	Words View = iota
	// Bigrams are overlapping pairs of Han characters (a lone character stands for itself) and whole technical codes.
	Bigrams
	// Chars are single Han characters and whole technical codes.
	Chars
)

// Views lists every view in order.
func Views() []View { return []View{Words, Bigrams, Chars} }

// String returns the view's name as configuration files and explanations write it.
func (v View) String() string {
	switch v {
	case Words:
		return "word"
	case Bigrams:
		return "bigram"
	case Chars:
		return "char"
	}
	return "unknown"
}

// Genre tells what kind of text is cut, because patents and needs have different boilerplate.
type Genre uint8

// The genres of text.
const (
	// Plain text has no boilerplate.
	Plain Genre = iota
	// PatentText is a patent's title or abstract.
	PatentText
	// NeedText is an enterprise's technology need.
	NeedText
)

// Class tells what a token or span is good for.
type Class uint8

// The classes of tokens and spans.
const (
	// Content says something about the subject; only content is indexed and scored.
	Content Class = iota
	// Boilerplate is set wording of patents or need forms (本发明公开了, 其特征在于, 需求内容).
	Boilerplate
	// Background is a sentence about the enterprise itself: turnover, staff, certificates, premises.
	Background
	// Stop is a function word or a bare number, left out of the word view's scoring.
	Stop
	// Joined is a compound term of the word view: it says what its words mean together, and is not scored, for they are.
	Joined
)

// String returns the class's name as inspections write it.
func (c Class) String() string {
	switch c {
	case Content:
		return "content"
	case Boilerplate:
		return "boilerplate"
	case Background:
		return "background"
	case Stop:
		return "stop"
	case Joined:
		return "joined"
	}
	return "unknown"
}

// Token is one term of a view with its place in the text as it was given.
type Token struct {
	// Term is the normalised form: NFKC, lower case, simplified characters.
	Term string
	// Start and End are byte offsets in the original text, on rune borders, Start < End.
	Start, End int
	// Class tells whether the token counts.
	Class Class
}

// Span is a stretch of the original text that was recognised as boilerplate or background.
type Span struct {
	// Start and End are byte offsets in the original text.
	Start, End int
	// Class is Boilerplate or Background.
	Class Class
}
