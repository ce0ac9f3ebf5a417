// Package server is the HTTP face of a matching engine, and a thin one: it reads requests strictly, asks the engine, and writes
// what the engine says.
//
//	POST /v1/match                          a need, in the body → patents, as gongxu match --json prints them
//	GET  /v1/search                         a query string → patents, facets, a cursor
//	GET  /v1/patents/{id}                   a patent
//	GET  /v1/patents/{id}/recommendations   a patent → needs
//	GET  /v1/needs/{id}/recommendations     a stored need → patents
//	POST /v1/feedback                       what was said of pairs of need and patent, in the body
//	GET  /v1/feedback                       the same, to read
//	GET  /v1/industries                     the strategic emerging industries, with counts
//	POST /v1/industries/infer               a text, in the body → the fields that it is about, with probabilities
//	GET  /healthz /readyz /metrics          for the machines that look after the process
//	GET  /openapi.json                      all of this as OpenAPI 3.1
//
// The typical steps:
//
//  1. Open an engine: *matcher.Engine is an [Engine] (engine.go), and so is whatever else has these nine methods.
//  2. Choose [Options], starting from [DefaultOptions] (options.go): limits of time and size, memory for results, where to log.
//     Clock and source of request ids come in here as well.
//  3. Make a [Server] with [New] (server.go). An engine that takes long to open comes in later, by [Server.Use]; meanwhile
//     /healthz answers, and everything that needs the engine says 503.
//  4. Listen and [Server.Serve] (serve.go) until a context ends; running requests are finished. Or mount [Server.Handler] in a
//     server of your own, and call [Server.Close] at the end.
//
// How a request is answered: all paths stand in one table (route.go), from which both the router and the OpenAPI document
// (openapi.go, describe.go) are made. The middleware gives the request its id and its time limit, and writes log and metrics
// (middleware.go, metrics.go). A handler (match.go, search.go, patent.go, recommend.go, feedback.go,
// industries.go, infer.go, health.go) reads the body
// (body.go) or the parameters (parameter.go), asks the engine, and replies (reply.go), for most paths through a cache of results
// that is keyed by the generation of the engine (cache.go). Or it returns an error, and one adapter turns that into a [Problem]
// by one table (problem.go).
//
// Nothing passes silently: an unknown member or parameter, one that is given twice, a null, a byte that is not UTF-8 are faults,
// and the answer points at them. Texts of needs and queries are secrets of their firms and are not logged.
//
// The packages below know nothing of HTTP; this one knows nothing of indexes. Next: command gongxu, which wires it all
// (cmd/gongxu/serve.go).
package server
