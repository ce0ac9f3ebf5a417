package main

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/matcher"
	"github.com/gongxu/gongxu/segment"
)

func writeSynonyms(t *testing.T, path, text string) {
	t.Helper()
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
}

// synonymsIn lists what the terms of a match stand for.
func synonymsIn(t *testing.T, data string) []string {
	t.Helper()
	var res matcher.Matches
	require.NoError(t, json.Unmarshal([]byte(data), &res))
	out := []string{}
	for _, m := range res.Matches {
		for _, part := range m.Explanation.Parts {
			for _, term := range part.Terms {
				if term.Synonym != "" {
					out = append(out, term.Synonym+" → "+term.Term)
				}
			}
		}
	}
	return out
}

func TestMatchSynonyms(t *testing.T) {
	l := shared(t)
	file := filepath.Join(t.TempDir(), "synonyms.txt")
	writeSynonyms(t, file, "# 自编\n铁锂芯 = 磷酸铁锂\n")
	match := func(flags ...string) outcome {
		return invoke(t, append([]string{"match", "--dir", l.dir, "--title", "铁锂芯", "--text", "低温放电", "--json", "-k", "1"}, flags...)...)
	}
	require.Empty(t, synonymsIn(t, match().out))
	require.Contains(t, synonymsIn(t, match("--synonyms", file).out), "铁锂芯 → 磷酸铁锂")
	require.Empty(t, synonymsIn(t, match("--no-synonyms").out))
	require.Equal(t, exitUsage, match("--no-synonyms", "--synonyms", file).code)

	writeSynonyms(t, file, "铁锂芯 = 磷酸铁锂\n铁锂芯\n")
	o := match("--synonyms", file)
	require.Equal(t, exitFailure, o.code)
	require.Contains(t, o.errOut, "synonyms.txt:2: want two or more terms")
	o = match("--synonyms", file+".none")
	require.Equal(t, exitFailure, o.code)
	require.Contains(t, o.errOut, "synonyms.txt.none")
}

// lexicons takes every lexicon that is put to use.
type lexicons chan *segment.Synonyms

func (l lexicons) SetSynonyms(s *segment.Synonyms) { l <- s }

func TestWatchSynonyms(t *testing.T) {
	f := synonymFlags{file: filepath.Join(t.TempDir(), "synonyms.txt")}
	writeSynonyms(t, f.file, "甲板 = 乙板\n")
	ctx, stop := context.WithCancel(t.Context())
	signals, ticks, used, log, ended := make(chan os.Signal), make(chan time.Time), make(lexicons), make(lines, 100), make(chan struct{})
	go func() {
		f.watch(ctx, f.state(), signals, ticks, used, slog.New(slog.NewTextHandler(log, nil)))
		close(ended)
	}()
	ticks <- time.Time{} // the file is as it was loaded
	signals <- syscall.SIGHUP
	same, _ := (<-used).Of("甲板")
	require.Equal(t, []string{"乙板"}, same, "a signal reads it anyway")
	require.Contains(t, <-log, "level=INFO msg=synonyms")

	writeSynonyms(t, f.file, "甲板 = 乙板 = 丙板\n")
	ticks <- time.Time{}
	same, _ = (<-used).Of("甲板")
	require.Equal(t, []string{"乙板", "丙板"}, same)
	require.Contains(t, <-log, "level=INFO msg=synonyms")

	writeSynonyms(t, f.file, "甲板 = 乙板 = 丙板 = 丁板\n甲板\n")
	ticks <- time.Time{}
	require.Regexp(t, `level=ERROR msg="synonyms not changed" error=".*synonyms.txt:2: want two or more terms`, <-log)
	ticks <- time.Time{} // the fault is logged once, but for a signal, which also tells that the tick is over
	signals <- syscall.SIGHUP
	require.Contains(t, <-log, `msg="synonyms not changed"`)
	require.Empty(t, log)
	require.NoError(t, os.Remove(f.file))
	ticks <- time.Time{}
	require.Contains(t, <-log, `msg="synonyms not changed"`)

	writeSynonyms(t, f.file, "甲板 = 戊板\n")
	ticks <- time.Time{}
	same, _ = (<-used).Of("甲板")
	require.Equal(t, []string{"戊板"}, same, "a file that is mended is used")
	require.Contains(t, <-log, "level=INFO msg=synonyms")
	stop()
	<-ended
}

// A server takes a changed lexicon without a restart, and no cached answer of the old one is given again.
func TestServeReloadsSynonyms(t *testing.T) {
	l := shared(t)
	file := filepath.Join(t.TempDir(), "synonyms.txt")
	writeSynonyms(t, file, "# 还没有\n")
	s := startServe(t, "--dir", l.dir, "--synonyms", file)
	s.waitFor(t, "msg=ready")
	ask := func() []string {
		status, answer := s.ask(t, http.MethodPost, "/v1/match", `{"title":"铁锂芯","text":"低温放电","k":1}`)
		require.Equal(t, http.StatusOK, status, answer)
		return synonymsIn(t, answer)
	}
	require.Empty(t, ask())
	require.Empty(t, ask())
	writeSynonyms(t, file, "铁锂芯 = 磷酸铁锂\n")
	s.waitFor(t, "msg=synonyms ")
	require.Contains(t, ask(), "铁锂芯 → 磷酸铁锂")
	s.stop()
	code, errOut := s.end()
	require.Equal(t, exitOK, code, errOut)
}
