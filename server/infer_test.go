package server

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gongxu/gongxu/classify"
)

func TestInfer(t *testing.T) {
	b := newBench(t, &fake{}, nil)
	w := b.post(t, "/v1/industries/infer", `{"title":"一种锂离子电池正极材料","text":"低温下放电容量高"}`)
	require.Equal(t, http.StatusOK, w.Code, "%s", w.Body)
	var got classify.Fields
	require.NoError(t, json.Unmarshal(w.Body.Bytes(), &got))
	require.Equal(t, "H01M", got.IPC[0].Code)
	require.Equal(t, "用于直接转变化学能为电能的方法或装置，例如电池组", got.IPC[0].Name)
	require.Greater(t, got.IPC[0].Probability, 0.8)
	require.Equal(t, "新能源汽车装置、配件制造", got.SEI[0].Name)
	require.NotEmpty(t, got.GBT[0].Name)

	w = b.post(t, "/v1/industries/infer", `{"title":"！！"}`)
	require.Equal(t, http.StatusOK, w.Code)
	require.JSONEq(t, `{"ipc":[],"sei":[],"gbt":[]}`, w.Body.String())
}

func TestInferProblems(t *testing.T) {
	b := newBench(t, &fake{}, func(o *Options) { o.TextLimit = 10 })
	for body, kind := range map[string]string{
		`{"title":"十一个字的需求名称太长了"}`: ProblemTooLarge,
		`{"name":"水泵"}`: ProblemBody,
		`{"title":7}`:   ProblemBody,
	} {
		w := b.post(t, "/v1/industries/infer", body)
		require.Equal(t, problemBase+kind, problem(t, w).Type, body)
	}
}
