// Package eval answers how good a run is against judgments: the measures of the TREC
// world, with the intervals and tests without which two means say little.
//
// The typical steps:
//
//  1. Write what a system retrieved with a [RunWriter], which makes scores fall strictly
//     so that every evaluator sees the same ranking.
//  2. Read the judgments with [ReadQrels] and the run with [ReadRun]. Both stop at the
//     first line that breaks the format and name it.
//  3. Choose [Options], starting from [DefaultOptions]; [ParseMeasure] reads names such
//     as ndcg@10.
//  4. [Evaluate] gives a [Report] with a value for each topic and measure.
//  5. Print it with [Report.WriteTable], [Report.WriteTopics], [Report.WriteJSON] or, to
//     set two runs side by side with benchstat, [Report.WriteBenchstat].
//  6. [Compare] a report with that of a baseline, and correct several p-values with
//     [Correct]; [WriteComparisons] prints both, [Differences] goes topic by topic.
//  7. See with [Failures] which documents stood above the good ones in the worst topics.
//
// A ranking is read as trec_eval reads it: ranks are ignored, scores sort descending,
// and equal scores by document number descending. Scores are compared as 64-bit floats.
// Unlike trec_eval, whose default gain for nDCG is the grade itself, the gain here is
// 2^grade − 1, and means are taken over the topics that have a relevant document, also
// those that the run leaves out.
//
// Nothing depends on the clock or on the order of maps: the same files, options and
// seed give the same bytes. All functions are safe for concurrent use as long as nobody
// changes their arguments; a RunWriter serves one goroutine.
//
// Sources:
//
//   - nDCG: K. Järvelin and J. Kekäläinen, Cumulated gain-based evaluation of IR
//     techniques, ACM TOIS 20(4), 2002.
//   - Exponential gain: C. Burges et al., Learning to rank using gradient descent,
//     ICML 2005.
//   - Condensed lists: T. Sakai, Alternatives to Bpref, SIGIR 2007.
//   - Randomisation test: M. D. Smucker, J. Allan and B. Carterette, A comparison of
//     statistical significance tests for information retrieval evaluation, CIKM 2007.
//   - Correction for several tests: S. Holm, A simple sequentially rejective multiple
//     test procedure, Scandinavian Journal of Statistics 6, 1979.
//
// Next: package matcher, which produces the rankings that are measured here.
package eval
