package main

import (
	"fmt"
	"math"
	"strings"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/industry"
	"github.com/gongxu/gongxu/matcher"
)

// exportRow is one match of one need, for people.
type exportRow struct {
	NeedID      string   `json:"need_id"`
	NeedTitle   string   `json:"need_title"`
	Enterprise  string   `json:"enterprise,omitempty"`
	Rank        int      `json:"rank"`
	Score       float64  `json:"score"`       // 0…100, to a tenth
	Probability float64  `json:"probability"` // 0…1, to a thousandth
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
		{"把握", 7, func(r exportRow) any { return r.Probability }},
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
			NeedID: n.ID, NeedTitle: n.Title, Enterprise: n.Enterprise, PatentID: m.ID, PatentTitle: m.Title, Branch: fieldName(m.Branches, m.Inferred),
		}
		if m.Patent != nil {
			r.Applicants, r.LegalStatus = m.Patent.Applicants, legalStatus(*m.Patent)
		}
		out = append(out, r.ranked(i, m.Score, m.Probability, m.Explanation))
	}
	return out
}

// reverseRows lays out the needs that a patent could meet.
func reverseRows(p corpus.Patent, res *matcher.NeedMatches) []exportRow {
	out := make([]exportRow, 0, len(res.Matches))
	for i, m := range res.Matches {
		r := exportRow{
			NeedID: m.ID, NeedTitle: m.Title, Enterprise: m.Enterprise, PatentID: p.ID, PatentTitle: p.Title, Applicants: p.Applicants,
			LegalStatus: legalStatus(p), Branch: branchName(industry.Of(p.Symbols()...)),
		}
		out = append(out, r.ranked(i, m.Score, m.Probability, m.Explanation))
	}
	return out
}

// ranked adds place, score, probability and reasons.
func (r exportRow) ranked(i int, score, probability float64, e *matcher.Explanation) exportRow {
	r.Probability = math.Round(1000*probability) / 1000
	r.Rank, r.Score, r.Words, r.Reason = i+1, hundredths(score), decisiveWords(e, 6), reasonOf(e)
	return r
}

// hundredths writes a score as people read it, 0…100 to a tenth.
func hundredths(score float64) float64 { return math.Round(1000*score) / 10 }

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

// itemSummary is the line of one need or patent in the second sheet.
type itemSummary struct {
	ID      string  `json:"id"`
	Title   string  `json:"title"`
	Owner   string  `json:"owner"` // the need's enterprise or the patent's applicants
	Matches int     `json:"matches"`
	Best    float64 `json:"best"`
	First   string  `json:"first"` // title of the best match
	Why     string  `json:"why"`
}

func summarise(n corpus.Need, res *matcher.Matches) itemSummary {
	s := itemSummary{ID: n.ID, Title: n.Title, Owner: n.Enterprise, Matches: len(res.Matches)}
	if s.Matches > 0 {
		s.Best, s.First = hundredths(res.Matches[0].Score), res.Matches[0].Title
	}
	s.Why = strings.Join(append(nonEmpty(res.Reason), res.Notices...), "")
	return s
}

func summarisePatent(p corpus.Patent, res *matcher.NeedMatches) itemSummary {
	s := itemSummary{ID: p.ID, Title: p.Title, Owner: strings.Join(p.Applicants, "；"), Matches: len(res.Matches), Why: res.Reason}
	if s.Matches > 0 {
		s.Best, s.First = hundredths(res.Matches[0].Score), res.Matches[0].Title
	}
	return s
}

func (s itemSummary) cells() []any {
	cells := []any{s.ID, s.Title, s.Owner, s.Matches, nil, s.First, s.Why}
	if s.Matches > 0 {
		cells[4] = s.Best
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
