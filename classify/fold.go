package classify

import (
	"hash/fnv"
	"strings"

	"github.com/gongxu/gongxu/segment"
)

// foldOf returns the part of a title, by what is left of it without set wording: titles that differ in nothing else are in one part.
func foldOf(title string, folds int) int {
	h := fnv.New64a()
	h.Write([]byte(bare(title)))
	return int(h.Sum64() % uint64(folds))
}

// bare returns the characters of a title without set wording at its ends.
func bare(title string) string {
	var b strings.Builder
	segment.Default().Analyze(title, segment.Plain).Each(segment.Chars, func(term string) { b.WriteString(term) })
	text := b.String()
	for {
		shorter := text
		for _, w := range setWording {
			shorter = strings.TrimSuffix(strings.TrimPrefix(shorter, w), w)
		}
		if shorter == text || shorter == "" {
			return text
		}
		text = shorter
	}
}

// setWording begins and ends titles without telling a field.
var setWording = []string{
	"一种", "基于", "用于", "及其", "以及", "及", "和", "与", "的", "制备", "制作", "生产", "使用", "方法", "装置", "系统", "设备", "应用", "工艺",
	"存储介质", "介质", "电子", "终端", "计算机", "可读", "程序产品",
}
