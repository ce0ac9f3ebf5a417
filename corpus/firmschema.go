package corpus

// enterpriseSchema says how enterprises are read and written.
func enterpriseSchema() *schema[Enterprise] {
	type e = *Enterprise
	return &schema[Enterprise]{
		what:     "enterprise",
		id:       func(r e) *string { return &r.ID },
		validate: Enterprise.Validate,
		columns: []column[Enterprise]{
			idColumn("id", "编号", func(r e) *string { return &r.ID },
				"企业编号", "企业id", "enterprise_id", "统一社会信用代码", "社会信用代码", "信用代码", "credit_code"),
			textColumn("name", "企业名称", func(r e) *string { return &r.Name }, "名称", "公司名称", "单位名称", "企业", "公司", "enterprise", "company"),
			listColumn("industries", "行业领域", func(r e) *[]string { return &r.Industries }, splitIndustries, industryNames()...),
			regionColumn(func(r e) *string { return &r.Region }, "企业所在地", "注册地", "企业地区"),
			listColumn("tags", "企业标签", func(r e) *[]string { return &r.Tags }, splitWords,
				"标签", "企业资质", "资质", "荣誉资质", "荣誉", "称号", "企业类别", "tag"),
			textColumn("scope", "经营范围", func(r e) *string { return &r.Scope }, "主营业务", "业务范围", "主营产品", "business_scope"),
		},
	}
}

// evaluationSchema says how evaluations are read and written.
func evaluationSchema() *schema[Evaluation] {
	type e = *Evaluation
	return &schema[Evaluation]{
		what:     "evaluation",
		validate: Evaluation.Validate,
		columns: []column[Evaluation]{
			idColumn("enterprise", "企业", func(r e) *string { return &r.Enterprise },
				"企业编号", "企业id", "enterprise_id", "企业名称", "评价企业", "评价单位", "单位名称", "公司名称"),
			idColumn("patent", "专利", func(r e) *string { return &r.Patent },
				"专利编号", "专利id", "patent_id", "编号", "专利号", "申请号", "公开(公告)号", "公开号", "授权公告号"),
			gradeColumn("prospects", "产业化前景", 5, parseRating, func(r e) int { return r.Prospects }, func(r e, n int) { r.Prospects = n },
				"产业化前景评价", "产业化前景评分"),
			textColumn("improvement", "技术改进需求", func(r e) *string { return &r.Improvement }, "改进需求", "技术改进建议"),
			gradeColumn("cooperation", "产学研合作意愿", 5, parseRating, func(r e) int { return r.Cooperation }, func(r e, n int) { r.Cooperation = n },
				"合作意愿", "产学研合作意向", "合作意向"),
			dateColumn("date", "日期", func(r e) *Date { return &r.Date }, "评价日期", "评价时间", "时间"),
			paragraphColumn("comment", "评价意见", func(r e) *string { return &r.Comment }, "意见", "评语", "备注", "说明", "其他意见"),
		},
	}
}
