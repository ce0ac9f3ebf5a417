package matcher

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
)

// feedbackFile holds the judgments of a directory, one a line as JSON, in the order in which they came. Indexing and merging never touch
// it. A line holds its need's text when that is new; later lines of the need do without.
const feedbackFile = "feedback.jsonl"

// past is what was said of earlier pairs.
type past struct {
	path    string // empty in memory
	ignored bool   // takes no part in rankings
	torn    int    // bytes of a line that was not whole at the opening

	mu     sync.Mutex
	newest map[judged]corpus.Judgment // without the needs' texts
	texts  map[string]needWords       // by need
	read   int64                      // bytes of the file that are read
	lines  int
	open   bool // the last of them has no end
	// version changes with every judgment that counts.
	version int
}

// judged is what has one say.
type judged struct{ need, patent, who string }

// needWords are the text of a need.
type needWords struct{ title, description string }

// openPast reads the judgments of a directory. A line that cannot be read is index.ErrCorrupt with its place; a last line that was not
// written whole is passed over.
func openPast(dir string, ignored bool) (*past, error) {
	p := &past{
		ignored: ignored, newest: map[judged]corpus.Judgment{}, texts: map[string]needWords{},
	}
	if dir == "" {
		return p, nil
	}
	p.path = filepath.Join(dir, feedbackFile)
	_, rest, err := p.refresh()
	p.torn = rest
	return p, err
}

// empty tells whether nothing was said, or it takes no part.
func (p *past) empty() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.ignored || len(p.newest) == 0
}

// knows tells whether a need's text is known.
func (p *past) knows(need string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	_, ok := p.texts[need]
	return ok
}

// refresh reads what was added to the file since it was read last, and tells whether that was anything, and how
// many bytes follow the last whole line.
func (p *past) refresh() (changed bool, torn int, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.path == "" {
		return false, 0, nil
	}
	f, err := os.Open(p.path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, 0, nil
	}
	if err != nil {
		return false, 0, fmt.Errorf("matcher: %w", err)
	}
	defer f.Close()
	if err := lockFile(f, false); err != nil {
		return false, 0, err
	}
	before := p.lines
	rest, err := p.catchUp(f)
	return p.lines > before, len(rest), err
}

// catchUp reads the lines of the file that are new, and returns what follows the last whole one.
func (p *past) catchUp(f *os.File) (rest []byte, err error) {
	if _, err := f.Seek(p.read, io.SeekStart); err != nil {
		return nil, fmt.Errorf("matcher: %w", err)
	}
	data, err := io.ReadAll(f)
	if err != nil {
		return nil, fmt.Errorf("matcher: read %s: %w", p.path, err)
	}
	for {
		line, after, ended := bytes.Cut(data, []byte("\n"))
		if p.open && ended && len(line) == 0 { // the end that the last line lacked
			p.read, p.open, data = p.read+1, false, after
			continue
		}
		if !ended && len(line) == 0 {
			return nil, nil
		}
		j, err := p.parse(line)
		switch {
		case err != nil && !ended:
			return line, nil
		case err != nil:
			return nil, fmt.Errorf("%w: %s:%d: %w; mend or remove the line", index.ErrCorrupt, p.path, p.lines+1, err)
		}
		p.take(j)
		p.read, p.lines, p.open, data = p.read+int64(len(line)), p.lines+1, !ended, after
		if ended {
			p.read++
		}
	}
}

// parse reads a line, strictly.
func (p *past) parse(line []byte) (corpus.Judgment, error) {
	var j corpus.Judgment
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields()
	if err := d.Decode(&j); err != nil {
		return j, err
	}
	if d.More() {
		return j, errors.New("something follows the judgment")
	}
	if err := j.Validate(); err != nil {
		return j, err
	}
	if _, ok := p.texts[j.Need]; !ok && j.Title == "" && j.Description == "" {
		return j, fmt.Errorf("need %q has no text here or before", j.Need)
	}
	return j.Graded(), nil
}

// take lets a judgment count if it is the newest.
func (p *past) take(j corpus.Judgment) {
	if j.Title != "" || j.Description != "" {
		p.texts[j.Need] = needWords{j.Title, j.Description}
		j.Title, j.Description = "", ""
	}
	key := judged{j.Need, j.Patent, j.Who}
	if old, ok := p.newest[key]; !ok || !j.When.Before(old.When) {
		p.newest[key] = j
	}
	p.version++
}

// news tells whether a judgment says anything that is not known, and leaves out a text that is.
func (p *past) news(j *corpus.Judgment) bool {
	newText := (j.Title != "" || j.Description != "") && p.texts[j.Need] != needWords{j.Title, j.Description}
	if !newText {
		j.Title, j.Description = "", ""
	}
	old, ok := p.newest[judged{j.Need, j.Patent, j.Who}]
	if !ok || newText {
		return true
	}
	return !j.When.Before(old.When) && (*j.Grade != *old.Grade || j.Action != old.Action)
}

// add writes judgments that are complete, in one piece, and lets them count.
func (p *past) add(judgments []corpus.Judgment) (recorded int, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.path == "" {
		for _, j := range judgments {
			if p.news(&j) {
				p.take(j)
				recorded++
			}
		}
		return recorded, nil
	}
	f, err := os.OpenFile(p.path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return 0, fmt.Errorf("matcher: %w", err)
	}
	defer f.Close() // what was written is on disk by then
	if err := lockFile(f, true); err != nil {
		return 0, err
	}
	rest, err := p.catchUp(f)
	if err != nil {
		return 0, err
	}
	return p.append(f, len(rest) > 0, judgments)
}

// append writes the news among judgments to the file, which is locked and read to its end, in place of what was not written whole.
func (p *past) append(f *os.File, torn bool, judgments []corpus.Judgment) (recorded int, err error) {
	var lines bytes.Buffer
	e := json.NewEncoder(&lines)
	e.SetEscapeHTML(false)
	texts, batch := map[string]needWords{}, map[judged]corpus.Judgment{}
	if p.open {
		lines.WriteByte('\n')
	}
	for _, j := range judgments {
		full, key := needWords{j.Title, j.Description}, judged{j.Need, j.Patent, j.Who}
		if before, ok := batch[key]; ok && *before.Grade == *j.Grade && before.Action == j.Action || !p.news(&j) {
			continue
		}
		batch[key] = j
		if j.Title != "" || j.Description != "" {
			if texts[j.Need] == full {
				j.Title, j.Description = "", ""
			}
			texts[j.Need] = full
		}
		if err := e.Encode(j); err != nil {
			return 0, fmt.Errorf("matcher: encode a judgment: %w", err)
		}
		recorded++
	}
	if recorded == 0 {
		return 0, nil
	}
	if torn {
		err = f.Truncate(p.read)
	}
	if err == nil {
		_, err = f.WriteAt(lines.Bytes(), p.read)
	}
	if err == nil {
		err = f.Sync()
	}
	if err != nil {
		return 0, errors.Join(fmt.Errorf("matcher: write %s: %w", p.path, err), f.Truncate(p.read))
	}
	_, err = p.catchUp(f)
	return recorded, err
}
