package corpus

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// HighestGrade is the highest grade of a [Judgment].
const HighestGrade = 3

// Judgment is what a broker or a firm said of a pair of need and patent, or did with it (反馈).
type Judgment struct {
	// Need is the id of the need.
	Need string `json:"need,omitempty"`
	// Title and Description are the need's text, where it is known to who keeps the judgment by no id.
	Title       string `json:"title,omitempty"`
	Description string `json:"description,omitempty"`
	// Patent is the id of the patent.
	Patent string `json:"patent"`
	// Grade says how well the patent meets the need: 0 not at all, 1 the same field, 2 worth putting before the firm, 3 just what is
	// sought. Nil takes the grade of the action.
	Grade *int `json:"grade,omitempty"`
	// Action is what was done with the pair; empty when it was only graded.
	Action Action `json:"action,omitempty"`
	// Who judged; each has one say about a pair, which is the newest.
	Who string `json:"who,omitempty"`
	// When it was said.
	When time.Time `json:"when,omitzero"`
}

// Action is what was done with a pair of need and patent.
type Action string

// The actions, and the grades that they stand for where none is given.
const (
	ActionRejected  Action = "rejected"  // 0: the firm or the broker found it unfit
	ActionIgnored   Action = "ignored"   // 1: it was shown, and nobody looked at it
	ActionPushed    Action = "pushed"    // 2: a broker put it before the firm
	ActionOpened    Action = "opened"    // 2: the firm looked at it
	ActionContacted Action = "contacted" // 3: the firm got in touch with the owner
	ActionSigned    Action = "signed"    // 3: they came to terms
)

// actionTable lists the actions with their grades and their words in Chinese, the first being the usual one.
func actionTable() []struct {
	action Action
	grade  int
	words  []string
} {
	return []struct {
		action Action
		grade  int
		words  []string
	}{
		{ActionRejected, 0, []string{"不合适", "拒绝", "否决", "不匹配", "驳回"}},
		{ActionIgnored, 1, []string{"未查看", "忽略", "未读", "未打开"}},
		{ActionPushed, 2, []string{"推送", "已推送", "推荐"}},
		{ActionOpened, 2, []string{"查看", "已查看", "打开", "点击", "收藏"}},
		{ActionContacted, 3, []string{"对接", "已对接", "联系", "洽谈"}},
		{ActionSigned, 3, []string{"签约", "已签约", "成交", "达成合作"}},
	}
}

// Actions returns all actions, the least favourable first.
func Actions() []Action {
	var out []Action
	for _, row := range actionTable() {
		out = append(out, row.action)
	}
	return out
}

// ParseAction reads an action by its name or a Chinese word for it.
func ParseAction(s string) (a Action, ok bool) {
	text := fold(s)
	for _, row := range actionTable() {
		if text == fold(string(row.action)) {
			return row.action, true
		}
		for _, word := range row.words {
			if text == fold(word) {
				return row.action, true
			}
		}
	}
	return "", false
}

// Grade returns the grade that an action stands for; ok is false for one that there is not.
func (a Action) Grade() (grade int, ok bool) {
	for _, row := range actionTable() {
		if a == row.action {
			return row.grade, true
		}
	}
	return 0, false
}

// Label returns the Chinese word for an action; empty for one that there is not.
func (a Action) Label() string {
	for _, row := range actionTable() {
		if a == row.action {
			return row.words[0]
		}
	}
	return ""
}

// Graded returns the judgment with a grade, which is that of the action where none is given.
func (j Judgment) Graded() Judgment {
	if g, ok := j.Action.Grade(); ok && j.Grade == nil {
		j.Grade = &g
	}
	return j
}

// Validate returns an error that wraps [ErrIncomplete] when the need or the patent is missing, or neither grade nor action is given,
// and [ErrGrade] when one of them is none.
func (j Judgment) Validate() error {
	var faults []error
	if strings.TrimSpace(j.Need+j.Title+j.Description) == "" {
		faults = append(faults, fmt.Errorf("%w: need is missing: give its id or its text", ErrIncomplete))
	}
	if strings.TrimSpace(j.Patent) == "" {
		faults = append(faults, fmt.Errorf("%w: patent is missing", ErrIncomplete))
	}
	_, known := j.Action.Grade()
	switch {
	case j.Action != "" && !known:
		faults = append(faults, fmt.Errorf("%w: action %q; there are %v", ErrGrade, j.Action, Actions()))
	case j.Action == "" && j.Grade == nil:
		faults = append(faults, fmt.Errorf("%w: neither grade nor action is given", ErrIncomplete))
	}
	if j.Grade != nil && (*j.Grade < 0 || *j.Grade > HighestGrade) {
		faults = append(faults, fmt.Errorf("%w: grade %d is not within 0…%d", ErrGrade, *j.Grade, HighestGrade))
	}
	return errors.Join(faults...)
}

// ErrGrade is wrapped by errors about a grade or an action that there is not.
var ErrGrade = errors.New("not a grade or action")

// judgmentSchema says how judgments are read.
func judgmentSchema() *schema[Judgment] {
	type j = *Judgment
	return &schema[Judgment]{
		what:     "judgment",
		validate: Judgment.Validate,
		columns: []column[Judgment]{
			idColumn("need", "需求", func(r j) *string { return &r.Need }, "需求编号", "需求id", "need_id", "topic"),
			textColumn("title", "需求名称", func(r j) *string { return &r.Title }, "需求标题", "技术需求名称"),
			paragraphColumn("description", "需求内容", func(r j) *string { return &r.Description }, "需求描述", "需求正文", "text"),
			idColumn("patent", "专利", func(r j) *string { return &r.Patent }, "专利编号", "专利id", "patent_id", "专利号", "申请号", "公开号", "docno"),
			judgedColumn(),
			actionColumn(),
			textColumn("who", "评价人", func(r j) *string { return &r.Who }, "评价单位", "经纪人", "企业", "企业名称", "反馈人", "judge"),
			momentColumn(),
		},
	}
}

// judgedColumn holds the grade.
func judgedColumn() column[Judgment] {
	return column[Judgment]{
		key: "grade", title: "等级", names: []string{"评级", "相关度", "评分", "分数"},
		set: func(r *Judgment, in input) {
			text := in.text()
			if blank(text) {
				return
			}
			n, err := strconv.Atoi(text)
			if err != nil || n < 0 || n > HighestGrade {
				in.warn(in.cells[0].name, text, fmt.Sprintf("not a grade from 0 to %d", HighestGrade))
				return
			}
			r.Grade = &n
		},
		get: func(r *Judgment) string {
			if r.Grade == nil {
				return ""
			}
			return strconv.Itoa(*r.Grade)
		},
	}
}

// actionColumn holds the action, in its own name or in Chinese.
func actionColumn() column[Judgment] {
	return column[Judgment]{
		key: "action", title: "动作", names: []string{"反馈", "结果", "操作", "处理结果"},
		set: func(r *Judgment, in input) {
			text := in.text()
			if blank(text) {
				return
			}
			a, ok := ParseAction(text)
			if !ok {
				in.warn(in.cells[0].name, text, fmt.Sprintf("not an action; there are %v", Actions()))
				return
			}
			r.Action = a
		},
		get: func(r *Judgment) string { return string(r.Action) },
	}
}

// momentColumn holds the time, RFC 3339 or a day.
func momentColumn() column[Judgment] {
	return column[Judgment]{
		key: "when", title: "时间", names: []string{"日期", "评价日期", "评价时间", "反馈时间", "date", "time"},
		set: func(r *Judgment, in input) {
			text := in.text()
			if blank(text) {
				return
			}
			if t, err := time.Parse(time.RFC3339, text); err == nil {
				r.When = t.UTC()
				return
			}
			d, reason := in.day(text)
			if reason != "" {
				in.warn(in.cells[0].name, text, "not a time: "+reason)
				return
			}
			r.When = time.Date(d.Year, time.Month(max(d.Month, 1)), max(d.Day, 1), 0, 0, 0, 0, time.UTC)
		},
		get: func(r *Judgment) string {
			if r.When.IsZero() {
				return ""
			}
			return r.When.Format(time.RFC3339)
		},
	}
}
