// Package embedding answers one question: what vector does a remote model give this text?
//
// It is a client of endpoints in the form of OpenAI's /v1/embeddings, which Ollama, Text Embeddings Inference, vLLM and others serve.
// Nothing in Gongxu needs it; with it matches are found that share no word. It is the only HTTP client below package server.
//
// Typical steps:
//
//  1. Options name the endpoint, one model for needs and one for patents, and the prefixes that the models want (options.go).
//  2. New makes a Client. Queries and Passages return a unit vector for every text, in batches, several at a time, with another try
//     after failures that may pass (client.go, request.go).
//
// Vectors of one model name are taken to be comparable with each other and with those of the other model of the same Options, and
// with no others.
package embedding
