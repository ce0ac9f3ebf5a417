package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/index"
	"github.com/gongxu/gongxu/matcher"
	"github.com/gongxu/gongxu/segment"
)

func TestIndexCountsWhatChanged(t *testing.T) {
	l := newLibrary(t)
	o := invoke(t, "index", "--patents", l.patents, "--needs", l.needs, "--dir", l.dir, "--json")
	require.Equal(t, exitOK, o.code, o.errOut)
	s := decode[indexSummary](t, o)
	require.Equal(t, l.dir, s.Dir)
	require.Equal(t, 6, s.Patents.Unchanged)
	require.Equal(t, 3, s.Needs.Unchanged)
	require.Zero(t, s.Patents.Added+s.Patents.Updated+s.Patents.Rejected)
	require.Positive(t, s.IndexBytes)
	require.Positive(t, s.ElapsedSeconds)
	require.Empty(t, s.Error)

	// P6 says something else, P7 and P8 are new, in two files.
	a := write(t, t.TempDir(), "a.jsonl", `{"id":"P6","title":"玉米收割机"}`+"\n"+`{"id":"P7","title":"风力发电机叶片"}`+"\n")
	b := write(t, t.TempDir(), "b.jsonl", `{"id":"P8","title":"钙钛矿电池","abstract":"封装"}`)
	s = decode[indexSummary](t, invoke(t, "index", "--patents", a+","+b, "--dir", l.dir, "--json", "--no-optimize"))
	require.Equal(t, [3]int{2, 1, 0}, [3]int{s.Patents.Added, s.Patents.Updated, s.Patents.Unchanged})
	require.EqualValues(t, 8, s.Patents.Total)
	require.EqualValues(t, 3, s.Needs.Total)
}

func TestIndexSummaryForPeople(t *testing.T) {
	l := newLibrary(t)
	o := invoke(t, "index", "--patents", l.patents, "--dir", l.dir)
	require.Equal(t, exitOK, o.code)
	require.Contains(t, o.out, "patents: added 0, updated 0, unchanged 6, rejected 0, warnings 0; 6 in "+l.dir+"\n")
	require.Contains(t, o.out, "docs/s, index ")
}

// badRows holds two good rows between rows that are no JSON, have no id, or have no text.
const badRows = `{"id":"G1","title":"石墨烯散热膜","abstract":"导热"}
{"id":"B1",
{"title":"没有编号","abstract":"没有编号"}
{"id":"B3"}
{"id":"G2","title":"陶瓷基板","abstract":"氮化硅"}
`

func TestIndexReportsBadRowsAndGoesOn(t *testing.T) {
	root := t.TempDir()
	patents, rejects := write(t, root, "p.jsonl", badRows), filepath.Join(root, "rejects.jsonl")
	o := invoke(t, "index", "--patents", patents, "--dir", filepath.Join(root, "d"), "--rejects", rejects, "--json")
	require.Equal(t, exitOK, o.code, o.errOut)
	s := decode[indexSummary](t, o)
	require.Equal(t, 2, s.Patents.Added)
	require.Equal(t, 3, s.Patents.Rejected)
	require.Equal(t, 3, strings.Count(o.errOut, "rejected: "), o.errOut)
	require.Contains(t, o.errOut, "p.jsonl:3")
	data, err := os.ReadFile(rejects)
	require.NoError(t, err)
	require.Contains(t, string(data), "p.jsonl")
}

func TestIndexShowsTwentyBadRows(t *testing.T) {
	root := t.TempDir()
	patents := write(t, root, "p.jsonl", `{"id":"G1","title":"石墨烯"}`+"\n"+strings.Repeat(`{"id":"B"}`+"\n", 25))
	o := invoke(t, "index", "--patents", patents, "--dir", filepath.Join(root, "d"), "--json")
	require.Equal(t, exitOK, o.code)
	require.Equal(t, 25, decode[indexSummary](t, o).Patents.Rejected)
	require.Equal(t, 21, strings.Count(o.errOut, "rejected: "))
	require.Contains(t, o.errOut, "rejected: … and 5 more\n")
}

func TestIndexStrictStopsAtTheFirstBadRow(t *testing.T) {
	root := t.TempDir()
	o := invoke(t, "index", "--patents", write(t, root, "p.jsonl", badRows), "--dir", filepath.Join(root, "d"), "--strict", "--json")
	require.Equal(t, exitFailure, o.code)
	require.Contains(t, o.errOut, "p.jsonl:2")
	s := decode[indexSummary](t, o)
	require.Equal(t, 1, s.Patents.Added)
	require.NotEmpty(t, s.Error)
}

func TestIndexTakesWhatCanBeRead(t *testing.T) {
	root := t.TempDir()
	var packed bytes.Buffer
	// Stored blocks, so that the rows before the cut can be read.
	z, err := gzip.NewWriterLevel(&packed, gzip.NoCompression)
	require.NoError(t, err)
	_, err = z.Write([]byte(testPatents))
	require.NoError(t, err)
	require.NoError(t, z.Close())
	cut := write(t, root, "cut.jsonl.gz", packed.String()[:packed.Len()-40])
	good := write(t, root, "good.jsonl", `{"id":"G1","title":"石墨烯"}`)
	o := invoke(t, "index", "--patents", cut+","+filepath.Join(root, "none.jsonl")+","+good, "--dir", filepath.Join(root, "d"), "--json")
	require.Equal(t, exitFailure, o.code)
	require.Contains(t, o.errOut, "cut.jsonl.gz:6: "+corpus.ErrTruncated.Error())
	require.Contains(t, o.errOut, "none.jsonl")
	s := decode[indexSummary](t, o)
	require.Equal(t, 6, s.Patents.Added, "five whole rows before the cut, one of the file behind it")
	require.Contains(t, s.Error, "none.jsonl")
}

func TestIndexOneWriterOnly(t *testing.T) {
	l := newLibrary(t)
	engine, err := matcher.Open(l.dir, matcher.DefaultSettings())
	require.NoError(t, err)
	defer engine.Close()
	o := invoke(t, "index", "--patents", l.patents, "--dir", l.dir)
	require.Equal(t, exitFailure, o.code)
	require.Contains(t, o.errOut, "already open")
}

func TestUserDictionary(t *testing.T) {
	root := t.TempDir()
	patents := write(t, root, "p.jsonl", testPatents)
	dict := write(t, root, "terms.txt", "# own words\n\n低温放电性能\n")
	other := write(t, root, "other.txt", "涂布装置\n")
	dir := filepath.Join(root, "d")
	require.Equal(t, exitOK, invoke(t, "index", "--patents", patents, "--dir", dir, "--user-dict", dict).code)

	in := decode[matcher.Inspection](t, invoke(t, "inspect", "--dir", dir, "--user-dict", dict, "--text", "低温放电性能", "--json"))
	require.Equal(t, "低温放电性能", in.Tokens[0].Term)
	require.EqualValues(t, 1, in.Tokens[0].DocFreq, "P1 says so")

	for _, args := range [][]string{
		{"match", "--dir", dir, "--title", "锂", "--user-dict", other},
		{"index", "--dir", dir, "--patents", patents, "--user-dict", other},
	} {
		o := invoke(t, args...)
		require.Equal(t, exitFailure, o.code)
		require.Contains(t, o.errOut, index.ErrOptionsChanged.Error())
	}
}

func TestReadTerms(t *testing.T) {
	dir := t.TempDir()
	terms, err := readTerms(write(t, dir, "a", "\ufeff石墨烯\r\n  # not one\n\n 5G基站 \n"))
	require.NoError(t, err)
	require.Equal(t, []string{"石墨烯", "5G基站"}, terms)
	terms, err = readTerms(write(t, dir, "b", ""))
	require.NoError(t, err)
	require.NotNil(t, terms)
	require.Empty(t, terms)
}

func TestMeasureLengths(t *testing.T) {
	root := t.TempDir()
	// Bigrams of a title of n Han characters: n − 1. 石墨烯 2, 锂离子电池 4, mean 3. Abstracts: one of 导热性 2; the empty one
	// says nothing, so the mean is 2. Characters: titles 3 and 5, mean 4.
	patents := write(t, root, "p.jsonl", `{"id":"1","title":"石墨烯","abstract":"导热性"}`+"\n"+`{"id":"2","title":"锂离子电池"}`)
	// Needs: titles 石墨烯 2; no description, so the shipped length stays.
	needs := write(t, root, "n.jsonl", `{"id":"N","title":"石墨烯"}`)
	dir := filepath.Join(root, "d")
	o := invoke(t, "index", "--patents", patents, "--needs", needs, "--dir", dir, "--measure-lengths")
	require.Equal(t, exitOK, o.code, o.errOut)

	engine, err := matcher.OpenReadOnly(dir, matcher.DefaultSettings())
	require.NoError(t, err)
	defer engine.Close()
	shipped := matcher.DefaultOptions()
	got := engine.Options()
	bigrams := got.Patents.Views[1]
	require.Equal(t, segment.Bigrams, bigrams.View)
	require.InDelta(t, 3, bigrams.Fields[0].AverageLength, 0)
	require.InDelta(t, 2, bigrams.Fields[1].AverageLength, 0)
	require.InDelta(t, 4, got.Characters.Fields[0].AverageLength, 0)
	require.InDelta(t, 2, got.Needs.Views[1].Fields[0].AverageLength, 0)
	require.Equal(t, shipped.Needs.Views[1].Fields[1], got.Needs.Views[1].Fields[1])

	o = invoke(t, "index", "--patents", patents, "--dir", dir, "--measure-lengths")
	require.Equal(t, exitFailure, o.code)
	require.Contains(t, o.errOut, "leave --measure-lengths out")
}

func TestIndexInterrupted(t *testing.T) {
	root := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out, errOut bytes.Buffer
	args := []string{"index", "--patents", write(t, root, "p.jsonl", testPatents), "--dir", filepath.Join(root, "d"), "--json"}
	require.Equal(t, exitFailure, execute(ctx, args, strings.NewReader(""), &out, &errOut))
	require.Contains(t, errOut.String(), "interrupted")
}
