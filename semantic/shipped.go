package semantic

import (
	"bytes"
	_ "embed" // the map is compiled into the binary
	"sync"
)

//go:embed tables/titles.map
var shipped []byte

// Default returns the shipped map of Chinese bigrams, latin words and codes. It was fitted to what multilingual-e5-small (Wang et al.
// 2024) makes of the titles of 51,630 Chinese patents.
func Default() *Map { return defaultMap() }

var defaultMap = sync.OnceValue(func() *Map {
	m, err := Read(bytes.NewReader(shipped))
	if err != nil { // compiled in, and read by a test
		panic("semantic: shipped map: " + err.Error())
	}
	return m
})
