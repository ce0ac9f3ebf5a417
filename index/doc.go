// Package index answers one question: which documents score best for these weighted terms and filters?
//
// It knows fields and views, never patents. Bleve's scorch holds the data; the scoring is our own and works on integers:
//
//	score(query, document) = Σ w(term, query) · q(term, document),   w and q in 1…255
//
// The impact q of a term in a document is computed once, when the document is indexed (impact.go: BM25F saturation, quantised
// to eight bits), and kept with the posting. Sums of integers do not depend on the order of
// addition, so a ranking is the same for every layout of the index, every number of workers and every platform.
//
// Typical steps:
//
//  1. Options name the views, their fields, boosts and average lengths; they never change in the life of an index (options.go).
//  2. Create, Open or OpenReadOnly an Index in a directory, or NewMemory for one without (index.go, meta.go).
//  3. Load or Apply documents: a pipeline analyses them on all cores and writes atomic batches (load.go, document.go, counter.go,
//     termtable.go).
//     Scorch writes, merges and opens segments through a plugin (plugin.go), which puts ids, keywords and records into a segment of
//     scorch's own kind and the postings into a file that is searched in place (postingfile.go, termdict.go, mergepostings.go).
//  4. Take a Reader, a fixed view of the index at one moment. Ask it for document frequencies, make weights from them
//     (weight.go), and Search: impacts are added up in windows of 65,536 documents (block.go, sums.go), terms that cannot change
//     the best k are only looked up (search.go, worker.go), ties go to the smaller external id (topk.go).
//  5. Filters restrict a search to documents with certain keywords, prefixes and ranges (filter.go); Facets and sort keys come
//     from columns built on first use (column.go).
//
// The Searcher interface (searcher.go) is what package matcher sees, so that another engine can stand behind it; package
// indextest holds the suite that every implementation must pass. Package matcher is the next one to read.
package index
