// Package learn fits the few numbers of a ranking to judgments, and says honestly how much that is worth: weights of signals, and the
// probability that a score stands for. It knows values and grades, not patents.
//
// The typical steps:
//
//  1. Collect a [Topic] for each need: its documents with the values of their signals and their grades.
//  2. [Fit] weights listwise, pulled towards those in use (listwise.go), or rather [CrossValidate] first (crossvalidate.go): every topic
//     is ranked by weights that were learnt from other topics, with the strength of the pull chosen inside these. Only that figure
//     is a result; that of the fit itself is not.
//     [Choose] does the same for a choice among a few rankings (choose.go).
//  3. Fit a [Logistic] model of the probability that a grade is high (logistic.go), again by [Folds] of topics, because pairs of one need
//     are no independent evidence.
//  4. Judge probabilities by [Brier], [BrierSkill], [CalibrationError] and [Reliability] (reliability.go), with [Isotonic] for the curve
//     (isotonic.go), and by [AUC] with an interval (auc.go).
//
// Sources:
//
//   - Listwise loss: Z. Cao, T. Qin, T.-Y. Liu, M.-F. Tsai and H. Li, Learning to rank: from pairwise approach to listwise approach,
//     ICML 2007.
//   - Isotonic regression by pooling adjacent violators: M. Ayer, H. D. Brunk, G. M. Ewing, W. T. Reid and E. Silverman, An empirical
//     distribution function for sampling with incomplete information, Annals of Mathematical Statistics 26, 1955.
//   - Logistic calibration: J. Platt, Probabilistic outputs for support vector machines, Advances in Large Margin Classifiers, 1999.
//   - Brier score: G. W. Brier, Verification of forecasts expressed in terms of probability, Monthly Weather Review 78, 1950.
//   - Reliability by isotonic regression: T. Dimitriadis, T. Gneiting and A. I. Jordan, Stable reliability diagrams for probabilistic
//     classifiers, PNAS 118(8), 2021.
//
// Nothing depends on the clock; the same arguments and seed give the same numbers. All functions are safe for concurrent use.
//
// Next: command gongxu tune, which collects the topics and writes what was learnt (cmd/gongxu/tune.go).
package learn
