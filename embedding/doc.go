// Package embedding answers one question: what does a remote model make of this text: what vector does it give it, and how well does it
// answer another?
//
// It has a client of endpoints in the form of OpenAI's /v1/embeddings, which Ollama, Text Embeddings Inference, vLLM and others serve, and
// one of endpoints /rerank in the forms of Jina, Cohere and Text Embeddings Inference. Nothing in Gongxu needs them; with the first
// matches are found that share no word, with the second the best of them are read once more. It has the only HTTP clients below package
// server.
//
// Typical steps:
//
//  1. Options name the endpoint, one model for needs and one for patents, and the prefixes that the models want (options.go).
//  2. New makes a Client. Queries and Passages return a unit vector for every text, in batches, several at a time, with another try
//     after failures that may pass (client.go, vectors.go, request.go).
//  3. RerankOptions and NewRerank make a RerankClient in the same way. Rerank returns a score for every document (rerank.go); which of
//     the forms of requests an endpoint takes is found out by the first one (rerankform.go).
//
// Vectors of one model name are taken to be comparable with each other and with those of the other model of the same Options, and
// with no others.
package embedding
