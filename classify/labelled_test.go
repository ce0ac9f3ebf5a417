package classify

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestReadLabelled(t *testing.T) {
	got, err := ReadLabelled(strings.NewReader(`{"title": "一种水泵", "ipc_subclasses": ["F04D", "F04B"], "year": 2020}` + "\n\n" +
		`{"title": "茶叶烘干机", "ipc_subclasses": ["A23F"]}`))
	require.NoError(t, err)
	require.Equal(t, []Labelled{
		{Text: "一种水泵", Subclasses: []string{"F04D", "F04B"}},
		{Text: "茶叶烘干机", Subclasses: []string{"A23F"}},
	}, got)
}

func TestReadLabelledNamesTheLine(t *testing.T) {
	good := `{"title": "一种水泵", "ipc_subclasses": ["F04D"]}` + "\n"
	for _, c := range []struct{ text, fault string }{
		{good + "{", "line 2: unexpected end of JSON input"},
		{good + `{"title": "", "ipc_subclasses": ["F04D"]}`, "line 2: title or ipc_subclasses missing"},
		{good + "\n" + `{"title": "水泵"}`, "line 3: title or ipc_subclasses missing"},
		{`{"title": "水泵", "ipc_subclasses": ["F04D13/06"]}`, `line 1: "F04D13/06" is no IPC subclass`},
		{`{"title": "水泵", "ipc_subclasses": ["f04d"]}`, `line 1: "f04d" is no IPC subclass`},
		{`{"title": "` + strings.Repeat("泵", longestLine) + `"}`, "line 1: bufio.Scanner: token too long"},
	} {
		_, err := ReadLabelled(strings.NewReader(c.text))
		require.EqualError(t, err, c.fault)
	}
}

func TestReadGroups(t *testing.T) {
	got, err := ReadGroups(strings.NewReader("subclass\tgroup\ttitle_zh\n" +
		"A01B\tA01B1/00\t手动工具（草坪用的入A01G（园艺））\n" +
		"A01B\tA01B3/00\t有固定犁铧的犁\n" +
		"H01M\tH01M2/00\t电池结构零件\n"))
	require.NoError(t, err)
	require.Equal(t, []Labelled{
		{Text: "手动工具；有固定犁铧的犁", Subclasses: []string{"A01B"}, Definition: true},
		{Text: "电池结构零件", Subclasses: []string{"H01M"}, Definition: true},
	}, got)
}

// Eight groups make two texts of four; twenty-two and more make three, not four.
func TestReadGroupsDividesLongClasses(t *testing.T) {
	table := func(groups int) string {
		return "subclass\ttitle\n" + strings.Repeat("A01B\t犁\n", groups)
	}
	for _, c := range []struct {
		groups int
		texts  []string
	}{
		{7, []string{"犁；犁；犁；犁；犁；犁；犁"}},
		{8, []string{"犁；犁；犁；犁", "犁；犁；犁；犁"}},
		{30, []string{strings.Repeat("犁；", 9) + "犁", strings.Repeat("犁；", 9) + "犁", strings.Repeat("犁；", 9) + "犁"}},
	} {
		got, err := ReadGroups(strings.NewReader(table(c.groups)))
		require.NoError(t, err)
		var texts []string
		for _, l := range got {
			texts = append(texts, l.Text)
		}
		require.Equal(t, c.texts, texts)
	}
}

func TestReadGroupsNamesTheLine(t *testing.T) {
	for _, c := range []struct{ text, fault string }{
		{"", "line 1: EOF"},
		{"class\ttitle\n", "line 1: no columns subclass and title"},
		{"subclass\ttitle\nA01B\t犁\nA01\t农业\n", `line 3: "A01" is no IPC subclass`},
		{"subclass\ttitle\nA01B\n", "record on line 2: wrong number of fields"},
	} {
		_, err := ReadGroups(strings.NewReader(c.text))
		require.EqualError(t, err, c.fault)
	}
}

func TestClassTexts(t *testing.T) {
	all := ClassTexts()
	require.Greater(t, len(all), 600)
	for _, l := range all {
		require.True(t, l.Definition)
		require.Len(t, l.Subclasses, 1)
		require.NotEmpty(t, l.Text)
	}
}
