// Package gongxu holds the sample corpus of the project: invented Chinese patents, enterprise needs and enterprises over the
// strategic emerging industries, with graded judgments. The engine itself is in the packages below it; start with package
// matcher, or with the README.
package gongxu

import (
	"embed"
	"io/fs"
)

//go:embed testdata/patents.jsonl testdata/needs.jsonl testdata/enterprises.jsonl testdata/qrels.txt
var sample embed.FS

// Sample returns the sample corpus: patents.jsonl, needs.jsonl and enterprises.jsonl in the form that package corpus reads, and
// qrels.txt with grades 0–3 of need × patent in TREC form. Applicants and enterprises are invented and application years
// lie ahead, so that no number collides with a real one.
func Sample() fs.FS {
	sub, err := fs.Sub(sample, "testdata")
	if err != nil { // the directory is embedded above
		panic("gongxu: " + err.Error())
	}
	return sub
}
