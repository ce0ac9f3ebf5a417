// Package segment answers one question: which terms, with exact byte offsets, does this Chinese technical text hold?
//
// A text goes through these steps, each in a file of its own:
//
//  1. normalize.go folds width, case, superscripts and traditional characters (NFKC and a one-to-one table) and keeps a map
//     from every normalised rune back to its bytes in the text as given.
//  2. phrases.go marks set wording of patents (本发明公开了, 其特征在于) and of need forms (需求内容, 预期目标);
//     markup.go marks remnants of HTML; background.go marks sentences of a need that speak of turnover, staff and certificates.
//  3. runs.go parts Han characters from technical codes and keeps codes whole: PD-1, LiNi0.8Co0.1Mn0.1O2, 0.024~0.06mm.
//  4. analysis.go cuts the runs into one of three views: words (lexicon.go finds the cheapest cut over dictionary.go: the words of
//     gse, the technical terms of dict/, particles, and without the phrases of tables/split.txt),
//     overlapping bigrams, and single characters.
//  5. compound.go puts adjacent words together to compound terms that no dictionary holds (液压 夹紧机构), when they are asked for:
//     joint.go tells by a learnt table (compoundtable.go, tables/compounds.txt) at which gaps a compound goes on, compoundtree.go which
//     compounds stand within it. They are tokens of class Joined; nothing indexes or scores them.
//
// Typical use:
//
//	s := segment.Default()                              // or segment.New(opts) with terms of your own
//	a := s.Analyze(abstract, segment.PatentText)
//	for _, t := range a.Tokens(segment.Words) { … }     // tokens with offsets and classes
//	c := a.Compounds()                                  // compound terms with the words that they consist of
//	n := a.Count(segment.Bigrams, tf)                   // term frequencies of the content
//
// A need is also read as a whole, apart from its terms. prose.go makes it ready, sentence.go and enumerator.go part it:
//
//   - section.go divides it into problem, target, constraints, existing work and corporate background, by headings (heading.go,
//     tables/section-headings.txt) and by what sentences say (sectioncues.go, tables/section-cues.txt), and marks repetitions.
//
//   - subneed.go finds separate needs in one text (tables/sub-needs.txt); in doubt it is one.
//
//   - quantity.go reads numbers (number.go) with units (unit.go, tables/units.txt), what they bound and which property they are of
//     (quantitywords.go, tables/quantity-words.txt).
//
//     sections := segment.Sections(description)           // tile the text
//     i := segment.SectionAt(sections, token.Start)       // the section of a token
//     needs := segment.SubNeeds(title, description)       // nil for a single need
//     for _, q := range segment.Quantities(description) { … }
//
// None of these changes which terms a text has.
//
// Beside this path stand tools for dictionaries: mine.go finds terms that the dictionary lacks (minerole.go, minecount.go), alias.go
// and aliasgroup.go find second names, userdict.go reads and judges the file of a user, compare.go shows what it changes.
//
// synonyms.go reads lexicons of terms that mean the same or nearly so, of which one is shipped in synonyms/, and finds their members in a
// text at the borders of words.
//
// A Segmenter never changes after it is built and serves any number of goroutines. Its Hash is part of an index's identity:
// an index made with another dictionary is refused rather than searched with terms it does not hold.
//
// Package index is the next one to read: it turns these terms into impacts.
package segment
