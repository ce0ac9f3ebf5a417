package embedding

import (
	"context"
	"encoding/json"
	"fmt"
)

type embeddingRequest struct {
	Model          string   `json:"model"`
	Input          []string `json:"input"`
	EncodingFormat string   `json:"encoding_format"`
}

type embeddingAnswer struct {
	Data []struct {
		Index     int       `json:"index"`
		Embedding []float32 `json:"embedding"`
	} `json:"data"`
}

// request asks for the vectors of one batch.
func (c *Client) request(ctx context.Context, model string, texts []string) ([][]float32, error) {
	answer, err := c.sender.post(ctx, embeddingRequest{Model: model, Input: texts, EncodingFormat: "float"})
	if err != nil {
		return nil, err
	}
	return vectorsOf(answer, len(texts))
}

// vectorsOf puts the vectors of an answer in the order of the texts.
func vectorsOf(answer []byte, texts int) ([][]float32, error) {
	var a embeddingAnswer
	if err := json.Unmarshal(answer, &a); err != nil {
		return nil, fmt.Errorf("%w: the answer is no list of embeddings (%w): %s", ErrVector, err, shorten(answer))
	}
	if len(a.Data) != texts {
		return nil, fmt.Errorf("%w: %d vectors for %d texts", ErrVector, len(a.Data), texts)
	}
	out := make([][]float32, texts)
	for _, d := range a.Data {
		if d.Index < 0 || d.Index >= texts || out[d.Index] != nil {
			return nil, fmt.Errorf("%w: index %d twice or not within %d texts", ErrVector, d.Index, texts)
		}
		if len(d.Embedding) == 0 {
			return nil, fmt.Errorf("%w: vector %d is empty", ErrVector, d.Index)
		}
		out[d.Index] = d.Embedding
	}
	return out, nil
}
