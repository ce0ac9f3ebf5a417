package server

import (
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// metrics are what /metrics shows, in a registry of the server's own.
type metrics struct {
	handler                http.Handler
	requests               *prometheus.CounterVec
	durations              *prometheus.HistogramVec
	inFlight               prometheus.Gauge
	cacheHits, cacheMisses prometheus.Counter
}

func newMetrics(s *Server) (*metrics, error) {
	registry := prometheus.NewRegistry()
	cache := prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "gongxu_result_cache_requests_total", Help: "Look-ups in the cache of results.",
	}, []string{"result"})
	m := &metrics{
		handler: promhttp.HandlerFor(registry, promhttp.HandlerOpts{}),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "gongxu_http_requests_total", Help: "Requests answered.",
		}, []string{"method", "route", "code"}),
		durations: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "gongxu_http_request_duration_seconds", Help: "Time from the head of a request to the end of its answer.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30},
		}, []string{"method", "route"}),
		inFlight:  prometheus.NewGauge(prometheus.GaugeOpts{Name: "gongxu_http_requests_in_flight", Help: "Requests being answered."}),
		cacheHits: cache.WithLabelValues("hit"), cacheMisses: cache.WithLabelValues("miss"),
	}
	all := append([]prometheus.Collector{cache, m.requests, m.durations, m.inFlight, newDocuments(s)}, s.opts.Collectors...)
	for i, c := range all {
		if err := registry.Register(c); err != nil {
			return nil, fmt.Errorf("%w: collector %d: %w", ErrOptions, i, err)
		}
	}
	return m, nil
}

// observe counts a request that has been answered.
func (m *metrics) observe(c *gin.Context, took time.Duration) {
	method, route := methodLabel(c.Request.Method), routeLabel(c)
	m.requests.WithLabelValues(method, route, strconv.Itoa(c.Writer.Status())).Inc()
	m.durations.WithLabelValues(method, route).Observe(took.Seconds())
}

// routeLabel is the pattern of a request's path; all paths that do not exist are one.
func routeLabel(c *gin.Context) string {
	if c.FullPath() == "" {
		return "none"
	}
	return c.FullPath()
}

// methodLabel keeps methods that clients make up from becoming series of their own.
func methodLabel(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return method
	}
	return "other"
}

// documents tells the number of documents, and whether there is an engine, at the moment of asking.
type documents struct {
	server       *Server
	ready, count *prometheus.Desc
}

func newDocuments(s *Server) *documents {
	return &documents{
		server: s,
		ready:  prometheus.NewDesc("gongxu_ready", "1 when the engine is open and warm, else 0.", nil, nil),
		count:  prometheus.NewDesc("gongxu_documents", "Documents in the engine.", []string{"kind"}, nil),
	}
}

// Describe implements prometheus.Collector.
func (d *documents) Describe(ch chan<- *prometheus.Desc) {
	ch <- d.ready
	ch <- d.count
}

// Collect implements prometheus.Collector. Numbers that the engine does not tell are left out.
func (d *documents) Collect(ch chan<- prometheus.Metric) {
	b, err := d.server.engine()
	if err != nil {
		ch <- prometheus.MustNewConstMetric(d.ready, prometheus.GaugeValue, 0)
		return
	}
	ch <- prometheus.MustNewConstMetric(d.ready, prometheus.GaugeValue, 1)
	patents, needs, err := b.Counts()
	if err != nil {
		return
	}
	ch <- prometheus.MustNewConstMetric(d.count, prometheus.GaugeValue, float64(patents), "patents")
	ch <- prometheus.MustNewConstMetric(d.count, prometheus.GaugeValue, float64(needs), "needs")
}
