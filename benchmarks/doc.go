// Package benchmarks answers how good Gongxu is and how fast, against whom: peers are given the same patents and the same needs,
// and are measured with the same judgments and the same clock.
//
// The first half measures speed and memory at any size; gongxu bench is its command. In the order of reading:
//
//  1. source.go reads real patents and needs; generator.go recombines their sentences (sentences.go) into as many patents as are
//     wanted, and cache.go keeps them on disk.
//  2. scale.go goes through the phases of one measurement. Each is a Task (task.go) that a Runner (runner.go) does in a process of
//     its own, so that memory (memory.go) is that of the phase and a cold start is cold.
//  3. indexing.go and serving.go are the phases with a clock, quantiles.go sums the times up, brute.go checks the answers.
//  4. peers.go gives other engines the same patents (peerfiles.go) and needs: bleve.go in this program, lucene.go and tantivy.go
//     through programs below peers/ that tools.go has built.
//  5. report.go holds all figures, benchfmt.go writes them for benchstat, plot.go draws how they grow.
//
// The second half is tests, which measure the quality of rankings:
//
//  1. collection_test.go: the collections. The sample corpus is always there; a larger one is used where its files are
//     (needs2patents, below GONGXU_DATA or ../shared/data).
//  2. engine_test.go: what an engine must do to take part, and Gongxu.
//  3. bleve_test.go: the first peer, stock Bleve with its cjk analyzer, bigrams scored by its own BM25.
//  4. quality_test.go: nDCG and its like, from package eval, as a test with floors.
//  5. need_bench_test.go: the time of one need, best 50, with the quality beside it.
//
// There, all engines get the title and the abstract of a patent and nothing else, so that what is compared is the ranking of
// text: Gongxu's industry and supply signals are neutral.
//
//	gongxu bench scale --patents 100000 --needs 90
//	go test -v -run Quality ./benchmarks
//	go test -run '^$' -bench Need -count 10 ./benchmarks | tee new.txt && benchstat -col /engine new.txt
//
// Start with package matcher for the engine itself and with package eval for the measures.
package benchmarks
