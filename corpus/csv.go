package corpus

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

// csvRecords cuts a text into the records of a table and reads each with encoding/csv. The cutting is done here so that a record
// is of bounded size, has its text at hand, and so that a quotation mark that never closes costs its own line and not the rest
// of the file.
type csvRecords struct {
	lines *lineReader
	comma rune // 0 until the first line shows it.
	width int  // Cells of the header, 0 before it is known.
}

func (c *csvRecords) next() (record, error) {
	for {
		first, err := c.lines.next()
		if err != nil {
			return record{line: first.number}, err
		}
		if strings.TrimSpace(first.text) == "" && !first.long {
			continue
		}
		if c.comma == 0 {
			c.comma = separator(first.text)
		}
		return c.record(first)
	}
}

func (c *csvRecords) close() error      { return nil }
func (c *csvRecords) headerFound(n int) { c.width = n }

// record reads the record that begins with a line.
func (c *csvRecords) record(first line) (record, error) {
	out := record{line: first.number, raw: strings.TrimRight(first.text, "\r\n")}
	if first.long {
		out.fault = &fault{reason: tooLong(c.lines.max)}
		return out, nil
	}
	lines, size := []line{first}, len(first.text)
	var quotes quoteScanner
	state := quotes.scan(first.text, c.comma)
	for state == unclosed {
		more, err := c.lines.next()
		size += len(more.text)
		switch {
		case errors.Is(err, io.EOF):
			state = misplaced
		case err != nil:
			return record{line: first.number}, err
		case more.long || size > c.lines.max:
			lines, state = append(lines, more), misplaced
		default:
			lines, state = append(lines, more), quotes.scan(more.text, c.comma)
		}
	}
	if state == misplaced {
		c.lines.putBack(lines[1:])
		return c.alone(out), nil
	}
	if len(lines) > 1 {
		var text strings.Builder
		for _, l := range lines {
			text.WriteString(l.text)
		}
		out.raw = strings.TrimRight(text.String(), "\r\n")
	}
	cells, err := c.parse(out.raw)
	if err != nil {
		return c.alone(out), nil
	}
	out.cells = cells
	return out, nil
}

// alone reads a line whose quotation marks do not pair for what it says, if it has as many cells as the header.
func (c *csvRecords) alone(out record) record {
	const reason = "a quotation mark is not closed, or one inside of a quoted cell is not doubled"
	cells, err := c.parse(out.raw)
	if err != nil || len(cells) != c.width {
		out.fault = &fault{value: out.raw, reason: reason}
		return out
	}
	out.cells, out.doubt = cells, &fault{value: out.raw, reason: reason + "; the row is read as it stands"}
	return out
}

// parse reads one record. Quotation marks inside of a cell that does not begin with one are text.
func (c *csvRecords) parse(text string) ([]string, error) {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = c.comma, true, -1
	cells, err := r.Read()
	if err != nil {
		return nil, err
	}
	if _, err := r.Read(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%w: more than one record", ErrFormat)
	}
	return cells, nil
}

// separator tells what separates the cells of a line: the one of comma, tab and semicolon that occurs most, outside of
// quotation marks; the comma when none does.
func separator(text string) rune {
	counts := map[rune]int{}
	quoted := false
	for _, r := range text {
		switch {
		case r == '"':
			quoted = !quoted
		case !quoted:
			counts[r]++
		}
	}
	best := ','
	for _, r := range []rune{'\t', ';'} {
		if counts[r] > counts[best] {
			best = r
		}
	}
	return best
}

// quoteState says where a record stands at the end of a line.
type quoteState int

const (
	closed    quoteState = iota // The record ends here.
	unclosed                    // A quoted cell goes on.
	misplaced                   // A quotation mark stands where none can.
)

// quoteScanner follows the quotation marks of a record over its lines.
type quoteScanner struct{ open bool }

// scan reads one line.
func (q *quoteScanner) scan(text string, comma rune) quoteState {
	text = strings.TrimRight(text, "\r\n")
	separator := string(comma)
	for {
		if !q.open {
			cell, rest, more := strings.Cut(text, separator)
			if !strings.HasPrefix(cell, `"`) {
				if !more {
					return closed
				}
				text = rest
				continue
			}
			q.open, text = true, text[1:]
		}
		mark := strings.IndexByte(text, '"')
		if mark < 0 {
			return unclosed
		}
		text = text[mark+1:]
		switch {
		case strings.HasPrefix(text, `"`):
			text = text[1:]
		case text == "":
			q.open = false
			return closed
		case strings.HasPrefix(text, separator):
			q.open, text = false, text[len(separator):]
		default:
			return misplaced
		}
	}
}
