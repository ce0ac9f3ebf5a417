package corpus_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
)

// Check digits, with weights 2 3 4 5 6 7 8 9 2 3 4 5:
//
//	209211767704: 4+0+36+10+6+7+56+54+14+21+0+20 = 228 = 20·11 + 8, so 8
//	209210000004: 4+0+36+10+6+20 = 76 = 6·11 + 10, so X
//	98101234: 18+24+4+0+6+14+24+36 = 126 = 11·11 + 5, so 5
//	03100000: 0+9+4 = 13 = 11 + 2, so 2
func TestParseApplicationNumber(t *testing.T) {
	for _, test := range []struct {
		text, want string
		year       int
		kind       corpus.PatentType
	}{
		{"CN209211767704.8", "CN209211767704.8", 2092, corpus.TypeInvention},
		{"209211767704.8", "CN209211767704.8", 2092, corpus.TypeInvention},
		{"2092117677048", "CN209211767704.8", 2092, corpus.TypeInvention},
		{"ZL 2092 1 1767704.8", "CN209211767704.8", 2092, corpus.TypeInvention},
		{"ＣＮ２０９２１１７６７７０４．８", "CN209211767704.8", 2092, corpus.TypeInvention},
		{"cn209210000004.x", "CN209210000004.X", 2092, corpus.TypeInvention},
		{"209211767704", "CN209211767704", 2092, corpus.TypeInvention},
		{"CN98101234.5", "CN98101234.5", 1998, corpus.TypeInvention},
		{"03100000.2", "CN03100000.2", 2003, corpus.TypeInvention},
		{"CN85100001", "CN85100001", 1985, corpus.TypeInvention},
		{"202520000000", "CN202520000000", 2025, corpus.TypeUtility},
		{"202530000000", "CN202530000000", 2025, corpus.TypeDesign},
		{"202580000000", "CN202580000000", 2025, corpus.TypeInvention},
		{"202590000000", "CN202590000000", 2025, corpus.TypeUtility},
	} {
		n, err := corpus.ParseApplicationNumber(test.text)
		require.NoError(t, err, test.text)
		require.Equal(t, test.want, n.String(), test.text)
		require.Equal(t, test.year, n.Year(), test.text)
		require.Equal(t, test.kind, n.Type(), test.text)
	}
}

func TestApplicationNumberWithWrongCheckDigit(t *testing.T) {
	n, err := corpus.ParseApplicationNumber("CN209211767704.7")
	require.ErrorIs(t, err, corpus.ErrCheckDigit)
	require.ErrorContains(t, err, "ends in 7, but 8 follows")
	require.Equal(t, "CN209211767704.7", n.String())
	require.Equal(t, byte('8'), n.CheckDigit())
}

func TestNoApplicationNumber(t *testing.T) {
	for _, text := range []string{
		"", "CN", "P1", "20251012345.6", "CN116510786B", "US202510123456", "2025-10123456.7",
		"202540000000", // There is no type 4.
		"198410000000", // Before the patent law.
		"210010000000", // A year too far away.
		"04100000",     // In 2004 numbers were long already.
		"84100000",
	} {
		n, err := corpus.ParseApplicationNumber(text)
		require.ErrorIs(t, err, corpus.ErrNumber, text)
		require.Empty(t, n.String(), text)
		require.Zero(t, n.Year(), text)
	}
}

func TestParsePublicationNumber(t *testing.T) {
	for text, want := range map[string]corpus.PatentType{
		"CN191153432A": corpus.TypeInvention,
		"CN191153432B": corpus.TypeInvention,
		"CN1911534C":   corpus.TypeInvention,
		"CN291153432U": corpus.TypeUtility,
		"CN2911534Y":   corpus.TypeUtility,
		"CN391153432S": corpus.TypeDesign,
		"CN3911534D":   corpus.TypeDesign,
	} {
		n, err := corpus.ParsePublicationNumber(text)
		require.NoError(t, err, text)
		require.Equal(t, text, n.String())
		require.Equal(t, want, n.Type(), text)
	}
	n, err := corpus.ParsePublicationNumber("cn 191153432 b8")
	require.NoError(t, err)
	require.Equal(t, "CN191153432B", n.String())
	for _, text := range []string{"", "CN191153432", "191153432B", "CN191153432E", "CN12345B", "CN1234567890B"} {
		_, err := corpus.ParsePublicationNumber(text)
		require.ErrorIs(t, err, corpus.ErrNumber, text)
	}
}
