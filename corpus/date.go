package corpus

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"time"
)

// ErrDate is wrapped by ParseDate when a text is no date.
var ErrDate = errors.New("corpus: invalid date")

// Date is a day, a month (Day 0) or a year (Month and Day 0). The zero Date means unknown.
type Date struct {
	Year, Month, Day int
}

// ParseDate reads a date.
func ParseDate(s string) (Date, error) {
	s = strings.TrimSpace(s)
	for _, l := range []struct {
		layout string
		parts  int
	}{{"2006-01-02", 3}, {"2006-1-2", 3}, {"2006/1/2", 3}, {"2006.1.2", 3}, {"20060102", 3}, {"2006年1月2日", 3}, {"2006-01", 2}, {"2006年1月", 2}, {"2006", 1}, {time.RFC3339, 3}} {
		t, err := time.Parse(l.layout, s)
		if err != nil {
			continue
		}
		d := Date{t.Year(), int(t.Month()), t.Day()}
		if l.parts < 3 {
			d.Day = 0
		}
		if l.parts < 2 {
			d.Month = 0
		}
		return d, nil
	}
	return Date{}, fmt.Errorf("%w %q", ErrDate, s)
}

// IsZero tells whether the date is unknown.
func (d Date) IsZero() bool { return d == Date{} }

// Compare orders dates; a year comes before its months.
func (d Date) Compare(o Date) int {
	return cmp.Or(cmp.Compare(d.Year, o.Year), cmp.Compare(d.Month, o.Month), cmp.Compare(d.Day, o.Day))
}

// String writes 2025-03-25, 2025-03, 2025 or nothing.
func (d Date) String() string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// MarshalText writes String.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what ParseDate reads; empty is the zero Date.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	v, err := ParseDate(string(b))
	if err != nil {
		return err
	}
	*d = v
	return nil
}
