package classify

import (
	"bytes"
	_ "embed" // the classifier is compiled into the binary
	"sync"

	"github.com/gongxu/gongxu/semantic"
)

//go:embed tables/subclasses.classifier
var shipped []byte

// Default returns the shipped classifier, which is unpacked when first asked for. It was trained on the titles of 4,912 Chinese
// patents, the titles of the subclasses of the IPC and those of its main groups, with the shipped map of package semantic.
func Default() *Classifier { return defaultClassifier() }

var defaultClassifier = sync.OnceValue(func() *Classifier {
	c, err := Read(bytes.NewReader(shipped), semantic.Default())
	if err != nil { // compiled in, and read by a test
		panic("classify: shipped classifier: " + err.Error())
	}
	return c
})
