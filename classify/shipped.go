package classify

import (
	"bytes"
	_ "embed" // the classifier and its map are compiled into the binary
	"fmt"
	"hash/crc32"
	"sync"

	"github.com/gongxu/gongxu/semantic"
)

//go:embed tables/subclasses.classifier
var shipped []byte

//go:embed tables/places.map
var shippedMap []byte

// Default returns the shipped classifier, which is unpacked when first asked for. It was trained on the titles of 4,912 Chinese
// patents, the titles of the subclasses of the IPC and those of its main groups, with the map of [DefaultMap].
func Default() *Classifier { return defaultClassifier() }

var defaultClassifier = sync.OnceValue(func() *Classifier {
	c, err := Read(bytes.NewReader(shipped), DefaultMap())
	if err != nil { // compiled in, and read by a test
		panic("classify: shipped classifier: " + err.Error())
	}
	return c
})

// DefaultHash identifies the shipped classifier. It does not unpack it.
func DefaultHash() string { return defaultHash() }

var defaultHash = sync.OnceValue(func() string {
	return fmt.Sprintf("%08x", crc32.Checksum(shipped, crc32.MakeTable(crc32.Castagnoli)))
})

// DefaultMap returns the map that places texts for the shipped classifier: 30,000 bigrams and characters in 144 dimensions, fitted to
// the vectors that multilingual-e5-small gives the titles and abstracts of 51,630 Chinese patents (gongxu distill --texts).
func DefaultMap() *semantic.Map { return defaultMap() }

var defaultMap = sync.OnceValue(func() *semantic.Map {
	m, err := semantic.Read(bytes.NewReader(shippedMap))
	if err != nil { // compiled in, and read by a test
		panic("classify: shipped map: " + err.Error())
	}
	return m
})
