package corpus

import (
	"regexp"
	"strings"

	"github.com/gongxu/gongxu/industry"
)

// patentSchema says how patents are read and written.
func patentSchema() *schema[Patent] {
	type p = *Patent
	return &schema[Patent]{
		what:     "patent",
		id:       func(r p) *string { return &r.ID },
		stand:    []string{"application_number", "publication_number"},
		complete: (*Patent).Complete,
		validate: Patent.Validate,
		wanted:   []string{"title", "abstract"},
		columns: append([]column[Patent]{
			idColumn("id", "编号", func(r p) *string { return &r.ID }, "专利编号", "专利id", "patent_id", "pid", "doc_id", "docno"),
			numberColumn("application_number", "申请号", func(r p) *string { return &r.ApplicationNumber }, readApplicationNumber,
				"专利申请号", "专利号", "申请号/专利号", "申请(专利)号", "申请编号", "application_no", "app_number", "app_no"),
			numberColumn("publication_number", "公开(公告)号", func(r p) *string { return &r.PublicationNumber }, readPublicationNumber,
				"授权公告号", "公告号", "公告(授权)号", "公开号", "申请公布号", "公布号", "申请公布号/授权公告号", "publication_no", "pub_number", "pub_no", "patent_number"),
			textColumn("title", "标题", func(r p) *string { return &r.Title },
				"专利名称", "名称", "发明名称", "题名", "专利标题", "专利题名", "标题(中文)", "中文标题", "名称(中文)", "标题(中)", "发明创造名称", "篇名", "invention_title"),
			textColumn("abstract", "摘要", func(r p) *string { return &r.Abstract },
				"摘要(中文)", "中文摘要", "摘要(中)", "专利摘要", "文摘", "内容摘要", "说明书摘要", "abs"),
			ipcColumn(),
			typeColumn(),
			listColumn("applicants", "申请(专利权)人", func(r p) *[]string { return &r.Applicants }, splitNames,
				"申请人", "专利申请人", "申请单位", "专利权人", "当前权利人", "当前专利权人", "权利人", "申请人名称", "专利权人名称",
				"applicant", "applicant_name", "assignee", "assignees", "patentee", "owner"),
			listColumn("inventors", "发明人", func(r p) *[]string { return &r.Inventors }, splitNames,
				"发明(设计)人", "发明人/设计人", "设计人", "发明人名称", "inventor", "inventor_name"),
			regionColumn(func(r p) *string { return &r.Region }, "申请人地区", "申请人所在地", "申请人省市", "申请人省份", "申请人城市"),
			dateColumn("application_date", "申请日", func(r p) *Date { return &r.ApplicationDate }, "申请日期", "申请时间", "app_date", "filing_date"),
			dateColumn("publication_date", "公开(公告)日", func(r p) *Date { return &r.PublicationDate },
				"公开(公告)日期", "公开日", "公开日期", "公布日", "申请公布日", "公告日", "公告日期", "pub_date"),
			dateColumn("grant_date", "授权公告日", func(r p) *Date { return &r.GrantDate }, "授权日", "授权日期", "授权公告日期", "授权时间"),
			dateColumn("date", "日期", func(r p) *Date { return &r.Date }, "年份", "年", "year"),
			statusColumn(),
		}, conversionColumns()...),
	}
}

// numberColumn holds a number of a patent. read returns its canonical form, if it has one, and what is wrong.
func numberColumn(key, title string, at func(*Patent) *string, read func(string) (string, error), names ...string) column[Patent] {
	c := textColumn(key, title, at, names...)
	c.set = func(r *Patent, in input) {
		text := in.text()
		if blank(text) {
			return
		}
		n, err := read(text)
		if err != nil {
			in.warn(in.cells[0].name, text, err.Error())
		}
		*at(r) = n
	}
	return c
}

func readApplicationNumber(s string) (string, error) {
	n, err := ParseApplicationNumber(s)
	return n.String(), err
}

func readPublicationNumber(s string) (string, error) {
	n, err := ParsePublicationNumber(s)
	if err != nil {
		// Tables often leave the country out.
		if withCountry, err := ParsePublicationNumber("CN" + s); err == nil {
			return withCountry.String(), nil
		}
	}
	return n.String(), err
}

// locarno is a class of the classification of designs, which some exports put into the IPC column.
var locarno = regexp.MustCompile(`^(?i:loc[^)]*\)?\s*(cl\.?)?)?\s*\d{2}-\d{2}`)

// ipcColumn holds IPC symbols, the main one first. All columns that have some are taken.
func ipcColumn() column[Patent] {
	return column[Patent]{
		key: "ipc", title: "IPC分类号",
		before: []string{"主分类号", "IPC主分类号", "IPC主分类", "主IPC", "主IPC分类号", "主分类", "main_ipc", "ipc_main"},
		names:  []string{"国际专利分类号", "国际分类号", "分类号", "专利分类号", "IPC分类", "IPC号", "IPC主副分类", "副分类号", "ipcs"},
		set: func(r *Patent, in input) {
			for _, c := range in.cells {
				addSymbols(r, c, in)
			}
		},
		get: func(r *Patent) string { return strings.Join(r.IPC, listSeparator) },
	}
}

// addSymbols adds the symbols of a cell in their canonical form.
func addSymbols(r *Patent, c cell, in input) {
	for _, v := range c.values {
		for _, piece := range industry.SplitSymbols(v) {
			s, err := industry.ParseSymbol(piece)
			switch {
			case err == nil:
				r.IPC = appendNew(r.IPC, s.String())
			case locarno.MatchString(strings.TrimSpace(narrow(piece))):
				in.notice(c.name, "classes of designs (Locarno) are left out, they are no IPC symbols")
			case !blank(piece):
				in.warn(c.name, piece, err.Error())
			}
		}
	}
}

// typeColumn holds the type of patent.
func typeColumn() column[Patent] {
	return column[Patent]{
		key: "type", title: "专利类型", names: []string{"专利类别", "专利种类", "类型", "申请类型", "pat_type", "patent_type"},
		set: func(r *Patent, in input) {
			text := in.text()
			if blank(text) {
				return
			}
			t, ok := ParsePatentType(text)
			if !ok {
				in.warn(in.cells[0].name, text, "not a type of patent: 发明, 实用新型 or 外观设计")
			}
			r.Type = t
		},
		get: func(r *Patent) string { return string(r.Type) },
	}
}

// statusColumn holds the legal status in the words of the file.
func statusColumn() column[Patent] {
	c := textColumn("legal_status", "法律状态", func(r *Patent) *string { return &r.LegalStatus },
		"当前法律状态", "最新法律状态", "简单法律状态", "法律状态/事件", "专利权状态", "专利状态", "专利法律状态", "案件状态", "有效性", "状态", "lprs", "status")
	c.set = func(r *Patent, in input) {
		r.LegalStatus = in.text()
		if _, known := ParseLegalState(r.LegalStatus); !known && !blank(r.LegalStatus) {
			in.notice(in.cells[0].name, "the legal status "+quoted(r.LegalStatus)+" is kept, but it is not understood and counts as unknown")
		}
	}
	return c
}
