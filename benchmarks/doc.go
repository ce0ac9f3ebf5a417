// Package benchmarks answers how good Gongxu is and how fast, against whom: peers are given the same patents and the same needs,
// and are measured with the same judgments and the same clock.
//
// The package is its tests. What stands in them, in the order of reading:
//
//  1. collection_test.go: the collections. The sample corpus is always there; a larger one is used where its files are
//     (needs2patents, below GONGXU_DATA or ../shared/data).
//  2. engine_test.go: what an engine must do to take part, and Gongxu.
//  3. bleve_test.go: the first peer, stock Bleve with its cjk analyzer, bigrams scored by its own BM25.
//  4. quality_test.go: nDCG and its like, from package eval, as a test with floors.
//  5. need_bench_test.go: the time of one need, best 50, with the quality beside it.
//
// Both engines get the title and the abstract of a patent and nothing else, so that what is compared is the ranking of text:
// Gongxu's industry and supply signals are neutral here.
//
//	go test -v -run Quality ./benchmarks
//	go test -run '^$' -bench Need -count 10 ./benchmarks | tee new.txt && benchstat -col /engine new.txt
//
// Start with package matcher for the engine itself and with package eval for the measures.
package benchmarks
