// Package corpus answers what a patent, a need, an enterprise, an evaluation and a judgment are, whether a row of a file is a good one, and
// how such files are read and written: JSONL, CSV and XLSX, with the column names, encodings, dates and spellings of real
// exports.
//
// The typical steps:
//
//  1. Know the records: [Patent] (patent.go) with its [Conversion] record (conversion.go), [Need] (need.go), [Enterprise]
//     (enterprise.go), [Evaluation] (evaluation.go) and [Judgment] (judgment.go). Their JSON names are those of files and API alike. Words of exchanges
//     become values by [ParseLegalState] (status.go), [ParseMode] (mode.go), [ParsePatentType] (type.go), [ParseDate] (date.go)
//     and [ParseApplicationNumber] (number.go).
//  2. Open a file with [OpenPatents], [OpenNeeds], [OpenEnterprises], [OpenEvaluations] or [OpenJudgments] (open.go), or a stream with
//     [ReadPatents] and its like. [DefaultReadOptions] (options.go) wants a function that is told of every [Problem]
//     (problem.go).
//  3. Range over [Reader.All] (reader.go). Good rows come out one by one and memory does not grow with the file; bad rows are
//     reported with file, line, field, value and reason, and reading goes on, unless the options say Strict.
//  4. Write with [WritePatents] and its like (writer.go): a file appears when it is whole. A Reader's sequence can be handed to
//     it, which converts one format to another.
//  5. Records that do not come from a file are checked with their Validate methods and filled with [Patent.Complete].
//
// How a row becomes a record: the format (format.go) gives a source of rows, from JSON (jsonl.go) or a table (table.go over csv.go
// and xlsx.go) in an encoding that is told from the bytes (encoding.go). The names of its cells lead to columns (schema.go; the
// names themselves are in patentschema.go, conversionschema.go, needschema.go and firmschema.go). Names are compared by letters,
// digits and Han characters only, so that brackets, spaces and width do not matter. A column reads its value, or reports it and
// leaves the attribute unknown: a bad value never costs the row.
//
// A row is rejected when it cannot be read, has no key, or has neither of its texts. A patent without a key is called by its
// application number, else by its publication number; in a file that has no column for a key at all, rows are called by the name
// of the file and their order. Keys that come twice are no problem of a file: the later row is the newer state.
//
// Everything is safe for concurrent use but a Reader, which serves one goroutine.
//
// Next: package index, which stores and scores what these records say, and package matcher, which knows what their attributes
// mean for a match.
package corpus
