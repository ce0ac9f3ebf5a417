package corpus

import "strings"

// industryNames are the names of columns of industries.
func industryNames() []string {
	return []string{
		"所属行业", "行业", "行业领域", "行业分类", "产业", "所属产业", "产业领域", "产业分类", "技术领域", "所属领域", "领域", "国民经济行业", "战略性新兴产业",
		"industry", "industry_codes",
	}
}

// needSchema says how needs are read and written.
func needSchema() *schema[Need] {
	type n = *Need
	return &schema[Need]{
		what:     "need",
		id:       func(r n) *string { return &r.ID },
		validate: Need.Validate,
		wanted:   []string{"title", "description"},
		columns: []column[Need]{
			idColumn("id", "编号", func(r n) *string { return &r.ID }, "需求编号", "需求id", "need_id", "topic", "topic_id"),
			textColumn("enterprise", "企业名称", func(r n) *string { return &r.Enterprise },
				"企业", "需求企业", "需求单位", "需求方", "单位名称", "单位", "公司名称", "公司", "发布单位", "发布企业", "enterprise_name", "company"),
			textColumn("title", "需求名称", func(r n) *string { return &r.Title },
				"标题", "需求标题", "名称", "技术需求名称", "需求题目", "题目", "需求项目名称", "项目名称", "技术难题名称"),
			paragraphColumn("description", "需求描述", func(r n) *string { return &r.Description },
				"描述", "需求内容", "内容", "content", "text", "需求详情", "需求说明", "详细描述", "技术需求内容", "技术需求描述", "需求简介", "需求详细内容"),
			listColumn("industries", "行业领域", func(r n) *[]string { return &r.Industries }, splitIndustries, industryNames()...),
			regionColumn(func(r n) *string { return &r.Region }, "企业所在地", "企业地区", "单位所在地"),
			modesColumn("modes", "合作方式", func(r n) []Mode { return r.Modes }, func(r n, m []Mode) { r.Modes = m },
				"合作模式", "意向合作方式", "拟合作方式", "期望合作方式", "转化方式", "mode"),
			budgetColumn(),
			dateColumn("deadline", "截止日期", func(r n) *Date { return &r.Deadline },
				"截止时间", "需求截止日期", "需求截止时间", "有效期至", "有效期限", "有效期", "期限"),
			closedColumn(),
		},
	}
}

// budgetColumn holds a budget. Where the name of the column gives the unit, a bare number gets it.
func budgetColumn() column[Need] {
	c := textColumn("budget", "预算", func(r *Need) *string { return &r.Budget },
		"经费预算", "投入预算", "预算经费", "预算金额", "拟投入资金", "拟投入金额", "计划投入", "意向金额", "意向投资金额",
		"预算(万元)", "经费预算(万元)", "投入预算(万元)", "预算金额(万元)", "拟投入资金(万元)", "拟投入金额(万元)", "计划投入(万元)", "意向金额(万元)")
	c.set = func(r *Need, in input) {
		r.Budget = in.text()
		if r.Budget != "" && strings.Contains(in.cells[0].name, "万元") && strings.Trim(narrow(r.Budget), "0123456789.,-~ ") == "" {
			r.Budget += "万元"
		}
	}
	return c
}

// closedColumn tells whether a need is open, by yes and no or by its state.
func closedColumn() column[Need] {
	return column[Need]{
		key: "closed", title: "是否关闭", names: []string{"是否已关闭", "是否解决", "是否已解决", "需求状态", "状态", "status"},
		set: func(r *Need, in input) {
			text := in.text()
			if blank(text) {
				return
			}
			v, ok := parseBool(text)
			if !ok {
				switch words := fold(text); {
				case containsAny(words, []string{"未", "开放", "进行", "征集", "对接中", "发布", "有效", "待", "open"}):
					ok = true
				case containsAny(words, []string{"关闭", "解决", "完成", "结束", "已对接", "签约", "过期", "失效", "撤", "close", "done"}):
					v, ok = true, true
				}
			}
			if !ok {
				in.warn(in.cells[0].name, text, "it does not tell whether the need is open or closed; it counts as open")
			}
			r.Closed = v
		},
		get: func(r *Need) string {
			if r.Closed {
				return "是"
			}
			return "否"
		},
	}
}
