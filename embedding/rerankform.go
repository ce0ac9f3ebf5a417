package embedding

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
)

// rerankForm is a form of requests to /rerank. There is no standard, and no request that all endpoints take:
//
//   - Jina, vLLM and Infinity take model, query, documents, top_n and return_documents; Jina sends the texts back unless told not to.
//     (jina.ai/reranker; docs.vllm.ai, RerankRequest; michaelfeil/infinity, fastapi_schemas/pymodels.py)
//   - Cohere's v2 has no return_documents (docs.cohere.com/reference/rerank), and refuses with status 422 and the name of the member
//     what it does not know (HKUDS/LightRAG issue 1813).
//   - Text Embeddings Inference wants texts for documents, and answers 422 "missing field `texts`" to others
//     (CortexReach/memory-lancedb-pro issue 196). It refuses long texts unless truncate is set. (router/src/http/types.rs)
//
// So one request with documents and texts together would fail at Cohere's, and a client that asks everybody in the form of most learns
// from the refusal which form it should have been.
type rerankForm int32

// The forms, in the order in which they are tried.
const (
	documentsForm rerankForm = iota
	bareForm                 // the same without return_documents
	textsForm
)

// request is the body for a query and documents.
func (f rerankForm) request(model, query string, documents []string) any {
	switch f {
	case textsForm:
		return textsRequest{Query: query, Texts: documents, Truncate: true}
	case bareForm:
		return documentsRequest{Model: model, Query: query, Documents: documents, TopN: len(documents)}
	}
	return documentsRequest{Model: model, Query: query, Documents: documents, TopN: len(documents), ReturnDocuments: new(bool)}
}

type documentsRequest struct {
	Model           string   `json:"model"`
	Query           string   `json:"query"`
	Documents       []string `json:"documents"`
	TopN            int      `json:"top_n"`
	ReturnDocuments *bool    `json:"return_documents,omitempty"`
}

type textsRequest struct {
	Query    string   `json:"query"`
	Texts    []string `json:"texts"`
	Truncate bool     `json:"truncate"`
}

// after returns the form to try after a refusal that names a member; ok is false when there is none.
func (f rerankForm) after(err error) (next rerankForm, ok bool) {
	var status *StatusError
	if !errors.As(err, &status) || status.Status != http.StatusUnprocessableEntity && status.Status != http.StatusBadRequest {
		return f, false
	}
	switch {
	case f < textsForm && (strings.Contains(status.Message, "`texts`") || strings.Contains(status.Message, `"texts"`)):
		return textsForm, true
	case f < bareForm && strings.Contains(status.Message, "return_documents"):
		return bareForm, true
	}
	return f, false
}

// rankedDocument is an item of an answer. TEI calls the score score, the others relevance_score.
type rankedDocument struct {
	Index          *int     `json:"index"`
	RelevanceScore *float64 `json:"relevance_score"`
	Score          *float64 `json:"score"`
}

// scoresOf puts the scores of an answer in the order of the documents and returns the first that has none, −1 when all have. TEI
// answers with a list, the others with an object that holds it as results, or data (older Infinity).
func scoresOf(answer []byte, scores []float64) (missing int, err error) {
	var object struct{ Results, Data []rankedDocument }
	list := &object.Results
	if bytes.HasPrefix(bytes.TrimSpace(answer), []byte("[")) {
		err = json.Unmarshal(answer, list)
	} else if err = json.Unmarshal(answer, &object); object.Results == nil {
		list = &object.Data
	}
	if err != nil { // also for numbers that are not finite, which JSON does not have
		return 0, fmt.Errorf("%w: the answer is no list of scores (%w): %s", ErrScore, err, shorten(answer))
	}
	seen := make([]bool, len(scores))
	for at, d := range *list {
		score := d.RelevanceScore
		if score == nil {
			score = d.Score
		}
		if d.Index == nil || score == nil {
			return 0, fmt.Errorf("%w: item %d of the answer has no index or no score", ErrScore, at+1)
		}
		if *d.Index < 0 || *d.Index >= len(scores) || seen[*d.Index] {
			return 0, fmt.Errorf("%w: index %d twice or not within %d documents", ErrScore, *d.Index, len(scores))
		}
		seen[*d.Index], scores[*d.Index] = true, *score
	}
	for i, ok := range seen {
		if !ok {
			return i, nil
		}
	}
	return -1, nil
}
