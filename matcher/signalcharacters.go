package matcher

import (
	"fmt"

	"github.com/gongxu/gongxu/index"
)

// charactersSignal is the score of the Han characters of the whole text as a share of the best among the candidates.
func charactersSignal() signal {
	return signal{
		name: "characters", label: "单字",
		value: func(p *profile, c *candidate) (float64, bool) { return ratio(c.chars, p.bestChars), true },
		note: func(_ *explainer, c *candidate) string {
			return fmt.Sprintf("与需求共有的汉字得 %d 分，为全库最高分的 %.0f%%。", c.chars, 100*c.signals.values[characters])
		},
	}
}

// titleCharactersSignal is the same of the patent's title alone: the title names the object.
func titleCharactersSignal() signal {
	return signal{
		name: "title_characters", label: "名称用字",
		value: func(p *profile, c *candidate) (float64, bool) { return ratio(c.titleChars, p.bestTitleChars), true },
		note: func(_ *explainer, c *candidate) string {
			return fmt.Sprintf("专利名称与需求共有的汉字得 %d 分，为全库最高分的 %.0f%%。", c.titleChars, 100*c.signals.values[titleCharacters])
		},
	}
}

// titleCharacters is how the characters of a title are scored: as those of the whole, in the title's own length.
func (o Options) titleCharacters() index.ViewOptions {
	v := o.Characters
	v.Fields = nil
	for _, f := range o.Characters.Fields {
		if f.Name == fieldTitle {
			f.Boost = 1
			v.Fields = append(v.Fields, f)
		}
	}
	return v
}
