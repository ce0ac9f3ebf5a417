// Package semantic answers one question: which way does a text point, going by its terms alone?
//
// A Map gives each of some ten thousand terms a vector; the vector of a text is the weighted sum of those of its terms. Texts that share
// no term point the same way when their terms mean much the same: 污水 and 废水 are two terms and nearly one direction. It takes a
// look-up and an addition a term, no model, and integers only, so that a text has one vector on every machine.
//
// Typical steps:
//
//  1. Default is the map that is compiled in (shipped.go); Open reads another one from a file (file.go).
//  2. Sum adds up the vectors of a text's terms and gives the direction (map.go). Package vector has the cosine of two of them.
//  3. Distill learns a map from texts for which a model has given vectors (distill.go): a ridge regression, all columns at once by
//     conjugate gradients (ridge.go), on a sparse matrix of texts and terms (sparse.go), turned to its principal directions.
//  4. Associate learns a map from texts alone (associate.go), by the terms that stand near each other (ppmi.go) or in the same texts.
//
// Sources: vectors of terms learnt from a contextual model are those of Gupta & Jaggi, Obtaining Better Static Word Embeddings Using
// Contextual Embedding Models, ACL 2021; the fit is the ridge regression of Hoerl & Kennard, Technometrics 1970, its solver that of
// Hestenes & Stiefel 1952.
//
// Association by pointwise mutual information is that of Levy, Goldberg & Dagan, Improving Distributional Similarity with Lessons Learned from
// Word Embeddings, TACL 2015; by whole texts that of Deerwester et al. 1990.
//
// Package vector is below this one; package matcher is the next one to read.
package semantic
