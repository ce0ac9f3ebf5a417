package classify

import (
	"strings"

	"github.com/gongxu/gongxu/segment"
)

// Bounds of what is taken for a title and for the end of what it names, in characters.
const (
	longestTitle = 60
	headLength   = 5
	longestExtra = 14
	leastNamed   = 4
)

// headOf returns the last characters of what a title names, without what it claims besides: 隔膜 among others of
// 一种锂电池隔膜及其制备方法. In a Chinese title what is claimed stands last, and what it is made of or for stands before. It is nil
// where the text is too long for a title.
func headOf(text *segment.Analysis) *segment.Analysis {
	if text == nil {
		return nil
	}
	runes := []rune(text.Text())
	if len(runes) == 0 || len(runes) > longestTitle {
		return nil
	}
	for {
		cut := len(runes) - 1
		for cut >= 0 && !strings.ContainsRune("及和与、,，", runes[cut]) {
			cut--
		}
		extra := runes[min(len(runes), cut+1):]
		if cut < leastNamed || len(extra) > longestExtra || strings.ContainsRune(string(extra), '的') {
			break
		}
		runes = runes[:cut]
	}
	return segment.Default().Analyze(string(runes[max(0, len(runes)-headLength):]), segment.PatentText)
}
