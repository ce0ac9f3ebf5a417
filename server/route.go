package server

import (
	"net/http"
	"strings"

	"github.com/gongxu/gongxu/classify"
	"github.com/gongxu/gongxu/corpus"
	"github.com/gongxu/gongxu/matcher"
)

// route is a path with its handler and with what the OpenAPI document says of it.
type route struct {
	method, path string
	handle       handler
	summary      string
	// parameters is a pointer to a struct with path and query tags, body one to what a JSON body holds, nil for none.
	parameters, body any
	// result is what a JSON answer holds; nil for plain text.
	result any
	// cached answers tell so in a header.
	cached bool
	// problems are the statuses of the other answers.
	problems []int
}

// statuses that every path below /v1 may answer with.
func problems(more ...int) []int {
	return append([]int{http.StatusBadRequest, statusClosed, http.StatusInternalServerError, http.StatusServiceUnavailable}, more...)
}

// routes is the list of all paths; both the router and the OpenAPI document are made from it.
func (s *Server) routes() []route {
	return []route{
		{
			method: http.MethodPost, path: "/v1/match", handle: s.match, body: &MatchRequest{}, result: &matcher.Matches{}, cached: true,
			summary:  "Find the patents that meet a need, best first, with an explanation of every score.",
			problems: problems(http.StatusRequestTimeout, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType),
		},
		{
			method: http.MethodGet, path: "/v1/search", handle: s.search, parameters: &searchParameters{}, result: &matcher.SearchResult{}, cached: true,
			summary: "Find patents by a query string.", problems: problems(),
		},
		{
			method: http.MethodGet, path: "/v1/patents/{id}", handle: s.patent, parameters: &patentParameters{}, result: &corpus.Patent{},
			summary: "Get a patent.", problems: problems(http.StatusNotFound),
		},
		{
			method: http.MethodGet, path: "/v1/patents/{id}/recommendations", handle: s.patentRecommendations,
			parameters: &patentRecommendation{}, result: &matcher.NeedMatches{}, cached: true,
			summary: "Find the needs that a patent could meet, best first.", problems: problems(http.StatusNotFound),
		},
		{
			method: http.MethodGet, path: "/v1/needs/{id}/recommendations", handle: s.needRecommendations,
			parameters: &needRecommendation{}, result: &matcher.Matches{}, cached: true,
			summary: "Find the patents that meet a stored need, best first.", problems: problems(http.StatusNotFound),
		},
		{
			method: http.MethodPost, path: "/v1/feedback", handle: s.record, body: &FeedbackRequest{}, result: &FeedbackResult{},
			summary:  "Record what was said of pairs of need and patent; later matches heed it.",
			problems: problems(http.StatusNotFound, http.StatusRequestTimeout, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType),
		},
		{
			method: http.MethodGet, path: "/v1/feedback", handle: s.feedback, parameters: &feedbackParameters{}, result: &Feedback{},
			summary: "List what was said of pairs of need and patent.", problems: problems(),
		},
		{
			method: http.MethodGet, path: "/v1/industries", handle: s.industries, result: &Industries{}, cached: true,
			summary: "List the strategic emerging industries with the number of patents in each.", problems: problems(),
		},
		{
			method: http.MethodPost, path: "/v1/industries/infer", handle: s.infer, body: &InferenceRequest{}, result: &classify.Fields{},
			summary:  "Infer the fields that a text is about, with their probabilities.",
			problems: problems(http.StatusRequestTimeout, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType),
		},
		{method: http.MethodGet, path: "/healthz", handle: s.healthz, result: &Health{}, summary: "Tell that the process lives."},
		{
			method: http.MethodGet, path: "/readyz", handle: s.readyz, result: &Health{}, summary: "Tell whether requests can be answered.",
			problems: []int{http.StatusServiceUnavailable},
		},
		{method: http.MethodGet, path: "/metrics", handle: s.showMetrics, summary: "Show metrics in the text form of Prometheus."},
		{method: http.MethodGet, path: "/openapi.json", handle: s.showDocument, result: &map[string]any{}, summary: "Show this document."},
	}
}

// ginPath writes the path as gin wants it.
func (r route) ginPath() string {
	return strings.NewReplacer("{", ":", "}", "").Replace(r.path)
}
