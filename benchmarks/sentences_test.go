package benchmarks

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestSentences(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"", nil},
		{" 。", []string{"。"}},
		{"一种电池", []string{"一种电池"}},
		{"一种电池。包括正极；负极。", []string{"一种电池。", "包括正极；", "负极。"}},
		{"甲。 乙; 丙！", []string{"甲。", "乙;", "丙！"}},
		{"电压为3.5V，电流不限", []string{"电压为3.5V，电流不限"}},
	} {
		require.Equal(t, c.want, sentences(c.text), c.text)
	}
}

func TestReplaceCodes(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"抗体PD-1与T7", "抗体<PD-1>与<T7>"},
		{"温度120度", "温度120度"}, // digits alone are a number
		{"采用LSTM网络", "采用LSTM网络"},
		{"A1、b2", "<A1>、<b2>"},
		{"-5V电源", "-<5V>电源"}, // a code does not begin with a hyphen
		{"末尾H2O", "末尾<H2O>"},
	} {
		require.Equal(t, c.want, replaceCodes(c.text, func(code string) string { return "<" + code + ">" }), c.text)
	}
}

func FuzzReplaceCodes(f *testing.F) {
	for _, s := range []string{"", "PD-1", "抗体PD-1与T7。", "--1a--", "\xff1a"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		// What is not replaced stays as it is, but for bytes that are no characters.
		require.Equal(t, string([]rune(text)), string([]rune(replaceCodes(text, func(code string) string { return code }))))
		joined := strings.Join(sentences(text), "")
		require.Equal(t, strings.Join(strings.Fields(text), ""), strings.Join(strings.Fields(joined), ""))
	})
}
