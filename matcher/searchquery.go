package matcher

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/segment"
)

// compiledQuery is a query string made ready for the index.
type compiledQuery struct {
	free    []queryClause // ranked words
	phrases []string      // normalised phrases to highlight
	filter  index.Filter
	// optional: something to rank by is also required, and the text decides on that; a patent that holds it only within other
	// terms, such as 5g in 95g, or only in set wording is a hit without points.
	optional bool
}

// frequencies counts the terms of the ranked words in a view.
func (c compiledQuery) frequencies(seg *segment.Segmenter) func(segment.View) map[string]int {
	return func(v segment.View) map[string]int {
		tf := map[string]int{}
		for _, f := range c.free {
			a := seg.Analyze(f.value, segment.Plain)
			for range f.boost {
				a.Count(v, tf)
			}
		}
		return tf
	}
}

// bounds of a query string: every clause costs a pass over the library at worst. To find patents for a whole text, match it.
const (
	queryBytes   = 4096
	queryClauses = 200
)

func (e *edition) compileQuery(query string, declaredOnly bool) (compiledQuery, error) {
	if len(query) > queryBytes {
		reason := fmt.Sprintf("the query has %d bytes, more than %d; to find patents for a whole text, match it", len(query), queryBytes)
		return compiledQuery{}, &QueryError{Query: query, Offset: queryBytes, Reason: reason}
	}
	clauses, err := parseQuery(query)
	if err != nil {
		return compiledQuery{}, err
	}
	if len(clauses) > queryClauses {
		reason := fmt.Sprintf("the query has %d parts, more than %d; to find patents for a whole text, match it", len(clauses), queryClauses)
		return compiledQuery{}, &QueryError{Query: query, Offset: clauses[queryClauses].offset, Reason: reason}
	}
	var out compiledQuery
	for _, c := range clauses {
		fail := func(format string, args ...any) error {
			return &QueryError{Query: query, Offset: c.at, Reason: fmt.Sprintf(format, args...)}
		}
		if c.field == "" && !c.phrase && !c.regex && c.occur == 0 && !lonely(c.value) {
			if segment.Normalize(c.value) == "" || len(e.seg.Analyze(c.value, segment.Plain).Tokens(segment.Bigrams)) == 0 {
				return out, fail("nothing to search for: only punctuation")
			}
			out.free = append(out.free, c)
			continue
		}
		clause, err := e.compileClause(c, declaredOnly, fail)
		if err != nil {
			return out, err
		}
		if c.occur == '-' {
			out.filter.MustNot = append(out.filter.MustNot, clause)
			continue
		}
		out.filter.Must = append(out.filter.Must, clause)
		if c.field == "" || c.field == fieldTitle || c.field == fieldAbstract {
			out.phrases = append(out.phrases, segment.Normalize(strings.TrimSpace(c.value)))
			if c.field == "" {
				out.free = append(out.free, c)
				out.optional = true
			}
		}
	}
	ranked := e.rankable(out.free)
	switch {
	case len(out.filter.Must) > 0:
		out.free = ranked
	case len(out.free) > 0 && len(ranked) == 0:
		if err := e.onlyNumbers(&out, query); err != nil {
			return out, err
		}
	}
	return out, nil
}

// onlyNumbers makes words of which none can be ranked by, because all are numbers, a restriction: one of them must occur.
func (e *edition) onlyNumbers(out *compiledQuery, query string) error {
	var either index.Clause
	for _, c := range out.free {
		clause, err := e.textClause("", c.value, func(format string, args ...any) error {
			return &QueryError{Query: query, Offset: c.at, Reason: fmt.Sprintf(format, args...)}
		})
		if err != nil {
			return err
		}
		either.Any = append(either.Any, clause)
		out.phrases = append(out.phrases, segment.Normalize(c.value))
	}
	out.free = nil
	out.filter.Must = append(out.filter.Must, either)
	return nil
}

// rankable keeps the words that have terms to rank by; the others already restrict.
func (e *edition) rankable(free []queryClause) []queryClause {
	var out []queryClause
	for _, c := range free {
		if e.seg.Analyze(c.value, segment.Plain).Count(segment.Bigrams, map[string]int{}) > 0 && !lonely(c.value) {
			out = append(out, c)
		}
	}
	return out
}

// lonely tells whether a word is a single character, which has no bigram and is searched for as a phrase.
func lonely(value string) bool { return len([]rune(segment.Normalize(value))) == 1 }

// compileClause turns a clause that restricts into one of the index.
func (e *edition) compileClause(c queryClause, declaredOnly bool, fail func(string, ...any) error) (index.Clause, error) {
	if c.op != "" && c.field != "year" && c.field != "granted" && c.field != "date" {
		return index.Clause{}, fail("%s compares dates; field %q has none", c.op, c.field)
	}
	if c.regex {
		return index.Clause{}, fail("regular expressions are not supported; use * and ? in ipc, applicant, region, status and type")
	}
	value := strings.TrimSpace(c.value)
	if reason := patternFault(value); reason != "" && c.field != "" && c.field != fieldTitle && c.field != fieldAbstract {
		return index.Clause{}, fail("%s", reason)
	}
	fields := Filter{DeclaredOnly: declaredOnly}
	switch c.field {
	case "", fieldTitle, fieldAbstract:
		return e.textClause(c.field, value, fail)
	case "ipc":
		if strings.ContainsAny(value, "*?") {
			return fields.orInferred(index.Clause{Field: keyIPC, Patterns: []string{strings.ToUpper(value)}}), nil
		}
		fields.IPC = []string{value}
		f, err := fields.compile()
		if err != nil {
			return index.Clause{}, fail("%q is no IPC symbol", value)
		}
		return f.Must[0], nil
	case "sei":
		clause, err := seiClause([]string{value})
		if err != nil {
			return clause, fail("%q is no code or name of a strategic emerging industry", value)
		}
		return fields.orInferred(clause), nil
	case "applicant", "region":
		if !strings.ContainsAny(value, "*?") {
			value = "*" + value + "*"
		}
		return index.Clause{Field: c.field, Patterns: []string{value}}, nil
	case "status":
		if strings.ContainsAny(value, "*?") {
			return index.Clause{Field: keyStatus, Patterns: []string{value}}, nil
		}
		return statusFilter([]string{value}).Must[0], nil
	case "type", "mode":
		return index.Clause{Field: c.field, Patterns: []string{value}}, nil
	}
	return dateClause(c, value, fail)
}

// dateClause reads year:2020, granted:>=2020-05, date:<2021 and the like.
func dateClause(c queryClause, value string, fail func(string, ...any) error) (index.Clause, error) {
	d, err := corpus.ParseDate(value)
	if err != nil {
		return index.Clause{}, fail("%q is no date; write 2025, 2025-03 or 2025-03-25", value)
	}
	field := map[string]string{"year": keyYear, "granted": keyGranted, "date": keyDay}[c.field]
	lowest, _ := dayRange(d, corpus.Date{})
	highest, _ := dayRange(corpus.Date{}, d)
	first, last := lowest.From, highest.To
	if c.field == "year" {
		first, last = fmt.Sprintf("%04d", d.Year), fmt.Sprintf("%04d", d.Year)
	}
	var r index.Range
	switch c.op {
	case "":
		r = index.Range{From: first, To: last}
	case ">=":
		r = index.Range{From: first}
	case ">":
		r = index.Range{From: last + "\x00"}
	case "<=":
		r = index.Range{To: last}
	case "<":
		r = index.Range{To: before(first)}
	}
	return index.Clause{Field: field, Ranges: []index.Range{r}}, nil
}

// before returns a string that sorts after every shorter number and before the given one.
func before(digits string) string {
	b := []byte(digits)
	for i := len(b) - 1; i >= 0; i-- {
		if b[i] > '0' {
			b[i]--
			for j := i + 1; j < len(b); j++ {
				b[j] = '9'
			}
			return string(b)
		}
	}
	return digits
}

// textClause restricts to patents whose text, or one field of it, holds a phrase. Terms that every such text has narrow the
// search down; the stored text decides.
func (e *edition) textClause(field, phrase string, fail func(string, ...any) error) (index.Clause, error) {
	normalized := segment.Normalize(phrase)
	if len(e.seg.Analyze(phrase, segment.Plain).Tokens(segment.Bigrams)) == 0 {
		return index.Clause{}, fail("nothing to search for: only punctuation")
	}
	clause := index.Clause{Verify: func(stored []byte) (bool, error) {
		var p corpus.Patent
		if err := json.Unmarshal(stored, &p); err != nil {
			return false, fmt.Errorf("%w: stored patent: %w", index.ErrCorrupt, err)
		}
		in := func(name, text string) bool {
			return (field == "" || field == name) && strings.Contains(segment.Normalize(text), normalized)
		}
		return in(fieldTitle, p.Title) || in(fieldAbstract, p.Abstract), nil
	}}
	for _, t := range e.seg.PhraseTerms(phrase, segment.PatentText) {
		clause.Terms = append(clause.Terms, index.Term{View: segment.Bigrams, Text: t})
	}
	return clause, nil
}
