package corpus

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// jsonlSource reads one JSON object a line.
type jsonlSource struct {
	lines *lineReader
	begun bool
}

func (s *jsonlSource) columns() []string { return nil }
func (s *jsonlSource) notices() []fault  { return nil }
func (s *jsonlSource) close() error      { return nil }

func (s *jsonlSource) next() (row, error) {
	for {
		l, err := s.lines.next()
		if err != nil {
			return row{line: l.number}, err
		}
		text := strings.TrimSpace(l.text)
		if text == "" {
			continue
		}
		if !s.begun && !l.long && (text == "[" || text[0] == '[' && !strings.HasSuffix(text, "]")) {
			return row{line: l.number}, fmt.Errorf("%w: it is a JSON array, but every line has to be one JSON object; jq -c '.[]' makes it so", ErrFormat)
		}
		s.begun = true
		out := row{line: l.number, raw: text}
		if l.long {
			out.fault = &fault{reason: tooLong(s.lines.max)}
			return out, nil
		}
		out.cells, out.fault = decodeObject(text)
		return out, nil
	}
}

// tooLong is the reason for rejecting a row that is longer than allowed.
func tooLong(maximum int) string {
	return fmt.Sprintf("the row is longer than %d bytes", maximum)
}

// decodeObject takes the members of a JSON object for cells. Members of an object inside it are named outer.inner.
func decodeObject(text string) ([]cell, *fault) {
	var members map[string]json.RawMessage
	if err := json.Unmarshal([]byte(text), &members); err != nil {
		return nil, &fault{value: around(text, err), reason: "not a JSON object: " + strings.TrimPrefix(err.Error(), "json: ")}
	}
	if members == nil {
		return nil, &fault{value: text, reason: "not a JSON object"}
	}
	cells := make([]cell, 0, len(members))
	for _, name := range slices.Sorted(maps.Keys(members)) {
		cells = appendMember(cells, name, members[name], true)
	}
	return cells, nil
}

// around returns the place of the text that a JSON error is about.
func around(text string, err error) string {
	var syntax *json.SyntaxError
	if !errors.As(err, &syntax) {
		return text
	}
	const before = 20
	start := max(0, min(int(syntax.Offset)-before, len(text)))
	for start > 0 && !utf8.RuneStart(text[start-1]) {
		start--
	}
	return text[start:]
}

// appendMember appends the cell of a member, or the cells of an object at the outermost level.
func appendMember(cells []cell, name string, value json.RawMessage, outermost bool) []cell {
	c := cell{name: name, damaged: !utf8.Valid(value)}
	switch value[0] {
	case '{':
		var members map[string]json.RawMessage
		if outermost && json.Unmarshal(value, &members) == nil {
			for _, inner := range slices.Sorted(maps.Keys(members)) {
				cells = appendMember(cells, name+"."+inner, members[inner], false)
			}
			return cells
		}
		c.values, c.fault = []string{string(value)}, "an object, where a text or a list is expected"
	case '[':
		c.list = true
		c.values, c.fault = decodeList(value)
	default:
		if text, ok := scalar(value); ok {
			c.values = []string{text}
		}
	}
	return append(cells, c)
}

// decodeList takes the scalars of a list.
func decodeList(value json.RawMessage) (values []string, fault string) {
	var elements []json.RawMessage
	if err := json.Unmarshal(value, &elements); err != nil {
		return []string{string(value)}, err.Error()
	}
	for _, e := range elements {
		if e[0] == '{' || e[0] == '[' {
			return []string{string(value)}, "a list of something else than texts"
		}
		if text, ok := scalar(e); ok {
			values = append(values, text)
		}
	}
	return values, ""
}

// scalar returns a string as it is, a number and a truth value as they are written, and nothing for null. Bytes that are no UTF-8
// become U+FFFD.
func scalar(value json.RawMessage) (string, bool) {
	if value[0] == '"' {
		var s string
		if err := json.Unmarshal(value, &s); err == nil {
			return s, true
		}
	}
	return strings.ToValidUTF8(string(value), "\uFFFD"), !bytes.Equal(value, []byte("null"))
}
