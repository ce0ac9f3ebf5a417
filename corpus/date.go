package corpus

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// ErrDate is wrapped by every error of [ParseDate].
var ErrDate = errors.New("not a date")

// Date is a day, a month (Day 0) or a year (Month and Day 0) of the Gregorian calendar, without a time zone. The zero Date
// means unknown.
type Date struct {
	Year, Month, Day int
}

// The forms of a date after folding: the parts of one form, eight or six digits run together, and the time that may follow.
var (
	dateParts  = regexp.MustCompile(`^(\d{4})(?:\.0|年|[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?)?$`)
	dateRun    = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})?$`)
	timeOfDay  = regexp.MustCompile(`^([01]?\d|2[0-4]):[0-5]\d(:[0-6]\d([.,]\d+)?)?(Z|[+-]\d\d:?\d\d)?$`)
	dateSerial = regexp.MustCompile(`^\d{5}(\.\d+)?$`)
)

// ParseDate reads a date in the forms that exports use:
//
//	2025-03-25  2025.3.25  2025/3/25  20250325  2025年3月25日
//	2025-03     2025.3     2025/3     202503    2025年3月       2025  2025年
//
// Width does not matter, spaces neither, and a time of day may follow a day ("2025-03-25 00:00:00", RFC 3339); it is dropped and
// the day is taken as written, whatever the time zone. The year has four digits and is 1000 or later. The error wraps [ErrDate]
// and names the value and the reason; a day that the calendar does not have (2025-02-29) is one.
func ParseDate(s string) (Date, error) {
	d, reason := parseDate(s)
	if reason != "" {
		return Date{}, fmt.Errorf("%w: %q: %s", ErrDate, s, reason)
	}
	return d, nil
}

// parseDate returns the date, or the reason why there is none.
func parseDate(s string) (Date, string) {
	text := cutTime(strings.TrimSpace(narrow(s)))
	text = strings.Join(strings.Fields(text), "")
	if text == "" {
		return Date{}, "it is empty"
	}
	m := dateParts.FindStringSubmatch(text)
	if m == nil {
		m = dateRun.FindStringSubmatch(text)
	}
	if m == nil {
		return Date{}, "it is none of the known forms, such as 2025-03-25"
	}
	d := Date{Year: number(m[1])}
	if d.Year < 1000 {
		return Date{}, "the year is before 1000"
	}
	if len(m) < 3 || m[2] == "" {
		return d, ""
	}
	if d.Month = number(m[2]); d.Month < 1 || d.Month > 12 {
		return Date{}, fmt.Sprintf("there is no month %d", d.Month)
	}
	if m[3] == "" {
		return d, ""
	}
	d.Day = number(m[3])
	if last := time.Date(d.Year, time.Month(d.Month)+1, 0, 0, 0, 0, 0, time.UTC).Day(); d.Day < 1 || d.Day > last {
		return Date{}, fmt.Sprintf("the month %04d-%02d has no day %d", d.Year, d.Month, d.Day)
	}
	return d, ""
}

// cutTime drops a time of day that follows a day.
func cutTime(s string) string {
	if i := strings.IndexAny(s, "Tt "); i > 0 && timeOfDay.MatchString(strings.ToUpper(strings.ReplaceAll(s[i+1:], " ", ""))) {
		return s[:i]
	}
	return s
}

// number converts decimal digits that are known to be few.
func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

// IsZero tells whether the date is unknown.
func (d Date) IsZero() bool { return d == Date{} }

// Compare returns -1, 0 or +1 as d is before, the same as or after other. A year comes before its months, and a month before
// its days; the unknown date comes first.
func (d Date) Compare(other Date) int {
	return cmp.Or(cmp.Compare(d.Year, other.Year), cmp.Compare(d.Month, other.Month), cmp.Compare(d.Day, other.Day))
}

// String returns 2025-03-25, 2025-03 or 2025 as far as the date is known, and the empty string for the zero Date.
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

// MarshalText returns what [Date.String] returns. It never fails.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what [ParseDate] reads; empty text is the zero Date.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}
