package matcher

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// queryClause is one part of a query string.
type queryClause struct {
	occur  byte   // '+', '-' or 0
	field  string // "" for free text
	op     string // "", ">", ">=", "<", "<="
	value  string
	phrase bool
	regex  bool
	boost  int
	offset int // of the clause
	at     int // of the value
}

// parseQuery reads Bleve's query-string syntax: words, "phrases", field:value, +required, -excluded, field:>=value, wildcards *
// and ? in values of keyword fields, ^boost on free words, and \ before a character that is meant as itself. A fault gives a
// *QueryError that points at the byte.
func parseQuery(q string) ([]queryClause, error) {
	p := queryParser{query: q}
	var out []queryClause
	for {
		p.space()
		if p.pos == len(q) {
			return out, nil
		}
		c, err := p.clause()
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
}

type queryParser struct {
	query string
	pos   int
}

func (p *queryParser) fail(at int, format string, args ...any) error {
	return &QueryError{Query: p.query, Offset: at, Reason: fmt.Sprintf(format, args...)}
}

func (p *queryParser) peek() rune {
	r, _ := utf8.DecodeRuneInString(p.query[p.pos:])
	return r
}

func (p *queryParser) space() {
	for p.pos < len(p.query) && unicode.IsSpace(p.peek()) {
		_, n := utf8.DecodeRuneInString(p.query[p.pos:])
		p.pos += n
	}
}

func (p *queryParser) more() bool { return p.pos < len(p.query) && !unicode.IsSpace(p.peek()) }

func (p *queryParser) clause() (queryClause, error) {
	c := queryClause{offset: p.pos, boost: 1}
	if b := p.query[p.pos]; b == '+' || b == '-' {
		c.occur = b
		p.pos++
		if !p.more() {
			return c, p.fail(c.offset, "%q stands alone; it belongs directly before a word, phrase or field", string(b))
		}
	}
	start := p.pos
	if name, ok := p.fieldName(); ok {
		c.field = name
		if !knownField(name) {
			return c, p.fail(start, "unknown field %q; there are %s", name, strings.Join(searchFields(), ", "))
		}
		for _, op := range []string{">=", "<=", ">", "<"} {
			if strings.HasPrefix(p.query[p.pos:], op) {
				c.op = op
				p.pos += len(op)
				break
			}
		}
		if !p.more() {
			return c, p.fail(p.pos, "field %q has no value", name)
		}
	}
	c.at = p.pos
	if err := p.value(&c); err != nil {
		return c, err
	}
	return c, p.suffix(&c)
}

// fieldName reads "name:" if that is what stands here.
func (p *queryParser) fieldName() (string, bool) {
	i := p.pos
	for i < len(p.query) && (p.query[i] >= 'a' && p.query[i] <= 'z' || p.query[i] >= 'A' && p.query[i] <= 'Z' || p.query[i] == '_') {
		i++
	}
	if i == p.pos || i == len(p.query) || p.query[i] != ':' {
		return "", false
	}
	name := strings.ToLower(p.query[p.pos:i])
	p.pos = i + 1
	return name, true
}

func (p *queryParser) value(c *queryClause) error {
	switch p.query[p.pos] {
	case '"':
		return p.quoted(c, '"')
	case '/':
		c.regex = true
		return p.quoted(c, '/')
	}
	var b strings.Builder
	for p.more() {
		r, n := utf8.DecodeRuneInString(p.query[p.pos:])
		switch {
		case r == '"':
			return p.fail(p.pos, "quotation mark inside a word; put a space before it, or write \\\"")
		case r == '^' || r == '~':
			c.value = b.String()
			return p.nonEmpty(c)
		case r == '\\':
			p.pos += n
			if p.pos == len(p.query) {
				return p.fail(p.pos-1, "nothing follows the backslash")
			}
			r, n = utf8.DecodeRuneInString(p.query[p.pos:])
		}
		b.WriteRune(r)
		p.pos += n
	}
	c.value = b.String()
	return p.nonEmpty(c)
}

func (p *queryParser) nonEmpty(c *queryClause) error {
	if c.value == "" {
		return p.fail(c.at, "a word is missing here")
	}
	return nil
}

// quoted reads a phrase or regular expression up to its closing delimiter.
func (p *queryParser) quoted(c *queryClause, end byte) error {
	open := p.pos
	c.phrase = end == '"'
	p.pos++
	var b strings.Builder
	for p.pos < len(p.query) {
		switch ch := p.query[p.pos]; {
		case ch == end:
			p.pos++
			c.value = b.String()
			if strings.TrimSpace(c.value) == "" {
				return p.fail(open, "nothing stands between the delimiters")
			}
			return nil
		case ch == '\\' && p.pos+1 < len(p.query) && (p.query[p.pos+1] == end || c.phrase):
			p.pos++
			b.WriteByte(p.query[p.pos])
		default:
			b.WriteByte(ch)
		}
		p.pos++
	}
	if end == '"' {
		return p.fail(open, "the quotation mark that opens here is never closed")
	}
	return p.fail(open, "the / that opens here is never closed; write \\/ for a stroke that is meant as itself")
}

// suffix reads ^boost. Fuzzy matching (~) has no meaning for terms of one or two characters and is refused.
func (p *queryParser) suffix(c *queryClause) error {
	if !p.more() {
		return nil
	}
	at := p.pos
	switch p.query[p.pos] {
	case '~':
		return p.fail(at, "fuzzy matching is not supported; write \\~ for a tilde that is meant as itself")
	case '^':
		p.pos++
		start := p.pos
		for p.more() {
			p.pos++
		}
		n := 0
		if _, err := fmt.Sscanf(p.query[start:p.pos], "%d", &n); err != nil || n < 1 || n > 100 || fmt.Sprint(n) != p.query[start:p.pos] {
			return p.fail(start, "boost must be a whole number from 1 to 100")
		}
		c.boost = n
		return nil
	}
	return p.fail(at, "a space is missing after the closing delimiter")
}
