package corpus

import "strings"

// conversion returns the conversion record of a patent, made if there is none.
func conversion(r *Patent) *Conversion {
	if r.Conversion == nil {
		r.Conversion = &Conversion{}
	}
	return r.Conversion
}

// conversionOf returns the conversion record of a patent for reading.
func conversionOf(r *Patent) Conversion {
	if r.Conversion == nil {
		return Conversion{}
	}
	return *r.Conversion
}

// conversionColumns are the columns of the conversion record. A row that says nothing about it leaves the patent without one.
func conversionColumns() []column[Patent] {
	return []column[Patent]{
		modesColumn("conversion.modes", "转化方式",
			func(r *Patent) []Mode { return conversionOf(r).Modes }, func(r *Patent, m []Mode) { conversion(r).Modes = m },
			"拟转化方式", "意向转化方式", "转化运用方式", "转化意向", "运用方式", "合作方式", "modes", "conversion_modes"),
		gradeColumn("conversion.readiness", "技术成熟度", 9, parseInt,
			func(r *Patent) int { return conversionOf(r).Readiness }, func(r *Patent, n int) { conversion(r).Readiness = n },
			"成熟度", "技术成熟度等级", "成熟度等级", "readiness", "trl"),
		conversionText("conversion.scenario", "应用场景", func(c *Conversion) *string { return &c.Scenario },
			"技术应用场景", "适用场景", "应用场景描述", "scenario"),
		gradeColumn("conversion.self_rating", "自评等级", 5, parseSelfRating,
			func(r *Patent) int { return conversionOf(r).SelfRating }, func(r *Patent, n int) { conversion(r).SelfRating = n },
			"自评", "自评分", "自我评价", "权利人自评", "专利权人自评", "自评价等级", "self_rating"),
		implementedColumn(),
		conversionText("conversion.licence_fee", "许可使用费", func(c *Conversion) *string { return &c.LicenceFee },
			"许可费", "许可费用", "许可使用费标准", "开放许可使用费", "开放许可费", "licence_fee", "license_fee"),
		conversionText("conversion.payment", "支付方式", func(c *Conversion) *string { return &c.Payment },
			"许可费支付方式", "许可使用费支付方式", "付费方式", "payment"),
		conversionText("conversion.licence_term", "许可期限", func(c *Conversion) *string { return &c.LicenceTerm },
			"开放许可期限", "专利许可期限", "licence_term", "license_term"),
	}
}

// conversionText is a column of a text in the conversion record.
func conversionText(key, title string, at func(*Conversion) *string, names ...string) column[Patent] {
	return column[Patent]{
		key: key, title: title, names: names,
		set: func(r *Patent, in input) {
			if text := in.text(); text != "" {
				*at(conversion(r)) = text
			}
		},
		get: func(r *Patent) string {
			c := conversionOf(r)
			return *at(&c)
		},
	}
}

// implementedColumn tells whether a patent is in use.
func implementedColumn() column[Patent] {
	return column[Patent]{
		key: "conversion.implemented", title: "是否实施",
		names: []string{"是否已实施", "是否产业化", "是否已转化", "实施情况", "实施状态", "implemented"},
		set: func(r *Patent, in input) {
			text := in.text()
			if blank(text) {
				return
			}
			v, ok := parseBool(text)
			if !ok {
				switch words := fold(text); {
				case containsAny(words, []string{"未", "没有", "尚无", "否"}):
					ok = true
				case containsAny(words, []string{"已", "实施", "产业化", "投产"}):
					v, ok = true, true
				}
			}
			if !ok {
				in.warn(in.cells[0].name, text, "neither 是 nor 否")
				return
			}
			conversion(r).Implemented = &v
		},
		get: func(r *Patent) string {
			switch v := conversionOf(r).Implemented; {
			case v == nil:
				return ""
			case *v:
				return "是"
			}
			return "否"
		},
	}
}

// quoted puts a text that may be long between quotation marks.
func quoted(s string) string { return "\"" + strings.ReplaceAll(clip(s), "\"", "'") + "\"" }
