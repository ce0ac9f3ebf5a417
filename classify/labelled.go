package classify

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/gongxu/gongxu/industry"
)

// Labelled is a text with its IPC subclasses.
type Labelled struct {
	Text       string
	Subclasses []string // Such as H01M, at least one.
	// Definition tells that the text says what a class holds. It teaches a little more than the title of a patent, but it is not tested
	// on.
	Definition bool
}

// How the groups of a subclass are put together: a text for so many, but not more texts than that.
const (
	groupsOfText = 7
	mostTexts    = 3
)

// longestLine bounds a line of labelled titles, in bytes.
const longestLine = 1 << 20

// ReadLabelled reads titles with their subclasses, one JSON object a line: {"title": …, "ipc_subclasses": ["H01M", …]}. The error names
// the first line that is not of this form.
func ReadLabelled(r io.Reader) ([]Labelled, error) {
	var all []Labelled
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, longestLine)
	n := 1
	for ; lines.Scan(); n++ {
		line := bytes.TrimSpace(lines.Bytes())
		if len(line) == 0 {
			continue
		}
		var row struct {
			Title      string   `json:"title"`
			Subclasses []string `json:"ipc_subclasses"`
		}
		if err := json.Unmarshal(line, &row); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		if row.Title == "" || len(row.Subclasses) == 0 {
			return nil, fmt.Errorf("line %d: title or ipc_subclasses missing", n)
		}
		for _, code := range row.Subclasses {
			if !isSubclass(code) {
				return nil, fmt.Errorf("line %d: %q is no IPC subclass", n, code)
			}
		}
		all = append(all, Labelled{Text: row.Title, Subclasses: row.Subclasses})
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("line %d: %w", n, err)
	}
	return all, nil
}

// ClassTexts returns the title of every subclass of the IPC as a text to train on.
func ClassTexts() []Labelled {
	var all []Labelled
	for _, s := range industry.Subclasses() {
		if title, ok := industry.Title(s); ok {
			all = append(all, Labelled{Text: title, Subclasses: []string{s.String()}, Definition: true})
		}
	}
	return all
}

// ReadGroups reads the titles of main groups of the IPC, a table split by tabs whose first line names its columns, among them subclass
// and title_zh or title, and returns for each subclass the titles of its groups as up to three texts to train on. References to other
// places, in parentheses, are left out. The error names the line.
func ReadGroups(r io.Reader) ([]Labelled, error) {
	t := csv.NewReader(r)
	t.Comma, t.LazyQuotes, t.ReuseRecord = '\t', true, true
	head, err := t.Read()
	if err != nil {
		return nil, fmt.Errorf("line 1: %w", err)
	}
	class, title := slices.Index(head, "subclass"), slices.IndexFunc(head, func(name string) bool { return strings.HasPrefix(name, "title") })
	if class < 0 || title < 0 {
		return nil, errors.New("line 1: no columns subclass and title")
	}
	texts := map[string][]string{}
	for {
		row, err := t.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if line, _ := t.FieldPos(class); !isSubclass(row[class]) {
			return nil, fmt.Errorf("line %d: %q is no IPC subclass", line, row[class])
		}
		texts[row[class]] = append(texts[row[class]], withoutReferences(row[title]))
	}
	var all []Labelled
	for _, code := range slices.Sorted(maps.Keys(texts)) {
		titles := texts[code]
		parts := min(mostTexts, (len(titles)+groupsOfText-1)/groupsOfText)
		for part := range parts {
			text := strings.Join(titles[part*len(titles)/parts:(part+1)*len(titles)/parts], "；")
			all = append(all, Labelled{Text: text, Subclasses: []string{code}, Definition: true})
		}
	}
	return all, nil
}

// withoutReferences drops what stands in parentheses.
func withoutReferences(title string) string {
	depth := 0
	return strings.Map(func(r rune) rune {
		switch r {
		case '（':
			depth++
			return -1
		case '）':
			depth = max(0, depth-1)
			return -1
		}
		if depth > 0 {
			return -1
		}
		return r
	}, title)
}

// isSubclass reports whether code is an IPC subclass, spelled H01M.
func isSubclass(code string) bool {
	s, err := industry.ParseSymbol(code)
	return err == nil && s.Level() == industry.LevelSubclass && s.String() == code
}
