package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/gongxu/gongxu/eval"
)

// print lists the failed topics in Chinese.
func (f failures) print(w io.Writer, s style) error {
	fmt.Fprintf(w, "%s 最差的 %d 条需求（全部平均 %.4f）\n", f.Measure, len(f.Topics), f.Mean)
	for i, t := range f.Topics {
		fmt.Fprintf(w, "\n%s\n", s.head(fmt.Sprintf("%d. 需求 %s %s", i+1, t.Topic, oneLine(t.Title))))
		fmt.Fprintf(w, "%s = %.4f，相关专利 %d 件\n", f.Measure, t.Value, t.Relevant)
		for _, part := range []struct {
			head string
			docs []eval.Placed
		}{{"应排前的专利：", t.Good}, {"排在第一件之上的错误专利：", t.Wrong}} {
			if len(part.docs) == 0 {
				continue
			}
			fmt.Fprintln(w, part.head)
			if err := t.table(part.docs).write(w, "  ", s); err != nil {
				return err
			}
		}
		if len(t.Wrong) == 0 {
			fmt.Fprintln(w, "其上没有错误专利。")
		}
		for _, d := range t.Duels {
			if err := t.printDuel(w, s, d); err != nil {
				return err
			}
		}
	}
	return nil
}

// table lists documents with their ranks and grades.
func (t failedTopic) table(docs []eval.Placed) *table {
	out := newTable(column{name: "名次", right: true}, column{name: "等级", right: true}, column{name: "专利号"}, column{name: "名称", limit: 60})
	for _, d := range docs {
		rank, grade := "未入选", "未判"
		if d.Rank > 0 {
			rank = fmt.Sprint(d.Rank)
		}
		if d.Grade != nil {
			grade = fmt.Sprint(*d.Grade)
		}
		out.add(rank, grade, d.Doc, t.Titles[d.Doc])
	}
	return out
}

// printDuel sets the points of two patents side by side.
func (t failedTopic) printDuel(w io.Writer, s style, d duel) error {
	fmt.Fprintf(w, "为什么 %s 胜过 %s：\n", s.bold(d.Wrong), s.bold(d.Good))
	out := newTable(column{name: "信号"}, column{name: "错的", right: true}, column{name: "好的", right: true}, column{name: "差", right: true})
	for _, x := range d.Signals {
		label := x.Label
		if x.Signal == d.Decisive {
			label += " ←"
		}
		out.add(label, points(x.Wrong), points(x.Good), fmt.Sprintf("%+.1f", 100*x.Difference))
	}
	out.add("综合得分", points(d.WrongScore), points(d.GoodScore), fmt.Sprintf("%+.1f", 100*(d.WrongScore-d.GoodScore)))
	if err := out.write(w, "  ", s); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "  错的靠：%s\n  好的靠：%s\n  %s\n", strings.Join(d.WrongTerms, " "), strings.Join(d.GoodTerms, " "), d.Reason)
	return err
}
