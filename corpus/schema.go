package corpus

import (
	"fmt"
	"slices"
	"strings"
)

// schema says how the rows of a file become records of one kind.
type schema[T any] struct {
	// what names a record in messages.
	what    string
	columns []column[T]
	// id points to the key; nil for records without one.
	id func(*T) *string
	// stand are the JSON names of attributes that stand in for a missing key, the best first.
	stand []string
	// wanted are the JSON names of texts that a good record has; one without a text is a warning.
	wanted []string
	// complete fills what follows from other attributes and tells of contradictions; nil when there is nothing to do.
	complete func(record *T, warn func(field, value, reason string))
	// validate says what makes a record unusable.
	validate func(T) error
}

// column is one attribute: its names in files, and how its values are read and written.
type column[T any] struct {
	// key is the JSON name, with a dot before the names of an inner object.
	key string
	// title is the name in the tables that this package writes.
	title string
	// names are other names, the best first: where a file has several, the first that has a value counts, or all in that order
	// for attributes that take them all. The names in before come before key and title.
	before, names []string
	// set reads the values into the record.
	set func(record *T, in input)
	// get writes the value as the cell of a table.
	get func(record *T) string
}

// place is where a name leads: a column, and how good a name for it this is, 0 being the best.
type place struct{ column, rank int }

// places returns the folded names of all columns.
func (s *schema[T]) places() map[string]place {
	out := map[string]place{}
	for i, c := range s.columns {
		for rank, name := range slices.Concat(c.before, []string{c.key, c.title}, c.names) {
			key := fold(name)
			if _, taken := out[key]; !taken {
				out[key] = place{i, rank}
			}
		}
	}
	return out
}

// input is what a row says about one attribute.
type input struct {
	cells []cell // Not empty, the best name first.
	warn  func(field, value, reason string)
	// notice tells something once for the file.
	notice func(field, reason string)
	// day reads a date in the way of the file.
	day func(string) (Date, string)
}

// text returns the first value; the elements of a list are joined.
func (in input) text() string {
	if len(in.cells) == 0 {
		return ""
	}
	return strings.TrimSpace(strings.Join(in.cells[0].values, "；"))
}

// textColumn holds a text.
func textColumn[T any](key, title string, at func(*T) *string, names ...string) column[T] {
	return column[T]{
		key: key, title: title, names: names,
		set: func(r *T, in input) { *at(r) = in.text() },
		get: func(r *T) string { return *at(r) },
	}
}

// idColumn holds a key, which is carried as it is. Only tables have lost the blanks around it before.
func idColumn[T any](key, title string, at func(*T) *string, names ...string) column[T] {
	c := textColumn(key, title, at, names...)
	c.set = func(r *T, in input) {
		if len(in.cells) == 0 {
			return
		}
		id := strings.Join(in.cells[0].values, ";")
		if strings.TrimSpace(id) == "" {
			return
		}
		if exponent.MatchString(id) {
			in.warn(in.cells[0].name, id, "it looks like a long number that a spreadsheet has shortened")
		}
		*at(r) = id
	}
	return c
}

// paragraphColumn holds a text that may be spread over several columns; what they say is put one below the other.
func paragraphColumn[T any](key, title string, at func(*T) *string, names ...string) column[T] {
	c := textColumn(key, title, at, names...)
	c.set = func(r *T, in input) {
		var parts []string
		for _, cell := range in.cells {
			if text := strings.TrimSpace(strings.Join(cell.values, "\n")); text != "" {
				parts = appendNew(parts, text)
			}
		}
		*at(r) = strings.Join(parts, "\n")
	}
	return c
}

// regionColumn holds a region whose parts may stand in columns of their own.
func regionColumn[T any](at func(*T) *string, names ...string) column[T] {
	c := textColumn("region", "地区", at, append([]string{"所在地区", "所属地区", "所在地", "区域", "省市"}, append(names,
		"省份", "所在省份", "所在省", "省", "province", "城市", "所在城市", "所在市", "市", "city")...)...)
	c.set = func(r *T, in input) {
		for _, cell := range in.cells {
			part := strings.TrimSpace(strings.Join(cell.values, ""))
			switch {
			case blank(part), strings.Contains(*at(r), part):
			case strings.HasPrefix(part, *at(r)):
				*at(r) = part
			default:
				*at(r) += part
			}
		}
	}
	return c
}

// listColumn holds a list of texts. split cuts a text into the elements.
func listColumn[T any](key, title string, at func(*T) *[]string, split func(string) []string, names ...string) column[T] {
	return column[T]{
		key: key, title: title, names: names,
		set: func(r *T, in input) {
			if len(in.cells) == 0 {
				return
			}
			for _, v := range in.cells[0].elements(split) {
				if !blank(v) {
					*at(r) = appendNew(*at(r), v)
				}
			}
		},
		get: func(r *T) string { return strings.Join(*at(r), listSeparator) },
	}
}

// dateColumn holds a date.
func dateColumn[T any](key, title string, at func(*T) *Date, names ...string) column[T] {
	return column[T]{
		key: key, title: title, names: names,
		set: func(r *T, in input) {
			text := in.text()
			if blank(text) {
				return
			}
			d, reason := in.day(text)
			if reason != "" {
				in.warn(in.cells[0].name, text, "not a date: "+reason)
				return
			}
			*at(r) = d
		},
		get: func(r *T) string { return at(r).String() },
	}
}

// gradeColumn holds a number from 1 to highest; put stores it. read understands it.
func gradeColumn[T any](key, title string, highest int, read func(string) (int, bool), get func(*T) int, put func(*T, int), names ...string) column[T] {
	return column[T]{
		key: key, title: title, names: names,
		set: func(r *T, in input) {
			text := in.text()
			n, ok := read(text)
			if !ok && blank(text) || ok && n == 0 {
				return // Ways to write that it is unknown.
			}
			if !ok || n < 1 || n > highest {
				in.warn(in.cells[0].name, text, fmt.Sprintf("not a grade from 1 to %d", highest))
				return
			}
			put(r, n)
		},
		get: func(r *T) string {
			if n := get(r); n != 0 {
				return fmt.Sprint(n)
			}
			return ""
		},
	}
}

// modesColumn holds modes of conversion. Other forms of cooperation are left out and named once.
func modesColumn[T any](key, title string, get func(*T) []Mode, put func(*T, []Mode), names ...string) column[T] {
	return column[T]{
		key: key, title: title, names: names,
		set: func(r *T, in input) {
			if len(in.cells) == 0 {
				return
			}
			var modes []Mode
			for _, v := range in.cells[0].elements(splitModes) {
				m, ok := ParseMode(v)
				switch {
				case ok:
					modes = appendNew(modes, m)
				case !blank(v) && !anyMode(v):
					in.notice(in.cells[0].name, fmt.Sprintf("%q is none of the modes of conversion and is left out", clip(v)))
				}
			}
			if len(modes) > 0 {
				put(r, modes)
			}
		},
		get: func(r *T) string {
			var words []string
			for _, m := range get(r) {
				words = append(words, string(m))
			}
			return strings.Join(words, listSeparator)
		},
	}
}
