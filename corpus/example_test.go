package corpus_test

import (
	"fmt"
	"os"
	"strings"

	"github.com/gongxu/gongxu/corpus"
)

// Reading a table that a patent database has exported. The second row has no title and no abstract.
func Example() {
	table := `标题,摘要,申请号,IPC分类号,申请日,法律状态
一种石墨烯散热膜,本发明公开了一种石墨烯散热膜。,209211767704.8,H01M 4/58(2010.01)I; C01B32/182,2092年4月14日,授权
,,202510000000.X,,,
`
	report := func(p corpus.Problem) { fmt.Printf("%s: %s\n", p.Severity, p) }
	patents, err := corpus.ReadPatents(strings.NewReader(table), "export.csv", corpus.FormatCSV, corpus.DefaultReadOptions(report))
	if err != nil {
		fmt.Println(err)
		return
	}
	for p, err := range patents.All() {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(p.ID, p.Title, p.IPC, p.Type, p.ApplicationDate, p.State())
	}
	// Output:
	// CN209211767704.8 一种石墨烯散热膜 [H01M4/58 C01B32/182] 发明 2092-04-14 有效
	// rejected: export.csv:3: title: title and abstract missing
}

// Converting a table of needs to JSONL.
func ExampleEncodeNeeds() {
	table := "需求编号\t需求名称\t需求描述\t预算（万元）\nN-1\t轴承\t寿命不够\t60\n"
	report := func(p corpus.Problem) { fmt.Println(p) }
	needs, err := corpus.ReadNeeds(strings.NewReader(table), "needs.tsv", corpus.FormatTSV, corpus.DefaultReadOptions(report))
	if err != nil {
		fmt.Println(err)
		return
	}
	if _, err := corpus.EncodeNeeds(os.Stdout, corpus.FormatJSONL, needs.All()); err != nil {
		fmt.Println(err)
	}
	// Output:
	// {"id":"N-1","title":"轴承","description":"寿命不够","budget":"60万元"}
}
