package main

import (
	"fmt"
	"io"
	"math"
	"strconv"

	"github.com/gongxu/gongxu/matcher"
)

// sectionNames are the kinds of a need's parts as people read them.
var sectionNames = map[string]string{
	"problem": "对象与难题", "target": "目标", "constraint": "约束条件", "existing": "已有基础", "background": "企业背景",
}

// relationNames are the relations of quantities as people read them.
var relationNames = map[string]string{
	"equal": "等于", "at least": "不低于", "at most": "不高于", "between": "介于", "tolerance": "偏差", "about": "约",
}

// printNeedReading prints the parts of a need, the separate needs in it and its quantities.
func printNeedReading(w io.Writer, n *matcher.NeedReading, s style) error {
	if len(n.Sections) > 0 {
		fmt.Fprintf(w, "\n%s\n", s.head("需求的组成部分："))
		t := newTable(column{name: "类别"}, column{name: "起", right: true}, column{name: "止", right: true}, column{name: "重复"},
			column{name: "文字", limit: 80})
		for _, x := range n.Sections {
			repeated := ""
			if x.Repeated {
				repeated = "重复"
			}
			t.add(sectionNames[x.Kind], fmt.Sprint(x.Start), fmt.Sprint(x.End), repeated, oneLine(x.Text))
		}
		if err := t.write(w, "  ", s); err != nil {
			return err
		}
	}
	if len(n.SubNeeds) > 0 {
		fmt.Fprintf(w, "\n%s\n", s.head("其中的独立需求："))
		t := newTable(column{name: "名称", limit: 40}, column{name: "起", right: true}, column{name: "止", right: true}, column{name: "文字", limit: 60})
		for _, x := range n.SubNeeds {
			t.add(x.Title, fmt.Sprint(x.Start), fmt.Sprint(x.End), oneLine(x.Text))
		}
		if err := t.write(w, "  ", s); err != nil {
			return err
		}
	}
	if len(n.Quantities) == 0 {
		return nil
	}
	fmt.Fprintf(w, "\n%s\n", s.head("指标与数值："))
	t := newTable(column{name: "性能", limit: 30}, column{name: "关系"}, column{name: "数值", right: true}, column{name: "单位"},
		column{name: "换算", right: true}, column{name: "原文", limit: 40})
	for _, q := range n.Quantities {
		property, base := q.Property, ""
		if q.Change {
			property += "（变化）"
		}
		if q.Base != "" {
			base = values(q.Relation, q.BaseLow, q.BaseHigh) + " " + q.Base
		}
		t.add(property, relationNames[q.Relation], values(q.Relation, q.Low, q.High), q.Unit, base, oneLine(q.Text))
	}
	return t.write(w, "  ", s)
}

// values writes those of a quantity's two values that its relation means.
func values(relation string, low, high float64) string {
	number := func(x float64) string {
		format := byte('f')
		if a := math.Abs(x); a >= 1e9 || a < 1e-4 && a > 0 {
			format = 'g'
		}
		return strconv.FormatFloat(x, format, -1, 64)
	}
	switch relation {
	case "at most":
		return number(high)
	case "between":
		return number(low) + "~" + number(high)
	case "tolerance":
		return "±" + number(high)
	}
	return number(low)
}
