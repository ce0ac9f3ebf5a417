// Package industry answers which fields a document is in and how near two fields
// are, in the three classifications that Chinese technology transfer speaks:
//
//   - IPC, the International Patent Classification ([Symbol]), on patents;
//   - SEI, the strategic emerging industries of 2018 (战略性新兴产业, [Branch]),
//     9 areas and 40 branches, by which patents are pushed;
//   - GB/T 4754-2017, the industries of the national economy (国民经济行业,
//     [Class]), by which firms are registered.
//
// The typical steps:
//
//  1. Cut a list of symbols with [SplitSymbols] and read each with [ParseSymbol],
//     which takes the spellings of real exports.
//  2. Ask [Of] for the SEI branches of a patent, or [Title] for the Chinese name of
//     an IPC field.
//  3. Make a [Profile] of each side with [NewProfile]; for needs and enterprises it
//     reads the industries as people wrote them, and [Unknown] tells what it
//     could not read.
//  4. Compare two profiles with [Affinity]. Mind its second result: most documents
//     have no classification, and nothing known is not the same as nothing shared.
//
// Everything is a pure function over embedded tables (tables/*.tsv, each with its
// source at the top), parsed when first used; all of it is safe for any number of
// goroutines. There is no relation between GB/T 4754 and the other two: the
// published bridges run over NACE and ISIC and are too loose to rank by.
//
// Next: package corpus, which gives patents, needs and enterprises their symbols and
// industries.
package industry
