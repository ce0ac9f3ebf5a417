package matcher

import (
	"context"
	"fmt"
	"math"
	"strconv"
	"time"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
)

// freshnessHalfLife is the age, in days, at which the freshness of a patent is ½, at twice that ¼, and so on; in between it is linear.
// Five years: a quarter of the twenty that a Chinese invention patent lasts.
const freshnessHalfLife = 5 * 365

// freshnessSignal is how recent a patent is, by its grant date, else that of publication or application, against the newest of the
// library and not the clock, so that a ranking can be made again. Its weight is 0 in the shipped options: on the judged pairs it
// makes no difference.
func freshnessSignal() signal {
	return signal{
		name: "freshness", label: "新近程度",
		value: func(p *profile, c *candidate) (float64, bool) { return p.recency.of(c.day) },
		note: func(x *explainer, c *candidate) string {
			if c.day == 0 || x.p.recency == nil {
				return "专利没有日期，按全库平均计。"
			}
			return fmt.Sprintf("专利日期 %s，比库中最新的专利早 %.1f 年。", tellingDate(x.patent), float64(x.p.recency.newest-c.day)/365)
		},
	}
}

// tellingDate returns the date by which a patent is old or new: that of its grant, publication or application, or whatever is known.
func tellingDate(p corpus.Patent) corpus.Date {
	for _, date := range []corpus.Date{p.GrantDate, p.PublicationDate, p.ApplicationDate, p.Date} {
		if !date.IsZero() {
			return date
		}
	}
	return corpus.Date{}
}

// dayNumber counts the days from the year 1 to a date as dayKey writes it: a month without a day is taken at its 15th, a year without a
// month at the first of July. 0 when it is no date.
func dayNumber(key string) int {
	n, err := strconv.Atoi(key)
	if err != nil || n < 10101 {
		return 0
	}
	year, month, day := n/10000, n/100%100, n%100
	switch {
	case month == 0:
		month, day = 7, 1
	case day == 0:
		day = 15
	}
	return int(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Unix()/86400) + 719163
}

// recency is what the dates of a library are measured against, at one generation.
type recency struct {
	generation uint64
	newest     int     // as dayNumber
	mean       float64 // of the freshness of patents with a date
}

// of returns the freshness of a day, in (0, 1]; the mean of the library when it is not known.
func (r *recency) of(day int) (v float64, known bool) {
	switch {
	case r == nil:
		return 0.5, false
	case day == 0:
		return r.mean, false
	}
	return freshness(r.newest - day), true
}

// freshness of an age in days: 1 at 0, halved every freshnessHalfLife, linear in between. A negative age counts as 0.
func freshness(age int) float64 {
	age = max(0, age)
	return math.Ldexp(1-float64(age%freshnessHalfLife)/(2*freshnessHalfLife), -(age / freshnessHalfLife))
}

// recency looks up the newest date and the mean freshness of the library, once a generation.
func (e *edition) recency(ctx context.Context, s index.Searcher, generation uint64) (*recency, error) {
	if r := e.recent.Load(); r != nil && r.generation == generation {
		return r, nil
	}
	counts, err := s.Counts(ctx, keyDay)
	if err != nil {
		return nil, err
	}
	r := &recency{generation: generation, mean: 0.5}
	for _, c := range counts {
		r.newest = max(r.newest, dayNumber(c.Value))
	}
	sum, n := 0.0, 0.0
	for _, c := range counts {
		if day := dayNumber(c.Value); day > 0 {
			sum += float64(freshness(r.newest-day) * float64(c.Count))
			n += float64(c.Count)
		}
	}
	if n > 0 {
		r.mean = sum / n
	}
	e.recent.Store(r)
	return r, nil
}

// valuer is what dating hits takes of an index besides searching. Those of another kind of index have no date.
type valuer interface {
	Value(field string, h index.Hit) (value string, ok bool, err error)
}

// dated looks up the days of candidates.
func dated(s index.Searcher, found []candidate) error {
	r, ok := s.(valuer)
	if !ok {
		return nil
	}
	for i := range found {
		value, _, err := r.Value(keyDay, found[i].hit)
		if err != nil {
			return err
		}
		found[i].day = dayNumber(value)
	}
	return nil
}
