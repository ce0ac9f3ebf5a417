// Package matcher answers which patents meet a need, which needs a patent could meet, why, and how well; and it searches
// patents by a query string.
//
// It is the package to import: it joins the records of package corpus, the terms of package segment, the integer scores of
// package index and the fields of package industry into one [Engine]. The example below is a whole program.
//
// The typical steps:
//
//  1. Start from [DefaultSettings] and, for another ranking, change its [Options] (options.go). Make an engine with [Create],
//     [Open], [OpenReadOnly] or [NewMemory] (engine.go). A directory keeps the options and user terms that it was made with.
//  2. Fill it with [Engine.LoadPatents] and [Engine.LoadNeeds] from the readers of package corpus, or with [Engine.AddPatents]
//     and [Engine.AddNeeds] (engine.go); a record of the same id replaces the old one. What the index is given of a record
//     is in document.go.
//  3. [Engine.Match] a need (match.go) or [Engine.MatchPatent] a patent (matchpatent.go). [Query] says how many, with what
//     filter, and whether a list of each industry branch is wanted (query.go, filter.go).
//  4. Read the [Matches] (result.go): every one has a score, the places in its text that were hit, and an [Explanation].
//  5. [Engine.Search] by words, fields, phrases and exclusions, with facets and pages (search.go).
//  6. [Engine.Rank] gives bare rankings for the run files that package eval measures (match.go); [Engine.Inspect] shows what
//     a text is cut into and how heavy each term is (inspect.go).
//
// # How a match is scored
//
// The need becomes a profile (profile.go): integer weights of its terms by how rare they are among the patents, weights of its
// single characters by a shipped table (chars.go), and its industry fields. The index adds up weight times impact over all
// terms; the best patents are the candidates. Each candidate gets its signals, numbers from 0 to 1 (signal.go): the terms
// and the characters in relation to the best that the library has, how near the fields are, and how ready the patent is to be
// used. The score is their weighted mean, and the explanation is the same mean written out as a tree (explain.go): a
// parent's value is the sum of its parts' points.
//
// A lexicon of synonyms adds terms to the need's own (expand.go), which weigh a part of what they stand for and never more; the
// explanation names them (synonymnote.go). [Engine.SetSynonyms] changes the lexicon while the engine is in use.
//
// A signal without data is neutral: it takes the mean of the values that are known in the library (statistics.go), and the
// explanation says so. Three quarters of real records have no classification, so missing data must neither help nor harm. What package
// classify infers of their fields (inferred.go) serves filters, facets and lists by field, marked as such, and two signals: declared fields
// of a need are compared with it (signalfields.go), and what the texts of both sides suggest (signaltextfields.go).
//
// A pair of need and patent has one score, whichever side asked and whatever filter was set: MatchPatent finds needs by the
// patent's terms and then scores each pair as Match would. Equal scores go by id. The same library gives the same answer,
// whatever the order in which it was filled.
//
// A re-ranker (rerank.go), if the settings name one, reads the best patents of a need once more. Its scores, with the mean and the
// deviation of the patents' own, are mixed into these by one weight and show in the explanation as a part of their own. They hold for
// one list: the probability, MatchPatent and Explain go by the score without them, and in the lists of branches only patents of the
// need's list have them.
//
// # The query language
//
// Search reads Bleve's query-string syntax (querystring.go, searchquery.go):
//
//	电池 隔膜            words to rank by; one of them must occur
//	+电池 -隔膜          must occur, must not occur
//	"正极材料"           the phrase must occur in the text
//	title:电池           in that field; also abstract
//	ipc:H01M ipc:H01M4*  at or below a symbol, or by pattern
//	sei:5.2 sei:人工智能  branch or area of the strategic emerging industries, by code or name
//	applicant:大学       part of the name, or a pattern with * and ?; also region
//	type: mode: status:  exact, or a pattern; status also knows 有效, 审中, 失效
//	year:2024 granted:>=2024-05 date:<2025   a day, month or year, with >, >=, <, <=
//	电池^3               counts three times
//	\-5                  a sign that is meant as itself
//
// A fault in the query gives a [QueryError] that points at the byte. A [SearchResult] has a cursor for the next page, which
// stays valid while patents come and go (cursor.go).
//
// [Engine.Judge] records what brokers and firms said of pairs, in a file of the directory (feedback.go, feedbackfile.go), and later
// scores of pairs that are like those heed it (signalfeedback.go). Where there is none that is like, no score changes by a bit.
//
// [Engine.Retrain] learns what terms mean from the engine's own patents (distill.go) and lets the map take the place of the one in use,
// together with an index of the patents that was made with it (retrain.go, edition.go). Whoever has begun with the one ends with it.
//
// All methods of an Engine may be called from any number of goroutines. [Engine.Generation] changes with the library and with what is judged, for caches
// of results; the engine's own cache of decoded records and profiles is in record.go.
//
// Next: package index for how the integers are added up, or cmd/gongxu for how the whole is put to use.
package matcher
