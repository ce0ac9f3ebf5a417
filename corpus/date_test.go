package corpus_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
)

func TestParseDate(t *testing.T) {
	day := corpus.Date{Year: 2025, Month: 3, Day: 25}
	month := corpus.Date{Year: 2025, Month: 3}
	for text, want := range map[string]corpus.Date{
		"2025-03-25":                day,
		"2025-3-25":                 day,
		"2025.3.25":                 day,
		"2025.03.25":                day,
		"2025/3/25":                 day,
		"20250325":                  day,
		"2025年3月25日":                day,
		"2025 年 3 月 25 日":           day,
		"2025年03月25":                day,
		"２０２５－０３－２５":                day,
		" 2025-03-25\t":             day,
		"2025-03-25 00:00:00":       day,
		"2025/3/25 8:05":            day,
		"2025-03-25T23:59:59Z":      day,
		"2025-03-25T00:00:00+08:00": day,
		"2025-03-25T00:00:00.000Z":  day,
		"2025-03":                   month,
		"2025.3":                    month,
		"2025/3":                    month,
		"202503":                    month,
		"2025年3月":                   month,
		"2025":                      {Year: 2025},
		"2025年":                     {Year: 2025},
		"2025.0":                    {Year: 2025}, // What a column of numbers with gaps becomes.
		"2024-02-29":                {Year: 2024, Month: 2, Day: 29},
		"2000-02-29":                {Year: 2000, Month: 2, Day: 29},
		"9999-12-31":                {Year: 9999, Month: 12, Day: 31},
	} {
		got, err := corpus.ParseDate(text)
		require.NoError(t, err, text)
		require.Equal(t, want, got, text)
	}
}

func TestParseDateRejects(t *testing.T) {
	for text, reason := range map[string]string{
		"":                    "it is empty",
		"  ":                  "it is empty",
		"2025-02-29":          "the month 2025-02 has no day 29",
		"1900-02-29":          "the month 1900-02 has no day 29",
		"2025-04-31":          "the month 2025-04 has no day 31",
		"20250231":            "the month 2025-02 has no day 31",
		"2025-13-01":          "there is no month 13",
		"2025-00-01":          "there is no month 0",
		"2025-03-00":          "the month 2025-03 has no day 0",
		"202513":              "there is no month 13",
		"0001-01-01":          "the year is before 1000",
		"25/3/25":             "it is none of the known forms, such as 2025-03-25",
		"3/25/2025":           "it is none of the known forms, such as 2025-03-25",
		"45741":               "it is none of the known forms, such as 2025-03-25",
		"2025-03-25 25:00":    "it is none of the known forms, such as 2025-03-25",
		"2025-03-25 tomorrow": "it is none of the known forms, such as 2025-03-25",
		"昨天":                  "it is none of the known forms, such as 2025-03-25",
	} {
		got, err := corpus.ParseDate(text)
		require.ErrorIs(t, err, corpus.ErrDate, text)
		require.ErrorContains(t, err, reason, text)
		require.True(t, got.IsZero(), text)
	}
}

func TestDateText(t *testing.T) {
	for text, date := range map[string]corpus.Date{
		"":           {},
		"2025":       {Year: 2025},
		"2025-03":    {Year: 2025, Month: 3},
		"2025-03-05": {Year: 2025, Month: 3, Day: 5},
	} {
		require.Equal(t, text, date.String())
		var back corpus.Date
		require.NoError(t, back.UnmarshalText([]byte(text)))
		require.Equal(t, date, back)
	}
	var d corpus.Date
	require.ErrorIs(t, json.Unmarshal([]byte(`"2025-02-30"`), &d), corpus.ErrDate)
}

func TestDateOrder(t *testing.T) {
	inOrder := []corpus.Date{
		{},
		{Year: 2024, Month: 12, Day: 31},
		{Year: 2025},
		{Year: 2025, Month: 3},
		{Year: 2025, Month: 3, Day: 1},
		{Year: 2025, Month: 3, Day: 2},
		{Year: 2025, Month: 4},
	}
	for i, a := range inOrder {
		for j, b := range inOrder {
			want := 0
			if i < j {
				want = -1
			} else if i > j {
				want = 1
			}
			require.Equal(t, want, a.Compare(b), "%s and %s", a, b)
		}
	}
}
