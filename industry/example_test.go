package industry_test

import (
	"fmt"

	"github.com/gongxu/gongxu/industry"
)

func ExampleOf() {
	var symbols []industry.Symbol
	for _, s := range industry.SplitSymbols("H01M 4/13(2010.01)I；H01M 2/14(2006.01)I") {
		symbol, err := industry.ParseSymbol(s)
		if err != nil {
			fmt.Println(err)
			continue
		}
		symbols = append(symbols, symbol)
	}
	for _, w := range industry.Of(symbols...) {
		branch, _ := industry.BranchByCode(w.Code)
		fmt.Printf("%.2f %s %s\n", w.Weight, branch.Code, branch.Name)
	}
	// Output:
	// 0.67 5.2 新能源汽车装置、配件制造
	// 0.33 3.4 先进无机非金属材料
}

func ExampleAffinity() {
	symbol, err := industry.ParseSymbol("H01M4/13")
	if err != nil {
		fmt.Println(err)
		return
	}
	patent := industry.NewProfile([]industry.Symbol{symbol}, nil)
	near := industry.NewProfile(nil, []string{"新能源汽车整车制造"})
	far := industry.NewProfile(nil, []string{"生物医药"})
	silent := industry.NewProfile(nil, nil)
	for _, need := range []industry.Profile{near, far, silent} {
		fmt.Println(industry.Affinity(patent, need))
	}
	// Output:
	// 0.5 true
	// 0 true
	// 0 false
}
