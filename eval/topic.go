package eval

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// sortedTopics returns the keys of m in the order of every output: numbers first, by
// value, then all other topics byte by byte.
func sortedTopics[V any](m map[string]V) []string {
	return slices.SortedFunc(maps.Keys(m), compareTopics)
}

func compareTopics(a, b string) int {
	numberA, okA := number(a)
	numberB, okB := number(b)
	switch {
	case okA && okB:
		return cmp.Or(
			cmp.Compare(len(numberA), len(numberB)),
			cmp.Compare(numberA, numberB),
			cmp.Compare(a, b), // 7 and 07 are two topics
		)
	case okA:
		return -1
	case okB:
		return 1
	}
	return cmp.Compare(a, b)
}

// number returns the digits of s without leading zeros if s is made of digits only.
func number(s string) (string, bool) {
	if s == "" || strings.Trim(s, "0123456789") != "" {
		return "", false
	}
	return strings.TrimLeft(s, "0"), true
}
