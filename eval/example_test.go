package eval_test

import (
	"fmt"
	"os"
	"strings"

	"github.com/gongxu/gongxu/eval"
)

// Two runs over three needs: how good each is, and whether the difference is more than
// chance.
func Example() {
	qrels, err := eval.ReadQrels(strings.NewReader(`
need1 0 CN1 3
need1 0 CN2 0
need2 0 CN3 2
need2 0 CN4 1
need3 0 CN5 0
`), "qrels.txt")
	if err != nil {
		fmt.Println(err)
		return
	}
	ours := eval.Run{"need1": {{"CN1", 9}, {"CN2", 4}}, "need2": {{"CN3", 5}, {"CN4", 2}}}
	baseline := eval.Run{"need1": {{"CN2", 2}, {"CN1", 1}}, "need2": {{"CN3", 7}}}

	opts := eval.DefaultOptions()
	mrr, _ := eval.ParseMeasure("mrr")
	opts.Measures = []eval.Measure{mrr}
	a, err := eval.Evaluate(qrels, ours, opts)
	if err != nil {
		fmt.Println(err)
		return
	}
	b, err := eval.Evaluate(qrels, baseline, opts)
	if err != nil {
		fmt.Println(err)
		return
	}
	c, err := eval.Compare(a, b, mrr, eval.DefaultIterations, 1)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%s %.2f against %.2f on %d topics, p = %.2f\n", c.Measure, c.MeanA, c.MeanB, c.Topics, c.P)
	fmt.Println("without a relevant document:", a.NoRelevant)
	// Output:
	// mrr 1.00 against 0.75 on 2 topics, p = 1.00
	// without a relevant document: [need3]
}

// Equal scores are written so that no evaluator meets a tie.
func ExampleRunWriter() {
	writer := eval.NewRunWriter(os.Stdout)
	hits := []eval.Scored{{Doc: "CN1", Score: 12}, {Doc: "CN2", Score: 7}, {Doc: "CN3", Score: 7}}
	if err := writer.Write("need1", hits, "gongxu"); err != nil {
		fmt.Println(err)
	}
	// Output:
	// need1 Q0 CN1 1 12 gongxu
	// need1 Q0 CN2 2 7 gongxu
	// need1 Q0 CN3 3 6.9999995 gongxu
}
