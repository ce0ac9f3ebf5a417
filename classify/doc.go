// Package classify answers which fields a text is about when nobody has said so: a need in a firm's own words, a patent without symbols.
//
// It gives calibrated probabilities for the subclasses of the IPC, and by way of them for the branches of the strategic emerging
// industries and the divisions of GB/T 4754 (package industry has all three).
//
// Typical steps:
//
//  1. [Default] is the classifier that is compiled in (shipped.go); [Read] takes one that [Classifier.Write] wrote (file.go).
//  2. [Classifier.Infer] reads the analyses of a text and lists the likely fields (infer.go), and [Inference.Fields] adds their names
//     (named.go).
//  3. [Train] fits a classifier to titles with known subclasses and to the titles that the classification itself gives its places
//     (train.go, labelled.go, solve.go); [CrossValidate] measures how good that is on titles it has not seen (crossvalidate.go,
//     report.go).
//
// A text is known by two things: its terms, characters and pairs of them (terms.go), and its place, the direction that a map of package
// semantic gives it. A class gets a score from both: a weight for each term, and weights for the nearness of the place to those of all
// texts that it was trained on. Both are one ridge regression, which is the way of neighbours with the neighbours' weights learnt: a near
// title counts less when its likes say otherwise. Scores become probabilities by a logistic curve (curve.go) that was fitted on scores of
// unseen titles.
//
// Sources: kernel ridge regression is that of Saunders, Gammerman & Vovk, ICML 1998; the curve is Platt's (Advances in Large Margin Classifiers, 1999).
//
// Packages industry, segment, semantic and vector are below this one. Package matcher infers the fields of patents without symbols with it,
// for filters and lists by field and for no score; command gongxu industry and the server infer what they are asked for.
package classify
