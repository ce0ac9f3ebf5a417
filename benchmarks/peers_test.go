package benchmarks

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/segment"
)

func TestParsePeer(t *testing.T) {
	indexed, err := parsePeer[peerIndexed]("lucene-cjk", []byte("{\"version\":\"10.4.0\",\"docs\":300,\"seconds\":1.500}\n"))
	require.NoError(t, err)
	require.Equal(t, peerIndexed{Version: "10.4.0", Docs: 300, Seconds: 1.5}, indexed)

	// Lines before the last one are not the result.
	searched, err := parsePeer[peerSearched]("lucene-cjk", []byte("WARNING: incubator module\n"+
		`{"version":"10.4.0 (Java 25)","segments":2,"hits":100,"mean_terms":196.5,"runs":[[1.5,2.000000],[3,4]]}`+"\n\n"))
	require.NoError(t, err)
	require.Equal(t, peerSearched{
		Version: "10.4.0 (Java 25)", Segments: 2, Hits: 100, MeanTerms: 196.5, Runs: [][]float64{{1.5, 2}, {3, 4}},
	}, searched)
	require.NoError(t, searched.check("lucene-cjk", 2, 2))

	for _, out := range []string{"", "no result", `{"version":"1","seconds":"soon"}`, `{"version":"1","unknown":1}`, `{"version":`} {
		_, err := parsePeer[peerIndexed]("tantivy", []byte(out))
		require.ErrorIs(t, err, ErrPeer, out)
		require.ErrorContains(t, err, "tantivy printed no result", out)
	}
}

func FuzzParsePeer(f *testing.F) {
	for _, s := range []string{"", "{}", "x\n{\"runs\":[[1],[2,3]]}", `{"runs":[[1e999]]}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, out []byte) {
		s, err := parsePeer[peerSearched]("peer", out)
		if err != nil {
			require.ErrorIs(t, err, ErrPeer)
			return
		}
		if s.check("peer", 1, 1) == nil {
			require.Len(t, s.Runs, 1)
			require.Len(t, s.Runs[0], 1)
		}
	})
}

// TestPeersMustDoTheWork: figures of less work than asked for are worth nothing.
func TestPeersMustDoTheWork(t *testing.T) {
	whole := peerSearched{Hits: 5, Runs: [][]float64{{3, 1}, {2, 4}}}
	require.NoError(t, whole.check("p", 2, 2))
	require.ErrorContains(t, whole.check("p", 3, 2), "p went through the needs 2 times, not 3")
	require.ErrorContains(t, whole.check("p", 2, 5), "p asked 2 needs, not 5")
	require.ErrorContains(t, peerSearched{Runs: whole.Runs}.check("p", 2, 2), "p found nothing")

	run := &peerRun{task: Task{Patents: 300}, out: map[string]PeerReport{}}
	s := setting{"p", "bigrams"}
	require.ErrorContains(t, run.add(s, peerIndexed{Docs: 299}, 1, 1, whole), "p indexed 299 patents, not 300")
	require.Empty(t, run.out)
	require.NoError(t, run.add(s, peerIndexed{Docs: 300}, 2, 3000, whole))
	first, second := Quantiles{1, 3, 3, 3}, Quantiles{2, 4, 4, 4} // nearest rank of two
	require.Equal(t, map[string]PeerReport{"p": {
		Setting: "bigrams", IndexRate: 150, BytesPerDoc: 10, NeedRuns: []Quantiles{first, second}, Need: first,
	}}, run.out)
}

func TestJavaVersion(t *testing.T) {
	for text, want := range map[string]int{
		"openjdk version \"25.0.3\" 2026-04-21 LTS\nOpenJDK Runtime": 25,
		"java version \"1.8.0_392\"":                                 1,
		"openjdk version \"21\" 2023-09-19":                          21,
		"":                                                           0,
	} {
		require.Equal(t, want, javaVersion(text), text)
	}
}

// TestPeersAreSkipped says what is missing where there are no tools.
func TestPeersAreSkipped(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	_, _, err := findJava(t.Context(), func(string) string { return "" }, nil)
	require.ErrorIs(t, err, ErrSkipped)
	require.EqualError(t, err, "skipped: there is no JDK 21 or newer; set JAVA_HOME")

	home := t.TempDir() // a home without a compiler is no JDK
	_, _, err = findJava(t.Context(), func(string) string { return home }, []string{filepath.Join(home, "*")})
	require.ErrorIs(t, err, ErrSkipped)

	report := &Report{Peers: map[string]PeerReport{}}
	s := Scale{Cache: t.TempDir(), Peers: []string{"tantivy"}}
	require.NoError(t, s.measurePeers(t.Context(), Task{}, t.TempDir(), nil, nil, report))
	require.Equal(t, map[string]string{"tantivy": "skipped: there is no cargo, which the program for Tantivy needs"}, report.Skipped)
	require.Empty(t, report.Peers)
}

// TestOldJavaIsPassedOver uses scripts that answer like a Java of some version.
func TestOldJavaIsPassedOver(t *testing.T) {
	if _, err := os.Stat("/bin/sh"); err != nil {
		t.Skip("the test needs /bin/sh")
	}
	root := t.TempDir()
	for name, version := range map[string]string{"old": "17.0.1", "good": "21.0.2", "newest": "25.0.3"} {
		bin := filepath.Join(root, name, "bin")
		require.NoError(t, os.MkdirAll(bin, 0o755))
		script := "#!/bin/sh\necho 'openjdk version \"" + version + "\"' >&2\n"
		require.NoError(t, os.WriteFile(filepath.Join(bin, "java"), []byte(script), 0o755))
		require.NoError(t, os.WriteFile(filepath.Join(bin, "javac"), nil, 0o755))
	}
	t.Setenv("PATH", t.TempDir())
	home, version, err := findJava(t.Context(), func(string) string { return filepath.Join(root, "old") }, []string{filepath.Join(root, "*")})
	require.NoError(t, err)
	require.Equal(t, filepath.Join(root, "newest"), home)
	require.Equal(t, 25, version)
}

func TestPeerSourcesAreUnpackedOnce(t *testing.T) {
	cache := t.TempDir()
	for name, file := range map[string]string{"lucene": "pom.xml", "tantivy": "Cargo.toml"} {
		dir, err := unpack(cache, name)
		require.NoError(t, err)
		require.FileExists(t, filepath.Join(dir, file))
		mark := filepath.Join(dir, "mark")
		require.NoError(t, os.WriteFile(mark, nil, 0o600))
		again, err := unpack(cache, name)
		require.NoError(t, err)
		require.Equal(t, dir, again)
		require.FileExists(t, mark)
	}
}

func TestPeerFiles(t *testing.T) {
	require.Equal(t, "a b c d", oneLine("a\tb\nc\rd"))
	// 本发明公开了 is set wording of patents and dropped; the rest is cut into pairs.
	require.Equal(t, "正极 极材 材料", bigramsOf(segment.PatentText)("本发明公开了一种正极材料。"))
}
