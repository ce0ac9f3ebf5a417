package matcher

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/industry"
)

// expired excludes patents that are known not to be in force any more; one of unknown state stays.
func expired() index.Filter {
	return index.Filter{MustNot: []index.Clause{{Field: keyState, Values: []string{string(corpus.StateExpired)}}}}
}

// compile turns a filter into clauses of the patents' index. A value that cannot be read gives ErrQuery.
func (f Filter) compile() (index.Filter, error) {
	var out index.Filter
	must := func(c index.Clause) { out.Must = append(out.Must, c) }
	if len(f.IPC) > 0 {
		c := index.Clause{Field: keyIPC}
		for _, s := range f.IPC {
			symbol, err := industry.ParseSymbol(strings.TrimSuffix(s, "*"))
			if err != nil {
				return out, fmt.Errorf("%w: ipc %q: %w", ErrQuery, s, err)
			}
			c.Values = append(c.Values, symbol.String())
		}
		must(f.orInferred(c))
	}
	if len(f.SEI) > 0 {
		c, err := seiClause(f.SEI)
		if err != nil {
			return out, err
		}
		must(f.orInferred(c))
	}
	if len(f.Regions) > 0 {
		must(index.Clause{Field: keyRegion, Prefixes: f.Regions})
	}
	if len(f.Types) > 0 {
		if err := known("type", f.Types, corpus.TypeInvention, corpus.TypeUtility, corpus.TypeDesign); err != nil {
			return out, err
		}
		must(index.Clause{Field: keyType, Values: f.Types})
	}
	if len(f.Modes) > 0 {
		if err := known("mode", f.Modes, corpus.Modes()...); err != nil {
			return out, err
		}
		must(index.Clause{Field: keyMode, Values: f.Modes})
	}
	if len(f.Applicants) > 0 {
		c := index.Clause{Field: keyApplicant}
		for _, a := range f.Applicants {
			if reason := patternFault(a); reason != "" {
				return out, fmt.Errorf("%w: applicant: %s", ErrQuery, reason)
			}
			c.Patterns = append(c.Patterns, "*"+a+"*")
		}
		must(c)
	}
	if len(f.Statuses) > 0 {
		out = out.And(statusFilter(f.Statuses))
	}
	if r, ok := dayRange(f.GrantedAfter, f.GrantedBefore); ok {
		must(index.Clause{Field: keyGranted, Ranges: []index.Range{r}})
	}
	return out, nil
}

// orInferred lets in patents as well for which a clause on symbols or branches holds of what is inferred, unless only what is declared counts.
func (f Filter) orInferred(c index.Clause) index.Clause {
	if f.DeclaredOnly {
		return c
	}
	other := c
	other.Field = inferredKey(c.Field)
	c.Any = append(c.Any, other)
	return c
}

// inferredKey returns the field with what is inferred of a keyword field; "" when nothing is.
func inferredKey(field string) string {
	switch field {
	case keyIPC:
		return keyInferredIPC
	case keySubclass:
		return keyInferredSubclass
	case keySEI:
		return keyInferredSEI
	}
	return ""
}

// patternRunes bounds values that are looked for by pattern: no name is longer.
const patternRunes = 100

// patternFault says what is wrong with a value that is looked for by pattern, "" when nothing is.
func patternFault(value string) string {
	if n := utf8.RuneCountInString(value); n > patternRunes {
		return fmt.Sprintf("a value of %d characters is longer than %d", n, patternRunes)
	}
	return ""
}

// known refuses values that no record can have.
func known[T ~string](what string, values []string, all ...T) error {
	for _, v := range values {
		if !slices.Contains(all, T(v)) {
			return fmt.Errorf("%w: %s %q; there are %v", ErrQuery, what, v, all)
		}
	}
	return nil
}

// seiClause reads SEI codes and names of areas and branches.
func seiClause(values []string) (index.Clause, error) {
	c := index.Clause{Field: keySEI}
	for _, s := range values {
		b, ok := industry.FindBranch(s)
		if !ok {
			return c, fmt.Errorf("%w: %q is no code or name of a strategic emerging industry; see: gongxu search --facets sei", ErrQuery, s)
		}
		if b.Parent == "" {
			c.Prefixes = append(c.Prefixes, b.Code+".")
		}
		c.Values = append(c.Values, b.Code)
	}
	return c, nil
}

// statusFilter lets coarse states and raw status words through.
func statusFilter(values []string) index.Filter {
	var coarse, raw []string
	for _, v := range values {
		switch corpus.LegalState(v) {
		case corpus.StateInForce, corpus.StatePending, corpus.StateExpired:
			coarse = append(coarse, v)
		default:
			raw = append(raw, v)
		}
	}
	if len(raw) == 0 {
		return index.Filter{Must: []index.Clause{{Field: keyState, Values: coarse}}}
	}
	if len(coarse) == 0 {
		return index.Filter{Must: []index.Clause{{Field: keyStatus, Values: raw}}}
	}
	return index.Filter{Must: []index.Clause{{Any: []index.Clause{
		{Field: keyState, Values: coarse}, {Field: keyStatus, Values: raw},
	}}}}
}

// dayRange bounds a day field; a partial end date reaches to the end of its month or year.
func dayRange(from, to corpus.Date) (index.Range, bool) {
	r := index.Range{From: dayKey(from)}
	if !to.IsZero() {
		if to.Month == 0 {
			to.Month = 99
		}
		if to.Day == 0 {
			to.Day = 99
		}
		r.To = dayKey(to)
	}
	return r, r.From != "" || r.To != ""
}
