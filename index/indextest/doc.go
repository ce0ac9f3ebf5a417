// Package indextest answers one question: does this index.Searcher give exactly the ranking that the integer score defines?
//
// Run feeds random documents, updates and deletions to an engine and compares every search with a brute-force reference that
// knows nothing of postings, windows or segments. An engine behind the Searcher contract, local or remote, passes if its hits
// are the same documents with the same integers in the same order.
package indextest
