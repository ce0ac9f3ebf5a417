package corpus

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// Errors of the numbers of patents, to be told apart with [errors.Is].
var (
	// ErrNumber marks a text that is no application or publication number.
	ErrNumber = errors.New("not a patent number")
	// ErrCheckDigit marks an application number whose check digit is wrong. The number is returned all the same.
	ErrCheckDigit = errors.New("wrong check digit")
)

// ApplicationNumber is a Chinese application number, of the present form (2003 and later: year in four digits, type, seven
// digits) or of the older one (year in two digits, type, five digits), with a check digit behind.
type ApplicationNumber struct {
	digits string // 12, or 8 of the older form.
	check  byte   // '0' to '9' or 'X'; 0 where none was given.
}

// applicationForm takes a number after folding: prefix, digits, check digit behind a dot or without one.
var applicationForm = regexp.MustCompile(`^(CN|ZL)?(\d{12}|\d{8})(?:\.?([0-9X]))?$`)

// ParseApplicationNumber reads an application number with or without the prefix CN or ZL, the dot and the check digit:
// CN202510123456.7, 2025101234567, ZL 2025 1 0123456.7, 98101234.5. A wrong check digit gives the number and an error that wraps
// [ErrCheckDigit]; any other error wraps [ErrNumber].
func ParseApplicationNumber(s string) (ApplicationNumber, error) {
	m := applicationForm.FindStringSubmatch(strings.ToUpper(strings.ReplaceAll(narrow(s), " ", "")))
	if m == nil {
		return ApplicationNumber{}, fmt.Errorf("%w: %q: an application number has 12 digits, or 8 of the older form, and a check digit", ErrNumber, s)
	}
	n := ApplicationNumber{digits: m[2]}
	if m[3] != "" {
		n.check = m[3][0]
	}
	if n.Type() == "" {
		return ApplicationNumber{}, fmt.Errorf("%w: %q: there is no type %c of application, only 1, 2, 3, 8 and 9", ErrNumber, s, n.typeDigit())
	}
	if y := n.Year(); y < 1985 || y > 2099 || len(n.digits) == 8 && y > 2003 {
		return ApplicationNumber{}, fmt.Errorf("%w: %q: no application of this form has the year %d", ErrNumber, s, y)
	}
	if want := n.CheckDigit(); n.check != 0 && n.check != want {
		return n, fmt.Errorf("%w: %q ends in %c, but %c follows from its digits", ErrCheckDigit, s, n.check, want)
	}
	return n, nil
}

// CheckDigit returns the check digit that follows from the other digits, '0' to '9' or 'X': the sum of the digits, times 2 to 9
// and then 2 to 5, modulo 11, where X stands for 10.
func (n ApplicationNumber) CheckDigit() byte {
	sum := 0
	for i, d := range []byte(n.digits) {
		sum += int(d-'0') * (2 + i%8)
	}
	return "0123456789X"[sum%11]
}

// firstYear is the year of the first applications, in two digits.
const firstYear = 85

// Year returns the year of application; two digits stand for 1985 to 2003.
func (n ApplicationNumber) Year() int {
	switch len(n.digits) {
	case 12:
		return number(n.digits[:4])
	case 8:
		if y := number(n.digits[:2]); y >= firstYear {
			return 1900 + y
		}
		return 2000 + number(n.digits[:2])
	}
	return 0
}

func (n ApplicationNumber) typeDigit() byte {
	switch len(n.digits) {
	case 12:
		return n.digits[4]
	case 8:
		return n.digits[2]
	}
	return 0
}

// Type returns the type of patent that was applied for. International applications (8 and 9) are inventions and utility models.
func (n ApplicationNumber) Type() PatentType {
	switch n.typeDigit() {
	case '1', '8':
		return TypeInvention
	case '2', '9':
		return TypeUtility
	case '3':
		return TypeDesign
	}
	return ""
}

// String returns the number as CN202510123456.7, with the check digit as it was given, or without one where none was; the
// zero value gives the empty string.
func (n ApplicationNumber) String() string {
	switch {
	case n.digits == "":
		return ""
	case n.check == 0:
		return "CN" + n.digits
	}
	return "CN" + n.digits + "." + string(rune(n.check))
}

// PublicationNumber is the number of a published Chinese patent document.
type PublicationNumber struct {
	digits string
	kind   byte
}

// publicationForm takes a number after folding. Some sources number corrected documents, as in B8.
var publicationForm = regexp.MustCompile(`^CN(\d{7,9})([ABCDUSY])\d?$`)

// ParsePublicationNumber reads a publication number: CN, seven to nine digits, and a kind code, A, B, C, D, U, Y or S. The error
// wraps [ErrNumber].
func ParsePublicationNumber(s string) (PublicationNumber, error) {
	m := publicationForm.FindStringSubmatch(strings.ToUpper(strings.ReplaceAll(narrow(s), " ", "")))
	if m == nil {
		return PublicationNumber{}, fmt.Errorf("%w: %q: a publication number is CN, 7 to 9 digits and a kind code", ErrNumber, s)
	}
	return PublicationNumber{digits: m[1], kind: m[2][0]}, nil
}

// Type returns the type of patent that the kind code stands for.
func (n PublicationNumber) Type() PatentType {
	switch n.kind {
	case 'A', 'B', 'C':
		return TypeInvention
	case 'U', 'Y':
		return TypeUtility
	case 'S', 'D':
		return TypeDesign
	}
	return ""
}

// String returns the number as CN116510786B, and the empty string for the zero value.
func (n PublicationNumber) String() string {
	if n.digits == "" {
		return ""
	}
	return "CN" + n.digits + string(rune(n.kind))
}

// numberOfID recognises an id that is an application or a publication number. Digits alone may be a number of any kind, so that
// an id without prefix and without dot counts as an application number only when it has the present form and the right check
// digit.
func numberOfID(id string) (application, publication string, err error) {
	if n, err := ParsePublicationNumber(id); err == nil {
		return "", n.String(), nil
	}
	n, err := ParseApplicationNumber(id)
	switch {
	case errors.Is(err, ErrNumber):
		return "", "", nil
	case !hasPrefix(id) && !strings.Contains(narrow(id), ".") && (err != nil || n.check == 0 || len(n.digits) < 12):
		return "", "", nil
	}
	return n.String(), "", err
}

// hasPrefix tells whether a number begins with its country or with ZL.
func hasPrefix(id string) bool {
	upper := strings.ToUpper(strings.TrimSpace(narrow(id)))
	return strings.HasPrefix(upper, "CN") || strings.HasPrefix(upper, "ZL")
}
