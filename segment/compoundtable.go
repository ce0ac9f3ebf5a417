package segment

import (
	_ "embed" // the table is compiled into the binary
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed tables/compounds.txt
var compoundTable string

// joiner knows how words join to compounds. See tables/compounds.txt.
type joiner struct {
	bias    int32
	words   map[string]joinWord
	pairs   [3][]int16 // by left class · classes + right class
	classes int
	sign    joinWord // what stands for a sign or an end of the text,
	set     joinWord // for set wording,
	code    joinWord // for a code or a word with letters,
	unknown joinWord // and for a word with no known ending
}

// joinWord is what is known of a word beside a gap.
type joinWord struct {
	class uint8
	// Weights of the word before the left word, the left word, the right word and the word after.
	before, left, right, after int16
}

var embeddedJoiner = sync.OnceValue(func() *joiner {
	j, err := parseJoiner(compoundTable)
	if err != nil {
		panic("segment: embedded table of compounds: " + err.Error())
	}
	return j
})

// parseJoiner reads a table of the format that the embedded one describes.
func parseJoiner(table string) (*joiner, error) {
	j := &joiner{words: make(map[string]joinWord, 32768)}
	section, n, biased := "", 0, false
	for _, l := range lines(table) {
		if head, ok := strings.CutPrefix(l, "@"); ok {
			var err error
			if section, n, err = joinerSection(head); err != nil {
				return nil, err
			}
			continue
		}
		switch section {
		case "bias":
			b, err := strconv.ParseInt(l, 10, 16)
			if err != nil {
				return nil, fmt.Errorf("bias %q is no number", l)
			}
			j.bias, biased = int32(b), true
		case "class":
			j.classes = max(j.classes, n+1)
			for entry := range strings.FieldsSeq(l) {
				if err := j.addWord(entry, uint8(n)); err != nil {
					return nil, err
				}
			}
		case "pair":
			row, ok := strings.CutPrefix(l, "> ")
			if !ok || !isWeights(row) {
				return nil, fmt.Errorf("row %q is no \"> \" and weights", l)
			}
			for i := range len(row) {
				j.pairs[n] = append(j.pairs[n], weight(row[i]))
			}
		default:
			return nil, fmt.Errorf("line %q belongs to no section", l)
		}
	}
	if !biased {
		return nil, errors.New("there is no bias")
	}
	for i, p := range j.pairs {
		if len(p) != j.classes*j.classes {
			return nil, fmt.Errorf("matrix %d has %d weights, not those of %d × %d classes", i, len(p), j.classes, j.classes)
		}
	}
	for name, w := range map[string]*joinWord{"sign": &j.sign, "set": &j.set, "code": &j.code, "unknown": &j.unknown} {
		var ok bool
		if *w, ok = j.words[name]; !ok {
			return nil, fmt.Errorf("there is no %s", name)
		}
	}
	return j, nil
}

// joinerSection reads the line that begins a section, without its @.
func joinerSection(head string) (section string, n int, err error) {
	section, number, numbered := strings.Cut(head, " ")
	limit := 1
	switch section {
	case "bias":
		if !numbered {
			return section, 0, nil
		}
	case "class":
		limit = 256
	case "pair":
		limit = 3
	}
	if n, err = strconv.Atoi(number); err != nil || n < 0 || n >= limit || section != "class" && section != "pair" {
		return "", 0, fmt.Errorf("section %q is neither bias, class 0 to 255 nor pair 0 to 2", head)
	}
	return section, n, nil
}

// addWord reads a word with its four weights.
func (j *joiner) addWord(entry string, class uint8) error {
	at := max(len(entry)-4, 0)
	name, w := entry[:at], entry[at:]
	if name == "" || !utf8.ValidString(name) || !isWeights(w) {
		return fmt.Errorf("entry %q is no word and four weights", entry)
	}
	if _, twice := j.words[name]; twice {
		return fmt.Errorf("word %q stands twice", name)
	}
	j.words[name] = joinWord{class, weight(w[0]), weight(w[1]), weight(w[2]), weight(w[3])}
	return nil
}

// isWeights tells whether all bytes are visible ASCII characters, as weights are.
func isWeights(s string) bool {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] > '~' {
			return false
		}
	}
	return s != ""
}

// weight reads a weight: small ones are exact, large ones go by eights.
func weight(letter byte) int16 {
	const exact, step = 30, 8
	w := int16(letter) - 79
	switch {
	case w > exact:
		return exact + step*(w-exact)
	case w < -exact:
		return -exact + step*(w+exact)
	}
	return w
}
