package segment

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// UserTerm is a term of a user dictionary.
type UserTerm struct {
	// Text is the term as it is written.
	Text string `json:"text"`
	// Line is its line, from 1.
	Line int `json:"line"`
}

// ReadUserTerms reads a user dictionary: one term a line, in UTF-8. Empty lines and lines that begin with # are left out, as are
// blanks around a term. It does not judge the terms; New and CheckUserTerms do.
func ReadUserTerms(r io.Reader) ([]UserTerm, error) {
	var out []UserTerm
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		term := strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\ufeff"))
		if term != "" && !strings.HasPrefix(term, "#") {
			out = append(out, UserTerm{term, n})
		}
	}
	return out, lines.Err()
}

// TermFault is what is wrong with a line of a user dictionary.
type TermFault struct {
	UserTerm
	// Reason is a FaultXxx constant.
	Reason string `json:"reason"`
	// First is the line of the term that this one repeats, else 0.
	First int `json:"first,omitempty"`
}

// The faults of terms.
const (
	// FaultInvalid: New refuses the term with ErrTerm.
	FaultInvalid = "invalid"
	// FaultRepeated: the term stands on an earlier line, perhaps in another spelling.
	FaultRepeated = "repeated"
	// FaultSign: the term holds signs, blanks or # between its letters; it is kept whole only where they are written so too.
	FaultSign = "sign"
)

// CheckUserTerms returns the terms that New takes and the faults, in the order of the lines. Terms with FaultSign are taken.
func CheckUserTerms(all []UserTerm) (good []UserTerm, faults []TermFault) {
	seen := map[string]int{}
	for _, t := range all {
		n, err := userTerm(t.Text)
		if err != nil {
			faults = append(faults, TermFault{UserTerm: t, Reason: FaultInvalid})
			continue
		}
		if first, again := seen[n]; again {
			faults = append(faults, TermFault{UserTerm: t, Reason: FaultRepeated, First: first})
			continue
		}
		seen[n] = t.Line
		if strings.ContainsAny(n, " \t#,;:。、|=") {
			faults = append(faults, TermFault{UserTerm: t, Reason: FaultSign})
		}
		good = append(good, t)
	}
	return good, faults
}

// userTerm normalises a term of a user; one that cannot be a dictionary entry gives ErrTerm.
func userTerm(t string) (string, error) {
	n := Normalize(strings.TrimSpace(t))
	if c := len([]rune(n)); c < 2 || c > 32 || len(split([]rune(n))) == 0 {
		return "", fmt.Errorf("%w %q: want 2 to 32 characters with letters or Han characters", ErrTerm, t)
	}
	return n, nil
}
