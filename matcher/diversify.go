package matcher

import (
	"context"
	"slices"
	"strings"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
)

// choice is a candidate that is shown, with the ids of the patents that it stands for.
type choice struct {
	candidate
	family []string
}

// diversified chooses the candidates to show, which are ordered by score. Patents with the title and an applicant, or the abstract, of
// one before them, such
// as an invention and a utility model of one day, are its family and not shown by themselves. Of an applicant's patents only so many
// are shown as long as there are others; what is left over fills the list.
func (e *edition) diversified(ctx context.Context, s index.Searcher, candidates []candidate, q Query) ([]choice, error) {
	var out, later []choice
	byTitle := map[string][]int{} // places in out, and in later from −1 down
	counts := map[string]int{}
	records := map[string]corpus.Patent{}
	at := func(i int) *choice {
		if i >= 0 {
			return &out[i]
		}
		return &later[-1-i]
	}
	for _, c := range candidates {
		if len(out) >= q.K {
			break
		}
		if q.Duplicates && q.PerApplicant == 0 {
			out = append(out, choice{candidate: c})
			continue
		}
		r, err := e.record(ctx, s, c.hit)
		if err != nil {
			return nil, err
		}
		title, names := strings.ToLower(strings.Join(strings.Fields(r.patent.Title), "")), r.patent.Applicants
		if !q.Duplicates && title != "" {
			same := slices.IndexFunc(byTitle[title], func(i int) bool { return sameFamily(records[at(i).hit.ID], r.patent) })
			if same >= 0 {
				family := at(byTitle[title][same])
				family.family = append(family.family, c.hit.ID)
				continue
			}
		}
		records[c.hit.ID] = r.patent
		full := q.PerApplicant > 0 && slices.ContainsFunc(names, func(n string) bool { return counts[n] >= q.PerApplicant })
		if full {
			later = append(later, choice{candidate: c})
			byTitle[title] = append(byTitle[title], -len(later))
			continue
		}
		for _, n := range names {
			counts[n]++
		}
		out = append(out, choice{candidate: c})
		byTitle[title] = append(byTitle[title], len(out)-1)
	}
	out = append(out, later[:min(len(later), q.K-len(out))]...)
	slices.SortFunc(out, func(a, b choice) int { return byScore(a.candidate, b.candidate) })
	return out, nil
}

// sameFamily tells whether two patents of one title have an applicant or their whole text in common.
func sameFamily(a, b corpus.Patent) bool {
	return a.Abstract != "" && a.Abstract == b.Abstract ||
		slices.ContainsFunc(a.Applicants, func(n string) bool { return slices.Contains(b.Applicants, n) })
}
