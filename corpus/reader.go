package corpus

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"
)

// Reader yields the records of one file. It holds one row at a time; only a workbook is held in memory as a whole, compressed.
// It serves one goroutine.
type Reader[T any] struct {
	name   string
	schema *schema[T]
	opts   ReadOptions
	bytes  *countingReader
	closer io.Closer // The file; nil when the caller owns the input.
	in     source
	text   *textReader // Nil for a workbook.

	places  map[string]place // By folded name.
	exact   map[string]place // By name as the file writes it; column −1 for an unknown name.
	slots   [][]ranked       // The cells of the current row by column.
	day     func(string) (Date, string)
	rows    int
	number  bool            // Rows have no ids in this file and get one from their number.
	ignored []string        // Names that are not known.
	told    map[string]bool // Notices that have been given.
}

// ranked is a cell and how good its name is.
type ranked struct {
	cell
	rank int
}

// The limits of what is remembered for notices, so that memory does not grow with a file of many faults.
const (
	rememberedNames   = 1000
	rememberedNotices = 100
	shownNames        = 20
)

// All yields the good records in the order of the file. Bad rows go to Report and are skipped; in strict mode the first one ends
// the sequence with a *[RowError]. Any other error means that the file could not be read to its end; it is the last thing that is
// yielded, and the records before it are good. All can be ranged over once; when the loop is left early, another goes on from
// there.
func (r *Reader[T]) All() iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		for {
			row, err := r.in.next()
			if err != nil {
				r.tellIgnored()
				if !errors.Is(err, io.EOF) {
					yield(none, r.broken(row.line, err))
				}
				return
			}
			r.rows++
			record, bad := r.record(row)
			if bad == nil {
				if !yield(record, nil) {
					return
				}
				continue
			}
			problem := Problem{r.name, row.line, bad.field, bad.value, bad.reason, Rejected, row.raw}
			if r.opts.Strict {
				yield(none, &RowError{problem})
				return
			}
			r.opts.Report(problem)
		}
	}
}

// Bytes returns how many bytes of the file, as it is stored, have been read, and its size; 0 for a size that is not known.
func (r *Reader[T]) Bytes() (read, total int64) { return r.bytes.read, r.bytes.total }

// Close closes the file if the reader opened it.
func (r *Reader[T]) Close() error {
	var err error
	if r.in != nil {
		err = r.in.close()
	}
	if r.closer != nil {
		err = errors.Join(err, r.closer.Close())
	}
	return err
}

// broken makes the error for a file that cannot be read on.
func (r *Reader[T]) broken(line int, err error) error {
	if damaged(err) {
		return fmt.Errorf("%s:%d: %w: %w; the %d rows before have been read", r.name, line, ErrTruncated, err, r.rows)
	}
	return fmt.Errorf("%s:%d: %w", r.name, line, err)
}

// record makes a record of a row, or says why it is rejected.
func (r *Reader[T]) record(row row) (record T, bad *fault) {
	if row.fault != nil {
		return record, row.fault
	}
	warn := func(field, value, reason string) {
		r.opts.Report(Problem{File: r.name, Line: row.line, Field: field, Value: value, Reason: reason, Severity: Warning})
	}
	for _, d := range row.doubts {
		warn(d.field, d.value, d.reason)
	}
	if bad := r.sort(row, warn); bad != nil {
		return record, bad
	}
	notice := func(field, reason string) { r.tell(row.line, field, reason) }
	for i, c := range r.schema.columns {
		if len(r.slots[i]) == 0 {
			continue
		}
		cells := make([]cell, len(r.slots[i]))
		for j, s := range r.slots[i] {
			cells[j] = s.cell
		}
		c.set(&record, input{cells, warn, notice, r.day})
	}
	if bad := r.identify(&record, row); bad != nil {
		return record, bad
	}
	if err := r.schema.validate(record); err != nil {
		return record, r.incomplete(err)
	}
	for _, c := range r.schema.columns {
		if slices.Contains(r.schema.wanted, c.key) && c.get(&record) == "" {
			warn(c.key, "", "missing")
		}
	}
	if r.schema.complete != nil {
		r.schema.complete(&record, warn)
	}
	return record, nil
}

// incomplete turns the first fault that validate found into one of the row.
func (r *Reader[T]) incomplete(err error) *fault {
	reason, _, _ := strings.Cut(err.Error(), "\n")
	reason = strings.TrimPrefix(reason, ErrIncomplete.Error()+": ")
	first, _, _ := strings.Cut(reason, " ")
	for _, c := range r.schema.columns {
		if c.key == first {
			return &fault{field: first, reason: reason}
		}
	}
	return &fault{reason: reason}
}

// sort puts the cells of a row into the slots of their columns, best names first. Damaged keys reject the row.
func (r *Reader[T]) sort(row row, warn func(field, value, reason string)) *fault {
	for i := range r.slots {
		r.slots[i] = r.slots[i][:0]
	}
	for _, c := range row.cells {
		p := r.place(c.name)
		if p.column < 0 || len(c.values) == 0 {
			continue
		}
		if c.fault != "" {
			warn(c.name, c.values[0], c.fault)
			continue
		}
		if c = r.repaired(c); c.damaged {
			const reason = "it holds bytes that are no text in the encoding of the file"
			if r.schema.columns[p.column].key == "id" {
				return &fault{field: c.name, value: strings.Join(c.values, ";"), reason: reason}
			}
			warn(c.name, strings.Join(c.values, ";"), reason+"; U+FFFD stands in their place")
		}
		if strings.TrimSpace(strings.Join(c.values, "")) == "" {
			continue
		}
		r.slots[p.column] = append(r.slots[p.column], ranked{c, p.rank})
	}
	for _, s := range r.slots {
		slices.SortStableFunc(s, func(a, b ranked) int { return a.rank - b.rank })
	}
	return nil
}

// repaired finds bytes that are no text.
func (r *Reader[T]) repaired(c cell) cell {
	for i, v := range c.values {
		switch {
		case !utf8.ValidString(v):
			c.damaged, c.values[i] = true, strings.ToValidUTF8(v, "\uFFFD")
		case r.text != nil && r.text.decoded && strings.ContainsRune(v, utf8.RuneError):
			c.damaged = true
		}
	}
	return c
}

// identify gives the record its key: the one it has, one that follows from it, or one from its number in the file.
func (r *Reader[T]) identify(record *T, row row) *fault {
	if r.schema.id == nil {
		return nil
	}
	id := r.schema.id(record)
	for i, c := range r.schema.columns {
		if *id == "" && len(r.slots[i]) > 0 && slices.Contains(r.schema.stand, c.key) {
			// A number that is not understood is still a key.
			*id = cmp.Or(c.get(record), strings.TrimSpace(strings.Join(r.slots[i][0].values, ";")))
		}
	}
	if r.rows == 1 && r.in.columns() == nil {
		r.number = !r.hasID(names(row.cells))
	}
	if *id == "" && r.number {
		*id = fmt.Sprintf("%s-%d", stem(r.name), r.rows)
		r.tell(0, "id", fmt.Sprintf("the rows have no id; they are called %s-1, %s-2 and so on by their order", stem(r.name), stem(r.name)))
	}
	if *id == "" {
		return &fault{field: "id", reason: "the id is missing"}
	}
	return nil
}

// names returns the names of cells.
func names(cells []cell) []string {
	var out []string
	for _, c := range cells {
		out = append(out, c.name)
	}
	return out
}

// hasID tells whether one of the columns can give a row its key.
func (r *Reader[T]) hasID(columns []string) bool {
	return slices.ContainsFunc(columns, func(name string) bool {
		p := r.place(name)
		if p.column < 0 {
			return false
		}
		key := r.schema.columns[p.column].key
		return key == "id" || slices.Contains(r.schema.stand, key)
	})
}

// place finds the column of a name and remembers the names that have none.
func (r *Reader[T]) place(name string) place {
	if p, ok := r.exact[name]; ok {
		return p
	}
	p, ok := r.places[fold(name)]
	if !ok {
		p = place{column: -1}
		if name != "" && len(r.ignored) < rememberedNames {
			r.ignored = append(r.ignored, name)
		}
	}
	if len(r.exact) < 2*rememberedNames {
		r.exact[name] = p
	}
	return p
}

// tell reports something once.
func (r *Reader[T]) tell(line int, field, reason string) {
	key := field + "\x00" + reason
	if r.told[key] || len(r.told) >= rememberedNotices {
		return
	}
	r.told[key] = true
	r.opts.Report(Problem{File: r.name, Line: line, Field: field, Reason: reason, Severity: Notice})
}

// tellIgnored reports the names that are not known.
func (r *Reader[T]) tellIgnored() {
	if len(r.ignored) == 0 {
		return
	}
	shown, more := r.ignored, ""
	if len(shown) > shownNames {
		shown, more = shown[:shownNames], fmt.Sprintf(" and %d more", len(r.ignored)-shownNames)
	}
	r.tell(0, "", fmt.Sprintf("columns that a %s does not have are ignored: %s%s", r.schema.what, strings.Join(shown, ", "), more))
	r.ignored = nil
}
