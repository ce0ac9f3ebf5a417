package industry_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/industry"
)

func TestSplitSymbols(t *testing.T) {
	for _, test := range []struct {
		in   string
		want []string
	}{
		{"", nil},
		{" ; ；\n", nil},
		{"H01M4/58", []string{"H01M4/58"}},
		{"H01M 4/58", []string{"H01M 4/58"}},
		{"H01M4/58;H01M4/62", []string{"H01M4/58", "H01M4/62"}},
		{"H01M4/58, H01M4/62，G06F；A01、B01|C01", []string{"H01M4/58", "H01M4/62", "G06F", "A01", "B01", "C01"}},
		{"H01M4/58\r\nH01M4/62\n", []string{"H01M4/58", "H01M4/62"}},
		{"H01M4/58 H01M4/62", []string{"H01M4/58", "H01M4/62"}},
		{"H01M 4/58(2010.01)I　h01m 4/62 (2006.01) A01H", []string{"H01M 4/58(2010.01)I", "h01m 4/62 (2006.01)", "A01H"}},
		{"Ｈ０１Ｍ４／５８ Ｈ０１Ｍ４／６２", []string{"Ｈ０１Ｍ４／５８", "Ｈ０１Ｍ４／６２"}},
		{"电池；H01M", []string{"电池", "H01M"}},
		{"\xff;H01M", []string{"\xff", "H01M"}},
	} {
		require.Equal(t, test.want, industry.SplitSymbols(test.in), "%q", test.in)
	}
}
