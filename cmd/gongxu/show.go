package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/gongxu/gongxu/industry"
	"github.com/gongxu/gongxu/matcher"
)

// decisiveWords are the technical terms that need and patent both name, or else the words or character pairs that a match owes most to.
func decisiveWords(e *matcher.Explanation, n int) []string {
	var phrases, words, pairs []string
	walk(e, func(e *matcher.Explanation) {
		for _, p := range e.Phrases[:min(n, len(e.Phrases))] {
			phrases = append(phrases, p.Text)
		}
		for _, t := range e.Terms {
			switch {
			case t.View == "word" && len(words) < n:
				words = append(words, t.Term)
			case t.View != "word" && len(pairs) < n:
				pairs = append(pairs, t.Term)
			}
		}
	})
	for _, list := range [][]string{phrases, words} {
		if len(list) > 0 {
			return list
		}
	}
	return pairs
}

// walk visits a tree of signals from the root down.
func walk(e *matcher.Explanation, visit func(*matcher.Explanation)) {
	if e == nil {
		return
	}
	visit(e)
	for _, p := range e.Parts {
		walk(p, visit)
	}
}

// branchName writes the weightiest branch with code and name.
func branchName(branches []industry.Weighted) string {
	if len(branches) == 0 {
		return ""
	}
	if b, ok := industry.BranchByCode(branches[0].Code); ok {
		return b.Code + " " + b.Name
	}
	return branches[0].Code
}

// fieldName writes the weightiest branch of a patent, or the likeliest that is inferred, marked as such.
func fieldName(branches []industry.Weighted, inferred *matcher.InferredFields) string {
	if len(branches) > 0 || inferred == nil {
		return branchName(branches)
	}
	likely := slices.Concat(inferred.SEI, inferred.IPC)[0]
	return fmt.Sprintf("推断 %s（%s）%s", likely.Code, percent(likely.Probability), likely.Name)
}

// inferredNames lists what is inferred, marked as such: branches by name, subclasses by code.
func inferredNames(in *matcher.InferredFields) string {
	var names []string
	for _, f := range in.SEI {
		names = append(names, fmt.Sprintf("%s %s（%s）", f.Code, f.Name, percent(f.Probability)))
	}
	for _, f := range in.IPC {
		names = append(names, fmt.Sprintf("%s（%s）", f.Code, percent(f.Probability)))
	}
	return "推断 " + strings.Join(names, "、")
}

// points writes a score of 0…1 as 0…100.
func points(score float64) string { return fmt.Sprintf("%.1f", 100*score) }

// percent writes a probability of 0…1.
func percent(p float64) string { return fmt.Sprintf("%.0f%%", 100*p) }

// matchTable lays out matches whose query asked for records.
func matchTable(matches []matcher.Match) *table {
	t := newTable(column{name: "序", right: true}, column{name: "得分", right: true}, column{name: "把握", right: true}, column{name: "专利号"}, column{name: "名称", limit: 40},
		column{name: "申请人", limit: 20}, column{name: "类型"}, column{name: "产业领域", limit: 22}, column{name: "关键词", limit: 26})
	for i, m := range matches {
		applicant, kind := "", ""
		if m.Patent != nil {
			applicant, kind = strings.Join(m.Patent.Applicants, "、"), string(m.Patent.Type)
		}
		t.add(fmt.Sprint(i+1), points(m.Score), percent(m.Probability), m.ID, m.Title, applicant, kind, fieldName(m.Branches, m.Inferred),
			strings.Join(decisiveWords(m.Explanation, 4), " "))
	}
	return t
}

// printExplanation prints the tree of a match, the decisive terms, and the patent's text with the places that were hit.
func printExplanation(w io.Writer, s style, m matcher.Match) {
	printNode(w, s, m.Explanation, "", "")
	if words := m.Explanation.Uncovered; len(words) > 0 {
		fmt.Fprintf(w, "  需求中未覆盖的词：%s\n", strings.Join(words, "、"))
	}
	if len(m.Family) > 0 {
		fmt.Fprintf(w, "  同族：%s\n", strings.Join(m.Family, "、"))
	}
	if m.Patent == nil {
		return
	}
	fmt.Fprintf(w, "  名称：%s\n", marked(s, "title", m.Patent.Title, m.Highlights))
	if m.Patent.Abstract != "" {
		fmt.Fprintf(w, "  摘要：%s\n", marked(s, "abstract", m.Patent.Abstract, m.Highlights))
	}
}

func printNode(w io.Writer, s style, e *matcher.Explanation, lead, below string) {
	neutral := ""
	if e.Neutral {
		neutral = "（无数据，取均值）"
	}
	fmt.Fprintf(w, "  %s%s %s 分", lead, s.bold(e.Label), points(e.Points))
	if lead != "" { // the root says no more than its parts
		fmt.Fprintf(w, " = %.0f%% × %.3f%s  %s", 100*e.Weight, e.Value, neutral, s.dim(e.Note))
	}
	fmt.Fprintln(w)
	for _, t := range e.Terms {
		of := ""
		if t.Synonym != "" {
			of = "，代“" + t.Synonym + "”"
		}
		fmt.Fprintf(w, "  %s    %s\n", below, fmt.Sprintf("%s（%s%s） %d × %d，占 %.1f%%", s.hit(t.Term), viewName(t.View), of, t.W, t.Q, 100*t.Share))
	}
	for i, p := range e.Parts {
		if i == len(e.Parts)-1 {
			printNode(w, s, p, below+"└─ ", below+"   ")
		} else {
			printNode(w, s, p, below+"├─ ", below+"│  ")
		}
	}
}

func viewName(view string) string {
	switch view {
	case "word":
		return "词"
	case "bigram":
		return "二字"
	case "char":
		return "单字"
	}
	return view
}

// marked returns a text with the highlights of one field: in colour on a terminal, in brackets elsewhere.
func marked(s style, field, text string, highlights []matcher.Highlight) string {
	var b strings.Builder
	at := 0
	for _, h := range highlights {
		if h.Field != field || h.Start < at || h.End > len(text) {
			continue
		}
		b.WriteString(oneLineKeep(text[at:h.Start]))
		if s.on {
			b.WriteString(s.hit(oneLineKeep(text[h.Start:h.End])))
		} else {
			b.WriteString("【" + oneLineKeep(text[h.Start:h.End]) + "】")
		}
		at = h.End
	}
	b.WriteString(oneLineKeep(text[at:]))
	return b.String()
}

// oneLineKeep replaces control characters by spaces, each by one.
func oneLineKeep(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 {
			return ' '
		}
		return r
	}, s)
}

// printFields prints the lists of the industry branches.
func printFields(w io.Writer, s style, fields []matcher.FieldList) error {
	if len(fields) == 0 {
		return nil
	}
	fmt.Fprintf(w, "\n%s\n", s.head("按产业细分领域："))
	for _, f := range fields {
		fmt.Fprintf(w, "%s\n", s.bold(strings.TrimSpace(f.Code+" "+f.Name)))
		t := newTable(column{name: "得分", right: true}, column{name: "专利号"}, column{name: "名称", limit: 52}, column{name: "关键词", limit: 36})
		for _, m := range f.Matches {
			t.add(points(m.Score), m.ID, m.Title, strings.Join(decisiveWords(m.Explanation, 4), " "))
		}
		if err := t.write(w, "  ", s); err != nil {
			return err
		}
	}
	return nil
}
