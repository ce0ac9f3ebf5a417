package main

import (
	"fmt"
	"math"
	"strings"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/matcher"
)

// exportRow is one match of one need, for people.
type exportRow struct {
	NeedID      string   `json:"need_id"`
	NeedTitle   string   `json:"need_title"`
	Enterprise  string   `json:"enterprise,omitempty"`
	Rank        int      `json:"rank"`
	Score       float64  `json:"score"` // 0…100, to a tenth
	PatentID    string   `json:"patent_id"`
	PatentTitle string   `json:"patent_title"`
	Applicants  []string `json:"applicants,omitempty"`
	Branch      string   `json:"branch,omitempty"`
	LegalStatus string   `json:"legal_status,omitempty"`
	Words       []string `json:"words,omitempty"`
	Reason      string   `json:"reason"`
}

// exportColumn is one column of the table of matches; width is in characters, for XLSX.
type exportColumn struct {
	name  string
	width float64
	value func(exportRow) any
}

func exportColumns() []exportColumn {
	return []exportColumn{
		{"需求编号", 14, func(r exportRow) any { return r.NeedID }},
		{"需求名称", 36, func(r exportRow) any { return r.NeedTitle }},
		{"企业", 26, func(r exportRow) any { return r.Enterprise }},
		{"序号", 6, func(r exportRow) any { return r.Rank }},
		{"得分", 7, func(r exportRow) any { return r.Score }},
		{"专利号", 20, func(r exportRow) any { return r.PatentID }},
		{"专利名称", 44, func(r exportRow) any { return r.PatentTitle }},
		{"申请人", 30, func(r exportRow) any { return strings.Join(r.Applicants, "；") }},
		{"产业领域", 26, func(r exportRow) any { return r.Branch }},
		{"法律状态", 10, func(r exportRow) any { return r.LegalStatus }},
		{"关键词", 30, func(r exportRow) any { return strings.Join(r.Words, "、") }},
		{"推荐理由", 80, func(r exportRow) any { return r.Reason }},
	}
}

// exportRows lays out the matches of a need.
func exportRows(n corpus.Need, res *matcher.Matches) []exportRow {
	out := make([]exportRow, 0, len(res.Matches))
	for i, m := range res.Matches {
		r := exportRow{
			NeedID: n.ID, NeedTitle: n.Title, Enterprise: n.Enterprise,
			Rank: i + 1, Score: math.Round(1000*m.Score) / 10, PatentID: m.ID, PatentTitle: m.Title,
			Branch: branchName(m.Branches), Words: decisiveWords(m.Explanation, 6), Reason: reasonOf(m.Explanation),
		}
		if m.Patent != nil {
			r.Applicants, r.LegalStatus = m.Patent.Applicants, legalStatus(*m.Patent)
		}
		out = append(out, r)
	}
	return out
}

// legalStatus is the status as given, else the coarse state.
func legalStatus(p corpus.Patent) string {
	if p.LegalStatus != "" {
		return p.LegalStatus
	}
	return string(p.State())
}

// reasonOf writes one sentence a signal that had data, the one that added most first.
func reasonOf(e *matcher.Explanation) string {
	var notes []string
	for _, p := range e.Parts {
		if p.Note != "" && !p.Neutral && p.Signal != "characters" {
			notes = append(notes, p.Note)
		}
	}
	return strings.Join(notes, "")
}

// needSummary is the line of one need in the second sheet.
type needSummary struct {
	id, title, enterprise string
	matches               int
	best                  float64
	patent, why           string
}

func summarise(n corpus.Need, res *matcher.Matches) needSummary {
	s := needSummary{id: n.ID, title: n.Title, enterprise: n.Enterprise, matches: len(res.Matches), why: res.Reason}
	if s.matches > 0 {
		s.best, s.patent = math.Round(1000*res.Matches[0].Score)/10, res.Matches[0].Title
	}
	if len(res.Notices) > 0 {
		s.why = strings.Join(append(nonEmpty(s.why), res.Notices...), "")
	}
	return s
}

func (s needSummary) cells() []any {
	cells := []any{s.id, s.title, s.enterprise, s.matches, nil, s.patent, s.why}
	if s.matches > 0 {
		cells[4] = s.best
	}
	return cells
}

// text writes a cell of the table as text.
func text(cell any) string {
	switch v := cell.(type) {
	case string:
		return v
	case float64:
		return fmt.Sprintf("%.1f", v)
	}
	return fmt.Sprint(cell)
}
