package matcher_test

import (
	"context"
	"fmt"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/matcher"
)

// check ends an example at an error, which a program would return.
func check(err error) {
	if err != nil {
		panic(err)
	}
}

// An engine in memory, three patents, one need: which patents meet it, and which words say so.
func Example() {
	engine, err := matcher.NewMemory(matcher.DefaultSettings())
	check(err)
	check(engine.AddPatents(context.Background(),
		corpus.Patent{ID: "CN1", Title: "低温磷酸铁锂正极材料", Abstract: "碳包覆使锂离子电池在零下二十度仍能放电。"},
		corpus.Patent{ID: "CN2", Title: "锂离子电池隔膜涂布装置"}, corpus.Patent{ID: "CN3", Title: "水产养殖增氧机"}))
	found, err := engine.Match(context.Background(), corpus.Need{Title: "锂离子电池冬天放电差"}, matcher.DefaultQuery())
	check(err)
	for _, m := range found.Matches {
		fmt.Println(m.ID, m.Title, m.Explanation.Parts[0].Terms[0].Term)
	}
	// Output:
	// CN1 低温磷酸铁锂正极材料 放电
	// CN2 锂离子电池隔膜涂布装置 锂离子电池
}

// A search says exactly what it wants: words to rank by, and fields, phrases and exclusions that restrict.
func ExampleEngine_Search() {
	ctx := context.Background()
	engine, err := matcher.NewMemory(matcher.DefaultSettings())
	check(err)
	defer engine.Close()
	check(engine.AddPatents(ctx,
		corpus.Patent{ID: "CN1", Title: "锂离子电池正极材料", IPC: []string{"H01M 4/58"}, GrantDate: corpus.Date{Year: 2024, Month: 5, Day: 7}},
		corpus.Patent{ID: "CN2", Title: "锂离子电池隔膜", IPC: []string{"H01M 50/40"}, GrantDate: corpus.Date{Year: 2025, Month: 1, Day: 3}},
		corpus.Patent{ID: "CN3", Title: "电池极片涂布机", IPC: []string{"B05C 5/02"}},
	))
	req := matcher.DefaultSearchRequest()
	req.Query = "锂电池 ipc:H01M* granted:>=2024-06"
	req.Facets = []string{"ipc"}
	found, err := engine.Search(ctx, req)
	check(err)
	for _, h := range found.Hits {
		fmt.Println(h.ID, h.Title)
	}
	for _, v := range found.Facets[0].Values {
		fmt.Println(v.Value, v.Label, v.Count)
	}

	req.Query = `锂电池 "正极`
	_, err = engine.Search(ctx, req)
	fmt.Println(err)
	// Output:
	// CN2 锂离子电池隔膜
	// H01M 用于直接转变化学能为电能的方法或装置，例如电池组 1
	// query "锂电池 \"正极", byte 10: the quotation mark that opens here is never closed
}

// The other direction: which needs could a new patent meet? The score of a pair is the one that Match gives.
func ExampleEngine_MatchPatent() {
	ctx := context.Background()
	engine, err := matcher.NewMemory(matcher.DefaultSettings())
	check(err)
	defer engine.Close()
	check(engine.AddNeeds(ctx,
		corpus.Need{ID: "N1", Enterprise: "甲电池厂", Title: "电池冬天放电差"},
		corpus.Need{ID: "N2", Enterprise: "乙水务公司", Title: "污水脱氮"},
	))
	patent := corpus.Patent{ID: "CN1", Title: "低温磷酸铁锂正极材料", Abstract: "碳包覆使电池在零下二十度仍能放电。"}
	check(engine.AddPatents(ctx, patent))
	found, err := engine.MatchPatent(ctx, patent, matcher.DefaultQuery())
	check(err)
	for _, m := range found.Matches {
		fmt.Println(m.ID, m.Enterprise, m.Title)
	}
	// Output: N1 甲电池厂 电池冬天放电差
}
