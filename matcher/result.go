package matcher

import (
	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/industry"
)

// Matches is the answer to Match: the patents that meet a need, best first.
type Matches struct {
	// Matches by score descending, then id ascending; never nil.
	Matches []Match `json:"matches"`
	// Unmet is true when no patent can be recommended: the best match, before any re-ranking, is less probable than Query.Threshold, or
	// there is none. The
	// matches are listed nevertheless, and a notice says how probable the best one is.
	Unmet bool `json:"unmet"`
	// Reason says, in Chinese, why there is nothing to show; empty when there are matches.
	Reason string `json:"reason,omitempty"`
	// Fields are the best matches of each industry branch, when Query.PerField asks for them.
	Fields []FieldList `json:"fields,omitempty"`
	// Notices tell, in Chinese, what was unusual about the need, such as corporate background that was left out.
	Notices []string `json:"notices,omitempty"`
	// Degraded is true when the embedder or the re-ranker was to be used and was not; a notice says why. The same need may match
	// otherwise later.
	Degraded bool `json:"degraded,omitempty"`
}

// Match is one patent for a need.
type Match struct {
	// ID is the patent's id.
	ID string `json:"id"`
	// Title is the patent's title.
	Title string `json:"title"`
	// Score is in [0, 1]: the weighted mean of the signals and of what a re-ranker says. Within one need it orders the patents; it is no
	// probability.
	Score float64 `json:"score"`
	// Probability, in (0, 1), that a broker would put the patent before the enterprise. It rises with the score within one need as
	// long as there is no re-ranker, which it does not depend on, and can be compared across needs.
	Probability float64 `json:"probability"`
	// Branches are the SEI branches of the patent, the weightiest first.
	Branches []industry.Weighted `json:"branches,omitempty"`
	// Inferred are fields that the patent's text suggests and nobody has declared; nil for a patent whose own symbols say them.
	Inferred *InferredFields `json:"inferred,omitempty"`
	// Family are the ids of further patents of the same title and applicant, which are not listed by themselves.
	Family []string `json:"family,omitempty"`
	// Highlights are the places in the patent's own text that the need's terms hit, in order.
	Highlights []Highlight `json:"highlights,omitempty"`
	// Explanation is the tree of signals that the score is made of; never nil in a result of Match.
	Explanation *Explanation `json:"explanation"`
	// Patent is the whole record, when Query.Records asks for it.
	Patent *corpus.Patent `json:"patent,omitempty"`
}

// NeedMatches is the answer to MatchPatent: the needs that a patent could meet, best first.
type NeedMatches struct {
	// Matches by score descending, then id ascending; never nil.
	Matches []NeedMatch `json:"matches"`
	// Reason says, in Chinese, why there is nothing to show.
	Reason string `json:"reason,omitempty"`
	// Notices tell, in Chinese, what was unusual.
	Notices []string `json:"notices,omitempty"`
	// Degraded is true when the embedder was to be used and was not; a notice says why.
	Degraded bool `json:"degraded,omitempty"`
}

// NeedMatch is one need for a patent. Its score is the one that Match gives the same pair, before any re-ranking.
type NeedMatch struct {
	// ID is the need's id.
	ID string `json:"id"`
	// Title is the need's title.
	Title string `json:"title"`
	// Enterprise is who has the need.
	Enterprise string `json:"enterprise,omitempty"`
	// Score is in [0, 1].
	Score float64 `json:"score"`
	// Probability is the one that Match gives the same pair.
	Probability float64 `json:"probability"`
	// Explanation is the tree of signals.
	Explanation *Explanation `json:"explanation"`
	// Need is the whole record, when Query.Records asks for it.
	Need *corpus.Need `json:"need,omitempty"`
}

// FieldList holds the best matches of one industry branch.
type FieldList struct {
	// Code and Name of the SEI branch; code "" stands for patents whose branch is not known.
	Code string `json:"code"`
	Name string `json:"name"`
	// Matches by score descending.
	Matches []Match `json:"matches"`
}

// Highlight is a stretch of a record's text that a term of the other side hit.
type Highlight struct {
	// Field is "title", "abstract" or "description".
	Field string `json:"field"`
	// Start and End are byte offsets in the field's original text.
	Start int `json:"start"`
	End   int `json:"end"`
	// Text is the text between them.
	Text string `json:"text"`
}

// Explanation is a node of the tree that a score is made of. A parent's value is the weighted mean of its parts.
type Explanation struct {
	// Signal is the name of the signal: "score", "rerank", or one of SignalNames.
	Signal string `json:"signal"`
	// Label is the signal's name in Chinese.
	Label string `json:"label"`
	// Value is the signal's value in [0, 1].
	Value float64 `json:"value"`
	// Weight is the share that the signal has in its parent, in [0, 1]; 1 at the root.
	Weight float64 `json:"weight"`
	// Points is what the signal adds to the score: weight · value.
	Points float64 `json:"points"`
	// Neutral is true when there were no data and the value is the mean of known ones.
	Neutral bool `json:"neutral,omitempty"`
	// Note is a sentence in Chinese that says what decided the value.
	Note string `json:"note,omitempty"`
	// Uncovered are the weightiest words of the need that the patent does not hold, at the root only.
	Uncovered []string `json:"uncovered,omitempty"`
	// Terms are the terms that decided a textual signal, by points descending.
	Terms []TermShare `json:"terms,omitempty"`
	// Phrases are the technical terms, of one word or several, that need and patent both name, by share descending; of the lexical
	// signal only.
	Phrases []Phrase `json:"phrases,omitempty"`
	// Parts are the signals below this one.
	Parts []*Explanation `json:"parts,omitempty"`
}

// TermShare is one term's part in a textual signal.
type TermShare struct {
	// View is "word", "bigram" or "char".
	View string `json:"view"`
	// Term is the normalised text.
	Term string `json:"term"`
	// Synonym is the need's own term that this one stands for, when it comes from the lexicon of synonyms; otherwise it is empty.
	Synonym string `json:"synonym,omitempty"`
	// W is the term's integer weight in the need and Q its integer impact in the patent, 1…255 each.
	W int `json:"w"`
	Q int `json:"q"`
	// Share is w·q divided by the signal's sum, in [0, 1].
	Share float64 `json:"share"`
	// Patent and Need are the places of the term in the texts of the two.
	Patent []Highlight `json:"patent,omitempty"`
	Need   []Highlight `json:"need,omitempty"`
}
