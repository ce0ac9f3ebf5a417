package main

import (
	"fmt"
	"strings"
)

// suggestion asks whether the nearest of some names was meant; it is empty when none is near.
func suggestion(name string, names []string) string {
	plain := strings.NewReplacer("_", "-").Replace(strings.ToLower(name))
	best, nearest := len([]rune(plain))/2+1, ""
	for _, n := range names {
		if d := editDistance(plain, strings.NewReplacer("_", "-").Replace(strings.ToLower(n))); d < best {
			best, nearest = d, n
		}
	}
	if nearest == "" {
		return ""
	}
	return fmt.Sprintf("; did you mean %s?", nearest)
}

// editDistance is the number of characters to insert, remove or replace to make one text of another.
func editDistance(a, b string) int {
	to := []rune(b)
	row := make([]int, len(to)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range []rune(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j, y := range to {
			replaced := diagonal
			if x != y {
				replaced++
			}
			diagonal = row[j+1]
			row[j+1] = min(row[j]+1, row[j+1]+1, replaced)
		}
	}
	return row[len(to)]
}
