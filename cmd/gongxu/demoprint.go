package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/industry"
)

// demoFields is the number of industry branches that are listed.
const demoFields = 4

// print shows the demonstration in Chinese.
func (d *demonstration) print(w io.Writer, s style) error {
	fmt.Fprintf(w, "供需匹配演示：样例库有 %d 件专利、%d 条需求、%d 家企业（均为虚构）。\n", d.Patents, d.Needs, d.Enterprises)
	for i, m := range d.Matched {
		fmt.Fprintf(w, "\n%s\n", s.head(fmt.Sprintf("━━ 需求 %d：%s", i+1, oneLine(m.Need.Title))))
		printNeed(w, s, m.Need)
		for _, n := range m.Result.Notices {
			fmt.Fprintf(w, "  %s\n", s.dim(n))
		}
		if err := matchTable(m.Result.Matches).write(w, "  ", s); err != nil {
			return err
		}
	}
	if err := d.printFirst(w, s); err != nil {
		return err
	}
	if err := d.Unmet.print(w, s); err != nil {
		return err
	}
	if err := d.Reverse.print(w, s); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "\n下一步：\n  gongxu index --patents 专利.csv --needs 需求.xlsx --dir 目录\n"+
		"  gongxu match --dir 目录 --title 标题 --text 内容 -k 10 --explain\n  gongxu --help\n")
	return err
}

// printNeed prints who needs what.
func printNeed(w io.Writer, s style, n corpus.Need) {
	var fields []string
	for _, i := range n.Industries {
		if b, ok := industry.FindBranch(i); ok {
			i = b.Code + " " + b.Name
		}
		fields = append(fields, i)
	}
	fmt.Fprintf(w, "  %s\n", strings.Join(nonEmpty(n.Enterprise, n.Region, strings.Join(fields, "、"), n.Budget), " · "))
	fmt.Fprintf(w, "  %s\n", s.dim(shorten(oneLine(n.Description), 150)))
}

func nonEmpty(parts ...string) []string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return out
}

// printFirst explains the first match of the first need and lists its matches by industry branch.
func (d *demonstration) printFirst(w io.Writer, s style) error {
	first := d.Matched[0].Result
	if len(first.Matches) == 0 {
		return nil
	}
	m := first.Matches[0]
	fmt.Fprintf(w, "\n%s\n", s.head("━━ 为什么是它：需求 1 与 "+m.ID+" "+oneLine(m.Title)))
	printExplanation(w, s, m)
	more := len(first.Fields) - demoFields
	if err := printFields(w, s, first.Fields[:min(demoFields, len(first.Fields))]); err != nil || more <= 0 {
		return err
	}
	_, err := fmt.Fprintf(w, "  … 另有 %d 个领域\n", more)
	return err
}

func (u *demoUnmet) print(w io.Writer, s style) error {
	if u == nil {
		return nil
	}
	fmt.Fprintf(w, "\n%s\n", s.head("━━ 没有合适专利的需求："+oneLine(u.Need.Title)))
	printNeed(w, s, u.Need)
	var words []string
	for _, t := range u.Words {
		words = append(words, fmt.Sprintf("%s %d 件", t.Term, t.DocFreq))
	}
	fmt.Fprintf(w, "  需求最看重的词在库中：%s。\n", strings.Join(words, "，"))
	fmt.Fprintf(w, "  最接近的专利也只含这条需求技术词的 %.0f%%（按权重计），不宜推送，可转为向高校征集（订单式研发）。最接近的是：\n", 100*u.Coverage)
	return matchTable(u.Result.Matches[:min(2, len(u.Result.Matches))]).write(w, "  ", s)
}

func (p *demoPatent) print(w io.Writer, s style) error {
	if p == nil {
		return nil
	}
	fmt.Fprintf(w, "\n%s\n", s.head("━━ 反过来：专利 "+p.Patent.ID+" "+oneLine(p.Patent.Title)+" 可以推给谁"))
	t := newTable(column{name: "序", right: true}, column{name: "得分", right: true}, column{name: "把握", right: true}, column{name: "需求", limit: 48},
		column{name: "企业", limit: 36}, column{name: "关键词", limit: 36})
	for i, m := range p.Result.Matches {
		t.add(fmt.Sprint(i+1), points(m.Score), percent(m.Probability), m.Title, m.Enterprise, strings.Join(decisiveWords(m.Explanation, 4), " "))
	}
	return t.write(w, "  ", s)
}
